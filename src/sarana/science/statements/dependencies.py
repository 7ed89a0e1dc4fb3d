"""Statements from a dependency parse, such as a spaCy pipeline gives: the subject of a reporting verb and its clause.

Nothing here imports spaCy: a document is any sequence of tokens with ``text``, ``idx``, ``lemma_``, ``pos_``, ``dep_``, ``ent_type_``,
``children`` and ``subtree`` (the names of spaCy's own). English labels are those of the ClearNLP scheme that spaCy's pipelines use
(``nsubj``, ``ccomp``, ``appos``, ``mark``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sarana.science.statements import english
from sarana.science.statements.kinds import Statement, StatementKind
from sarana.science.statements.quotes import quotations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sarana.science.statements.quotes import Quote

_LEMMAS = english.words(
    """say tell add note explain stress emphasise emphasize claim argue warn insist confirm acknowledge admit announce declare
    estimate reveal report reiterate recall reply respond suggest believe write allege deny predict conclude observe mention
    highlight underline continue state maintain contend remark comment complain point promise pledge vow urge"""
)
_CONFIDENCE = 0.7
_NEAR = 3  # signs between a quotation and the clause with its verb


class Token(Protocol):
    """A word of a parsed text; the names are spaCy's."""

    text: str
    idx: int
    lemma_: str
    pos_: str
    dep_: str
    ent_type_: str

    @property
    def children(self) -> Iterable[Token]: ...
    @property
    def subtree(self) -> Iterable[Token]: ...


def statements_of_parse(doc: Iterable[Token], text: str, *, method: str) -> list[Statement]:
    """Return the statements of a parsed text.

    Args:
        doc: its tokens, whose ``idx`` counts characters in ``text``.
        text: the text as given.
        method: named on each row, with the kind of link that was followed.
    """
    found: list[Statement] = []
    speaker: tuple[str, str] | None = None
    marks = quotations(text)
    for verb in doc:
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in _LEMMAS:
            continue
        subject = next((child for child in verb.children if child.dep_ == "nsubj"), None)
        if subject is None or _relative(verb):
            continue
        speaker = _named(subject, text) or speaker
        if speaker is None:
            continue
        for kind, start, end, how in _said(verb, text, marks):
            if not any(one.start < end and start < one.end for one in found):
                found.append(_row(text, speaker, kind, start, end, verb, f"{method}: {how}"))
    return sorted(found, key=lambda one: one.start)


def _row(
    text: str, who: tuple[str, str], kind: StatementKind, start: int, end: int, verb: Token, method: str
) -> Statement:
    name, role = who
    return Statement(
        name, role, "", kind, text[start:end], start, end, verb.text, verb.idx, method, _CONFIDENCE
    )


def _relative(verb: Token) -> bool:
    return verb.dep_ in ("relcl", "acl")


def _said(verb: Token, text: str, marks: list[Quote]) -> Iterator[tuple[StatementKind, int, int, str]]:
    """Yield the words said: a quotation beside the verb's clause, else the clause that depends on it."""
    begin, end = _span(verb.subtree)
    quoted = [q for q in marks if not q.short and q.start <= end + _NEAR and q.end >= begin - _NEAR]
    if quoted:
        for quote in quoted:
            yield StatementKind.DIRECT, quote.inner_start, quote.inner_end, "quotation"
        return
    clause = next((child for child in verb.children if child.dep_ == "ccomp"), None)
    if clause is None:
        return
    tokens = [t for t in clause.subtree if not (t.dep_ == "mark" and t.text.lower() == "that")]
    if tokens:
        start, stop = _span(tokens)
        yield StatementKind.INDIRECT, start, start + len(text[start:stop].rstrip(" .,;")), "clause"


def _named(subject: Token, text: str) -> tuple[str, str] | None:
    """Return name and role of a subject; None for a pronoun, which means whoever spoke last."""
    if subject.pos_ == "PRON":
        return None
    apposed = [child for child in subject.children if child.dep_ == "appos"]
    outside = {
        id(t) for child in subject.children if child.dep_ in ("appos", "relcl", "acl") for t in child.subtree
    }
    own = [t for t in subject.subtree if id(t) not in outside and t.pos_ != "PUNCT"]
    if not own:
        return None
    persons = [t for t in own if t.ent_type_ == "PERSON"]
    if persons:
        name = _text(persons, text)
        before = [t for t in own if t.idx < persons[0].idx and t.pos_ != "DET"]
        role = (
            _text(before, text)
            if before
            else (_without_article(_text(list(apposed[0].subtree), text)) if apposed else "")
        )
        return name, role
    for child in apposed:
        named = [t for t in child.subtree if t.ent_type_ == "PERSON"]
        if named:
            return _text(named, text), _without_article(_text(own, text))
    return _without_article(_text(own, text)), ""


def _span(tokens: Iterable[Token]) -> tuple[int, int]:
    found = sorted(tokens, key=lambda t: t.idx)
    return found[0].idx, found[-1].idx + len(found[-1].text)


def _text(tokens: list[Token], text: str) -> str:
    start, end = _span(tokens)
    return text[start:end].strip(" ,")


def _without_article(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if first.lower() in ("the", "a", "an") and rest else words
