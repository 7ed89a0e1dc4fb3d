"""The consolidated lists of the European Union (XML) and of the United Kingdom (XML and CSV)."""

import csv
import re
from datetime import date

from sarana.science.screening.births import births_in, day_span, year_span
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

_TERRORISM = re.compile(r"TAQA|AFG|TERR|ISIL|AL-QAIDA|COUNTER.TERROR|ភេរវកម្ម", re.IGNORECASE)
_PROLIFERATION = re.compile(r"PRK|DPRK|NORTH KOREA|IRN|IRAN|NUCLEAR|PROLIF|CHEMICAL|រីកសាយភាយ", re.IGNORECASE)
_TRAFFICKING = re.compile(r"HUMAN TRAFFICK|TRAFFICKING IN (PERSONS|HUMAN)|ជួញដូរមនុស្ស", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_DAY_FIRST = re.compile(r"(\d\d)/(\d\d)/(\d{4})")


def regime_of_words(programme: str) -> Regime:
    """What the list's own word for a programme is about."""
    if _TERRORISM.search(programme):
        return Regime.TERRORISM
    if _PROLIFERATION.search(programme):
        return Regime.PROLIFERATION
    return Regime.TRAFFICKING if _TRAFFICKING.search(programme) else Regime.OTHER


def _day(text: str) -> date | None:
    if found := _ISO.search(text):
        span = day_span(int(found[1]), int(found[2]), int(found[3]))
    elif found := _DAY_FIRST.search(text):
        span = day_span(int(found[3]), int(found[2]), int(found[1]))
    else:
        return None
    return span.earliest if span else None


def read_eu(data: bytes) -> ListVersion:
    """Read the EU's consolidated financial sanctions list (schema 1.1; facts stand in attributes).

    Raises:
        ListNotUsable: the file is cut off, no XML, or holds no entry.
    """
    entries, generated_on = [], None
    for node, root in records_in(data, {"sanctionEntity"}):
        generated_on = generated_on or _day(root.attributes.get("generationDate", ""))
        entries.append(_of_eu(node))
    return version_of("eu", generated_on, entries)


def _of_eu(node: Node) -> ListedEntry:
    kinds = [kind.attributes.get("code", "") for kind in node.all("subjectType")]
    names = [
        ListedName(text, weak=alias.attributes.get("strong", "true") == "false", alias=place > 0)
        for place, alias in enumerate(node.all("nameAlias"))
        if (text := _whole_name(alias))
    ]
    programme = next((rule.attributes.get("programme", "") for rule in node.all("regulation")), "")
    nations = [nation.attributes.get("countryIso2Code", "") for nation in node.all("citizenship")]
    papers = [paper.attributes.get("number", "") for paper in node.all("identification")]
    return ListedEntry(
        key=node.attributes.get("euReferenceNumber") or node.attributes.get("logicalId", ""),
        listed_as=ListedAs.PERSON if "person" in kinds else ListedAs.ORGANISATION,
        names=tuple(dict.fromkeys(names)),
        births=tuple(dict.fromkeys(birth for one in node.all("birthdate") if (birth := _eu_birth(one)))),
        nationalities=tuple(dict.fromkeys(nation for nation in nations if nation not in {"", "00"})),
        documents=tuple(dict.fromkeys(paper for paper in papers if paper)),
        programme=programme,
        regime=regime_of_words(programme),
        listed_on=_day(node.attributes.get("designationDate", "")),
    )


def _whole_name(alias: Node) -> str:
    parts = (alias.attributes.get(part, "") for part in ("firstName", "middleName", "lastName"))
    return in_one_line(alias.attributes.get("wholeName", "") or " ".join(parts))


def _eu_birth(node: Node) -> Birth | None:
    told = node.attributes
    about = told.get("circa", "false") == "true"
    if found := _ISO.search(told.get("birthdate", "")):
        return day_span(int(found[1]), int(found[2]), int(found[3]), about=about)
    first, last = told.get("yearRangeFrom", ""), told.get("yearRangeTo", "")
    if first.isdigit() and last.isdigit():
        return year_span(int(first), int(last), about=about)
    year = told.get("year", "")
    return day_span(int(year), about=about) if year.isdigit() else None


# ------------------------------------------------------------------ United Kingdom


def read_uk(data: bytes) -> ListVersion:
    """Read the UK's consolidated list: XML of designations, or the CSV with "Last Updated" before its headings.

    Raises:
        ListNotUsable: it is neither, or is cut off.
    """
    return _uk_xml(data) if data.lstrip()[:1] == b"<" else _uk_csv(data)


def _uk_xml(data: bytes) -> ListVersion:
    entries, generated_on = [], None
    for node, root in records_in(data, {"Designation", "DateGenerated", "FinancialSanctionsTarget"}):
        if node.name == "DateGenerated":
            generated_on = _day(in_one_line(node.text))
            continue
        generated_on = generated_on or _day(root.attributes.get("DateGenerated", ""))
        entries.append(_designation(node) if node.name == "Designation" else _target(node))
    return version_of("uk", generated_on, entries)


def _designation(node: Node) -> ListedEntry:
    names = [
        ListedName(
            text,
            weak="low" in name.said("AliasStrength").lower(),
            alias="alias" in name.said("NameType").lower(),
        )
        for name in node.all("Names", "Name")
        if (text := in_one_line(" ".join(name.said(f"Name{part}") for part in (1, 2, 3, 4, 5, 6))))
    ]
    names += [
        ListedName(text) for text in node.all_said("NonLatinNames", "NonLatinName", "NameNonLatinScript")
    ]
    programme = node.said("RegimeName")
    kind = node.said("IndividualEntityShip").lower()
    person = node.all("IndividualDetails", "Individual")
    return ListedEntry(
        key=node.said("UniqueID") or node.said("OFSIGroupID"),
        listed_as=ListedAs.PERSON
        if kind.startswith("ind")
        else ListedAs.VESSEL
        if kind == "ship"
        else ListedAs.ORGANISATION,
        names=tuple(dict.fromkeys(names)),
        births=tuple(
            dict.fromkeys(
                b for one in person for text in one.all_said("DOBs", "DOB") for b in uk_births(text)
            )
        ),
        nationalities=tuple(
            dict.fromkeys(text for one in person for text in one.all_said("Nationalities", "Nationality"))
        ),
        documents=tuple(
            dict.fromkeys(
                text
                for one in person
                for text in one.all_said("PassportDetails", "Passport", "PassportNumber")
            )
        ),
        programme=programme,
        regime=regime_of_words(programme),
        listed_on=_day(node.said("DateDesignated")),
    )


def _target(node: Node) -> ListedEntry:
    """One row of the older XML, which says the same as a row of the CSV."""
    row = {child.name.lower(): in_one_line(child.text) for child in node.children}
    return _of_uk_row(
        {
            **row,
            **{f"name {n}": row.get(f"name{n}", "") for n in range(1, 7)},
            "group id": row.get("groupid", ""),
        }
    )


def _uk_csv(data: bytes) -> ListVersion:
    text = data.decode("utf-8-sig", errors="replace")
    rows = list(csv.reader(text.splitlines()))
    place = next(
        (n for n, row in enumerate(rows[:5]) if any(cell.strip().lower() == "group id" for cell in row)), None
    )
    if place is None:
        raise ListNotUsable(
            "No row of headings with “Group ID” was found; this is not the UK's consolidated list."
        )
    updated = _day(" ".join(cell for row in rows[:place] for cell in row))
    heads = [cell.strip().lower() for cell in rows[place]]
    entries = []
    for number, row in enumerate(rows[place + 1 :], place + 2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) < len(heads):
            raise ListNotUsable(f"Row {number} has {len(row)} of {len(heads)} columns: the file is cut off.")
        entries.append(_of_uk_row({head: in_one_line(cell) for head, cell in zip(heads, row, strict=False)}))
    # One target has a row for each name: the rows are joined, which is no doubt about the file.
    version = version_of("uk", updated, entries)
    told = tuple(doubt for doubt in version.doubts if "stands twice" not in doubt)
    return ListVersion(version.source, version.generated_on, version.entries, told)


def _of_uk_row(row: dict[str, str]) -> ListedEntry:
    parts = (row.get(f"name {part}", "") for part in (1, 2, 3, 4, 5, 6))
    kind = row.get("group type", row.get("grouptypedescription", "")).lower()
    alias = row.get("alias type", row.get("aliastype", "")).lower()
    weak = "low" in row.get("alias quality", row.get("aliasquality", "")).lower()
    latin = in_one_line(" ".join(parts))
    other = row.get("name non-latin script", row.get("namenonlatinscript", ""))
    programme = row.get("regime", row.get("regimename", ""))
    is_alias = bool(alias) and not alias.startswith("primary")
    names = [ListedName(latin, weak=weak, alias=is_alias)] if latin else []
    return ListedEntry(
        key=row.get("group id", ""),
        listed_as=ListedAs.PERSON
        if kind.startswith("ind")
        else ListedAs.VESSEL
        if kind == "ship"
        else ListedAs.ORGANISATION,
        names=(*names, *([ListedName(other)] if other else [])),
        births=uk_births(row.get("dob", row.get("individual_dateofbirth", ""))),
        nationalities=tuple(filter(None, [row.get("nationality", row.get("individual_nationality", ""))])),
        documents=tuple(filter(None, [row.get("passport number", row.get("individual_passportnumber", ""))])),
        programme=programme,
        regime=regime_of_words(programme),
        listed_on=_day(row.get("listed on", row.get("datelisted", ""))),
    )


def uk_births(text: str) -> tuple[Birth, ...]:
    """``dd/mm/1960`` and ``00/00/1960`` name the year alone."""
    return births_in(re.sub(r"\b(?:dd|00)/(?:mm|00)/", "", text))
