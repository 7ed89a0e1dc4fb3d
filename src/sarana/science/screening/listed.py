"""What a sanctions or watch list holds, whatever form it came in."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class ListedAs(StrEnum):
    """What kind of thing an entry is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    VESSEL = "vessel"
    OTHER = "other"


class Regime(StrEnum):
    """Why an entry is listed, as far as counts for the financial task force need it."""

    TERRORISM = "terrorism"
    PROLIFERATION = "proliferation"
    TRAFFICKING = "trafficking"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ListedName:
    """One of the names of an entry; ``weak`` when the list itself doubts it (low quality alias)."""

    text: str
    weak: bool = False
    alias: bool = False


@dataclass(frozen=True, slots=True)
class Birth:
    """When somebody was born, as precisely as it is known: the earliest and the latest day; ``about`` for "circa"."""

    earliest: date
    latest: date
    about: bool = False


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """One person, organisation or vessel of a list.

    Attributes:
        key: the list's own identifier, unique in it.
        listed_as: what it is.
        names: every name and alias, the main one first.
        births: every date of birth that the list gives.
        nationalities: as the list writes them.
        documents: numbers of passports and identity papers, as the list writes them.
        programme: the list's own word for the sanctions programme.
        regime: the same for counting.
        listed_on: since when, if the list says so.
    """

    key: str
    listed_as: ListedAs
    names: tuple[ListedName, ...]
    births: tuple[Birth, ...] = ()
    nationalities: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    programme: str = ""
    regime: Regime = Regime.OTHER
    listed_on: date | None = None


@dataclass(frozen=True, slots=True)
class ListVersion:
    """One dated edition of a list.

    Attributes:
        source: ``un``, ``ofac``, ``eu``, ``uk``, ``ftm`` or ``national``.
        generated_on: the day that the list says of itself; None when it says none.
        entries: what it holds, by key.
        doubts: sentences about what was odd in it and how it was read.
    """

    source: str
    generated_on: date | None
    entries: tuple[ListedEntry, ...]
    doubts: tuple[str, ...] = field(default=())


class ListNotUsable(ValueError):
    """A file is no list, is cut off, or is built to do harm; nothing of it is used."""


def version_of(
    source: str, generated_on: date | None, entries: Iterable[ListedEntry], doubts: Iterable[str] = ()
) -> ListVersion:
    """Put an edition together: entries with the same key are joined, entries without a name are told and left out.

    Raises:
        ListNotUsable: it holds no entry at all.
    """
    told = list(doubts)
    by_key: dict[str, ListedEntry] = {}
    for entry in entries:
        if not entry.names:
            told.append(f"Entry {entry.key} has no name and is left out.")
        elif entry.key in by_key:
            told.append(f"The identifier {entry.key} stands twice; both are read as one entry.")
            by_key[entry.key] = _joined(by_key[entry.key], entry)
        else:
            by_key[entry.key] = entry
    if not by_key:
        raise ListNotUsable("The file holds no entry with a name. Is it complete, and is it a list?")
    return ListVersion(source, generated_on, tuple(by_key.values()), tuple(told))


def _joined(one: ListedEntry, other: ListedEntry) -> ListedEntry:
    def both[Fact](first: tuple[Fact, ...], second: tuple[Fact, ...]) -> tuple[Fact, ...]:
        return tuple(dict.fromkeys((*first, *second)))

    return ListedEntry(
        key=one.key,
        listed_as=one.listed_as,
        names=both(one.names, other.names),
        births=both(one.births, other.births),
        nationalities=both(one.nationalities, other.nationalities),
        documents=both(one.documents, other.documents),
        programme=one.programme or other.programme,
        regime=one.regime if one.regime != Regime.OTHER else other.regime,
        listed_on=one.listed_on or other.listed_on,
    )


def difference(earlier: ListVersion, later: ListVersion) -> tuple[set[str], set[str], set[str]]:
    """The keys that came, went and changed from one edition to the next."""
    before = {entry.key: entry for entry in earlier.entries}
    after = {entry.key: entry for entry in later.entries}
    changed = {key for key in before.keys() & after.keys() if before[key] != after[key]}
    return after.keys() - before.keys(), before.keys() - after.keys(), changed
