"""Attribute the words of one English sentence: who speaks, by which cue, and where the words stand.

All offsets here count inside the sentence frame (quotations masked); :mod:`reading` shifts them to the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sarana.science.statements.cues import cues_in
from sarana.science.statements.embedded import Draft, embedded_drafts
from sarana.science.statements.kinds import StatementKind
from sarana.science.statements.mentions import subject_after, subject_before
from sarana.science.statements.noun_phrases import Mention, MentionKind, noun_phrase
from sarana.science.statements.subjects import sentence_subject
from sarana.science.statements.text import MASK
from sarana.science.statements.words_said import (
    FEWEST_WORDS,
    INTRODUCES,
    cut,
    has_words,
    span_of_words,
    subject_begins,
    tight,
)

if TYPE_CHECKING:
    from sarana.science.statements.cast import Cast
    from sarana.science.statements.cues import Cue


_ACCORDING = re.compile(r"\b[Aa]ccording\s+to\s+|\b[Ii]n\s+the\s+words\s+of\s+")


_PARTICIPLE = re.compile(
    r",?\s+(?:and\s+|while\s+|by\s+|before\s+|also\s+)*(?P<verb>adding|noting|saying|stressing|emphasising|emphasizing|explaining|insisting|"
    r"warning|claiming|arguing|stating|pointing\s+out|reiterating)\s+(?:that\s+)"
    r"|,\s+(?P<bare>adding|saying)\s+(?!to\b|goodbye)"
)


_SAME_SPEAKER = re.compile(
    r"(?:^|[\s,])(?:and|but|while|yet)\s*(?:also\s+|further\s+|then\s+|later\s+|has\s+|had\s+)*$"
)


_WHO_BEFORE = re.compile(r"\bwho\s*(?:also\s+|has\s+|had\s+|have\s+)?$")
_LONGEST_PHRASE = 320


def attribute(frame: str, at: int, cast: Cast) -> list[Draft]:
    """Return the statements of one sentence.

    Args:
        frame: The sentence with its quotations masked.
        at: Where the sentence stands in the text, for looking names up around it.
        cast: Who has been met; speakers found are noted in it.
    """
    inside = embedded_drafts(frame, at, cast) if "what " in frame or "which " in frame else []
    drafts = _according(frame, at, cast)
    if not drafts:
        drafts = _cued(frame, at, cast)
    if not drafts and "ing that " in frame:
        drafts = _participle_alone(frame, at, cast)
    if drafts:
        drafts = _split_participles(frame, drafts)
    taken = [draft for draft in inside if not any(d.start <= draft.start < d.end for d in drafts)]
    return sorted([*drafts, *taken], key=lambda draft: draft.start)


def _according(frame: str, at: int, cast: Cast) -> list[Draft]:  # noqa: PLR0911
    if "ccording to" not in frame and "the words of" not in frame:
        return []
    match = _ACCORDING.search(frame)
    if match is None:
        return []
    left = frame[: match.start()].rstrip(" ,")
    leading = not left or (len(left.split()) <= 6 and bool(INTRODUCES.match(left)))  # noqa: PLR2004
    right = frame[match.end() :]
    if leading:
        read = _leading_source(right, cast)
        if read is None:
            return []
        mention, taken = read
        start, end = match.end() + taken, len(frame)
    else:
        head = subject_after(right, cast.known_words())
        if head is None or head[0].kind is MentionKind.PRONOUN:
            return []
        mention, start, end = head[0], 0, match.start()
    resolved = cast.resolve(mention, at)
    if resolved is None:
        return []
    cast.note(resolved)
    start, end = tight(frame, start, end)
    if len(frame[start:end].split()) < FEWEST_WORDS and MASK not in frame[start:end]:
        return []
    cue = match.group().strip().lower()
    return [Draft(resolved, StatementKind.INDIRECT, start, end, cue, match.start(), "according-to", 0.9)]


def _leading_source(right: str, cast: Cast) -> tuple[Mention, int] | None:
    """Read "Sok Dara, director of X, the gate …": the source and where its words begin."""
    known = cast.known_words()
    comma = right.find(",")
    if comma < 0 or comma > 240:  # noqa: PLR2004
        return None
    second = right.find(",", comma + 1)
    if 0 < second < 320:  # noqa: PLR2004
        apposed = subject_before(right[: second + 1], known)
        if (
            apposed is not None
            and apposed.role
            and right.startswith(apposed.name.split()[0])
            and apposed.name in right[:comma]
        ):
            return apposed, second + 1
    mention = noun_phrase(right[:comma], known)
    return (mention, comma + 1) if mention is not None else None


def _cued(frame: str, at: int, cast: Cast) -> list[Draft]:
    drafts: list[Draft] = []
    boundary = 0
    for cue in cues_in(frame):
        if cue.start < boundary:
            continue
        draft = (
            _inverted(frame, at, cast, cue)
            if cue.inverted
            else _plain(frame, at, cast, cue, drafts, boundary)
        )
        if draft is None:
            continue
        if drafts and draft.kind is not StatementKind.EMBEDDED:
            drafts[-1] = cut(frame, drafts[-1], draft.cue_start)
            if draft.start <= drafts[-1].cue_start:
                drafts.pop()  # "NGOs estimate that …, the report says": the report speaks
        drafts.append(draft)
        boundary = cue.end
    return [draft for draft in drafts if has_words(frame, draft)]


def _inverted(frame: str, at: int, cast: Cast, cue: Cue) -> Draft | None:
    before = subject_before(frame[: cue.start], cast.known_words())
    if (
        before is not None
        and before.kind is not MentionKind.PRONOUN
        and not frame[: max(0, subject_begins(frame[: cue.start], before))].strip(" ,")
    ):
        return None  # only a subject stands before the verb: "Sok Dara, the mayor, said her town was safe"
    read = subject_after(frame[cue.end :].lstrip(), cast.known_words())
    if read is None:
        return None
    mention = cast.resolve(read[0], at)
    if mention is None:
        return None
    cast.note(mention)
    start, end = tight(frame, 0, cue.start)
    return Draft(mention, StatementKind.INDIRECT, start, end, cue.word, cue.start, "inverted cue", 0.9)


def _plain(frame: str, at: int, cast: Cast, cue: Cue, earlier: list[Draft], boundary: int) -> Draft | None:  # noqa: C901, PLR0911
    outer = (
        cue.final
        and bool(earlier)
        and earlier[-1].cue_start < earlier[-1].start <= cue.start <= earlier[-1].end
    )
    base = earlier[-1].start if earlier and not outer else 0
    if earlier and earlier[-1].end <= cue.start:
        base = max(base, boundary)
    base, earlier = _own_clause(frame, base, cue, earlier)
    left = frame[base : cue.start]
    if earlier and (_SAME_SPEAKER.search(left) or not left.strip()):
        start, end = tight(frame, cue.content, len(frame))
        same = earlier[-1].mention
        joint = max(left.rfind(" and "), left.rfind(" but "), left.rfind(","))
        cue_start = base + joint if joint > 0 else cue.start
        return Draft(same, StatementKind.CONTINUATION, start, end, cue.word, cue_start, "same subject", 0.85)
    printed = subject_before(left, cast.known_words())
    if printed is None and not earlier and _SAME_SPEAKER.search(left):
        # "The ambassador welcomed the law but said …": the sentence's subject speaks.
        printed = sentence_subject(left, cast)
    if printed is None:
        return None
    if printed.kind is MentionKind.PRONOUN and printed.name in ("who", "we", "i"):
        if printed.name != "who":
            return None
        printed = noun_phrase(left[: left.rfind("who")], cast.known_words())
        if printed is None:
            return None
    nested = bool(earlier) and earlier[-1].end > cue.start and not outer
    if nested and (
        not cue.that
        or printed.kind not in (MentionKind.PERSON, MentionKind.BODY)
        or not printed.name[0].isupper()
    ):
        return None
    local = noun_phrase(frame.split(None, 1)[0]) if printed.name in ("they", "it") and base == 0 else None
    if (
        local is not None
        and local.kind in (MentionKind.GROUP, MentionKind.BODY)
        and printed.name != frame.split(None, 1)[0].lower()
    ):
        printed = local
    mention = cast.resolve(printed, at)
    if mention is None:
        return None
    if not nested:
        cast.note(mention)
    start, end = span_of_words(frame, cue, base, left, printed)
    if "who" in left and _WHO_BEFORE.search(left):
        comma = frame.find(",", start)  # "The men, who said they were beaten, swam": the main clause goes on
        end = comma if start < comma < end else end
    kind = StatementKind.EMBEDDED if nested else StatementKind.INDIRECT
    method = "pronoun" if printed.kind is MentionKind.PRONOUN else "cue"
    confidence = {MentionKind.PERSON: 0.95, MentionKind.PRONOUN: 0.85, MentionKind.GROUP: 0.75}.get(
        printed.kind, 0.8
    )
    return Draft(mention, kind, start, end, cue.word, cue.start, method, confidence)


def _own_clause(frame: str, base: int, cue: Cue, earlier: list[Draft]) -> tuple[int, list[Draft]]:
    """Begin anew after a semicolon: "…, she complained; the spokesman denied this and said" has another subject."""
    semicolon = frame.rfind(";", base, cue.start) if earlier else -1
    return (semicolon + 1, []) if semicolon >= 0 else (base, earlier)


def _split_participles(frame: str, drafts: list[Draft]) -> list[Draft]:
    """Part ", adding that …" from what stands before it."""
    result: list[Draft] = []
    if "ing" not in frame:
        return [draft for draft in drafts if has_words(frame, draft)]
    for draft in drafts:
        if draft.kind is StatementKind.EMBEDDED:
            result.append(draft)
            continue
        current = draft
        begin = max(draft.cue_start, draft.start) if draft.cue_start < draft.end else draft.cue_start
        limit = len(frame) if draft is drafts[-1] else draft.end
        for match in _PARTICIPLE.finditer(frame, begin, limit):
            verb = match.group("verb") or match.group("bare")
            if match.start() < current.end:
                current = cut(frame, current, match.start())
            result.append(current)
            start, end = tight(frame, match.end(), limit)
            current = Draft(
                draft.mention, StatementKind.CONTINUATION, start, end, verb, match.start(), "participle", 0.85
            )
        result.append(current)
    return [draft for draft in result if has_words(frame, draft)]


def _participle_alone(frame: str, at: int, cast: Cast) -> list[Draft]:
    """Read "The minister dismissed the criticism, saying that …": the sentence's subject speaks."""
    match = _PARTICIPLE.search(frame)
    verb = match.group("verb") if match is not None else ""
    if match is None or not verb or match.start() > _LONGEST_PHRASE:
        return []
    left = frame[: match.start()]
    printed = sentence_subject(left, cast) if left.strip() else None
    mention = cast.resolve(printed, at) if printed is not None and left[:1].isupper() else None
    if mention is None:
        return []
    cast.note(mention)
    start, end = tight(frame, match.end(), len(frame))
    return [
        Draft(mention, StatementKind.INDIRECT, start, end, verb, match.start(), "participle, subject", 0.7)
    ]
