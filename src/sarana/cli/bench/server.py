"""The server as in production, in a process of its own, and a browser that is signed in to it."""

import http.client
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

_START_SECONDS = 30
# What counts as the status when the server sent nothing.
_NO_ANSWER = 599
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


def sarana(*arguments: str) -> list[str]:
    """The command line of this very installation."""
    return [sys.executable, "-c", "from sarana.cli.main import run; run()", *arguments]


@contextmanager
def served() -> Iterator[int]:
    """The pages on a free port of this machine, for as long as the block lasts.

    Raises:
        RuntimeError: the server did not answer in time.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    process = subprocess.Popen(
        sarana("serve", "--port", str(port)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(port: int) -> None:
    for _ in range(10 * _START_SECONDS):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"The server did not answer on port {port} within {_START_SECONDS} seconds.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sent back."""

    status: int
    text: str
    location: str


def session_of(officer: Any) -> str:
    """A fresh session of the officer; signing in itself is not measured."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    store = SessionStore()
    store[SESSION_KEY], store[HASH_SESSION_KEY] = str(officer.pk), officer.get_session_auth_hash()
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store.save()
    return str(store.session_key)


@dataclass
class Browser:
    """One officer's browser: one connection that stays open, cookies, and the token of the page seen last."""

    port: int
    session: str
    token: str = ""
    cookies: dict[str, str] = field(default_factory=dict)
    _line: http.client.HTTPConnection | None = None

    def __post_init__(self) -> None:
        from django.conf import settings

        self.cookies[settings.SESSION_COOKIE_NAME] = self.session

    def ask(self, path: str, posted: dict[str, Any] | None = None) -> Answer:
        """Get a page, or post fields (each a text or a list of texts) with the token that forms carry."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if posted is None:
            return self._send("GET", path, None, headers)
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = urlencode({**posted, "csrfmiddlewaretoken": self.token}, doseq=True)
        return self._send("POST", path, body, headers)

    def _send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        """Over the line that stands; a line that the server had closed is opened anew once, as browsers do."""
        for line in (self._line, None):
            stands = line is not None
            self._line = line or http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
            try:
                self._line.request(method, path, body=body, headers=headers)
                answer = self._line.getresponse()
                return self._read(answer, answer.read().decode())
            except (OSError, http.client.HTTPException) as fault:
                self._line.close()
                if not stands or isinstance(fault, TimeoutError):
                    break
        self._line = None
        return Answer(_NO_ANSWER, "", "")

    def _read(self, answer: http.client.HTTPResponse, text: str) -> Answer:
        for cookie in answer.msg.get_all("Set-Cookie", []):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if found := _TOKEN.search(text):
            self.token = found[1]
        return Answer(answer.status, text, answer.getheader("Location") or "")
