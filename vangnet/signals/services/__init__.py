"""Every change to a signal."""
