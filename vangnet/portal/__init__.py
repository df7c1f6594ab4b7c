"""Public site, start page, worklist, search and handbook."""
