"""A small OpenID Connect provider on this machine, which can be made to lie."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from flask import Flask, jsonify, redirect, request
from joserfc import jwk, jwt
from werkzeug.serving import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.typing import ResponseReturnValue

CLIENT, SECRET = "kb", "a secret of the provider's"
HOUR = 3600


@cache
def own_key() -> jwk.RSAKey:
    """Make the key that the provider shows."""
    return jwk.RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})


@cache
def another_key() -> jwk.RSAKey:
    """Make a key that the provider does not show, under the same name."""
    return jwk.RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})


@dataclass
class Provider:
    """What the provider knows and says; a test changes it to see what happens."""

    address: str = ""
    key: jwk.RSAKey = field(default_factory=own_key)
    signs_with: jwk.RSAKey | None = None
    algorithm: str = "RS256"
    description: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    answer: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def describe(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/jwks",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "id_token_signing_alg_values_supported": ["RS256"],
            "scopes_supported": ["openid", "profile", "email", "groups"],
        } | self.description

    def token(self, nonce: str) -> str:
        now = int(time.time())
        said = {
            "iss": self.address,
            "sub": "4711",
            "aud": CLIENT,
            "iat": now,
            "exp": now + HOUR,
            "nonce": nonce,
            "email": "sam@example.org",
            "email_verified": True,
            "name": "Sam Reed",
            "groups": ["kb-editors"],
        } | self.claims
        said = {name: value for name, value in said.items() if value is not None}
        header = {"alg": self.algorithm, "kid": "first"}
        if self.algorithm == "RS256":
            return jwt.encode(header, said, self.signs_with or self.key)
        return _made_by_anyone(header, said, self.key.as_pem(private=False))


@contextmanager
def provider() -> Iterator[Provider]:
    """Run a provider for as long as a test lasts."""
    made = Provider()
    server = make_server(
        "127.0.0.1", 0, _app(made), threaded=True, request_handler=_Quiet
    )
    made.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


class _Quiet(WSGIRequestHandler):
    def log(self, *_: Any) -> None:
        pass


def _app(told: Provider) -> Flask:
    app = Flask("provider")

    @app.get("/.well-known/openid-configuration")
    def description() -> ResponseReturnValue:
        return jsonify(told.describe())

    @app.get("/jwks")
    def keys() -> ResponseReturnValue:
        return jsonify(jwk.KeySet([told.key]).as_dict(private=False))

    @app.get("/authorize")
    def authorize() -> ResponseReturnValue:
        asked = request.args.to_dict()
        told.asked.append(asked)
        code = secrets.token_urlsafe()
        told.codes[code] = asked
        answer = urlencode({"code": code, "state": asked["state"]})
        return redirect(f"{asked['redirect_uri']}?{answer}")

    @app.post("/token")
    def token() -> ResponseReturnValue:
        asked = told.codes.pop(request.form.get("code", ""), None)
        who = request.authorization
        known = who is not None and (who.username, who.password) == (CLIENT, SECRET)
        if asked is None or not known or not _proves(asked, request.form):
            return jsonify(error="invalid_grant"), 400
        return jsonify(
            {
                "access_token": secrets.token_urlsafe(),
                "token_type": "Bearer",
                "id_token": told.token(asked["nonce"]),
            }
            | told.answer
        )

    @app.get("/userinfo")
    def userinfo() -> ResponseReturnValue:
        assert request.headers["Authorization"].startswith("Bearer ")
        return jsonify(told.userinfo)

    return app


def _proves(asked: dict[str, str], form: Any) -> bool:
    """Check PKCE, and that the answer goes where it was asked from."""
    digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    return bool(
        asked["code_challenge_method"] == "S256"
        and asked["code_challenge"] == _coded(digest)
        and asked["redirect_uri"] == form.get("redirect_uri")
    )


def _made_by_anyone(
    header: dict[str, str], said: dict[str, Any], public_key: bytes
) -> str:
    """Make a token without a signature, or "signed" with what everybody may see."""
    text = ".".join(_coded(json.dumps(one).encode()) for one in (header, said))
    made = hmac.new(public_key, text.encode(), hashlib.sha256).digest()
    return f"{text}.{'' if header['alg'] == 'none' else _coded(made)}"


def _coded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
