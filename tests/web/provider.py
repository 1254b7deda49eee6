"""A provider of single sign-on, as a process of its own: real addresses, real keys, tokens that are really signed.

``python -m tests.web.provider`` prints its port. What it says of the next person, and what is wrong with it, is told by
a POST to ``/says``.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CLIENT, SECRET = "truegreen", "its secret"
KEY, STRANGER = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
CODES: dict[str, dict[str, str]] = {}
"""What was asked when a code was given; it is good once."""
SAID: dict[str, Any] = {}
"""Who is signed in there, and what is wrong."""


def claims(here: str, asked: dict[str, str]) -> dict[str, Any]:
    now = int(time.time())
    told = {"iss": here, "aud": CLIENT, "sub": SAID["sub"], "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
    return {name: value for name, value in {**told, **SAID.get("claims", {})}.items() if value is not None}


def url_safe(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def coded(told: dict[str, Any]) -> str:
    return url_safe(json.dumps(told).encode())


def signed(told: dict[str, Any]) -> str:
    how = SAID.get("how", "")
    if how == "not signed":
        return jwt.encode(told, "", "none", {"kid": "one"})
    if how == "signed with what everybody knows":
        text = f"{coded({'alg': 'HS256', 'kid': 'one'})}.{coded(told)}"
        public = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return f"{text}.{url_safe(hmac.digest(public, text.encode(), 'sha256'))}"
    name = "another" if how == "a key that is not there" else "one"
    made = jwt.encode(told, STRANGER if how == "somebody else's key" else KEY, "RS256", {"kid": name})
    if how == "altered":
        head, _, mark = made.split(".")
        return f"{head}.{coded({**told, 'sub': 'somebody-else'})}.{mark}"
    return made


class Provider(BaseHTTPRequestHandler):
    """Answers as OpenID Connect says."""

    def do_GET(self) -> None:
        here, said = f"http://{self.headers['Host']}", urlsplit(self.path)
        if said.path.endswith("openid-configuration"):
            self.answers({
                "issuer": here, "authorization_endpoint": f"{here}/authorize", "token_endpoint": f"{here}/token",
                "userinfo_endpoint": f"{here}/userinfo", "jwks_uri": f"{here}/keys",
            })  # fmt: skip
        elif said.path == "/keys":
            key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            self.answers({"keys": [{**key, "kid": "one", "alg": "RS256", "use": "sig"}]})
        elif said.path == "/authorize":
            asked = {name: texts[0] for name, texts in parse_qs(said.query).items()}
            assert {"openid", "email"} <= set(asked["scope"].split())
            assert (asked["client_id"], asked["code_challenge_method"]) == (CLIENT, "S256")
            code = secrets.token_urlsafe(8)
            CODES[code] = asked
            self.leads(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}")
        elif said.path == "/userinfo" and self.headers["Authorization"] == "Bearer one":
            self.answers({"sub": SAID["sub"], "email": SAID["email"], "email_verified": SAID["verified"],
                          **SAID.get("info", {})})  # fmt: skip
        else:
            self.answers({}, 404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/says":
            SAID.clear()
            SAID.update(json.loads(body))
            self.answers({})
            return
        said = {name: texts[0] for name, texts in parse_qs(body).items()}
        asked = CODES.pop(said["code"], None)
        challenge = url_safe(hashlib.sha256(said["code_verifier"].encode()).digest())
        is_ours = (said["client_id"], said["client_secret"]) == (CLIENT, SECRET)
        is_same = asked and (challenge, said["redirect_uri"]) == (asked["code_challenge"], asked["redirect_uri"])
        if not asked or not is_ours or not is_same:
            self.answers({"error": "invalid_grant"}, 400)
        else:
            token = {} if SAID.get("how") == "no token" else {
                "id_token": signed(claims(f"http://{self.headers['Host']}", asked))
            }  # fmt: skip
            self.answers({"access_token": "one", "token_type": "Bearer", **token})

    def answers(self, told: Any, status: int = 200) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def leads(self, place: str) -> None:
        self.send_response(302)
        self.send_header("Location", place)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 — its name there
        """Say nothing."""


def main() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    print(server.server_port, flush=True)
    sys.stdin.close()
    server.serve_forever()


if __name__ == "__main__":
    main()
