"""The report form for everybody, without an account, and the page on which a reporter comes back."""
