"""A net as FollowTheMoney JSON lines (followthemoney.tech): one entity a line, things first, then what ties them.

Names are the register's numbers: who somebody is stays in the vault, and no victim is in a net. Telephones and online accounts
are ``UserAccount``; a case is a ``CourtCase``, the nearest that the vocabulary has. A tie is ``Ownership`` only where the register
says "owns" and the thing is an asset; everything else is ``UnknownLink`` with the relation's word.
"""

import json
from collections.abc import Iterator
from typing import Any

from sarana.register.links.queries import BELONGS, CASE, ORGANISATION, PERSON, Bond, Network, Thing
from sarana.register.traces.enums import Relation, TraceKind

_SCHEMAS: dict[str, str] = {
    CASE: "CourtCase",
    PERSON: "Person",
    ORGANISATION: "Organization",
    TraceKind.PHONE: "UserAccount",
    TraceKind.HANDLE: "UserAccount",
    TraceKind.ACCOUNT: "BankAccount",
    TraceKind.VEHICLE: "Vehicle",
    TraceKind.PREMISES: "RealEstate",
    TraceKind.DOCUMENT: "Document",
}
_ASSETS = {"BankAccount", "Vehicle", "RealEstate"}


def net_as_ftm(net: Network) -> Iterator[str]:
    """The lines, without their ends."""
    for thing in net.things.values():
        yield _line(_thing(thing))
    for bond in net.bonds:
        yield _line(_tie(bond, net.things))


def _line(entity: dict[str, Any]) -> str:
    return json.dumps(entity, ensure_ascii=False, sort_keys=True)


def _id(key: str) -> str:
    return f"sarana-{key.lower()}"


def _thing(thing: Thing) -> dict[str, Any]:
    properties: dict[str, list[str]] = {
        "name": [thing.key],
        "notes": [f"{thing.kind} of the committee's register"],
    }
    if len(thing.numbers) > 1:
        properties["alias"] = thing.numbers[1:]
    if thing.kind == CASE:
        properties["caseNumber"] = [thing.key]
    return {"id": _id(thing.key), "schema": _SCHEMAS[thing.kind], "properties": properties}


def _tie(bond: Bond, things: dict[str, Thing]) -> dict[str, Any]:
    ends = _id(bond.one), _id(bond.other)
    key = f"{ends[0]}-{ends[1].removeprefix('sarana-')}"
    owns = bond.relation == Relation.OWNS and _SCHEMAS[things[bond.other].kind] in _ASSETS
    schema, names = ("Ownership", ("owner", "asset")) if owns else ("UnknownLink", ("subject", "object"))
    properties = {
        names[0]: [ends[0]],
        names[1]: [ends[1]],
        "role": ["in the case" if bond.relation == BELONGS else bond.relation],
    }
    if bond.confidence:
        properties["summary"] = [bond.confidence]
    return {"id": key, "schema": schema, "properties": properties}
