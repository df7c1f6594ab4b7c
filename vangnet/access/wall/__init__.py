"""The wall in the database: which rows an organisation can reach at all, whatever a page or query forgets."""
