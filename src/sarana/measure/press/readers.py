"""By what a public text is read: the rules, and two readers that are off unless the operator turns one on.

``spacy`` uses a pipeline that the operator has installed; ``model`` asks any OpenAI-compatible endpoint. Both give the rows that
the rules give, with their method named on each. Neither is ever given anything but a :class:`PublicText`, which has an
address at which everybody can read it: no record of the register, no speech before it is held, no text pasted at the desk.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from sarana.science.statements import Reading, Statement, read_text
from sarana.science.statements.dependencies import statements_of_parse
from sarana.science.statements.text import paragraphs
from sarana.science.statements.verbatim import QUESTION, literal_statements, reading_with, rows_in_answer

READERS = ("rules", "spacy", "model")
_ONCE = 12_000  # signs asked about at once
_SECONDS = 120.0


class NotPublic(ValueError):
    """The text has no public address."""


class ReaderNotReady(ValueError):
    """The reader that was asked for can't be used here; the message says what is missing."""


class ModelFailed(OSError):
    """The endpoint can't be reached, refuses, or answers with something else than rows."""


def is_public(address: str) -> bool:
    """Tell whether an address is one of the web's."""
    return address.startswith(("https://", "http://"))


@dataclass(frozen=True, slots=True)
class PublicText:
    """A text that stands where everybody can read it.

    Raises:
        NotPublic: there is no web address.
    """

    text: str
    address: str
    published_on: date | None = None

    def __post_init__(self) -> None:
        if not is_public(self.address):
            raise NotPublic("Only a text with a public web address goes to a reader other than the rules.")


@dataclass(frozen=True, slots=True)
class ReadWith:
    """Which reader, and what it needs; plain values, so that processes and Spark tasks can take it along."""

    name: str = "rules"
    pipeline: str = ""
    url: str = ""
    model: str = ""
    key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader made of a text, and how many of its rows were dropped because their words do not stand in it."""

    reading: Reading
    dropped: int = 0


def ready(choice: ReadWith) -> None:
    """Make sure that the reader can be used, before anything is read.

    Raises:
        ReaderNotReady: a name that is none, a package that is not installed, a pipeline without parser, no address of a model.
    """
    if choice.name not in READERS:
        raise ReaderNotReady(f"There is no reader {choice.name!r}. Choose one of: {', '.join(READERS)}.")
    if choice.name == "spacy":
        _pipeline(choice.pipeline)
    if choice.name == "model":
        _client()
        if not (is_public(choice.url) and choice.model):
            raise ReaderNotReady(
                "Set SARANA_MODEL_URL (such as https://HOST/v1) and SARANA_MODEL_NAME first."
            )


def read_public(public: PublicText, choice: ReadWith) -> Read:
    """Read a public text with the reader that was chosen.

    Raises:
        NotPublic: something else than a public text was handed in.
        ReaderNotReady: the reader can't be used here.
        ModelFailed: the endpoint did not answer with rows.
    """
    if not isinstance(public, PublicText):
        raise NotPublic("Only a public text may be read this way.")
    if choice.name == "rules":
        return Read(read_text(public.text, published_on=public.published_on))
    said, dropped = _by_parse(public, choice) if choice.name == "spacy" else _by_model(public, choice)
    return Read(reading_with(public.text, said, published_on=public.published_on), dropped)


def _by_parse(public: PublicText, choice: ReadWith) -> tuple[list[Statement], int]:
    nlp = _pipeline(choice.pipeline)
    method = f"spaCy {choice.pipeline} {nlp.meta.get('version', '')}".strip()
    return statements_of_parse(nlp(public.text[: nlp.max_length]), public.text, method=method), 0


@lru_cache(maxsize=1)
def _pipeline(name: str) -> Any:
    try:
        import spacy
    except ImportError as fault:
        raise ReaderNotReady(
            "spaCy is not installed. See docs/reference/statements.md, Two more readers."
        ) from fault
    if not name:
        raise ReaderNotReady("Set SARANA_SPACY_PIPELINE to the name of the pipeline you installed.")
    try:
        nlp = spacy.load(name)
    except OSError as fault:
        raise ReaderNotReady(
            f"There is no spaCy pipeline {name!r} here. Install its official wheel."
        ) from fault
    if not nlp.has_pipe("parser"):
        raise ReaderNotReady(f"The pipeline {name!r} has no parser; who speaks can't be read without one.")
    return nlp


def _by_model(public: PublicText, choice: ReadWith) -> tuple[list[Statement], int]:
    httpx = _client()
    said: list[Statement] = []
    dropped = 0
    heads = {"Authorization": f"Bearer {choice.key}"} if choice.key else {}
    with httpx.Client(timeout=_SECONDS, headers=heads, follow_redirects=False) as client:
        for at, part in _parts(public.text):
            rows = rows_asked(client, choice, part)
            kept, lost = literal_statements(rows, part, method=f"model {choice.model}", at=at)
            said, dropped = [*said, *kept], dropped + lost
    return said, dropped


def _client() -> Any:
    try:
        import httpx
    except ImportError as fault:
        raise ReaderNotReady("Reading with a model needs the extra 'models' (httpx).") from fault
    return httpx


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Cut a text between paragraphs into pieces that are asked about one after the other."""
    begin = end = 0
    for start, stop in paragraphs(text):
        if stop - begin > _ONCE and end > begin:
            yield begin, text[begin:end]
            begin = start
        end = stop
    while begin < end:
        stop = min(end, begin + _ONCE)
        yield begin, text[begin:stop]
        begin = stop


def rows_asked(client: Any, choice: ReadWith, part: str) -> list[dict[str, Any]]:
    """Ask the endpoint about one piece of a text.

    Raises:
        ModelFailed: it can't be reached, refuses, or answers with something else than rows.
    """
    asked = {
        "model": choice.model,
        "temperature": 0,
        "messages": [{"role": "system", "content": QUESTION}, {"role": "user", "content": part}],
    }
    try:
        answer = client.post(f"{choice.url.rstrip('/')}/chat/completions", json=asked)
        answer.raise_for_status()
        return rows_in_answer(answer.json()["choices"][0]["message"]["content"])
    except (_client().HTTPError, ValueError, KeyError, IndexError, TypeError) as fault:
        raise ModelFailed(f"The model at {choice.url} gave no rows: {fault}") from fault
