"""Fictitious signals: told stories and drawn ones, through the services."""
