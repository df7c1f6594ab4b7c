"""The pages about signals."""
