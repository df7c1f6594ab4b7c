"""Tricks with the very bytes of a request, against the real server: no fault, nothing obeyed, nothing repeated."""

import socket

import pytest

from tests.journeys.test_kill import port, server

HOST = b"Host: localhost\r\n"
END = b"Connection: close\r\n\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
EVIL = b"evil.example"
TRICKS = {
    "two hosts": b"GET /en/ HTTP/1.1\r\n" + HOST + b"Host: evil.example\r\n" + END,
    "other host": b"GET /en/ HTTP/1.1\r\nHost: evil.example\r\n" + END,
    "no host": b"GET /en/ HTTP/1.1\r\n" + END,
    "host with a path": b"GET /en/ HTTP/1.1\r\nHost: localhost/evil.example\r\n" + END,
    "host with a user": b"GET /en/ HTTP/1.1\r\nHost: localhost@evil.example\r\n" + END,
    "two lengths": b"POST /en/account/login/ HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: 3\r\nContent-Length: 9\r\n" + END + b"a=b",
    "length and pieces": b"POST /en/account/login/ HTTP/1.1\r\n"
    + HOST
    + FORM
    + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n"
    + END
    + b"0\r\n\r\nGET /evil.example HTTP/1.1\r\n\r\n",
    "pieces spelled oddly": b"POST /en/ HTTP/1.1\r\n" + HOST + FORM + b"Transfer-Encoding: xchunked\r\n" + END,
    "pieces of no size": b"POST /en/account/login/ HTTP/1.1\r\n" + HOST + FORM + b"Transfer-Encoding: chunked\r\n" + END + b"zz\r\n",
    "length below nothing": b"POST /en/ HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: -5\r\n" + END,
    "folded header": b"GET /en/ HTTP/1.1\r\n" + HOST + b"X-A: b\r\n c: evil.example\r\n" + END,
    "name with a space": b"GET /en/ HTTP/1.1\r\n" + HOST + b"X A: b\r\n" + END,
    "bare line end": b"GET /en/ HTTP/1.1\r\n" + HOST + b"X-A: b\nSet-Cookie: evil.example\r\n" + END,
    "null in a header": b"GET /en/ HTTP/1.1\r\n" + HOST + b"X-A: b\0c\r\n" + END,
    "line end in the address": b"GET /en/%0d%0aSet-Cookie:%20evil.example HTTP/1.1\r\n" + HOST + END,
    "null in the address": b"GET /en/%00 HTTP/1.1\r\n" + HOST + END,
    "broken letters in the address": b"GET /en/%ff%fe HTTP/1.1\r\n" + HOST + END,
    "up and out": b"GET /static/../../../../etc/passwd HTTP/1.1\r\n" + HOST + END,
    "up and out in numbers": b"GET /static/%2e%2e/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n" + HOST + END,
    "source control": b"GET /.git/config HTTP/1.1\r\n" + HOST + END,
    "two slashes": b"GET //evil.example/account HTTP/1.1\r\n" + HOST + END,
    "jump after signing in": b"GET /en/account/login/?next=https://evil.example/ HTTP/1.1\r\n" + HOST + END,
    "override": b"POST /en/ HTTP/1.1\r\n" + HOST + FORM + b"X-HTTP-Method-Override: DELETE\r\nContent-Length: 3\r\n" + END + b"a=b",
    "trace": b"TRACE / HTTP/1.1\r\n" + HOST + b"X-Secret: evil.example\r\n" + END,
    "connect": b"CONNECT evil.example:80 HTTP/1.1\r\n" + HOST + END,
    "old protocol": b"GET /en/ HTTP/0.9\r\n\r\n",
    "unknown protocol": b"GET /en/ HTTP/9.9\r\n" + HOST + END,
    "no protocol": b"evil.example\r\n\r\n",
    "very long line": b"GET /" + b"a" * 20_000 + b" HTTP/1.1\r\n" + HOST + END,
    "very many headers": b"GET /en/ HTTP/1.1\r\n" + HOST + b"".join(b"X-%d: a\r\n" % n for n in range(500)) + END,
    "very long header": b"GET /en/ HTTP/1.1\r\n" + HOST + b"X-A: " + b"a" * 100_000 + b"\r\n" + END,
    "endless cookie": b"GET /en/ HTTP/1.1\r\n" + HOST + b"Cookie: " + b"a=b; " * 1200 + b"\r\n" + END,
    "forged session": b"GET /en/account/ HTTP/1.1\r\n" + HOST + b"Cookie: vangnet-session=' OR 1=1 --\r\n" + END,
    "fields twice": b"POST /en/account/login/?login=a&login=b HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: 15\r\n" + END + b"login=c&login=d",
}  # fmt: skip
ABSOLUTE = b"GET http://evil.example/en/account/ HTTP/1.1\r\n" + HOST + END

__all__ = ["port"]  # the fixture of the tests that kill; it has to be known here by name


@pytest.fixture(scope="module")
def ask(request):
    """Sends raw bytes to one server for all tricks, and gives back the raw answer."""

    def send(number, raw):
        with socket.create_connection(("127.0.0.1", number), timeout=10) as line:
            line.sendall(raw)
            got = b""
            try:
                while part := line.recv(65_536):
                    got += part
            except (TimeoutError, ConnectionResetError):
                return got
        return got

    return send


@pytest.mark.django_db(transaction=True)
def test_no_trick_gets_through_and_none_breaks_the_server(port, ask):
    with server(port):
        for name, raw in TRICKS.items():
            got = ask(port, raw)
            status = got.split(b" ", 2)[1:2]
            assert status == [] or status[0] not in FAULTS, f"{name}: {got[:200]}"
            head = got.partition(b"\r\n\r\n")[0].lower()
            assert b"set-cookie: evil" not in head, name
            assert b"location: http://evil" not in head and b"location: //evil" not in head, name
            assert b"root:x:" not in got and b"[core]" not in got, name
            assert name not in MUST_FAIL or not status or status[0] in MUST_FAIL[name], f"{name}: {got[:200]}"
        jump = ask(port, ABSOLUTE)
        assert b"location: http" not in jump.lower()
        assert ask(port, b"GET /alive HTTP/1.1\r\n" + HOST + END).startswith(b"HTTP/1.1 200")


FAULTS = (b"500", b"502", b"503", b"504")
REFUSED = (b"400", b"404", b"403", b"405", b"413", b"414", b"431", b"501", b"505")
MUST_FAIL = {
    name: REFUSED
    for name in TRICKS
    if name
    not in (
        "no host",
        "jump after signing in",
        "endless cookie",
        "forged session",
        "fields twice",
        "folded header",
        "old protocol",
    )
}
