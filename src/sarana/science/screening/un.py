"""The consolidated list of the United Nations Security Council, as its XML really is: looser than its schema."""

import re
from datetime import date

from sarana.science.screening.births import births_in, day_span, year_span
from sarana.science.screening.listed import (
    Birth,
    ListedAs,
    ListedEntry,
    ListedName,
    ListVersion,
    Regime,
    version_of,
)
from sarana.science.screening.markup import Node, in_one_line, records_in

# The prefix of the permanent reference number tells the regime: 1267 and 1988 are terrorism, 1718 and 2231 proliferation.
_REGIMES = {
    "QD": Regime.TERRORISM,
    "TA": Regime.TERRORISM,
    "KP": Regime.PROLIFERATION,
    "IR": Regime.PROLIFERATION,
}
_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_BETWEEN_NAMES = re.compile(r"\s*;\s*")
_LABEL = re.compile(r"^(?:\(?[a-z]\)|[a-z]\))\s+", re.IGNORECASE)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def read_un(data: bytes) -> ListVersion:
    """Read one edition of the list.

    Raises:
        ListNotUsable: the file is cut off, no XML, or holds no entry.
    """
    entries, generated_on = [], None
    for node, root in records_in(data, {"INDIVIDUAL", "ENTITY"}):
        generated_on = generated_on or _day(root.attributes.get("dateGenerated", ""))
        entries.append(_entry(node))
    return version_of("un", generated_on, entries)


def _entry(node: Node) -> ListedEntry:
    is_person = node.name == "INDIVIDUAL"
    kind = "INDIVIDUAL" if is_person else "ENTITY"
    reference = node.said("REFERENCE_NUMBER")
    return ListedEntry(
        key=node.said("DATAID") or reference,
        listed_as=ListedAs.PERSON if is_person else ListedAs.ORGANISATION,
        names=tuple(_names(node, kind)),
        births=tuple(dict.fromkeys(b for n in node.all(f"{kind}_DATE_OF_BIRTH") for b in _births(n))),
        nationalities=tuple(dict.fromkeys(node.all_said("NATIONALITY", "VALUE"))),
        documents=tuple(dict.fromkeys(_documents(node, kind))),
        programme=reference or node.said("UN_LIST_TYPE"),
        regime=_REGIMES.get(reference[:2].upper(), Regime.OTHER),
        listed_on=_day(node.said("LISTED_ON")),
    )


def _names(node: Node, kind: str) -> list[ListedName]:
    main = in_one_line(" ".join(node.said(part) for part in _PARTS))
    found = {ListedName(main): None} if main else {}
    for original in node.all_said("NAME_ORIGINAL_SCRIPT"):
        found.update({ListedName(text): None for text in _BETWEEN_NAMES.split(original) if text})
    for alias in node.all(f"{kind}_ALIAS"):
        weak = alias.said("QUALITY").lower() == "low"
        for text in _BETWEEN_NAMES.split(alias.said("ALIAS_NAME")):
            if plain := _LABEL.sub("", text).strip(" ,"):
                found.setdefault(ListedName(plain, weak=weak, alias=True))
    return list(found)


def _births(node: Node) -> list[Birth]:
    about = node.said("TYPE_OF_DATE").upper() == "APPROXIMATELY"
    first, last = node.said("FROM_YEAR"), node.said("TO_YEAR")
    if first.isdigit() and last.isdigit():
        span = year_span(int(first), int(last), about=about)
        return [span] if span else []
    if day := _DAY.search(node.said("DATE")):
        year, month, number = (int(part) for part in day.groups())
        span = day_span(year, month, number, about=about)
        return [span] if span else []
    year_text = node.said("YEAR")
    if year_text.isdigit() and (span := day_span(int(year_text), about=about)):
        return [span]
    return list(births_in(node.said("NOTE")))


def _documents(node: Node, kind: str) -> list[str]:
    return [number for document in node.all(f"{kind}_DOCUMENT") if (number := document.said("NUMBER"))]


def _day(text: str) -> date | None:
    found = _DAY.search(text)
    span = day_span(*(int(part) for part in found.groups())) if found else None
    return span.earliest if span else None
