"""Take apart what is printed of an office: the body in a role, appositions, ages and the gender that titles tell."""

from __future__ import annotations

import re

from sarana.science.statements import english

_ACRONYM = re.compile(r"\b[A-Z][A-Z-]+[A-Z]\b")


_LONGEST_PHRASE = 320


_RELATIVE = re.compile(
    r"\bwho\s+(?:is\s+|was\s+)?(?:also\s+|now\s+|currently\s+)*(?:serves?|acts?|works?|served|doubles?)\s+as\s+(?:the\s+|an?\s+)?(?P<role>[^,;]{3,140})"
    r"|\bwho\s+is\s+(?:also\s+)?(?:the\s+|an?\s+)?(?P<is>[^,;]{3,140})"
    r"|\bwho\s+(?:also\s+)?(?P<verb>heads|chairs|leads|directs|runs)\s+(?P<body>[^,;]{3,120})"
)


_ORG_AFTER = re.compile(r"\b(?:of|at|for|with|from|in)\s+(?:the\s+)?(.+)$")


_RANKS = english.words(
    "lt gen maj brig col capt sgt lt. gen. maj. brig. col. deputy former acting senior vice permanent prime general lieutenant brigadier first second chief executive then assistant"
)


_LONGEST_TITLE = 10
_OF_STATE = re.compile(r"\b((?:under)?secretary)\s+of\s+state\b", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_MINISTER_OF = re.compile(r"\bminister\s+of\s", re.IGNORECASE)
_OWNED = re.compile(r"[’']s\s+([A-Z].*)$")
_OWNER = re.compile(r"(.+?)[’']s\b")
_OWN_ARTICLE = re.compile(r"^(?:the|an?|its|his|her)\s+", re.IGNORECASE)
_ROLE_WORD = re.compile(r"[\w-]+")


def organisation_of(role: str) -> str:
    """Take the body out of a role: "head of the ministry's General Department of X" gives the department."""
    for part in role.split("; "):
        body = _body_of(part.split(", ")[0].strip())
        if body:
            return body
    return ""


def _body_of(role: str) -> str:
    if "secretary" in role.lower():
        role = _OF_STATE.sub(lambda office: office.group(1).lower(), role)
    acronyms: list[str] = _ACRONYM.findall(role)
    if acronyms and "(" not in role:
        return acronyms[-1]
    after = _ORG_AFTER.search(role)
    if after is None or not has_role(role[: after.start()]):
        return _body_before(role)
    body = _ARTICLE.sub("", after.group(1).strip())
    if _MINISTER_OF.search(role):
        return "Ministry of " + body
    inner = _OWNED.search(body)
    return inner.group(1) if inner else body


def _body_before(role: str) -> str:
    """Read "court spokesman" and "Interior Minister": what stands before the office, without ranks."""
    words = _ARTICLE.sub("", role).split()
    minister = bool(words) and words[-1].lower() == "minister"
    while words and (words[-1].lower() in english.ROLE_NOUNS or words[-1].lower() in _RANKS):
        words.pop()
    while words and words[0].lower() in _RANKS:
        words.pop(0)
    owner = _OWNER.match(" ".join(words))
    body = owner.group(1) if owner is not None else " ".join(words)
    return f"Ministry of {body}" if minister and body else body


def apposition(text: str) -> str:
    """Return the role that an apposition or a relative clause gives, or nothing."""
    relative = _RELATIVE.search(text)
    if relative:
        role = relative.group("role") or relative.group("is")
        if role and not has_role(role):
            return ""
        return role or f"head of {relative.group('body')}"
    role = _OWN_ARTICLE.sub("", text.strip(" ,"))
    return role if has_role(role) and len(role) <= _LONGEST_PHRASE // 2 else ""


def has_role(text: str) -> bool:
    """Tell whether an office or a trade stands among the first words."""
    words = _ROLE_WORD.findall(text.lower())[:14]
    return any(word in english.ROLE_NOUNS or word.split("-")[-1] in english.ROLE_NOUNS for word in words)


def reversed_role(segment: str) -> str:
    """Return the role that stands before a name and a comma, or nothing."""
    if any(word.lower() in english.FINITE for word in segment.split()):
        return ""
    match = re.match(
        r"^(?:(?:and|but|that)\s+)?(?:the|an?|its|one|another|his|her|their|our)\s+(.+)$",
        segment,
        re.IGNORECASE,
    )
    if match and has_role(match.group(1)):
        return match.group(1)
    words = segment.split()
    titled = (
        segment[:1].isupper() and len(words) <= _LONGEST_TITLE and words[0].lower() not in english.NOT_NAMES
    )
    return segment if titled and has_role(segment) else ""


def gender(text: str) -> str:
    """Return ``f`` or ``m`` when a title tells, else nothing."""
    words = {word.rstrip(".") for word in text.lower().split()}
    if words & english.FEMALE_TITLES:
        return "f"
    return "m" if words & english.MALE_TITLES else ""
