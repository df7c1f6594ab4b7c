"""Who is who: organisations, accounts, roles, audit trail and disclosure register."""
