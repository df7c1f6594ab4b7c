"""What the pages say about signals."""
