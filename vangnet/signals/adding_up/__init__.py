"""Adding up weak signals in plain Python: one spelling of what signals share, texts that are nearly the same, and who belongs together."""
