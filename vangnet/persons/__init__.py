"""People under pseudonym, how they are linked, and later their registrations and identity vault."""
