"""Read the noun phrase beside a cue: a person with a role, a body, an office, a group, a document or a pronoun.

News prose names its speakers in few ways: title and name ("Interior Minister Sok Dara"), name and apposition ("Sok Dara,
deputy director of rights group X,"), apposition and name ("the ministry's spokesman, Sok Dara,"), a relative clause ("Sok
Dara, who heads X,"), an office alone ("the governor") or a pronoun. Names are recognised by what they are not: general
name models break on Khmer names of two or three short words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sarana.science.statements import english
from sarana.science.statements.noun_phrases import Mention, MentionKind, noun_phrase
from sarana.science.statements.offices import apposition, gender, organisation_of, reversed_role
from sarana.science.statements.text import MASK

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

_TRAILING = re.compile(
    r"(?:,?\s+(?:also|further|then|later|recently|again|however|repeatedly|previously|publicly|reportedly|yesterday|today|"
    r"earlier|has|had|have|additionally|still|(?-i:now)|nevertheless|separately|formally|immediately|all|both|on\s+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\s+\d{1,2}|\d{1,2}\s+[A-Z]\w+)"
    r"|last\s+(?:week|month|year|night)|this\s+(?:week|month|year|morning)|the\s+same\s+day))+\s*$",
    re.IGNORECASE,
)


# The words that pattern can end with, beside the day of a month.
_TRAILING_ENDS = english.words(
    """also further then later recently again however repeatedly previously publicly reportedly yesterday today earlier has had have
    additionally still now nevertheless separately formally immediately all both monday tuesday wednesday thursday friday saturday
    sunday week month year night morning day"""
)


_AGE = re.compile(r"^\s*(?:aged\s+)?\d{1,2}\s*$")


_LONGEST_PHRASE = 320
_PROPER = re.compile(
    r"[A-Z][\w’'-]*(?:\s+(?:(?:of|for|the|and|against|to|in|de|without)\s+)*[A-Z][\w’'-]*){0,6}"
)


def subject_before(left: str, known: AbstractSet[str] = frozenset()) -> Mention | None:
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
        apposed = _named_body(left.rstrip(" ,")) or _apposed(left.rstrip(" ,"), known)
        if apposed is not None:
            return apposed
        left = left.rstrip(" ,")
    if _may_trail(left):
        left = _TRAILING.sub("", left)
    left = left.rstrip(" ,")
    segments = left.split(",")
    last = segments[-1].strip()
    mention = noun_phrase(last, known)
    if mention is None:
        return None
    if mention.kind is MentionKind.PERSON and len(segments) > 1:
        role = reversed_role(segments[-2].strip())
        if role:
            joined = "; ".join(part for part in (role, mention.role) if part)
            return mention._replace(role=joined, organisation=organisation_of(joined))
    return mention


def _may_trail(left: str) -> bool:
    parts = left.rsplit(None, 2)
    if len(parts) < 2:  # noqa: PLR2004
        return False
    return parts[-1].lower() in _TRAILING_ENDS or parts[-1].isdecimal() or parts[-2].isdecimal()


def _turned(left: str, known: AbstractSet[str]) -> Mention | None:
    """Read "the deputy governor, Sim Channary," where the role goes first."""
    segments = left.split(",")
    if len(segments) < 2:  # noqa: PLR2004
        return None
    name = noun_phrase(segments[-1], known)
    role = reversed_role(segments[-2].strip())
    if name is None or name.kind is not MentionKind.PERSON or not role or segments[-1].strip() != name.name:
        return None
    return name._replace(role=role, organisation=organisation_of(role), gender=gender(role))


def subject_after(right: str, known: AbstractSet[str] = frozenset()) -> tuple[Mention, int] | None:
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
            return name._replace(
                role=mention.role, organisation=mention.organisation, gender=mention.gender
            ), stop.end() + len(tail)
    if stop and right[stop.start()] == "," and mention.kind is MentionKind.PERSON:
        tail = re.split(
            r"[;.](?:\s|$)|,\s+(?:adding|who|which|and|on|in|as|while)\b", right[stop.end() :], maxsplit=1
        )[0]
        role = apposition(tail.strip(" ,."))
        if role:
            joined = "; ".join(part for part in (mention.role, role) if part)
            mention = mention._replace(
                role=joined, organisation=mention.organisation or organisation_of(role)
            )
            head_end = stop.end() + len(tail)
    return mention, head_end


def _named_body(left: str) -> Mention | None:
    """Read "Hope for Daughters, a shelter in Siem Reap,": capitals with small words between, then what kind of body it is."""
    head, _, tail = (part.strip() for part in left.partition(","))
    if "," in tail:
        return None
    kind = re.match(
        r"\s*(?:an?|the|one\s+of\s+the)\s+((?:[\w’'-]+\s+){0,4}?[\w’'-]+)(?=\s+(?:of|for|in|at|from|that|which|based|with)\b|\s*$)",
        tail,
    )
    if kind is None or kind.group(1).split()[-1].lower().removesuffix("s") not in english.BODY_NOUNS:
        return None
    return Mention(MentionKind.BODY, head, organisation=head) if _PROPER.fullmatch(head) else None


def _apposed(left: str, known: AbstractSet[str]) -> Mention | None:  # noqa: C901
    """Read "Name, apposition" where the apposition ends at the cue."""
    segments = left.split(",")
    for index in range(len(segments) - 1, -1, -1):
        head = segments[index].strip()
        if index == len(segments) - 1 and not apposition(head):
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
            role = apposition(rest)
            if not rest:
                return mention
            if not role:
                return mention if rest[:1].islower() or rest[:1].isdigit() else None
            joined = "; ".join(part for part in (mention.role, role) if part)
            body = mention.organisation or organisation_of(role)
            female = mention.gender or gender(role)
            return mention._replace(role=joined, organisation=body, gender=female)
        if index == 0 or head[:1].isupper():
            return mention
    return None
