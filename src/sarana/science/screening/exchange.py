"""Lists as FollowTheMoney JSON lines, and a national list as a table with headings."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sarana.science.screening.births import births_in
from sarana.science.screening.europe import regime_of_words
from sarana.science.screening.listed import (
    ListedAs,
    ListedEntry,
    ListedName,
    ListNotUsable,
    ListVersion,
    version_of,
)
from sarana.science.screening.markup import in_one_line

_KINDS = {
    "Person": ListedAs.PERSON,
    "Organization": ListedAs.ORGANISATION,
    "Company": ListedAs.ORGANISATION,
    "LegalEntity": ListedAs.ORGANISATION,
    "PublicBody": ListedAs.ORGANISATION,
    "Vessel": ListedAs.VESSEL,
}
_SEVERAL = re.compile(r"\s*[;|]\s*")


def read_ftm(data: bytes) -> ListVersion:
    """Read entities as one JSON object a line; what has no name (addresses, ownerships) is passed over.

    Raises:
        ListNotUsable: a line is no JSON object, as where a file was cut off.
    """
    entries, doubts = [], []
    for number, line in enumerate(data.decode("utf-8-sig").splitlines(), 1):
        if not line.strip():
            continue
        try:
            entity = json.loads(line)
            properties, schema = entity.get("properties", {}), str(entity.get("schema", ""))
        except (ValueError, AttributeError) as fault:
            raise ListNotUsable(f"Line {number} is no JSON object; is the file complete?") from fault
        if not properties.get("name"):
            doubts.append(f"Line {number} ({schema or 'no schema'}) has no name and is passed over.")
            continue
        entries.append(_of_entity(str(entity.get("id", number)), schema, properties))
    return version_of("ftm", None, entries, doubts[:20])


def _of_entity(key: str, schema: str, properties: Mapping[str, Sequence[str]]) -> ListedEntry:
    strong = [ListedName(in_one_line(text)) for text in properties.get("name", ())]
    more = [ListedName(in_one_line(text), alias=True) for text in properties.get("alias", ())]
    weak = [ListedName(in_one_line(text), alias=True, weak=True) for text in properties.get("weakAlias", ())]
    numbers = [*properties.get("passportNumber", ()), *properties.get("idNumber", ())]
    programme = ", ".join([*properties.get("program", ()), *properties.get("topics", ())])
    return ListedEntry(
        key=key,
        listed_as=_KINDS.get(schema, ListedAs.OTHER),
        names=tuple(dict.fromkeys([*strong, *more, *weak])),
        births=tuple(dict.fromkeys(b for text in properties.get("birthDate", ()) for b in births_in(text))),
        nationalities=tuple(
            dict.fromkeys([*properties.get("nationality", ()), *properties.get("citizenship", ())])
        ),
        documents=tuple(dict.fromkeys(numbers)),
        programme=programme,
        regime=regime_of_words(programme),
    )


# ------------------------------------------------------------------ a table

#: Headings that are understood, in lower case without blanks and signs.
_HEADINGS: dict[str, tuple[str, ...]] = {
    "key": ("id", "number", "no", "reference", "លេខ", "លរ"),
    "name": ("name", "fullname", "names", "ឈ្មោះ", "នាមត្រកូលនិងនាមខ្លួន"),
    "alias": ("alias", "aliases", "aka", "othernames", "ឈ្មោះហៅក្រៅ"),
    "born": ("birthdate", "dateofbirth", "dob", "born", "ថ្ងៃខែឆ្នាំកំណើត"),
    "nationality": ("nationality", "citizenship", "country", "សញ្ជាតិ"),
    "document": ("document", "passport", "idnumber", "លិខិតឆ្លងដែន", "អត្តសញ្ញាណប័ណ្ណ"),
    "kind": ("kind", "type", "ប្រភេទ"),
    "programme": ("programme", "program", "regime", "reason", "មូលហេតុ"),
}
_ORGANISATIONS = ("organisation", "organization", "company", "entity", "អង្គការ", "ក្រុមហ៊ុន")


def read_table(rows: Iterable[Sequence[Any]]) -> ListVersion:
    """Read a national list: the first row names the columns (Khmer or English), of which only the name is needed.

    Raises:
        ListNotUsable: no column is named as one for names.
    """
    filled = [[in_one_line(str(cell)) if cell is not None else "" for cell in row] for row in rows]
    filled = [row for row in filled if any(row)]
    heads = [_heading(cell) for cell in filled[0]] if filled else []
    if "name" not in heads:
        raise ListNotUsable("The first row must name the columns; one of them is “name” or “ឈ្មោះ”.")
    entries, doubts = [], []
    for number, row in enumerate(filled[1:], 2):
        cells = {head: cell for head, cell in zip(heads, row, strict=False) if head and cell}
        if "name" not in cells:
            doubts.append(f"Row {number} has no name and is left out.")
            continue
        entries.append(_of_cells(number, cells))
    return version_of("national", None, entries, doubts)


def _heading(text: str) -> str:
    plain = "".join(sign for sign in text.casefold() if sign.isalnum() or "\u1780" <= sign <= "\u17d3")
    return next((name for name, known in _HEADINGS.items() if plain in known), "")


def _of_cells(number: int, cells: Mapping[str, str]) -> ListedEntry:
    names = [ListedName(text) for text in _SEVERAL.split(cells["name"]) if text]
    names += [ListedName(text, alias=True) for text in _SEVERAL.split(cells.get("alias", "")) if text]
    kind = cells.get("kind", "").casefold()
    programme = cells.get("programme", "")
    return ListedEntry(
        key=cells.get("key") or str(number),
        listed_as=ListedAs.ORGANISATION if any(word in kind for word in _ORGANISATIONS) else ListedAs.PERSON,
        names=tuple(dict.fromkeys(names)),
        births=births_in(cells.get("born", "")),
        nationalities=tuple(text for text in _SEVERAL.split(cells.get("nationality", "")) if text),
        documents=tuple(text for text in _SEVERAL.split(cells.get("document", "")) if text),
        programme=programme,
        regime=regime_of_words(programme),
    )
