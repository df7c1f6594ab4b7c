"""Evidence that the logs are what they were: digests of lines, trees over them, signed roots. Plain Python, without Django."""
