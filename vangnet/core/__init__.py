"""Base record, clock and identifiers: nothing with a field term in it."""
