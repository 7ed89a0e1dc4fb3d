"""Read a text: its statements with speaker, role, organisation and offsets, and the claims in them.

The rules are the package's own and need no model. They follow a text as a reader does: paragraph by paragraph, with
the last speaker in mind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sarana.science.statements import khmer
from sarana.science.statements.attribution import attribute
from sarana.science.statements.cast import Cast
from sarana.science.statements.claims import claims_in
from sarana.science.statements.embedded import Draft
from sarana.science.statements.english import CONTINUATION_OPENERS
from sarana.science.statements.kinds import Reading, Statement, StatementKind
from sarana.science.statements.period_choice import Thread
from sarana.science.statements.quotes import mask, quotations
from sarana.science.statements.subjects import note_subject
from sarana.science.statements.text import (
    MASK,
    CleanText,
    clean,
    language_of,
    paragraphs,
    sentences,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from sarana.science.statements.kinds import Claim, Official
    from sarana.science.statements.noun_phrases import Mention
    from sarana.science.statements.quotes import Quote

_MODAL = re.compile(
    r"\b(?:must|should|shall|will|would|need(?:s)?\s+to|ha(?:s|ve)\s+to|can|could|may|might|ought)\b"
)
_OPENER = re.compile(
    r"^(?:" + "|".join(re.escape(word) for word in CONTINUATION_OPENERS) + r")\b", re.IGNORECASE
)
_BEFORE_QUOTE = re.compile(r"^(?:that|simply|only)\s+")
_LEAST_QUOTE_WORDS = 2


@dataclass(slots=True)
class _Paragraph:
    """What has been attributed in the paragraph at hand."""

    speaker: Mention | None = None
    indirect: bool = False


def read_text(text: str, *, officials: Sequence[Official] = (), published_on: date | None = None) -> Reading:
    """Read a text in English or Khmer.

    Args:
        text: The article or speech, as plain text.
        officials: The register of officials, for full names and roles.
        published_on: The day of publication, against which "last year" and "in July" are read.

    Returns:
        Statements in order of appearance, each with its claims, and the claims made outside any statement.
    """
    cleaned = clean(text)
    cast = Cast.of(cleaned.text, officials)
    statements: list[Statement] = []
    narrated: list[Claim] = []
    open_quote: Mention | None = None
    thread = Thread()
    for start, end in paragraphs(cleaned.text):
        paragraph = cleaned.text[start:end]
        drafts, spans, open_quote = _read_paragraph(paragraph, start, cast, open_quote)
        found = [_statement(paragraph, start, draft) for draft in drafts]
        claims = claims_in(paragraph, spans, published_on=published_on, at=start, thread=thread)
        said, rest = _share(claims, found)
        statements.extend(said)
        narrated.extend(rest)
    if cleaned.text != text:  # what is returned stands in the text as it was given
        statements = [_shift(statement, cleaned, text) for statement in statements]
        narrated = [_shift_claim(claim, cleaned, text) for claim in narrated]
    return Reading(tuple(statements), tuple(narrated), language_of(cleaned.text))


def read_statements(
    text: str, *, officials: Sequence[Official] = (), published_on: date | None = None
) -> list[Statement]:
    """Return the statements of a text; see :func:`read_text`, which also returns the text's own claims."""
    return list(read_text(text, officials=officials, published_on=published_on).statements)


def _read_paragraph(
    paragraph: str, at: int, cast: Cast, open_quote: Mention | None
) -> tuple[list[Draft], list[tuple[int, int]], Mention | None]:
    """Return drafts and sentence spans (offsets in the paragraph), and the speaker of an unclosed quotation."""
    quotes = quotations(paragraph)
    frame = mask(paragraph, quotes)
    spans = sentences(frame)
    long_quotes = [quote for quote in quotes if not quote.short]
    state = _Paragraph(speaker=open_quote)
    drafts: list[Draft] = []
    for index, (start, end) in enumerate(spans):
        inside = [quote for quote in long_quotes if start <= quote.start < end]
        part = frame[start:end]
        drafts.extend(_read_sentence(part, start, at, cast, state, inside, first=index == 0))
    unclosed = bool(quotes) and not quotes[-1].closed
    return drafts, spans, state.speaker if unclosed else None


def _read_sentence(
    frame: str, start: int, at: int, cast: Cast, state: _Paragraph, quotes: list[Quote], *, first: bool
) -> Iterator[Draft]:
    khmer_here = words_of(frame).khmer
    found = khmer.attribute(frame, at + start, cast) if khmer_here else attribute(frame, at + start, cast)
    for draft in found:
        moved = draft
        if start:
            moved = draft._replace(
                start=draft.start + start, end=draft.end + start, cue_start=draft.cue_start + start
            )
        yield from _with_quotes(frame, moved, start, quotes)
        if draft.kind is not StatementKind.EMBEDDED:
            state.speaker, state.indirect = draft.mention, True
    if found:
        covered = max(draft.end for draft in found) + start
        for quote in quotes:
            if quote.start >= covered and state.speaker is not None:
                yield _quoted(state.speaker, quote, StatementKind.CONTINUATION, "same sentence", 0.75)
        return
    if quotes:
        yield from _loose_quotes(frame, cast, state, quotes)
    elif not first and state.speaker is not None and state.indirect and _continues(frame):
        yield Draft(
            state.speaker,
            StatementKind.CONTINUATION,
            start,
            _stop(frame, start),
            "",
            start,
            "continuation",
            0.65,
        )
    elif not khmer_here:
        note_subject(frame, cast)
        state.indirect = False


def _with_quotes(frame: str, draft: Draft, start: int, quotes: list[Quote]) -> Iterator[Draft]:
    """Turn an attributed span that opens with a quotation into direct speech."""
    inside = [quote for quote in quotes if draft.start <= quote.start and quote.end <= draft.end + 2]
    if not inside:
        yield draft
        return
    head = frame[draft.start - start : draft.end - start]
    opening = _BEFORE_QUOTE.sub("", head)
    if opening.startswith(MASK):
        for quote in inside:
            yield draft._replace(
                kind=StatementKind.DIRECT,
                start=quote.inner_start,
                end=quote.inner_end,
                method=f"quotation, {draft.method}",
            )
        return
    colon = re.search(rf"[:,]\s*{MASK}", head)
    if (
        colon
        and len(head[: colon.start()].split()) >= _LEAST_QUOTE_WORDS + 1
        and len(inside) == 1
        and ":" in colon.group()
    ):
        yield draft._replace(end=draft.start + colon.start())
        quote = inside[0]
        yield _quoted(
            draft.mention, quote, StatementKind.DIRECT, f"quotation, {draft.method}", draft.confidence
        )
        return
    yield draft


def _loose_quotes(frame: str, cast: Cast, state: _Paragraph, quotes: list[Quote]) -> Iterator[Draft]:
    """Attribute quotations without a cue: to the paragraph's speaker, the last speaker, or the sentence's subject."""
    outside = frame.replace(MASK, " ").strip(" .,;:–—-")
    bare = not outside
    if bare and state.speaker is not None:
        speaker, confidence, method = state.speaker, 0.8, "same paragraph"
    elif bare and cast.last is not None:
        speaker, confidence, method = cast.last, 0.7, "last speaker"
    else:
        subject = note_subject(frame, cast)
        if subject is None or frame.rstrip()[-1:] not in (MASK, "."):
            return
        speaker, confidence, method = subject, 0.5, "sentence subject"
        if not re.search(rf":\s*{MASK}", frame):
            return
    state.speaker = speaker
    kind = StatementKind.CONTINUATION if bare else StatementKind.DIRECT
    for quote in quotes:
        yield _quoted(speaker, quote, kind, method, confidence)


def _quoted(speaker: Mention, quote: Quote, kind: StatementKind, method: str, confidence: float) -> Draft:
    return Draft(speaker, kind, quote.inner_start, quote.inner_end, "", quote.start, method, confidence)


def _continues(frame: str) -> bool:
    """Tell whether a sentence without cue goes on reporting: it reasons or demands instead of narrating."""
    return bool(_OPENER.match(frame)) or bool(_MODAL.search(frame[:160]))


def _stop(frame: str, start: int) -> int:
    return start + len(frame.rstrip(" ."))


def _statement(paragraph: str, at: int, draft: Draft) -> Statement:
    speaker = draft.mention
    end = draft.end
    if (
        paragraph[end : end + 1] in ("”", '"', "»")
        and draft.kind is not StatementKind.DIRECT
        and re.search('[“"«]', paragraph[draft.start : end])
    ):
        end += 1  # a borrowed word at the end keeps its closing mark
    return Statement(
        speaker=speaker.name,
        role=speaker.role,
        organisation=speaker.organisation,
        kind=draft.kind,
        text=paragraph[draft.start : end],
        start=at + draft.start,
        end=at + end,
        cue=draft.cue,
        cue_start=at + draft.cue_start,
        method=draft.method,
        confidence=draft.confidence,
    )


def _share(claims: list[Claim], found: list[Statement]) -> tuple[list[Statement], list[Claim]]:
    """Hand each claim to the innermost statement that holds it; the rest is the text's own voice."""
    if not found or not claims:
        return found, claims
    held: dict[int, list[Claim]] = {}
    rest: list[Claim] = []
    for claim in claims:
        owner, shortest = -1, 0
        for i, statement in enumerate(found):
            length = statement.end - statement.start
            if statement.start <= claim.start < statement.end and (owner < 0 or length < shortest):
                owner, shortest = i, length
        if owner < 0:
            rest.append(claim)
        else:
            held.setdefault(owner, []).append(claim._replace(speaker=found[owner].speaker))
    said = [s._replace(claims=tuple(held[i])) if i in held else s for i, s in enumerate(found)]
    return said, rest


def _shift(statement: Statement, cleaned: CleanText, given: str) -> Statement:
    start, end = cleaned.span(statement.start, statement.end)
    claims = tuple(_shift_claim(claim, cleaned, given) for claim in statement.claims)
    cue_start = cleaned.span(statement.cue_start, statement.cue_start + 1)[0]
    return statement._replace(start=start, end=end, text=given[start:end], cue_start=cue_start, claims=claims)


def _shift_claim(claim: Claim, cleaned: CleanText, given: str) -> Claim:
    start, end = cleaned.span(claim.start, claim.end)
    return claim._replace(start=start, end=end, text=given[start:end])
