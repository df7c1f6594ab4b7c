"""Every read of signals, for somebody."""
