"""What the pages of a dossier show, put together from what the queries read."""
