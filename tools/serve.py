"""How gunicorn serves the demonstration: on this machine only, and it says when it is ready."""

import os

bind = f"127.0.0.1:{os.environ['VANGNET_PORT']}"
workers = 2
threads = 4
worker_class = "gthread"
loglevel = "error"


def when_ready(_server: object) -> None:
    print(f"\nVangnet is ready: http://{bind}/  (Dutch)   http://{bind}/en/  (English)", flush=True)
    print("Stop with Ctrl+C. The database keeps its data; ./run stop ends it.", flush=True)
