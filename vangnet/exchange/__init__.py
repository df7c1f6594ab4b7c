"""API, imports, HTCDS and other exports."""
