"""The Specially Designated Nationals of the US Treasury: its XML, and the older CSV files without headings."""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sarana.science.screening.births import births_in, day_span
from sarana.science.screening.listed import (
    Birth,
    ListedAs,
    ListedEntry,
    ListedName,
    ListNotUsable,
    ListVersion,
    Regime,
    version_of,
)
from sarana.science.screening.markup import Node, in_one_line, records_in

_KINDS = {
    "individual": ListedAs.PERSON,
    "entity": ListedAs.ORGANISATION,
    "vessel": ListedAs.VESSEL,
    "aircraft": ListedAs.OTHER,
}
_TERRORISM = re.compile(r"SDGT|FTO|SDT\b|TERROR", re.IGNORECASE)
_PROLIFERATION = re.compile(r"NPWMD|DPRK|IFSR|IRAN", re.IGNORECASE)
_TRAFFICKING = re.compile(r"TCO|GLOMAG", re.IGNORECASE)
_US_DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
_EMPTY = "-0-"
_SDN_COLUMNS, _ALT_COLUMNS = 12, 5
# Facts that the CSV keeps in its remarks: "DOB 12 Mar 1970; nationality Iran; Passport A123 (Iran)".
_BORN = re.compile(r"\bDOB ([^;.]+)")
_NATION = re.compile(r"\b(?:nationality|citizen) ([^;.]+)", re.IGNORECASE)
_PAPER = re.compile(
    r"\b(?:Passport|Identification Number|National ID No\.|Cedula No\.) ([A-Z0-9-]+)", re.IGNORECASE
)
_ALSO = re.compile(r"\b(?:a\.k\.a\.|f\.k\.a\.) '([^']+)'")


def read_ofac(data: bytes) -> ListVersion:
    """Read the SDN list in XML.

    Raises:
        ListNotUsable: the file is cut off, no XML, or holds no entry.
    """
    entries, published = [], None
    for node, _root in records_in(data, {"sdnEntry", "publshInformation"}):
        if node.name == "publshInformation":
            published = _us_day(node.said("Publish_Date"))
        else:
            entries.append(_entry(node))
    return version_of("ofac", published, entries)


def _entry(node: Node) -> ListedEntry:
    programmes = node.all_said("programList", "program")
    names = [ListedName(_full(node))]
    names += [
        ListedName(_full(alias), weak=alias.said("category").lower() == "weak", alias=True)
        for alias in node.all("akaList", "aka")
    ]
    births = [
        b
        for item in node.all_said("dateOfBirthList", "dateOfBirthItem", "dateOfBirth")
        for b in births_in(item)
    ]
    nations = node.all_said("nationalityList", "nationality", "country")
    nations += node.all_said("citizenshipList", "citizenship", "country")
    return ListedEntry(
        key=node.said("uid"),
        listed_as=_KINDS.get(node.said("sdnType").lower(), ListedAs.OTHER),
        names=tuple(dict.fromkeys(name for name in names if name.text)),
        births=tuple(dict.fromkeys(births)),
        nationalities=tuple(dict.fromkeys(nations)),
        documents=tuple(dict.fromkeys(node.all_said("idList", "id", "idNumber"))),
        programme=", ".join(programmes),
        regime=regime_of(programmes),
    )


def _full(node: Node) -> str:
    return in_one_line(f"{node.said('firstName')} {node.said('lastName')}")


def regime_of(programmes: Iterable[str]) -> Regime:
    """What the programmes are about, the gravest for the counts first."""
    words = " ".join(programmes)
    for pattern, regime in (
        (_TERRORISM, Regime.TERRORISM),
        (_PROLIFERATION, Regime.PROLIFERATION),
        (_TRAFFICKING, Regime.TRAFFICKING),
    ):
        if pattern.search(words):
            return regime
    return Regime.OTHER


def _us_day(text: str) -> date | None:
    found = _US_DAY.search(text)
    span = day_span(int(found[3]), int(found[1]), int(found[2])) if found else None
    return span.earliest if span else None


# ------------------------------------------------------------------ the CSV trio


def read_ofac_csv(sdn: bytes, alternates: bytes = b"") -> ListVersion:
    """Read SDN.CSV and, beside it, ALT.CSV with the aliases: no headings, "-0-" for nothing, Latin-1.

    Raises:
        ListNotUsable: the rows have another number of columns, so it is another file or half of one.
    """
    aliases: dict[str, list[ListedName]] = {}
    for row in _rows(alternates, _ALT_COLUMNS):
        weak = "weak" in row[4].lower() if len(row) > 4 else False  # noqa: PLR2004
        aliases.setdefault(row[0], []).append(ListedName(_turned(row[3]), weak=weak, alias=True))
    entries = [_of_row(row, aliases.get(row[0], [])) for row in _rows(sdn, _SDN_COLUMNS)]
    return version_of("ofac", None, entries, ["The CSV does not say of which day it is."])


def is_ofac_csv(data: bytes) -> bool:
    """Whether the first row looks like one of SDN.CSV: a number, a name, ten more columns."""
    head = data[:4000].decode("latin-1").splitlines()
    first = next(csv.reader(head[:1]), [])
    return len(first) == _SDN_COLUMNS and first[0].strip().isdigit()


def _rows(data: bytes, columns: int) -> Iterator[list[str]]:
    text = data.decode("latin-1").replace("\x1a", "")
    for number, row in enumerate(csv.reader(text.splitlines()), 1):
        if not row or not any(cell.strip() for cell in row):
            continue
        if len(row) < columns:
            raise ListNotUsable(
                f"Row {number} has {len(row)} columns where {columns} belong: the file is cut off or another one."
            )
        yield ["" if cell.strip() == _EMPTY else cell.strip() for cell in row]


def _of_row(row: Sequence[str], aliases: list[ListedName]) -> ListedEntry:
    remarks = row[11]
    kind = _KINDS.get(row[2].lower(), ListedAs.ORGANISATION)
    name = _turned(row[1]) if kind is ListedAs.PERSON else row[1]
    told = [ListedName(_turned(text), alias=True) for text in _ALSO.findall(remarks)]
    births: list[Birth] = [birth for text in _BORN.findall(remarks) for birth in births_in(text)]
    return ListedEntry(
        key=row[0],
        listed_as=kind,
        names=tuple(dict.fromkeys([ListedName(name), *aliases, *told])) if name else (),
        births=tuple(dict.fromkeys(births)),
        nationalities=tuple(dict.fromkeys(text.strip() for text in _NATION.findall(remarks))),
        documents=tuple(dict.fromkeys(_PAPER.findall(remarks))),
        programme=row[3],
        regime=regime_of([row[3]]),
    )


def _turned(name: str) -> str:
    """``FAMILY, Given`` as ``Given FAMILY``."""
    family, comma, given = name.partition(",")
    return in_one_line(f"{given} {family}") if comma else in_one_line(name)
