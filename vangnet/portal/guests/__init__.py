"""Guests: somebody without an account looks at one thing, and whoever lets them in sees and ends that."""
