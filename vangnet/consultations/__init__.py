"""Multi-agency meetings, layers, lawful sharing and decisions."""
