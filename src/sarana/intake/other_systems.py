"""Records of other case systems as HTCDS rows, by a table of rules. Pure: it decides, ``other_systems_actions`` writes.

Primero's API v2 (UNICEF) gives cases as JSON; OSCaR, which Cambodia's NGOs use, gives clients. What no rule takes is named:
every field and every code that a record holds is either read, left behind on purpose with the reason, or lost by name.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sarana.intake.enums import System

_PROVINCE_SIGNS = 2
_DATE_SIGNS = 10
# What the table calls a service and its first day; a row has room for one, the register for many.
SERVICE, SERVICE_DAY, PLACE = "spl_Type", "spl_ActualEndDate", "hte_State"
_KEYS = {System.PRIMERO: "id", System.OSCAR: "global_id"}


@dataclass(frozen=True, slots=True)
class Rule:
    """Into which field, as which code; an empty field is left behind on purpose."""

    field: str
    code: str = ""
    service_group: str = ""
    note: str = ""


type Rules = dict[tuple[str, str], Rule]
"""By their field and their code; the empty code is about the field itself."""


@dataclass(slots=True)
class Read:
    """One record as a row's values, with the help it tells of and everything that did not come along."""

    key: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    services: list[tuple[str, str, str]] = field(default_factory=list)
    unknown_fields: Counter[str] = field(default_factory=Counter)
    unknown_codes: dict[str, Counter[str]] = field(default_factory=dict)
    left_behind: Counter[str] = field(default_factory=Counter)

    def lose_code(self, their_field: str, code: str) -> None:
        """Name a code that no rule knows."""
        self.unknown_codes.setdefault(their_field, Counter())[code[:80]] += 1


class NoRecords(ValueError):
    """The file is no list of records of such a system."""


def records_in(text: str) -> list[dict[str, Any]]:
    """The records of an answer: ``{"data": […]}`` as both systems give it, a bare list, or one record.

    Raises:
        NoRecords: it is no JSON, or holds no records.
    """
    try:
        told = json.loads(text)
    except ValueError as fault:
        raise NoRecords("This is no JSON.") from fault
    records = told.get("data", told) if isinstance(told, dict) else told
    records = [records] if isinstance(records, dict) else records
    if not isinstance(records, list) or not records or not all(isinstance(one, dict) for one in records):
        raise NoRecords("The file holds no records of such a system.")
    return records


def fields_of(record: dict[str, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Every field that says something, by its path: ``services_section.service_subtype``."""
    for name, value in record.items():
        path = f"{above}{name}"
        if isinstance(value, dict):
            yield from fields_of(value, f"{path}.")
        elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
            for one in value:
                yield from fields_of(one, f"{path}.") if isinstance(one, dict) else [(path, one)]
        elif value not in (None, "", []):
            yield path, value


def read_record(record: dict[str, Any], rules: Rules, system: System | str, places: dict[str, str]) -> Read:
    """Read one record.

    Args:
        record: as the other system gave it.
        rules: the table.
        system: which system it is.
        places: names of provinces by their two digits.
    """
    read = Read(key=str(record.get(_KEYS[System(system)]) or ""))
    for path, value in fields_of(record):
        rule = rules.get((path, ""))
        if rule is None:
            read.unknown_fields[path] += 1
        elif not rule.field:
            read.left_behind[path] += 1
        elif rule.field == PLACE:
            _place(read, path, str(value), places)
        elif rule.field not in {SERVICE, SERVICE_DAY}:
            _value(read, rules, path, rule.field, value)
    for service in _services(record, rules):
        _service(read, rules, service)
    return read


def _value(read: Read, rules: Rules, path: str, into: str, value: Any) -> None:
    parts = value if isinstance(value, list) else [value]
    coded = any(field == path and code for field, code in rules)
    told = []
    for part in parts:
        text = ("yes" if part else "no") if isinstance(part, bool) else str(part)
        if not coded:
            told.append(text)
        elif rule := rules.get((path, text)):
            told.append(rule.code)
        else:
            read.lose_code(path, text)
    if told and read.values.get(into):
        # Two of their fields lead into one of ours: the first stands, the other is named.
        read.unknown_fields[path] += 1
    elif told:
        read.values[into] = (
            told if len(told) > 1 else told[0][:_DATE_SIGNS] if _is_moment(told[0]) else told[0]
        )


def _is_moment(text: str) -> bool:
    return len(text) > _DATE_SIGNS and text[4:5] == "-" and text[10:11] == "T"


def _place(read: Read, path: str, code: str, places: dict[str, str]) -> None:
    name = places.get(code[:_PROVINCE_SIGNS]) if code.isdigit() else None
    if name is None:
        read.lose_code(path, code)
        return
    read.values[PLACE] = name
    if len(code) > _PROVINCE_SIGNS:
        read.lose_code(path, "places below the province")


def _services(record: dict[str, Any], rules: Rules) -> Iterator[dict[str, Any]]:
    """The groups of fields that tell of one service each."""
    heads = {
        path.rsplit(".", 1)[0]
        for (path, _code), rule in rules.items()
        if rule.field == SERVICE and "." in path
    }
    for head in sorted(heads):
        for one in record.get(head) or []:
            if isinstance(one, dict):
                yield {f"{head}.{name}": value for name, value in one.items() if value not in (None, "", [])}


def _service(read: Read, rules: Rules, service: dict[str, Any]) -> None:
    day = next(
        (str(v)[:_DATE_SIGNS] for path, v in service.items() if _field(rules, path) == SERVICE_DAY), ""
    )
    for path, value in service.items():
        if _field(rules, path) != SERVICE:
            continue
        for code in value if isinstance(value, list) else [value]:
            rule = rules.get((path, str(code)))
            if rule is None:
                read.lose_code(path, str(code))
            elif not day:
                # Asked for and not yet given: a referral of theirs, no help that anybody gave.
                read.lose_code(path, f"{code} (no first day)")
            else:
                read.services.append((rule.code, rule.service_group, day))


def _field(rules: Rules, path: str) -> str:
    rule = rules.get((path, ""))
    return rule.field if rule else ""


@dataclass(slots=True)
class Coverage:
    """How much of some records a table reads, before anything is imported."""

    records: int = 0
    read: Counter[str] = field(default_factory=Counter)
    left_behind: Counter[str] = field(default_factory=Counter)
    unknown_fields: Counter[str] = field(default_factory=Counter)
    unknown_codes: dict[str, Counter[str]] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """The share of filled fields that are read or left behind on purpose."""
        known = sum(self.read.values()) + sum(self.left_behind.values())
        everything = known + sum(self.unknown_fields.values())
        return known / everything if everything else 1.0


def coverage_of(
    records: Iterable[dict[str, Any]], rules: Rules, system: System | str, places: dict[str, str]
) -> Coverage:
    """Look what the table takes of these records and what it would lose."""
    found = Coverage()
    for record in records:
        read = read_record(record, rules, system, places)
        found.records += 1
        found.left_behind += read.left_behind
        found.unknown_fields += read.unknown_fields
        for path, codes in read.unknown_codes.items():
            found.unknown_codes.setdefault(path, Counter()).update(codes)
        found.read.update(path for path, _value in fields_of(record) if _field(rules, path))
    return found
