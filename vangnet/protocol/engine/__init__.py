"""The engine that judges: plain Python, no Django, no other package."""
