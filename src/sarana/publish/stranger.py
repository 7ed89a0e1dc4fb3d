"""What a stranger finds who follows every public link, opens every file, and looks for what should not be there.

The attacker of the site, as ``science/disclosure`` is that of tables: identities, keys and numbers of records, paths of the
machine, who made a file and when, files that no line of the release ledger names, and counts under the rule that no entry tells.
He knows what everybody may know: the ledger tells which bytes are published.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from sarana.publish.opened import Opened, opened
from sarana.publish.still_site import Asked
from sarana.science.disclosure import THRESHOLD

START = (
    "/public/km/", "/public/en/", "/public/", "/public/releases/ledger.json", "/public/releases/head.json",
)  # fmt: skip
_FOUND = 200
_LINK = re.compile(r'\s(?:href|src|action)="([^"]*)"')
_KHMER = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")
# Lists and answers that are made when they are asked for; all else that is no page has to be a frozen file.
_MADE_NOW = re.compile(
    r"(feed\.xml|iati\.xml|head\.json|ledger\.json|errata\.json|/check/\?.*)$|\?(.*&)?as=(csv|json)$"
)
_LISTS = re.compile(r"^/public/(?:km/|en/)?(?:releases/)?(?:\?.*)?$|/feed\.xml$")
_RECORD = re.compile(r"(?<![\w-])[A-Z]-[0-9A-Z]{5}-[0-9A-Z]{5}(?![\w-])")
_KEY = re.compile(
    r"(?<![0-9a-f-])[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?![0-9a-f-])|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])"
)
_PATH = re.compile(r"(?<![\w/.])/(?:home|root|tmp|var|usr|opt|srv|mnt|Users|work)/[\w.-]+|\b[A-Z]:\\\\?\w+")
# An address elsewhere is not ours to judge.
_ELSEWHERE = re.compile(r"https?://[^/\s\"<>]+/(?!public/)[^\s\"<>]*")
_PLAIN_NUMBER = re.compile(r"\d{1,3}(?:[ ,.\u202f\u00a0]\d{3})*|\d+")
_CELL = re.compile(r"<(td|text|title|desc)\b[^>]*>(.*?)</\1>", re.DOTALL)
_SAID = re.compile(r'\s(?:alt|aria-label|title)="([^"]*)"')
_JSON_LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Found:
    """Something that should not be there: what it is, where, and (but for identities) the words."""

    kind: str
    where: str
    words: str = ""


@dataclass(slots=True)
class Known:
    """What is published, by the ledger: bytes by their SHA-256, and the numbers that each entry tells."""

    files: set[str] = field(default_factory=set)
    numbers: dict[str, set[int]] = field(default_factory=dict)


@dataclass(slots=True)
class Walk:
    """What was met on the way: every address with its answer, and what should not be there."""

    seen: dict[str, Asked] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)


def walk(
    ask_all: Callable[[Sequence[str]], Iterable[Asked]],
    secrets: Mapping[str, Iterable[str]],
    *,
    more: Sequence[str] = (),
    progress: Callable[[int, int, str], None] = lambda *_: None,
) -> Walk:
    """Follow every link from the entrances, and every entry of the ledger, and look at all that is answered.

    Args:
        ask_all: gives the answer to each of these addresses, in their order.
        secrets: words that may stand nowhere, by what they are (name, phone, …).
        more: other addresses to begin at, such as questions that somebody may ask.
        progress: told done, known so far, and the address.
    """
    walked, waiting = Walk(), list(dict.fromkeys([*START, *more]))
    known = set(waiting)
    while waiting:
        wave, waiting = waiting, []
        for address, answer in zip(wave, ask_all(wave), strict=True):
            walked.seen[address] = answer
            progress(len(walked.seen), len(known), address)
            new = [one for one in _links(address, answer) if one not in known]
            known.update(new)
            waiting += new
    published = what_is_published(walked.seen)
    hunted = {kind: _hunted(words) for kind, words in secrets.items()}
    for address, answer in walked.seen.items():
        if answer.status == _FOUND:
            walked.found += look_at(address, answer, hunted, published)
    walked.found += _still_there(walked.seen)
    return walked


def _still_there(seen: Mapping[str, Asked]) -> Iterator[Found]:
    """Files of what the ledger says was withdrawn: only a page with the reason may answer."""
    ledger = seen.get("/public/releases/ledger.json")
    if ledger is None or ledger.status != _FOUND:
        return
    gone = [line["release"] for line in json.loads(ledger.content)["lines"] if line["deed"] == "withdrawn"]
    for address, answer in seen.items():
        if answer.status == _FOUND and answer.media_type != "text/html":
            yield from (Found("withdrawn", address) for code in gone if f"/{code}/" in address)


def _links(address: str, answer: Asked) -> Iterator[str]:
    """Where one can go from here, inside what is public."""
    if answer.location:
        yield from _public(urljoin(address, answer.location))
    if answer.status != _FOUND:
        return
    if address == "/public/releases/ledger.json":
        for line in json.loads(answer.content)["lines"]:
            is_release = re.fullmatch(r"\d{4}-\d+", line["release"])
            yield (
                f"/public/releases/{line['release']}/release.zip"
                if is_release
                else f"/public/documents/{line['release']}/document.zip"
            )
    if answer.media_type in {"text/html", "application/rss+xml"}:
        text = answer.content.decode(errors="replace")
        for to in [*_LINK.findall(text), *re.findall(r"<link>([^<]*)</link>", text)]:
            yield from _public(urljoin(address, to.replace("&amp;", "&")))


def _public(to: str) -> Iterator[str]:
    parts = urlsplit(to)
    if parts.path.startswith("/public/"):
        yield f"{parts.path}?{parts.query}" if parts.query else parts.path


def what_is_published(seen: Mapping[str, Asked]) -> Known:
    """Which bytes the ledger names: a manifest whose hash stands in a line, and every file whose hash stands in that manifest."""
    known = Known()
    ledger = seen.get("/public/releases/ledger.json")
    if ledger is None or ledger.status != _FOUND:
        return known
    lines = {(line["release"], line["digest"]) for line in json.loads(ledger.content)["lines"]}
    for address, answer in seen.items():
        if not address.endswith((".zip", "/manifest.json")) or answer.status != _FOUND:
            continue
        held = {one.name: one for one in opened(address.rsplit("/", 1)[-1], answer.content)}
        manifest = next((one for name, one in held.items() if name.endswith("manifest.json")), None)
        if manifest is None:
            continue
        told = json.loads(manifest.content)
        code, digest = told.get("release", ""), _sha(manifest.content)
        if (code, digest) not in lines:
            continue
        known.files |= {digest} | {one["sha256"] for one in told["files"].values()}
        numbers = known.numbers.setdefault(code, set())
        for one in held.values():
            if _sha(one.content) in known.files:
                numbers |= _numbers_in(one.text)
    return known


def look_at(
    address: str, answer: Asked, hunted: Mapping[str, re.Pattern[str]], known: Known
) -> Iterator[Found]:
    """Everything that should not be in one answer."""
    parts = list(opened(address, answer.content, page=answer.media_type == "text/html"))
    for part in parts:
        where = address if part.name == address else f"{address} › {part.name}"
        yield from _words_in(where, part.text, hunted)
        yield from (Found("metadata", where, words) for words in part.metadata)
    yield from _words_in(f"{address} (its address)", address, hunted)
    if answer.media_type == "text/html":
        yield from _small_in_page(address, answer.content.decode(errors="replace"), known)
    elif not _MADE_NOW.search(address):
        yield from _not_entered(address, answer.content, parts, known)
    else:
        yield from _small_in_list(address, parts, known)


def _words_in(where: str, text: str, hunted: Mapping[str, re.Pattern[str]]) -> Iterator[Found]:
    plain = _plain(text)
    for kind, pattern in hunted.items():
        if pattern.search(plain):
            yield Found(kind, where)
    text = _ELSEWHERE.sub("", text)
    for kind, own in (("number of a record", _RECORD), ("key of a record", _KEY), ("path", _PATH)):
        if hit := own.search(text):
            yield Found(kind, where, hit[0])


def _hunted(words: Iterable[str]) -> re.Pattern[str]:
    """All of them as words of their own: a number inside a hash is none, and letters may stand in either case."""
    kept = sorted({_plain(word) for word in words if word.strip()}, key=len, reverse=True)
    if not kept:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<![\w])(?:{'|'.join(map(re.escape, kept))})(?![\w])")


def _plain(text: str) -> str:
    """Small letters, Khmer digits as others, one space between words, none inside a number."""
    text = " ".join(text.translate(_KHMER).lower().split())
    return re.sub(r"(?<=\d)[ .-](?=\d{2})", "", text)


def _not_entered(address: str, content: bytes, parts: Sequence[Opened], known: Known) -> Iterator[Found]:
    """A file that is no frozen one; of an archive, each file in it."""
    if address.startswith("/static/") or _sha(content) in known.files:
        return
    if not content.startswith(b"PK\x03\x04"):
        # Signatures are made when a line is added, and the line they hold stands in the ledger.
        if not address.endswith("/signatures.json"):
            yield Found("file without an entry", address)
        return
    made_later = ("signatures.json", "ledger.json", "errata.json")
    for part in parts:
        if part.is_file and not part.name.endswith(made_later) and _sha(part.content) not in known.files:
            yield Found("file without an entry", f"{address} › {part.name}")


def _small_in_page(address: str, page: str, known: Known) -> Iterator[Found]:
    """Counts under the rule in cells, drawings, what is read aloud, and data for programs."""
    allowed = _allowed(address, known)
    places = [_TAG.sub("", inside) for _tag, inside in _CELL.findall(page)]
    places += [said.rpartition(":")[2] for said in _SAID.findall(page)]
    for place in places:
        yield from _small(address, place, allowed)
    for held in _JSON_LD.findall(page):
        yield from _small_values(address, json.loads(held), allowed)


def _small_in_list(address: str, parts: Sequence[Opened], known: Known) -> Iterator[Found]:
    allowed = _allowed(address, known)
    for part in parts:
        cells = re.findall(r'value="([^"]*)"|(?:^|,)"?(\d+)"?(?=,|\s|$)', part.text, re.MULTILINE)
        if not part.name.endswith("ledger.json"):
            for cell in cells:
                yield from _small(address, "".join(cell), allowed)


def _small_values(address: str, value: object, allowed: set[int]) -> Iterator[Found]:
    """Numbers in data for programs; what a rating is called is no count."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            if name not in {"ratingValue", "bestRating", "worstRating"}:
                yield from _small_values(address, one, allowed)
    elif isinstance(value, list):
        for one in value:
            yield from _small_values(address, one, allowed)
    elif isinstance(value, int | float):
        yield from _small(address, str(value), allowed)


def _small(address: str, place: str, allowed: set[int]) -> Iterator[Found]:
    """The place, when it is a number alone, under the rule, that no entry tells."""
    told = place.translate(_KHMER).strip()
    if told.isdecimal() and 0 < int(told) < THRESHOLD and int(told) not in allowed:
        yield Found("count under the rule", address, told)


def _allowed(address: str, known: Known) -> set[int]:
    """Numbers that the entry tells which the page is about; what is held against sentences may be any that is out."""
    about = [
        code
        for code in known.numbers
        if f"/{code}/" in address or f"/{code.rpartition('-')[0]}/iati" in address
    ]
    if "/check/" in address or address.endswith("iati.xml"):
        about = list(known.numbers)
    numbers = {number for code in about for number in known.numbers[code]}
    # Lists tell the numbers of versions.
    return numbers | (
        {int(code.rpartition("-")[2]) for code in known.numbers} if _LISTS.search(address) else set()
    )


def _numbers_in(text: str) -> set[int]:
    return {int(re.sub(r"\D", "", one)) for one in _PLAIN_NUMBER.findall(text.translate(_KHMER))}


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
