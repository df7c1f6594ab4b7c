"""What people fill in about a dossier. Forms clean and return values; the services write."""
