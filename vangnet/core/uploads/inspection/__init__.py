"""The part that opens files of strangers. It runs alone (see sandbox) and imports nothing of the product."""
