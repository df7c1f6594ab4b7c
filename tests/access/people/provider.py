"""A small sign-on of an organisation, on this machine only: answers as OpenID Connect says, or wrongly when a test wants so."""

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "vangnet", "secret-of-the-client"


class Provider:
    """Knows one key, and what it says about whoever comes by."""

    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.other_key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.asked, self.changes, self.sign_with = {}, {}, self.key
        self.server = HTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def settings(self):
        return {
            "name": "Politie (oefening)",
            "issuer": self.issuer,
            "client_id": CLIENT,
            "secret": SECRET,
            "strong_acr": ["high"],
            "strong_amr": ["hwk", "mfa"],
        }

    def answer(self, address, **changes):
        """Where the browser is sent back to after somebody showed who they are."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = base64.urlsafe_b64encode(str(len(self.asked)).encode()).decode()
        self.asked[code], self.changes = asked, changes
        back = urlsplit(asked["redirect_uri"])
        return f"{back.path}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form):
        asked = self.asked.pop(form["code"])
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest())
        if challenge.rstrip(b"=").decode() != asked["code_challenge"] or form["client_secret"] != SECRET:
            return {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "person-1",
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            "nonce": asked["nonce"],
            "amr": ["pwd", "hwk"],
        }
        changed = {**claims, **self.changes}
        kept = {name: value for name, value in changed.items() if value is not None}
        signed = jwt.encode(kept, self.sign_with, algorithm="RS256", headers={"kid": "one"})
        return {"access_token": "x", "token_type": "Bearer", "id_token": signed}

    def page(self, path):
        if path.endswith("openid-configuration"):
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]}

    def _handler(self):
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self._send(provider.page(self.path))

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self._send(provider.token({name: values[0] for name, values in parse_qs(body).items()}))

            def _send(self, told):
                body = json.dumps(told).encode()
                self.send_response(400 if "error" in told else 200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                """Say nothing."""

        return Handler
