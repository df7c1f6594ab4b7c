"""Pages for oversight: who saw what, what is unusual, what left, and whether the records are whole."""
