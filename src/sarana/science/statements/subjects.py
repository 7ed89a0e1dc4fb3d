"""Whom a sentence begins with: its subject, which may speak later in it or be "he" in the next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sarana.science.statements import english
from sarana.science.statements.mentions import subject_before
from sarana.science.statements.noun_phrases import MentionKind, noun_phrase

if TYPE_CHECKING:
    from sarana.science.statements.cast import Cast
    from sarana.science.statements.noun_phrases import Mention


_OPENING_WORD = re.compile(r"[^\W\d_][\w.’'-]*")
# "Asked whether anybody had been found, Captain …": the subject stands after the comma.
_OPENING_CLAUSE = re.compile(
    r"(?:Asked|Speaking|When|While|After|Before|At|During|In|On|Addressing|Commenting)\s[^,.;]{3,140},\s+"
)
_LONGEST_SUBJECT = 160


def opening_phrase(frame: str) -> str:
    """Return the noun phrase that a sentence opens with: capitalised words with their roles and bodies."""
    end = 0
    for match in _OPENING_WORD.finditer(frame[:160]):
        word = match.group()
        lowered = word.lower()
        titled = (
            lowered in english.ROLE_NOUNS or lowered in english.BODY_NOUNS or lowered in english.PORTFOLIOS
        )
        if not (word[0].isupper() or titled or lowered in ("of", "for", "the", "rights", "and")):
            break
        if frame[end : match.start()].strip():
            break
        end = match.end()
    return frame[:end]


def sentence_subject(left: str, cast: Cast) -> Mention | None:
    """Read the subject of "The ambassador welcomed it but said" and of "The spokesman, Sok Dara, denied it and said"."""
    left = left.lstrip(" ;,")
    second = left.find(",", left.find(",") + 1)
    if 0 < second < _LONGEST_SUBJECT:
        apposed = subject_before(left[: second + 1], cast.known_words())
        if apposed is not None and apposed.kind is MentionKind.PERSON and apposed.role:
            return apposed
    return noun_phrase(opening_phrase(left) or left.split(None, 1)[0], cast.known_words())


def note_subject(frame: str, cast: Cast) -> Mention | None:
    """Keep in mind the person a narrative sentence begins with: a later "he" may mean him."""
    if (clause := _OPENING_CLAUSE.match(frame)) is not None:
        frame = frame[clause.end() :]
    turned = _office_then_name(frame, cast)
    if turned is not None:
        cast.note(turned)
        return turned
    opening = opening_phrase(frame)
    if not opening:
        return None
    comma = frame.find(",", len(opening) + 1, len(opening) + 160)
    if frame[len(opening) : len(opening) + 1] == "," and comma > 0:
        mention = subject_before(frame[: comma + 1], cast.known_words())
    else:
        mention = noun_phrase(opening, cast.known_words())
    if mention is None or mention.kind is not MentionKind.PERSON:
        return None
    honoured = opening.split()[0].rstrip(".").lower() in english.HONORIFICS
    if " " not in mention.name and mention.name.lower() not in cast.known and not honoured:
        return None
    resolved = (
        cast.resolve(mention, 0) if " " not in mention.name else cast.persons.get(mention.name, mention)
    )
    if resolved is not None:
        cast.note(resolved)
    return resolved


def _office_then_name(frame: str, cast: Cast) -> Mention | None:
    """Read "The UN special rapporteur, Ingrid Solvang, was more cautious": office first, then the name."""
    first = frame.find(",", 0, 120)
    second = frame.find(",", first + 1, first + 60) if first > 0 else -1
    if second < 0 or not re.match(r"(?:The|Its|His|Her|Their|An?)\s", frame):
        return None
    mention = subject_before(frame[: second + 1], cast.known_words())
    return mention if mention is not None and mention.kind is MentionKind.PERSON and mention.role else None
