"""Looking after people and organisations. No dossier can be reached from here."""
