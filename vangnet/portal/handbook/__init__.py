"""The public handbook: the agreements that run, as pages to read."""
