"""A small identity provider on this machine: discovery, code with PKCE, signed ID tokens. What an agency's would be to us."""

import base64
import hashlib
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa


class IdentityProvider:
    """Signs in whoever `who` says, after checking all that the standard asks a provider to check."""

    client_id, secret = "front-door", "between the two of us"

    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.who = {"sub": "subject-1", "email": "pete@police.example"}
        self.codes: dict[str, dict] = {}
        self.asked: list[dict] = []
        self.says_issuer = ""
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def app(self, provider_id: str, *domains: str) -> dict:
        return {
            "provider_id": provider_id, "name": provider_id.title(), "client_id": self.client_id, "secret": self.secret,
            "settings": {"server_url": self.issuer, "email_domains": list(domains), "oauth_pkce_enabled": True, "fetch_userinfo": False},
        }

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def discovery(self):
        return {
            "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize", "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys", "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def authorize(self, query: dict) -> str:
        """Where the browser is sent back to. PKCE and state are required."""
        assert query["response_type"] == "code" and query["client_id"] == self.client_id
        assert query["code_challenge_method"] == "S256" and query["code_challenge"] and "openid" in query["scope"]
        self.asked.append(query)
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, form: dict) -> tuple[int, dict]:
        asked = self.codes.pop(form.get("code", ""), None)
        made = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        right = (
            asked and form["client_id"] == self.client_id and form["client_secret"] == self.secret
            and form["redirect_uri"] == asked["redirect_uri"] and made == asked["code_challenge"]
        )
        if not right:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.says_issuer or self.issuer, "aud": self.client_id, "iat": now, "exp": now + 300, **self.who}
        signed = jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "1"})
        return 200, {"access_token": "opaque", "token_type": "Bearer", "expires_in": 300, "id_token": signed}

    def keys(self):
        return {"keys": [{**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key())), "kid": "1", "use": "sig", "alg": "RS256"}]}

    def _handler(provider):  # noqa: N805 the handler's own self is the request
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                parts = urlsplit(self.path)
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                if parts.path == "/authorize":
                    self.send_response(302)
                    self.send_header("Location", provider.authorize(query))
                    self.end_headers()
                else:
                    self._json(200, provider.keys() if parts.path == "/keys" else provider.discovery())

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self._json(*provider.token({name: values[0] for name, values in parse_qs(body).items()}))

            def _json(self, status, data):
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(data).encode())

            def log_message(self, *args):
                pass

        return Handler
