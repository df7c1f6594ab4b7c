"""From an environment and a running database to a demonstration that people can click through."""

import argparse
import hashlib
import os
import socket
import subprocess
import sys

from tools.steps import ROOT, python, tool
from tools.turns import one_at_a_time

STATIC = ROOT / "staticfiles"
DEFAULT_PORT = 8000


def main(words: list[str]) -> int:
    """Prepare, load the stories, and become the server."""
    parser = argparse.ArgumentParser(prog="./run demo", description="Start Vangnet with fictitious stories.")
    parser.add_argument(
        "--dossiers", type=int, default=500, help="how many generated dossiers beside the stories (500)"
    )
    parser.add_argument("--port", type=int, default=None, help=f"port on this machine ({DEFAULT_PORT})")
    parser.add_argument("--prepare-only", action="store_true", help="do everything but serve")
    wanted = parser.parse_args(words)
    port = _free_port(wanted.port)
    with one_at_a_time("prepare"):
        for step in (_migrate, _collect, lambda: _load(wanted.dossiers)):
            if code := step():
                return code
    if wanted.prepare_only:
        return 0
    return _serve(port)


def _manage(*words: str) -> int:
    return subprocess.run(python("manage.py", *words), cwd=ROOT, check=False).returncode


def _migrate() -> int:
    print("Demo: bringing the tables up to date ...", flush=True)
    return _manage("migrate", "--verbosity", "0")


def _collect() -> int:
    wanted = _static_fingerprint()
    made = STATIC / ".made"
    if made.exists() and made.read_text() == wanted:
        return 0
    print("Demo: collecting styles and scripts ...", flush=True)
    if code := _manage("collectstatic", "--noinput", "--clear", "--verbosity", "0"):
        return code
    made.write_text(wanted)
    return 0


def _load(dossiers: int) -> int:
    print("Demo: telling the stories, once ...", flush=True)
    if code := _manage("load_demo", "--dossiers", str(dossiers)):
        return code
    # Since the last start days may have passed and agreements may have changed.
    code = _manage("rebuild_worklist")
    # Thousands of new rows: without fresh statistics the first pages would be planned for empty tables.
    return code or _manage("refresh_statistics", "--verbosity", "0")


def _serve(port: int) -> int:
    _manage("demo_personas")
    environment = os.environ | {"VANGNET_PORT": str(port)}
    os.chdir(ROOT)
    # We become the server, so that Ctrl+C reaches it directly.
    os.execve(
        tool("gunicorn")[0],
        [*tool("gunicorn"), "--config", "tools/serve.py", "vangnet.config.wsgi"],
        environment,
    )


def _static_fingerprint() -> str:
    text = hashlib.sha256()
    for file in sorted([*ROOT.glob("vangnet/*/static/**/*"), ROOT / "requirements" / "base.txt"]):
        status = file.stat()
        text.update(f"{file} {status.st_size} {status.st_mtime_ns}\n".encode())
    return text.hexdigest()


def _free_port(wanted: int | None) -> int:
    for port in (wanted,) if wanted else range(DEFAULT_PORT, DEFAULT_PORT + 50):
        with socket.socket() as attempt:
            attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                attempt.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    sys.exit(f"Port {wanted or DEFAULT_PORT} is taken. Choose another: ./run demo --port 8123")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
