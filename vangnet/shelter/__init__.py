"""Places, requests, matching, stays and missing persons."""
