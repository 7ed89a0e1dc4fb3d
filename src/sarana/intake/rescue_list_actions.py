"""A mission's list is taken in: good rows become persons, the others wait to be mended, nothing is lost or doubled."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.actions import record_deed
from sarana.base.vault.keys import search_token
from sarana.base.vault.sealing import give_key, key_of, seal, unseal
from sarana.intake.reading import FileNotTaken, rows_of
from sarana.intake.rescue_heading import Heading, NoListHeader, find_heading
from sarana.intake.rescue_list import ListLine, mark_repeated, read_line
from sarana.register.readings import record_reading
from sarana.register.rescue.actions import add_person, answer_detail
from sarana.register.rescue.enums import Precision, RowState
from sarana.register.rescue.models import ListRow, RescueRequest, SoughtPerson
from sarana.register.rescue.rules import may_write_for_mission

_MOST_ROWS = 2000


@dataclass(slots=True)
class ListTaken:
    """What became of the rows of a list."""

    rows: int = 0
    taken: int = 0
    already_there: int = 0
    answered: int = 0
    to_mend: int = 0


@transaction.atomic
def bring_rescue_list(*, by: Officer, request: RescueRequest, path: Path) -> ListTaken:
    """Take in a mission's list of nationals, whole or not at all.

    A row that is there already adds nothing; where it holds a detail that was asked for, the detail is taken. A row
    that cannot be read waits, sealed, with field, reason and remedy.

    Raises:
        FileNotTaken: the file can't be read, names no column with names, or holds more rows than a list has.
    """
    if not may_write_for_mission(by, request):
        raise NotAllowed(Power.REQUEST_RESCUE)
    heading, numbered = _heading(path)
    lines = [_line(request, heading, row, cells) for row, cells in numbered]
    mark_repeated(lines)
    done = ListTaken(rows=len(lines))
    seen: Counter[str] = Counter()
    for line in lines:
        seen[line.key] += 1
        _take_line(by, request, line, _source_key(request, line, seen[line.key]), done)
    change = {"rows": done.rows, "taken": done.taken, "to_mend": done.to_mend, "answered": done.answered}
    record_deed(by=by, action="bring_rescue_list", record=request, change=change)
    return done


def _heading(path: Path) -> tuple[Heading, list[tuple[int, dict[str, Any]]]]:
    try:
        heading, rows = find_heading(rows_of(path, fill_merged=True))
    except NoListHeader as fault:
        raise FileNotTaken(
            "No row names columns of the list, such as “Name in own script” or “Passport number”. Use the template."
        ) from fault
    filled = [(number, cells) for number, row in rows if (cells := heading.cells(row))]
    if not filled:
        raise FileNotTaken("The list holds no row below its heading.")
    if len(filled) > _MOST_ROWS:
        raise FileNotTaken(f"The list holds more than {_MOST_ROWS} rows; split it into several.")
    return heading, filled


def _line(request: RescueRequest, heading: Heading, row: int, cells: dict[str, Any]) -> ListLine:
    return read_line(
        row,
        cells,
        today=timezone.localdate(),
        place_is_known=request.precision in {Precision.ROOM, Precision.BUILDING},
        asks_floor="floor" in heading.columns.values(),
    )


def _source_key(request: RescueRequest, line: ListLine, time: int) -> str:
    token = search_token("source", f"{request.number}\0{line.key}").hex()
    return token if time == 1 else f"{token}-{time}"


def _take_line(by: Officer, request: RescueRequest, line: ListLine, key: str, done: ListTaken) -> None:
    known = request.persons.filter(source_key=key).select_related("request", "agency_key").first()
    waiting = request.list_rows.filter(source_key=key).select_related("agency_key").first()
    if known is not None:
        done.already_there += 1
        done.answered += _answers(by, known, line)
    elif waiting is not None and (line.faults or waiting.state != RowState.WAITING):
        done.already_there += 1
    elif line.faults:
        _keep_row(by, request, line, key)
        done.to_mend += 1
    else:
        person = _add(by, request, line, key)
        done.taken += 1
        if waiting is not None:
            _taken(by, waiting, person)


def _answers(by: Officer, person: SoughtPerson, line: ListLine) -> bool:
    """Take a detail that was asked for when the list now holds it."""
    given = [code for code in person.missing if code in {"place", "floor"} and line.cells.get(code)]
    if not given:
        return False
    answer_detail(by=by, person=person, words={code: line.cells[code] for code in given}, given=given)
    return True


def _add(by: Officer, request: RescueRequest, line: ListLine, key: str) -> SoughtPerson:
    return add_person(
        by=by,
        request=request,
        who=line.who,
        words=line.words,
        missing=line.missing,
        source_key=key,
        line=line.row,
        **line.facts,
    )


def _keep_row(by: Officer, request: RescueRequest, line: ListLine, key: str) -> None:
    row = ListRow(request=request, row=line.row, source_key=key, faults=_told(line), brought_by=by)
    data_key = give_key(row, key_of(request.mission))
    seal(row, line.cells, key=data_key)
    row.save(force_insert=True)


def _told(line: ListLine) -> list[dict[str, str]]:
    return [fault.as_json() for fault in line.faults]


def _taken(by: Officer, row: ListRow, person: SoughtPerson) -> None:
    row.state, row.person, row.handled_by, row.faults = RowState.TAKEN, person, by, []
    row.save(update_fields=["state", "person", "handled_by", "faults"])


@transaction.atomic
def open_list_row(*, by: Officer, row: ListRow) -> dict[str, str]:
    """The cells of a row that waits; the reading is on record."""
    if not may_write_for_mission(by, row.request):
        raise NotAllowed(Power.REQUEST_RESCUE)
    record_reading(by=by, record=row.request, action="read_request")
    return {name: str(value) for name, value in unseal(row).items()}


@transaction.atomic
def mend_list_row(*, by: Officer, row: ListRow, changes: dict[str, str]) -> bool:
    """Change cells of a row that waits and take it in if it can be read now.

    Returns:
        Whether it was taken in; if not, its faults say what is still wrong.
    """
    if not may_write_for_mission(by, row.request):
        raise NotAllowed(Power.REQUEST_RESCUE)
    row = (
        ListRow.objects.select_for_update(of=("self",)).select_related("request", "agency_key").get(pk=row.pk)
    )
    if row.state != RowState.WAITING:
        # Somebody else handled it while this officer was typing; nobody is added twice.
        return row.state == RowState.TAKEN
    cells = {name: value for name, value in {**unseal(row), **changes}.items() if str(value).strip()}
    request = row.request
    asks_floor = request.persons.filter(missing__contains="|floor|").exists() or "floor" in cells
    line = read_line(
        row.row,
        cells,
        today=timezone.localdate(),
        place_is_known=request.precision in {Precision.ROOM, Precision.BUILDING},
        asks_floor=asks_floor,
    )
    seal(row, line.cells)
    row.faults, row.handled_by = _told(line), by
    if not line.faults:
        row.person = _add(by, request, line, row.source_key)
        row.state = RowState.TAKEN
    row.save()
    record_deed(
        by=by, action="mend_list_row", record=request, change={"row": row.row, "fields": sorted(changes)}
    )
    return row.state == RowState.TAKEN


@transaction.atomic
def set_list_row_aside(*, by: Officer, row: ListRow, reason: str) -> None:
    """Set a row aside for good, with the reason; it stays on record."""
    if not may_write_for_mission(by, row.request):
        raise NotAllowed(Power.REQUEST_RESCUE)
    if not reason.strip():
        raise ValueError("Write down why the row is set aside for good.")
    row.state, row.handled_by = RowState.SET_ASIDE, by
    row.save(update_fields=["state", "handled_by"])
    record_deed(
        by=by, action="set_list_row_aside", record=row.request, change={"row": row.row}, reason=reason
    )
