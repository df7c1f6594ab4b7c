"""How gunicorn serves the demonstration: on this machine only, with the sealer of the records and the counter of large files beside it, and it says when it is ready."""

import os
import subprocess
import sys

bind = f"127.0.0.1:{os.environ['VANGNET_PORT']}"
workers = 2
threads = 4
worker_class = "gthread"
loglevel = "error"

SEALER = (sys.executable, "manage.py", "seal_traces", "--watch", "2", "--with-parent")
COUNTER = (sys.executable, "manage.py", "count_deliveries", "--watch", "5", "--with-parent")
_beside: list[subprocess.Popen[bytes]] = []


def when_ready(_server: object) -> None:
    _beside.extend(subprocess.Popen(program) for program in (SEALER, COUNTER))
    print(f"\nVangnet is ready: http://{bind}/  (Dutch)   http://{bind}/en/  (English)", flush=True)
    print("Stop with Ctrl+C. The database keeps its data; ./run stop ends it.", flush=True)


def on_exit(_server: object) -> None:
    for process in _beside:
        process.terminate()
        process.wait(10)
