"""Somebody at work without a browser: signs in, writes a draft and sends it, and tries again when the connection breaks."""

import re
import time
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

NUMBER = re.compile(r"FD\d\d-\d{6}")


class Client:
    def __init__(self, url: str, email: str):
        self.url, self.email, self.tries = url, email, 0
        self.opener = build_opener(HTTPCookieProcessor(CookieJar()))
        self.post("/demo/", email=email)

    def get(self, path: str) -> tuple[str, str]:
        """Where it ended, and the page."""
        return self._open(path)

    def post(self, path: str, *, form_at: str = "", **given: str) -> tuple[str, str]:
        """As a browser does: the form's hidden fields from its page, then what was typed."""
        _, page = self.get(form_at or path)
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
        return self._open(path, urlencode({**hidden, **given}).encode())

    def _open(self, path: str, data: bytes | None = None) -> tuple[str, str]:
        with self.opener.open(self.url + path, data, timeout=30) as answer:
            return answer.geturl().removeprefix(self.url), answer.read().decode()

    def writes(self, *, name: str, concern: str) -> str:
        """A draft with a child and a worry; gives back where it is."""
        draft, _ = self.post("/referrals/new/")
        self.post(f"{draft}children/first/", given_names=name)
        self.post(f"{draft}worries/", concern=concern)
        return draft

    def sends(self, draft: str) -> str:
        """The number that the page answers with."""
        ended, page = self.post(f"{draft}send/", form_at=f"{draft}check/")
        assert ended == f"{draft}sent/", f"{ended}: {page[-1500:]}"
        return NUMBER.search(page).group()

    def keeps_trying(self, doing, *given: str, **named: str) -> str:
        """The same again until it is answered: what a person does whose connection broke."""
        for _ in range(100):
            try:
                return doing(*given, **named)
            except HTTPError:
                raise
            except OSError:
                self.tries += 1
                time.sleep(0.3)
        raise AssertionError(f"{self.email} was never answered")
