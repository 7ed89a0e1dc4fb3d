"""Read the noun phrase beside a cue: a person with a role, a body, an office, a group, a document or a pronoun.

News prose names its speakers in few ways: title and name ("Interior Minister Sok Dara"), name and apposition ("Sok Dara,
deputy director of rights group X,"), apposition and name ("the ministry's spokesman, Sok Dara,"), a relative clause ("Sok
Dara, who heads X,"), an office alone ("the governor") or a pronoun. Names are recognised by what they are not: general
name models break on Khmer names of two or three short words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from sarana.science.statements import english
from sarana.science.statements.countries import PLACE_NAMES, PLACE_TOKENS
from sarana.science.statements.text import MASK


class MentionKind(StrEnum):
    """What the noun phrase beside a cue is."""

    PERSON = "person"
    BODY = "body"
    OFFICE = "office"
    GROUP = "group"
    DOCUMENT = "document"
    PRONOUN = "pronoun"


@dataclass(frozen=True, slots=True)
class Mention:
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
    r"(?:^|\s)((?:the|a|an|its|his|her|their|our|one|another|some|several|many|two|three|local|other|both)\s)",
    re.IGNORECASE,
)
_RELATIVE = re.compile(
    r"\bwho\s+(?:is\s+|was\s+)?(?:also\s+|now\s+|currently\s+)*(?:serves?|acts?|works?|served|doubles?)\s+as\s+(?:the\s+|an?\s+)?(?P<role>[^,;]{3,140})"
    r"|\bwho\s+is\s+(?:also\s+)?(?:the\s+|an?\s+)?(?P<is>[^,;]{3,140})"
    r"|\bwho\s+(?:also\s+)?(?P<verb>heads|chairs|leads|directs|runs)\s+(?P<body>[^,;]{3,120})"
)
_ORG_AFTER = re.compile(r"\b(?:of|at|for|with|from|in)\s+(?:the\s+)?(.+)$")
_ACRONYM = re.compile(r"\b[A-Z][A-Z-]+[A-Z]\b")
_TRAILING = re.compile(
    r"(?:,?\s+(?:also|further|then|later|recently|again|however|repeatedly|previously|publicly|reportedly|yesterday|today|"
    r"earlier|has|had|have|additionally|still|now|nevertheless|separately|formally|immediately|all|both|on\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+\d{1,2}|\d{1,2}\s+[A-Z]\w+)"
    r"|last\s+(?:week|month|year|night)|this\s+(?:week|month|year|morning)|the\s+same\s+day))+\s*$",
    re.IGNORECASE,
)
_FRACTION_OF = re.compile(
    r"^(?:one|two|three|four|five|six|some|many|most|several|all|none|a\s+few|\d+)\s+of\s+(?:the|those|these|its|his|her|their)\s+",
    re.IGNORECASE,
)
_OF_BODY = re.compile(r"(?<=\w)\s+(?P<link>of|from|at|with)\s+(?P<body>(?:the\s+)?[\w’' -]{3,80})$")
_INDEFINITE = re.compile(r"\b(?:an?|one|another|some|several|many|two|three|both)\s+$", re.IGNORECASE)
_AGE = re.compile(r"^\s*(?:aged\s+)?\d{1,2}\s*$")
_OPENERS = english.words(
    "in on at for of to from with by however meanwhile when while as but and yet so also then after before"
)
_RANKS = english.words(
    "lt gen maj brig col capt sgt lt. gen. maj. brig. col. deputy former acting senior vice permanent prime general lieutenant brigadier first second chief executive then assistant"
)
_BREAKS = english.words("the a an its his her their and when while but that as")
_LONGEST_NAME = 4
_LONGEST_TITLE = 10
_PREPOSITIONS = (" of", " for", " at", " with", " from", " in", " by", " on", " to", " and")
_LONGEST_PHRASE = 320


def subject_before(left: str, known: frozenset[str] = frozenset()) -> Mention | None:
    """Read the subject that ends where ``left`` ends, directly before a cue.

    Args:
        left: The clause before the cue.
        known: Lower-case words of names already met in the text or in the register.

    Returns:
        The mention, or None when no plausible speaker stands there.
    """
    left = left[-_LONGEST_PHRASE:].rsplit(MASK, 1)[-1].rstrip()
    if left.endswith(","):
        turned = _turned(left.rstrip(" ,"), known)
        if turned is not None:
            return turned
        apposed = _apposed(left.rstrip(" ,"), known)
        if apposed is not None:
            return apposed
        left = left.rstrip(" ,")
    left = _TRAILING.sub("", left).rstrip(" ,")
    segments = left.split(",")
    last = segments[-1].strip()
    mention = noun_phrase(last, known)
    if mention is None:
        return None
    if mention.kind is MentionKind.PERSON and len(segments) > 1:
        role = _reversed_role(segments[-2].strip())
        if role:
            joined = "; ".join(part for part in (role, mention.role) if part)
            return replace(mention, role=joined, organisation=organisation_of(joined))
    return mention


def _turned(left: str, known: frozenset[str]) -> Mention | None:
    """Read "the deputy governor, Sim Channary," where the role goes first."""
    segments = left.split(",")
    if len(segments) < 2:  # noqa: PLR2004
        return None
    name = noun_phrase(segments[-1], known)
    role = _reversed_role(segments[-2].strip())
    if name is None or name.kind is not MentionKind.PERSON or not role or segments[-1].strip() != name.name:
        return None
    return replace(name, role=role, organisation=organisation_of(role), gender=_gender(role))


def subject_after(right: str, known: frozenset[str] = frozenset()) -> tuple[Mention, int] | None:
    """Read the subject that begins where ``right`` begins ("…, said Sok Dara, director of X.").

    Returns:
        The mention and how many characters it takes, or None.
    """
    right = right[:_LONGEST_PHRASE]
    stop = re.search(
        r"[,;:.]\s|[.;:]$|\s(?:on|in|at|during|after|while|when|as|who|adding|to|yesterday|before)\s", right
    )
    head_end = stop.start() if stop else len(right)
    mention = noun_phrase(right[:head_end].strip(), known)
    if mention is None or mention.kind is MentionKind.PRONOUN:
        return (mention, head_end) if mention else None
    if stop and right[stop.start()] == "," and mention.kind is MentionKind.OFFICE:
        tail = re.split(r"[,;.](?:\s|$)", right[stop.end() :], maxsplit=1)[0].strip(" .")
        name = noun_phrase(tail, known)
        if name is not None and name.kind is MentionKind.PERSON and name.name == tail:
            return replace(
                name, role=mention.role, organisation=mention.organisation, gender=mention.gender
            ), stop.end() + len(tail)
    if stop and right[stop.start()] == "," and mention.kind is MentionKind.PERSON:
        tail = re.split(
            r"[;.](?:\s|$)|,\s+(?:adding|who|which|and|on|in|as|while)\b", right[stop.end() :], maxsplit=1
        )[0]
        role = _apposition(tail.strip(" ,."))
        if role:
            joined = "; ".join(part for part in (mention.role, role) if part)
            mention = replace(
                mention, role=joined, organisation=mention.organisation or organisation_of(role)
            )
            head_end = stop.end() + len(tail)
    return mention, head_end


def noun_phrase(phrase: str, known: frozenset[str] = frozenset()) -> Mention | None:
    """Classify the noun phrase that closes ``phrase``; words before it are ignored."""
    phrase = _FRACTION_OF.sub("", phrase.strip(" ,–—-"))
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
            return replace(named, role=role, organisation=re.sub(r"^the\s+", "", body))
    impersonal = _impersonal(phrase, words)
    if impersonal is not None and _INDEFINITE.search(phrase[: phrase.find(impersonal.name)]):
        return replace(impersonal, definite=False)
    return impersonal


def organisation_of(role: str) -> str:
    """Take the body out of a role: "head of the ministry's General Department of X" gives the department."""
    for part in role.split("; "):
        body = _body_of(part.split(", ")[0].strip())
        if body:
            return body
    return ""


def _body_of(role: str) -> str:
    role = re.sub(r"\bsecretary\s+of\s+state\b", "secretary", role, flags=re.IGNORECASE)
    role = re.sub(r"\bundersecretary\s+of\s+state\b", "undersecretary", role, flags=re.IGNORECASE)
    acronyms: list[str] = _ACRONYM.findall(role)
    if acronyms and "(" not in role:
        return acronyms[-1]
    after = _ORG_AFTER.search(role)
    if after is None or not _has_role(role[: after.start()]):
        return _body_before(role)
    body = re.sub(r"^(?:the|a|an)\s+", "", after.group(1).strip(), flags=re.IGNORECASE)
    if re.search(r"\bminister\s+of\s", role, re.IGNORECASE):
        return "Ministry of " + body
    inner = re.search(r"[’']s\s+([A-Z].*)$", body)
    return inner.group(1) if inner else body


def _body_before(role: str) -> str:
    """Read "court spokesman" and "Interior Minister": what stands before the office, without ranks."""
    words = re.sub(r"^(?:the|an?)\s+", "", role, flags=re.IGNORECASE).split()
    minister = bool(words) and words[-1].lower() == "minister"
    while words and (words[-1].lower() in english.ROLE_NOUNS or words[-1].lower() in _RANKS):
        words.pop()
    while words and words[0].lower() in _RANKS:
        words.pop(0)
    owner = re.match(r"(.+?)[’']s\b", " ".join(words))
    body = owner.group(1) if owner is not None else " ".join(words)
    return f"Ministry of {body}" if minister and body else body


def _person(phrase: str, words: list[re.Match[str]], known: frozenset[str]) -> Mention | None:
    first = len(words)
    for index in range(len(words) - 1, -1, -1):
        if index + 1 < len(words) and phrase[words[index].end() : words[index + 1].start()].strip():
            break
        pair = phrase[words[index].start() : words[min(index + 1, len(words) - 1)].end()].lower()
        if (
            pair in PLACE_NAMES
            or not _may_be_name(words[index].group(), known)
            or len(words) - index > _LONGEST_NAME
        ):
            break
        first = index
    while first < len(words) and words[first].group().lower() in _LOWER_LINKS:
        first += 1
    if first == len(words):
        return None
    name = phrase[words[first].start() : words[-1].end()]
    title = phrase[: words[first].start()].strip(" ,–—")
    body = title.split()[-1].lower() if title else ""
    if body in english.BODY_NOUNS and not _has_role(title):
        full = re.sub(r"^(?:the|an?|its)\s+", "", f"{_last_phrase(title)} {name}", flags=re.IGNORECASE)
        return Mention(MentionKind.BODY, full, organisation=full)
    joined = re.search(r"([A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3})\s+and$", title)
    if joined is not None and _may_be_name(joined.group(1).split()[-1], known):
        return Mention(MentionKind.PERSON, f"{joined.group(1)} and {name}")
    role = _title(title)
    single = first == len(words) - 1
    honoured = any(word in english.HONORIFICS for word in title.lower().replace(".", "").split()[-2:])
    if single and not (role or honoured or name.lower() in known or _bare(title)):
        return None
    return Mention(MentionKind.PERSON, name, role, organisation_of(role) if role else "", _gender(title))


def _last_phrase(title: str) -> str:
    """Return the noun phrase that closes a title: from its last determiner on."""
    match = list(_DETERMINER.finditer(title))
    return title[match[-1].start(1) :] if match else title


def _may_be_name(word: str, known: frozenset[str]) -> bool:
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
    return not (
        stem in english.ROLE_NOUNS
        or stem in english.BODY_NOUNS
        or stem in english.PORTFOLIOS
        or stem in english.NOT_NAMES
        or stem in english.MONTHS
        or stem in english.WEEKDAYS
        or stem in english.HONORIFICS
        or stem in english.DOCUMENT_NOUNS
        or stem in english.GROUPS
        or stem in PLACE_TOKENS
    )


def _title(title: str) -> str:
    """Return the role inside the words before a name, or nothing when they are no title."""
    if not title:
        return ""
    words = re.findall(r"[\w’'.&/()-]+", title)
    if not words:
        return ""
    start = 0
    for index, word in enumerate(words):
        joins = word.lower() == "and" and any(w.lower() in english.ROLE_NOUNS for w in words[start:index])
        if word.lower() in _BREAKS and not joins:
            start = index + 1
    kept = words[start:]
    if len(kept) == len(words):
        kept = [w for i, w in enumerate(kept) if i or w.lower() not in _OPENERS]
    lowered = [word.lower().rstrip(".") for word in kept]
    if not any(word in english.ROLE_NOUNS or word in english.DOCUMENT_NOUNS for word in lowered):
        ranks = [
            word for word in kept if word.lower().rstrip(".") in {"lt", "gen", "col", "maj", "brig", "capt"}
        ]
        return " ".join(ranks)
    return " ".join(kept)


def _bare(title: str) -> bool:
    """A single capitalised word counts as a name only with nothing before it: "Chantharith said"."""
    return not title


def _apposed(left: str, known: frozenset[str]) -> Mention | None:
    """Read "Name, apposition" where the apposition ends at the cue."""
    segments = left.split(",")
    for index in range(len(segments) - 1, -1, -1):
        head = segments[index].strip()
        if index == len(segments) - 1 and not _apposition(head):
            continue
        mention = noun_phrase(head, known)
        if mention is None or index == len(segments) - 1:
            continue
        if mention.kind in (MentionKind.OFFICE, MentionKind.GROUP):
            if re.match(r"\s*(?:who|which|speaking|citing)\b", segments[index + 1]):
                return mention
            continue
        if mention.kind not in (MentionKind.PERSON, MentionKind.BODY):
            continue
        if mention.kind is MentionKind.PERSON:
            rest = ", ".join(part.strip() for part in segments[index + 1 :] if not _AGE.match(part))
            role = _apposition(rest)
            if not rest:
                return mention
            if not role:
                return mention if rest[:1].islower() or rest[:1].isdigit() else None
            joined = "; ".join(part for part in (mention.role, role) if part)
            body = mention.organisation or organisation_of(role)
            female = mention.gender or _gender(role)
            return replace(mention, role=joined, organisation=body, gender=female)
        if index == 0 or head[:1].isupper():
            return mention
    return None


def _apposition(text: str) -> str:
    """Return the role that an apposition or a relative clause gives, or nothing."""
    relative = _RELATIVE.search(text)
    if relative:
        role = relative.group("role") or relative.group("is")
        if role and not _has_role(role):
            return ""
        return role or f"head of {relative.group('body')}"
    role = re.sub(r"^(?:the|an?|its|his|her)\s+", "", text.strip(" ,"), flags=re.IGNORECASE)
    return role if _has_role(role) and len(role) <= _LONGEST_PHRASE // 2 else ""


def _has_role(text: str) -> bool:
    words = re.findall(r"[\w-]+", text.lower())[:14]
    return any(word in english.ROLE_NOUNS or word.split("-")[-1] in english.ROLE_NOUNS for word in words)


def _reversed_role(segment: str) -> str:
    if any(word.lower() in english.FINITE for word in segment.split()):
        return ""
    match = re.match(
        r"^(?:(?:and|but|that)\s+)?(?:the|an?|its|one|another|his|her|their|our)\s+(.+)$",
        segment,
        re.IGNORECASE,
    )
    if match and _has_role(match.group(1)):
        return match.group(1)
    words = segment.split()
    titled = (
        segment[:1].isupper() and len(words) <= _LONGEST_TITLE and words[0].lower() not in english.NOT_NAMES
    )
    return segment if titled and _has_role(segment) else ""


def _impersonal(phrase: str, words: list[re.Match[str]]) -> Mention | None:  # noqa: C901, PLR0911
    """An office ("the governor"), a body, a group or a document; the head noun decides."""
    start = 0
    for match in _DETERMINER.finditer(phrase):
        before = phrase[: match.start()].rstrip().lower()
        opened = start or not re.match(r"^(?:in|at|on|during|after|by|for|with|from)\b", before)
        if opened and before.endswith(_PREPOSITIONS) and start < match.start():
            continue
        start = match.start(1)
    text = phrase[start:].strip()
    text = re.sub(
        r"^(?:and|but|that|as|while|when|in|at|on|meanwhile|however)\s+", "", text, flags=re.IGNORECASE
    )
    bare = re.sub(r"^(?:the|an?|its|his|her|their|our)\s+", "", text, flags=re.IGNORECASE)
    if not bare or len(bare) > _LONGEST_PHRASE // 2:
        return None
    core = re.split(
        r"\s+(?:of|for|at|in|from|with|by|on|who|which|that|based|issued|released|published|dated|posted|obtained|seen|signed)\s+",
        bare + " ",
        maxsplit=1,
    )[0].strip()
    bare = re.sub(r"\s+(?:issued|released|published|dated|posted|obtained|seen|signed)\b.*$", "", bare)
    tokens = [word.lower().rstrip(".") for word in re.findall(r"[\w.’'-]+", core)]
    if not tokens or any(token in english.FINITE for token in tokens):
        return None
    head = tokens[-1].removesuffix("’s").removesuffix("'s")
    if head in english.DOCUMENT_NOUNS or head.removesuffix("s") in english.DOCUMENT_NOUNS:
        return Mention(MentionKind.DOCUMENT, bare)
    if head in english.BODY_NOUNS or _ACRONYM.fullmatch(core.split()[-1]):
        return Mention(MentionKind.BODY, bare, organisation=bare)
    if (
        head in english.GROUPS
        or (head.endswith("s") and head[:-1] in english.ROLE_NOUNS and head not in english.ROLE_NOUNS)
        or head.endswith(("officials", "spokespeople"))
    ):
        return Mention(MentionKind.GROUP, bare, organisation=bare)
    if head in english.ROLE_NOUNS or head.split("-")[-1] in english.ROLE_NOUNS:
        return Mention(MentionKind.OFFICE, bare, bare, organisation_of(bare), _gender(bare))
    last = words[-1].group()
    if last[0].isupper() and (
        last.lower() in PLACE_TOKENS or any(t in english.BODY_NOUNS or t.endswith("s") for t in tokens)
    ):
        return Mention(MentionKind.BODY, bare, organisation=bare)
    if core[0].isupper() and any(token in english.BODY_NOUNS for token in tokens):
        return Mention(MentionKind.BODY, bare, organisation=bare)
    return None


def _gender(text: str) -> str:
    words = {word.rstrip(".") for word in text.lower().split()}
    if words & english.FEMALE_TITLES:
        return "f"
    return "m" if words & english.MALE_TITLES else ""
