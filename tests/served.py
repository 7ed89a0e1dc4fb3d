"""One demonstration country and one server for the whole session, and a browser for each module of tests."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from urllib.request import urlopen
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Locator, Page, expect, sync_playwright

PASSWORD = "sarana-demonstration"
VICTIMS = 200
SARANA = str(Path(sys.executable).parent / "sarana")
STARTUP_SECONDS = 60
MOST_LOOKS = 6
# What breaks a rule is told whole; what keeps to it is not written down, which takes as long as the looking.
WCAG_22 = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"], "selectors": False}
# What is expected of a page may take its time on a busy machine.
expect.set_options(timeout=30_000)
KINDS_WEIGHED = ("document", "stylesheet", "script")


@dataclass
class Country:
    """The demonstration, served: its address, and officers' sign-ins, each made once."""

    url: str
    home: Path = Path()
    environment: dict[str, str] = field(default_factory=dict)
    _sessions: dict[str, Any] = field(default_factory=dict)
    _looks: dict[Any, Page] = field(default_factory=dict)

    def sign_in(self, browser: Browser, who: str, **wishes: Any) -> Page:
        """A page of an officer who is signed in: language, width, colour scheme, with or without JavaScript."""
        language, width = wishes.pop("language", "en"), wishes.pop("width", 1280)
        if who not in self._sessions:
            self._sessions[who] = self._session_of(browser, who)
        context = browser.new_context(
            viewport={"width": width, "height": 900}, storage_state=self._sessions[who], **wishes
        )
        context.add_cookies([{"name": "django_language", "value": language, "url": self.url}])
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda fault: page.complaints.append(str(fault)))
        return page

    def looking(self, browser: Browser, who: str, **wishes: Any) -> Page:
        """A page to look at things with, as `sign_in`; kept for the next look, since opening a browser's context is dear."""
        key = (id(browser), who, *sorted(wishes.items()))
        page = self._looks.pop(key, None)
        if page is None:
            while len(self._looks) >= MOST_LOOKS:
                oldest = self._looks.pop(next(iter(self._looks)))
                with suppress(Error):  # its browser may have gone with the module before
                    oldest.context.close()
            page = self.sign_in(browser, who, **wishes)
            # Everything is fetched anew, so that each page is weighed whole.
            page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        page.complaints.clear()
        self._looks[key] = page
        return page

    def _session_of(self, browser: Browser, who: str) -> Any:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{self.url}/account/login/")
        page.fill("input[name=login]", who)
        page.fill("input[name=password]", PASSWORD)
        page.locator("main button[type=submit]").first.click()
        page.wait_for_url(f"{self.url}/")
        state = context.storage_state()
        context.close()
        return state


@contextmanager
def fresh_database(environment: dict[str, str], template: str = "") -> Iterator[dict[str, str]]:
    """The environment with a database of its own, where one is named; the embedded database needs none.

    With the name of a template it begins as that one's copy.
    """
    url = environment.get("SARANA_DATABASE_URL", "")
    if not url.startswith("postgres"):
        environment.pop("SARANA_DATABASE_URL", None)
        yield environment
        return
    import psycopg

    name = f"sarana_{uuid4().hex}"
    with closing(psycopg.connect(url, autocommit=True)) as server:
        server.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
        yield {**environment, "SARANA_DATABASE_URL": urlunsplit(urlsplit(url)._replace(path=f"/{name}"))}
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def free_port() -> int:
    """A port that nobody listens on just now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The home of a country of 200 invented victims and its database's name; built once for all workers, and never served."""
    root = tmp_path_factory.getbasetemp()
    root = root.parent if "PYTEST_XDIST_WORKER" in os.environ else root
    home, told = root / "built", root / "built.name"
    with (root / "built.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not told.exists():
            name = f"sarana_built_{uuid4().hex}"
            settings = environment_of_a_country(home)
            if url := settings.get("SARANA_DATABASE_URL"):
                import psycopg

                with closing(psycopg.connect(url, autocommit=True)) as server:
                    server.execute(f'CREATE DATABASE "{name}"')
                settings["SARANA_DATABASE_URL"] = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
            build = [SARANA, "demo", "--victims", str(VICTIMS), "--no-serve"]
            subprocess.run(build, env=settings, check=True, capture_output=True, timeout=600)
            told.write_text(name)
    return home, told.read_text()


def environment_of_a_country(home: Path) -> dict[str, str]:
    """The settings of a country as it is installed, not the tests' own; a database is named for PostgreSQL alone."""
    environment = {**os.environ, "SARANA_HOME": str(home), "SARANA_DEMONSTRATION": "1"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    if not environment.get("SARANA_DATABASE_URL", "").startswith("postgres"):
        environment.pop("SARANA_DATABASE_URL", None)
    return environment


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory, built: tuple[Path, str]) -> Iterator[Country]:
    """A country of 200 invented victims on a server of its own."""
    original, database = built
    home = tmp_path_factory.mktemp("country") / "home"
    shutil.copytree(original, home)
    with fresh_database(environment_of_a_country(home), template=database) as settings:
        port = free_port()
        with (home / "server.log").open("w") as log:
            serve = [SARANA, "serve", "--port", str(port), "--workers", "1"]
            server = subprocess.Popen(serve, env=settings, stdout=log, stderr=subprocess.STDOUT)
            try:
                wait_for(f"http://127.0.0.1:{port}/account/login/")
                yield Country(f"http://127.0.0.1:{port}", home, settings)
            finally:
                server.terminate()
                server.wait(timeout=20)


@pytest.fixture(scope="session")
def door(country: Country) -> Iterator[str]:
    """The address of the country's public page, served beside it; its log lies in the country's home."""
    port = free_port()
    command = [SARANA, "door", "--port", str(port)]
    environment = {**country.environment, "SARANA_DOOR_EXIT": ""}
    with (country.home / "door.log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_for(f"http://127.0.0.1:{port}/en/")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_for(address: str) -> None:
    """Wait until the server answers."""
    until = time.monotonic() + STARTUP_SECONDS
    while True:
        try:
            with urlopen(address, timeout=5):  # noqa: S310 - our own server
                return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def chromium_here() -> str | None:
    """The Chromium to drive: one that has no window at all where there is one, for it opens a page in a quarter of the time."""
    named = (os.environ.get("CHROMIUM"), "chromium-headless-shell", "chromium", "chromium-browser")
    return next(filter(None, (shutil.which(name) for name in named if name)), None)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for the tests of one module; without one they are skipped."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=chromium_here(), args=["--no-sandbox"])
        except Exception as fault:  # noqa: BLE001  # any reason for no browser is one and the same reason to skip
            pytest.skip(f"no Chromium to drive: {fault}")
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def press(page: Page, what: Locator) -> None:
    """Press it and wait for the answer: until then the page is the old one, or none at all."""
    with page.expect_navigation():
        what.click()


def width_of(page: Page) -> int:
    """How wide the page is in pixels, with what sticks out."""
    return page.evaluate("document.documentElement.scrollWidth")


# Links inside a sentence are let off, as in WCAG 2.5.5; a choice counts with its label.
_HARD_TO_HIT = """() => [...document.querySelectorAll('a, button, input, select, textarea, summary')].filter(each => {
  const box = (each.matches('[type=checkbox], [type=radio]') && each.closest('label') || each).getBoundingClientRect();
  const hidden = !box.width || each.closest('.unseen, .skip, svg') || getComputedStyle(each).visibility === 'hidden';
  const inSentence = each.matches('a') && getComputedStyle(each).display === 'inline'
    && each.parentElement.textContent.trim() !== each.textContent.trim();
  return !hidden && !inSentence && box.height < 43.5;
}).map(each => each.outerHTML.slice(0, 120))"""
_TORN = """() => {
  const torn = [], words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = words.nextNode());) {
    for (const found of text.data.matchAll(/\\b[A-Z]-[0-9A-Z]{5}-[0-9A-Z]{5}\\b/g)) {
      const range = document.createRange();
      range.setStart(text, found.index);
      range.setEnd(text, found.index + found[0].length);
      if (new Set([...range.getClientRects()].map(box => Math.round(box.top))).size > 1) torn.push(found[0]);
    }
  }
  return torn;
}"""


def hard_to_hit(page: Page) -> list[str]:
    """Links, buttons and fields that are lower than 44 pixels: for a page as wide as a phone's."""
    return page.evaluate(_HARD_TO_HIT)


def torn_numbers(page: Page) -> list[str]:
    """Numbers of records that a line break tears at a hyphen."""
    return page.evaluate(_TORN)


def violations_on(page: Page) -> list[tuple[str, list[str]]]:
    """What axe finds on the page with everything unfolded: rule and the elements that break it."""
    page.wait_for_load_state("load")  # a page without its style sheet has no sizes to judge
    page.locator("main details").evaluate_all("all => all.forEach(each => { each.open = true })")
    found = Axe().run(page, options=WCAG_22).response["violations"]
    return [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found]


def open_and_weigh(page: Page, address: str) -> tuple[int, int]:
    """Open a page: the status of its answer, and the bytes of its HTML, style sheet and script, unpacked."""
    responses: list[Any] = []

    def note(response: Any) -> None:
        redirects = 300 <= response.status < 400
        if response.request.resource_type in KINDS_WEIGHED and not redirects:
            responses.append(response)

    page.on("response", note)
    answer = page.goto(address)
    page.wait_for_load_state("load")
    page.remove_listener("response", note)
    return answer.status, sum(len(each.body()) for each in responses)


def weight_of(page: Page, address: str) -> int:
    """Bytes of HTML, style sheet and script of the page, unpacked."""
    return open_and_weigh(page, address)[1]
