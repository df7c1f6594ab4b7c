"""Who may do what with a signal."""
