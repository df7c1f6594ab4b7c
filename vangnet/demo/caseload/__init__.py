"""A caseload that never was: dossiers with a plausible mix of people, routes, delays and mistakes."""
