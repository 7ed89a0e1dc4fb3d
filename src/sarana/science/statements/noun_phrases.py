"""Classify a noun phrase beside a cue: a person with a title, an office, a body, a group, a document or a pronoun."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from sarana.science.statements import english
from sarana.science.statements.countries import PLACE_NAMES, PLACE_TOKENS
from sarana.science.statements.offices import gender, has_role, organisation_of

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

_LONGEST_PHRASE = 320


class MentionKind(StrEnum):
    """What the noun phrase beside a cue is."""

    PERSON = "person"
    BODY = "body"
    OFFICE = "office"
    GROUP = "group"
    DOCUMENT = "document"
    PRONOUN = "pronoun"


class Mention(NamedTuple):
    """A speaker as printed: name, role and organisation are empty when the text does not give them."""

    kind: MentionKind
    name: str
    role: str = ""
    organisation: str = ""
    gender: str = ""
    definite: bool = True


_WORD = re.compile(r"[^\W_](?:[\w&./’'-]*\w)?\.?")


_LOWER_LINKS = english.words("bin binti van von de da del al el la le dos ibn ap na")


_PRONOUNS = english.words("he she they it we i who")


_DETERMINER = re.compile(
    r"(?:^|\s)((?:the|a|an|its|his|her|their|our|one|another|some|several|many|two|three|local|other|both)\s)"
)


_ACRONYM = re.compile(r"\b[A-Z][A-Z-]+[A-Z]\b")


_FRACTION_OF = re.compile(
    r"^(?:one|two|three|four|five|six|some|many|most|several|all|none|a\s+few|\d+)\s+of\s+(?:the|those|these|its|his|her|their)\s+",
    re.IGNORECASE,
)


_OF_BODY = re.compile(r"(?<=\w)\s+(?P<link>of|from|at|with)\s+(?P<body>(?:the\s+)?[\w’' -]{3,80})$")


_INDEFINITE = re.compile(r"\b(?:an?|one|another|some|several|many|two|three|both)\s+$", re.IGNORECASE)


_OPENERS = english.words(
    "in on at for of to from with by however meanwhile when while as but and yet so also then after before"
)


_BREAKS = english.words("the a an its his her their and when while but that as")


# What is done to a document: "a report presented on Monday by …" is a report.
_PUBLISHED = (
    "issued|released|published|shared|provided|compiled|kept|presented|submitted|prepared|written|drafted|tabled|circulated|leaked|"
    "commissioned|unveiled|launched|paid|dated|posted|obtained|seen|signed|sent|handed|shown"
)


_PUBLISHED_BY = re.compile(rf"\s+(?:{_PUBLISHED})\b.*$")
# What follows these is no part of the head: "the report |on| the raids".
_CUTS = english.words("of for at in from with by on who which that based") | frozenset(_PUBLISHED.split("|"))
_CUT = re.compile(rf"\s+(?:{'|'.join(sorted(_CUTS))})\s+")
_OPENING_PREPOSITION = re.compile(r"(?:in|at|on|during|after|by|for|with|from)\b")
_LINKS = english.words("and but that as while when in at on meanwhile however")
_LINK = re.compile(rf"^(?:{'|'.join(sorted(_LINKS))})\s+", re.IGNORECASE)
_ARTICLES = english.words("the a an its his her their our")
_ARTICLE = re.compile(rf"^(?:{'|'.join(sorted(_ARTICLES))})\s+", re.IGNORECASE)


_LONGEST_ABBREVIATION = 4  # "Nov" and "Mar" are names of persons too


_NO_PERSON = (
    english.ROLE_NOUNS
    | english.BODY_NOUNS
    | english.PORTFOLIOS
    | english.NOT_NAMES
    | english.WEEKDAYS
    | english.HONORIFICS
    | english.DOCUMENT_NOUNS
    | english.GROUPS
    | PLACE_TOKENS
    | {month for month in english.MONTHS if len(month) > _LONGEST_ABBREVIATION}
    | {"may"}
)


_LONGEST_NAME = 4
_ARMY_RANKS = english.words("lt gen col maj brig capt")


_PREPOSITIONS = (" of", " for", " at", " with", " from", " in", " by", " on", " to", " and")
_NAME_AND = re.compile(r"([A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3})\s+and$")
_TOKEN = re.compile(r"[\w.’'-]+")
_YEAR_OLD = re.compile(r"\d{1,2}-year-old")
_TITLE_WORD = re.compile(r"[\w’'.&/()-]+")


def noun_phrase(phrase: str, known: AbstractSet[str] = frozenset()) -> Mention | None:
    """Classify the noun phrase that closes ``phrase``; words before it are ignored."""
    phrase = phrase.strip(" ,–—-")
    if "of" in phrase:
        phrase = _FRACTION_OF.sub("", phrase)
    words = list(_WORD.finditer(phrase))
    if not words:
        return None
    last = words[-1].group().lower().rstrip(".")
    if last in _PRONOUNS:
        gender = {"he": "m", "she": "f"}.get(last, "")
        return Mention(MentionKind.PRONOUN, last, gender=gender)
    person = _person(phrase, words, known)
    if person is not None:
        return person
    of_body = _OF_BODY.search(phrase)
    if of_body is not None:
        head = list(_WORD.finditer(phrase, 0, of_body.start()))
        named = _person(phrase[: of_body.start()], head, known) if head else None
        if named is not None and named.kind is MentionKind.PERSON and " " in named.name:
            body = of_body.group("body")
            role = f"{named.role} {of_body.group('link')} {body}" if named.role else ""
            return named._replace(role=role, organisation=re.sub(r"^the\s+", "", body))
    impersonal = _impersonal(phrase, words)
    if impersonal is not None and _INDEFINITE.search(phrase[: phrase.find(impersonal.name)]):
        return impersonal._replace(definite=False)
    return impersonal


def _name_begins(phrase: str, words: list[re.Match[str]], known: AbstractSet[str]) -> int:
    """Return the index of the first word of the name that closes a phrase; the number of words when none does."""
    first = len(words)
    for index in range(len(words) - 1, max(-1, len(words) - 1 - _LONGEST_NAME), -1):
        if not _may_be_name(words[index].group(), known):
            break
        start = words[index].start()
        following = words[min(index + 1, len(words) - 1)]
        if index + 1 < len(words) and phrase[words[index].end() : following.start()].strip():
            break
        if phrase[start : following.end()].lower() in PLACE_NAMES:
            break
        first = index
    return first


def _person(phrase: str, words: list[re.Match[str]], known: AbstractSet[str]) -> Mention | None:
    first = _name_begins(phrase, words, known)
    while first < len(words) and words[first].group() in _LOWER_LINKS:  # "Van Rachana" begins with a name
        first += 1
    if first == len(words):
        return None
    name = phrase[words[first].start() : words[-1].end()]
    title = phrase[: words[first].start()].strip(" ,–—")
    body = title.split()[-1].lower() if title else ""
    if body in english.BODY_NOUNS and not has_role(title):
        full = re.sub(r"^(?:the|an?|its)\s+", "", f"{_last_phrase(title)} {name}", flags=re.IGNORECASE)
        return Mention(MentionKind.BODY, full, organisation=full)
    joined = _NAME_AND.search(title) if title.endswith("and") else None
    if joined is not None and _may_be_name(joined.group(1).split()[-1], known):
        return Mention(MentionKind.PERSON, f"{joined.group(1)} and {name}")
    role = _title(title)
    single = first == len(words) - 1
    if single and title and not (role or name.lower() in known or _honoured(title)):
        return (
            None  # a single capitalised word counts as a name only with nothing before it: "Chantharith said"
        )
    return Mention(MentionKind.PERSON, name, role, organisation_of(role) if role else "", gender(title))


def _last_phrase(title: str) -> str:
    """Return the noun phrase that closes a title: from its last determiner on."""
    match = list(_DETERMINER.finditer(title.lower()))
    return title[match[-1].start(1) :] if match else title


def _may_be_name(word: str, known: AbstractSet[str]) -> bool:
    lowered = word.lower()
    if lowered in known:
        return word[0].isupper()
    if lowered in _LOWER_LINKS:
        return True
    if not word[0].isupper() or word.endswith(("’s", "'s")) or word[0].isdigit():
        return False
    if word.isupper() and len(word) > 1 and not word.endswith("."):
        return False
    stem = lowered.rstrip(".")
    return stem not in _NO_PERSON


def _title(title: str) -> str:
    """Return the role inside the words before a name, or nothing when they are no title."""
    if not title:
        return ""
    words = _TITLE_WORD.findall(title)
    if not words:
        return ""
    lowered = [word.lower() for word in words]
    start = 0
    for index, word in enumerate(lowered):
        if word not in _BREAKS:
            continue
        if word != "and" or english.ROLE_NOUNS.isdisjoint(lowered[start:index]):
            start = index + 1
    kept, low = words[start:], [word.rstrip(".") for word in lowered[start:]]
    if not start:
        begin = 1 if lowered[0] in _OPENERS else 0
        kept, low = kept[begin:], low[begin:]
    if english.ROLE_NOUNS.isdisjoint(low) and english.DOCUMENT_NOUNS.isdisjoint(low):
        return " ".join(word for word, short in zip(kept, low, strict=True) if short in _ARMY_RANKS)
    return " ".join(kept)


def _honoured(title: str) -> bool:
    return any(word in english.HONORIFICS for word in title.lower().replace(".", "").split()[-2:])


def _first(text: str) -> str:
    return text.split(None, 1)[0].lower() if text else ""


def _impersonal(phrase: str, words: list[re.Match[str]]) -> Mention | None:  # noqa: C901, PLR0911
    """An office ("the governor"), a body, a group or a document; the head noun decides."""
    start = 0
    for match in _DETERMINER.finditer(phrase.lower()):
        before = phrase[: match.start()].rstrip().lower()
        opened = start or _OPENING_PREPOSITION.match(before) is None
        if opened and before.endswith(_PREPOSITIONS) and start < match.start():
            continue
        start = match.start(1)
    text = phrase[start:].strip()
    if _first(text) in _LINKS:
        text = _LINK.sub("", text)
    bare = _ARTICLE.sub("", text) if _first(text) in _ARTICLES else text
    if not bare or len(bare) > _LONGEST_PHRASE // 2:
        return None
    inside = frozenset(bare.split())
    core = bare.strip() if inside.isdisjoint(_CUTS) else _CUT.split(bare + " ", maxsplit=1)[0].strip()
    bare = _PUBLISHED_BY.sub("", bare)
    tokens = [word.lower().rstrip(".") for word in _TOKEN.findall(core)]
    if not tokens or not english.FINITE.isdisjoint(tokens):
        return None
    head = tokens[-1].removesuffix("’s").removesuffix("'s")
    if head in english.DOCUMENT_NOUNS or head.removesuffix("s") in english.DOCUMENT_NOUNS:
        return Mention(MentionKind.DOCUMENT, bare)
    if (
        head in english.BODY_NOUNS
        or head.removesuffix("s") in english.BODY_NOUNS
        or _ACRONYM.fullmatch(core.split()[-1])
    ):
        return Mention(MentionKind.BODY, bare, organisation=bare)
    if (
        head in english.GROUPS
        or (head.endswith("s") and head[:-1] in english.ROLE_NOUNS and head not in english.ROLE_NOUNS)
        or head.endswith(("officials", "spokespeople"))
    ):
        return Mention(MentionKind.GROUP, bare, organisation=bare)
    if _YEAR_OLD.fullmatch(head) or head in english.ROLE_NOUNS or head.split("-")[-1] in english.ROLE_NOUNS:
        return Mention(MentionKind.OFFICE, bare, bare, organisation_of(bare), gender(bare))
    last = words[-1].group()
    if last[0].isupper() and (
        last.lower() in PLACE_TOKENS or any(t in english.BODY_NOUNS or t.endswith("s") for t in tokens)
    ):
        return Mention(MentionKind.BODY, bare, organisation=bare)
    if core[0].isupper() and any(token in english.BODY_NOUNS for token in tokens):
        return Mention(MentionKind.BODY, bare, organisation=bare)
    return None
