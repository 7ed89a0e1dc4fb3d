"""The public site as files that any host can serve: every public page in both languages, with its downloads.

Pages are asked of the program itself, as a stranger would, so that nothing leaves that the public pages don't show. Links become
relative; what needs the living program (forms, officers' pages) leads to its address, or is said to need it.
"""

import hashlib
import html
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from posixpath import relpath
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

START = ("/public/km/", "/public/en/")
MANIFEST = "site.json"
_INSIDE = "/public/"
_FOUND, _MOVED = 200, (301, 302, 307, 308)
_LINK = re.compile(r'(?P<name>\s(?:href|src))="(?P<to>[^"]*)"')
_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
# A list that is asked for as a file answers with one.
_AS_FILE = re.compile(r"(?:^|&)as=(csv|xlsx|json)$")
_PRELOAD = re.compile(r'<link rel="preload"[^>]*>\n?')
_CSS_URL = re.compile(r"url\((['\"]?)([^)'\"]+)\1\)")
_LANGUAGE = re.compile(r'<html lang="(\w+)"')
# A host sends no headers of ours: what a page may do stands in the page.
_POLICY = (
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'\">\n"
    '<meta name="referrer" content="no-referrer">\n'
)
_NEEDS_PROGRAM = {
    "km": "ផ្នែកនេះត្រូវការគេហទំព័រផ្ទាល់។",
    "en": "This part needs the living site.",
}


class SiteFault(RuntimeError):
    """The site can't be written out; the message says which page and why."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the program answered: status, media type, where it sends one on, and the bytes."""

    status: int
    media_type: str
    location: str
    content: bytes


@dataclass(slots=True)
class Written:
    """What was written: SHA-256 by path, pages among them, and addresses that the public pages name and nobody answered."""

    files: dict[str, str] = field(default_factory=dict)
    pages: int = 0
    broken: dict[str, str] = field(default_factory=dict)


def file_of(address: str) -> str:
    """The path under which an address is kept: ``/public/en/?after=7`` is ``public/en/index.after-7.html``."""
    parts = urlsplit(address)
    path = unquote(parts.path).lstrip("/")
    page = path.endswith("/")
    path = f"{path}index.html" if page else path
    if not parts.query:
        return path
    name = re.sub(r"[^\w-]+", "-", unquote(parts.query))[:60].strip("-")
    if name != unquote(parts.query).replace("=", "-"):
        name += f".{hashlib.sha256(parts.query.encode()).hexdigest()[:8]}"
    kept = PurePosixPath(path)
    as_file = _AS_FILE.search(parts.query)
    return str(
        kept.with_name(f"{kept.stem}.{name}.{as_file[1]}" if as_file else f"{kept.stem}.{name}{kept.suffix}")
    )


def write_site(
    folder: Path,
    ask_all: Callable[[Sequence[str]], Iterable[Asked]],
    *,
    living: str = "",
    progress: Callable[[int, int, str], None] = lambda *_: None,
) -> Written:
    """Follow every link of the public pages and write what they answer.

    Args:
        folder: a new or empty folder; nothing is written before the first page was answered.
        ask_all: gives the answer to each of these addresses, in their order.
        living: address of the running program (``https://…``), to which forms and other pages then lead.
        progress: told done, known so far, and the address.

    Raises:
        SiteFault: the folder holds something, or a page could not be shown.
    """
    if folder.exists() and any(folder.iterdir()):
        raise SiteFault(f"{folder} is not empty; name a new folder, so that no page of an older site stays.")
    written, known, waiting = Written(), set(START), list(START)
    while waiting:
        # All that is known so far is asked at once, so that several processes have something to do.
        wave, waiting = waiting, []
        for done, (address, answer) in enumerate(zip(wave, ask_all(wave), strict=True), 1):
            if answer.status != _FOUND:
                if address in START:
                    raise SiteFault(
                        f"{address} can't be shown (status {answer.status}); the site was not written."
                    )
                written.broken[address] = str(answer.status)
                continue
            found: list[str] = []
            content = _still(address, answer, found, living)
            new = [link for link in dict.fromkeys(found) if link not in known]
            known.update(new)
            waiting += new
            _write(folder, file_of(address), content, written)
            written.pages += answer.media_type == "text/html"
            progress(len(known) - len(waiting) - len(wave) + done, len(known), address)
    _write(folder, "index.html", _entrance(), written)
    kept = dict(sorted(written.files.items()))
    (folder / MANIFEST).write_text(json.dumps({"files": kept}, indent=1), encoding="utf-8")
    return written


def one_by_one(ask: Callable[[str], Asked]) -> Callable[[Sequence[str]], Iterable[Asked]]:
    """Asks in this process, one address after the other."""
    return lambda addresses: (_followed(ask, address) for address in addresses)


def _followed(ask: Callable[[str], Asked], address: str) -> Asked:
    """The answer, on the way over addresses that only lead on to another public one."""
    answer = ask(address)
    for _step in range(3):
        if answer.status not in _MOVED or not answer.location.startswith(_INSIDE):
            break
        answer = ask(answer.location)
    return answer


def _write(folder: Path, path: str, content: bytes, written: Written) -> None:
    target = folder / path
    if not target.resolve().is_relative_to(folder.resolve()):
        raise SiteFault(f"{path} would lie outside of the site.")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    written.files[path] = hashlib.sha256(content).hexdigest()


def _still(address: str, answer: Asked, found: list[str], living: str) -> bytes:
    """The content with links that work from a file; what it leads to inside the site goes into ``found``."""
    if answer.media_type == "text/css":
        for _quote, to in _CSS_URL.findall(answer.content.decode()):
            if not to.startswith("data:"):
                found.append(urljoin(address, to))
        return answer.content
    if answer.media_type != "text/html":
        return answer.content
    # A preload across origins is refused where pages are opened from a disk, and costs a second download elsewhere.
    text = _PRELOAD.sub("", answer.content.decode())
    said = _LANGUAGE.search(text)
    if not living:
        words = _NEEDS_PROGRAM.get(said[1] if said else "en", _NEEDS_PROGRAM["en"])
        text = _FORM.sub(f'<p class="hint">{words}</p>', text)
    text = _LINK.sub(lambda match: _link(match, address, found, living), text)
    if living:
        text = re.sub(
            r'(<form\b[^>]*?)(?: action="([^"]*)")?([^>]*>)',
            lambda m: f'{m[1]} action="{html.escape(urljoin(living, m[2] or address))}"{m[3]}',
            text,
        )
    policy = _POLICY.replace("form-action 'none'", f"form-action {living}") if living else _POLICY
    return text.replace("<title>", f"{policy}<title>", 1).encode()


def _link(match: re.Match[str], address: str, found: list[str], living: str) -> str:
    to = html.unescape(match["to"])
    if not to or to.startswith(("#", "data:", "mailto:", "tel:")):
        return match[0]
    parts = urlsplit(urljoin(address, to))
    if parts.scheme or parts.netloc:
        return match[0]
    whole = f"{parts.path}?{parts.query}" if parts.query else parts.path
    if not (parts.path.startswith(_INSIDE) or parts.path.startswith("/static/")):
        return f'{match["name"]}="{html.escape(urljoin(living, whole))}"' if living else ""
    found.append(whole)
    there = relpath(file_of(whole), start=str(PurePosixPath(file_of(address)).parent))
    end = f"#{parts.fragment}" if parts.fragment else ""
    return f'{match["name"]}="{html.escape(there + end)}"'


def _entrance() -> bytes:
    """Where a visitor of the bare address goes: Khmer first, without a script."""
    page = """<!doctype html>
<html lang="km">
<head><meta charset="utf-8"><title>Sarana</title><meta http-equiv="refresh" content="0; url=public/km/index.html"></head>
<body><p><a href="public/km/index.html" lang="km">ភាសាខ្មែរ</a> <a href="public/en/index.html" lang="en">English</a></p></body>
</html>
"""
    return page.encode()


def ask_this_program(living: str = "") -> Callable[[str], Asked]:
    """Asks this very program, without a server, as a stranger without a cookie would; static files from where they lie.

    Addresses in citations are those of the living program where it answers to that name.
    """
    import io
    import sys

    from django.conf import settings
    from django.contrib.staticfiles import finders
    from django.core.wsgi import get_wsgi_application

    program: Any = get_wsgi_application()
    kinds = {".css": "text/css", ".js": "text/javascript"}
    own = urlsplit(living).netloc
    known = [name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"]
    host = own if own and ("*" in settings.ALLOWED_HOSTS or own in known) else (known or ["localhost"])[0]

    def ask(address: str) -> Asked:
        path, _mark, query = address.partition("?")
        if path.startswith(settings.STATIC_URL):
            found = finders.find(unquote(path.removeprefix(settings.STATIC_URL)))
            if not found:
                return Asked(404, "", "", b"")
            file = Path(str(found))
            return Asked(_FOUND, kinds.get(file.suffix, "application/octet-stream"), "", file.read_bytes())
        told: dict[str, Any] = {}
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": unquote(path), "QUERY_STRING": query, "SERVER_NAME": host, "SERVER_PORT": "443",
            "HTTP_HOST": host, "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1", "wsgi.version": (1, 0),
            "wsgi.url_scheme": "https", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr, "wsgi.multithread": False,
            "wsgi.multiprocess": False, "wsgi.run_once": False,
        }  # fmt: skip

        def begin(status: str, headers: list[tuple[str, str]], _fault: Any = None) -> None:
            told.update({name.lower(): value for name, value in headers}, status=int(status[:3]))

        answer = program(environ, begin)
        try:
            content = b"".join(answer)
        finally:
            answer.close()
        if "set-cookie" in told:
            raise SiteFault(f"{address} sets a cookie; a page for everybody sets none.")
        kind = told.get("content-type", "").partition(";")[0].strip()
        return Asked(told["status"], kind, told.get("location", ""), content)

    return ask


_own: Callable[[str], Asked]


def _begin_hand(living: str) -> None:
    global _own  # noqa: PLW0603 - a process of the pool serves one program, which it loads once
    _own = ask_this_program(living)


def _ask_own(address: str) -> Asked:
    return _followed(_own, address)


@contextmanager
def several_hands(number: int, living: str = "") -> Iterator[Callable[[Sequence[str]], Iterable[Asked]]]:
    """Asks this program in so many processes of their own; each has its own line to the database."""
    from multiprocessing import get_context

    with get_context("spawn").Pool(number, initializer=_begin_hand, initargs=(living,)) as pool:
        yield lambda addresses: pool.imap(_ask_own, addresses, chunksize=8)
