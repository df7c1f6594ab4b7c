"""Fictitious stories, replayed through the services."""
