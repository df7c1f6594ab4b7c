"""Settings, root addresses, WSGI and ASGI."""
