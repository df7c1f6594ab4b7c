"""The virus scanner: optional, but when there is one nothing passes without it."""

import socket
import struct

from django.conf import settings

from vangnet.core.uploads.kinds import UploadRefused

_TEST_SIGNATURE = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_PATIENCE = 20.0
_PIECE = 64_000


def scan(content: bytes) -> None:
    """Refuse what the scanner knows, and everything as long as a scanner that should be there does not answer."""
    if _TEST_SIGNATURE in content:
        raise UploadRefused("malware")
    address = getattr(settings, "VANGNET_SCANNER", "")
    if not address:
        return
    try:
        answer = _ask(address, content)
    except OSError as trouble:
        raise UploadRefused("scanner") from trouble
    if answer.endswith(b" FOUND"):
        raise UploadRefused("malware")
    if not answer.endswith(b": OK"):
        raise UploadRefused("scanner")


def _ask(address: str, content: bytes) -> bytes:
    """Ask clamd over its socket (a path) or port (host:port): the content in pieces, each with its length before it."""
    with _connected(address) as line:
        line.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), _PIECE):
            piece = content[start : start + _PIECE]
            line.sendall(struct.pack("!I", len(piece)) + piece)
        line.sendall(struct.pack("!I", 0))
        answer = b""
        while part := line.recv(4096):
            answer += part
    return answer.rstrip(b"\0\n")


def _connected(address: str) -> socket.socket:
    if not address.startswith("/"):
        host, _colon, port = address.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=_PATIENCE)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(_PATIENCE)
    try:
        line.connect(address)
    except OSError:
        line.close()
        raise
    return line
