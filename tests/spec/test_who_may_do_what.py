"""The tables of ``who_may_do_what.md``, held against every page and every operation of the program.

For each role: the pages it has no right to refuse it (403) even for a record of its own; the others open its records in
the relations that the first table allows, and say of the rest that there is no such record (404).
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from tests.matrix_addresses import BODIES, operation_address, operations, page_address, pages
from tests.relations import RELATIONS, Bundle, bundle_for, make_public_papers
from tests.world import World

from sarana.base.accounts.actions import issue_token
from sarana.base.accounts.enums import Role
from sarana.register.tricks.actions import load_tricks

TEXT = (Path(__file__).parent / "who_may_do_what.md").read_text(encoding="utf-8")
ROLES = [role.value for role in Role if role is not Role.PUBLIC]
REFUSED, NO_SUCH_RECORD = 403, 404
BROKEN = 500
# What a program's lists and recordings need is said in the text below the last table, not in it.
LISTS_AND_RECORDINGS = {
    "list_reports", "list_cases", "list_operations", "post_report", "post_case", "get_figures", "post_check",
    "post_screen",
}  # fmt: skip


@dataclass(frozen=True)
class Deed:
    """One row: who may do it, to which kind of record (none for a page of its own), on which pages."""

    who: frozenset[str]
    record: str
    own_only: bool
    names: tuple[str, ...]


def rows(heading: str) -> Iterator[list[str]]:
    """The cells of a table, below its headings."""
    section = TEXT.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("|")]
    yield from ([cell.strip() for cell in cells] for cells in lines[2:])


def roles_in(cell: str) -> frozenset[str]:
    at_work = set(ROLES) - {"administrator"}
    named = {"everybody": set(ROLES), "everybody at work": at_work}.get(cell)
    found = named or {role.strip(" ()") for role in cell.split(",")}
    assert found <= set(ROLES), cell
    return frozenset(found)


def deeds_to_records(heading: str) -> list[Deed]:
    found = []
    for _deed, record, who, names in rows(heading):
        kind, _, only = record.partition(", own only")
        found.append(
            Deed(
                roles_in(who),
                kind,
                ", own only" in record or bool(only),
                tuple(re.findall(r"`([\w-]+)`", names)),
            )
        )
    return found


SEEN = {
    (cells[0], kind): dict(zip(RELATIONS, (word == "yes" for word in cell.split()), strict=True))
    for cells in rows("Which records each role sees")
    for kind, cell in zip(
        [
            "Report", "Case and its persons", "Operation ahead", "Operation done", "Allegation", "Rescue request",
            "Import", "Mission", "Alert",
        ],
        cells[1:],
        strict=True,
    )
}  # fmt: skip
TO_RECORDS = {
    name: deed
    for deed in deeds_to_records("What each role may do with a record it sees")
    for name in deed.names
}
AT_ALL = {
    name: roles_in(who)
    for _deed, who, names in rows("What each role may do at all")
    for name in re.findall(r"`([\w-]+)`", names)
}
BY_PROGRAM = {
    name: deed for deed in deeds_to_records("What a program may do for an officer") for name in deed.names
}


def test_every_page_stands_in_a_table_once():
    names = [name for name, _pattern, _method in pages()]
    assert sorted(names) == sorted([*TO_RECORDS, *AT_ALL])


def test_every_operation_stands_in_the_last_table_or_below_it():
    names = {name for name, _path, _method in operations()}
    assert names == set(BY_PROGRAM) | LISTS_AND_RECORDINGS


@pytest.mark.parametrize("role", ROLES)
def test_every_page_and_operation(world: World, settings, role):
    """One officer before the records of every relation: pages, a program's operations, and a program's lists."""
    settings.DEMONSTRATION = True
    load_tricks()
    world.public_papers = make_public_papers(world)
    officer = world.officers[role]
    client = Client(raise_request_exception=False)
    client.force_login(officer)
    program = Client(
        raise_request_exception=False,
        headers={"Authorization": f"Bearer {issue_token(by=officer, name='matrix')[1]}"},
    )
    for relation, bundle in bundles(world, officer):
        wrong = [
            *wrong_pages(client, role, relation, bundle),
            *wrong_operations(program, role, relation, bundle),
        ]
        assert not wrong, relation
        assert_lists_hold_what_he_sees(program, role, relation, bundle)


def wrong_pages(client: Client, role: str, relation: str, bundle: Bundle) -> Iterator[tuple[str, str, int]]:
    for name, pattern, method in pages():
        deed = TO_RECORDS.get(name)
        if relation != "own" and (deed is None or role not in deed.who):
            continue  # refused for the officer's own record already
        if deed is None and name in {"crossing-spoken", "press-check", "hidden-number-kept"}:
            bundle.keys |= {"crossing": bundle.keys["plan"], "check": bundle.keys["plan"]}
        address = page_address(pattern, bundle)
        with undone():
            status = client.generic(method, address).status_code
        expected = expectation(role, relation, deed) if deed else at_all(role, name)
        if not expected(status):
            yield name, address, status


def wrong_operations(
    program: Client, role: str, relation: str, bundle: Bundle
) -> Iterator[tuple[str, str, int]]:
    for name, path, method in operations():
        if name not in BY_PROGRAM:
            continue
        address, body = operation_address(path, bundle), BODIES.get(name)
        with undone():
            sent = "" if body is None else json.dumps(body)
            status = program.generic(method, address, sent, content_type="application/json").status_code
        if not expectation(role, relation, BY_PROGRAM[name])(status):
            yield name, address, status


def assert_lists_hold_what_he_sees(program: Client, role: str, relation: str, bundle: Bundle) -> None:
    kinds = {
        "reports": ("report", "Report"),
        "cases": ("case", "Case and its persons"),
        "operations": ("planned", "Operation ahead"),
    }
    for path, (record, kind) in kinds.items():
        listed = {each["number"] for each in program.get(f"/api/{path}").json()}
        assert (bundle.numbers[record] in listed) == SEEN[role, kind][relation], (relation, path)


def bundles(world: World, officer) -> Iterator[tuple[str, Bundle]]:
    """The records in each relation, one after the other; each is undone before the next."""
    for relation in RELATIONS:
        with undone():
            yield relation, bundle_for(world, officer, relation)


class undone:  # noqa: N801 - reads as a word in a with statement
    """Whatever is written inside is forgotten."""

    def __enter__(self) -> None:
        self._block = transaction.atomic()
        self._block.__enter__()

    def __exit__(self, kind, fault, trace) -> None:
        if kind is None:
            transaction.set_rollback(True)
        self._block.__exit__(kind, fault, trace)


def expectation(role: str, relation: str, deed: Deed):
    """What the answer must be."""
    sees = SEEN[role, deed.record][relation]
    if role not in deed.who:
        return lambda status: status in {REFUSED, NO_SUCH_RECORD}
    if deed.own_only and relation != "own":
        return lambda status: status in {REFUSED, NO_SUCH_RECORD}
    if not sees:
        return lambda status: status == NO_SUCH_RECORD
    return lambda status: status < BROKEN and status not in {REFUSED, NO_SUCH_RECORD}


def at_all(role: str, name: str):
    """What the answer must be where no record stands in the way; a record of no register may be missing."""
    if role not in AT_ALL[name]:
        return lambda status: status == REFUSED
    return lambda status: status < BROKEN and status != REFUSED
