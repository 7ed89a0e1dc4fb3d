"""Rows that wait for a word who their person is, with who is like her as far as the one who asks may know it."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any

from django.db import transaction

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.base.vault.sealing import unseal
from sarana.intake.layout import ANOTHER, ROW_KEY, SAME_AS
from sarana.intake.looking import MOST_AT_ONCE, look_for_rows
from sarana.intake.mapping import Mapped
from sarana.intake.models import Batch, QuarantinedRow
from sarana.intake.queries import may_open_row, rows_to_decide
from sarana.intake.taking import SERVICES, mapped_again
from sarana.register.exports import record_export
from sarana.register.known import Known

# A cell that begins so is a formula for a spreadsheet; an apostrophe before it makes it a word.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

# By these columns the file is known for what it is, however little its rows say.
_AT_LEAST = ("prs_FirstName", "prs_SecondName", "prs_Birthdate")


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A row that waits: its cells, what it becomes, and who is like its person."""

    row: QuarantinedRow
    cells: dict[str, Any]
    mapped: Mapped
    known: Known


@transaction.atomic
def read_rows_to_decide(*, by: Officer, batch: Batch, rows: Sequence[QuarantinedRow]) -> list[WaitingRow]:
    """Rows that wait, opened to compare them; the reading is on record.

    Whoever may not open identities is shown none. Whoever did not bring the file is shown only rows whose person he would find
    by a search of his own: of anybody else he must not learn by the waiting that she is on record.
    """
    require(by, Power.IMPORT_RECORDS)
    found = list(_opened(by, [row for row in rows if may_open_row(by, row)]))
    shown = [one for one in found if batch.brought_by_id == by.pk or one.known.seen or one.known.elsewhere]
    if shown:
        record_deed(
            by=by, action="read_rows_to_decide", record=batch, change={"rows": [one.row.row for one in shown]}
        )
    return shown


def _opened(by: Officer, rows: Iterable[QuarantinedRow]) -> Iterator[WaitingRow]:
    for some in batched(rows, MOST_AT_ONCE, strict=False):
        cells = [unseal(row) for row in some]
        mapped = [mapped_again(each) for each in cells]
        looked = look_for_rows(by, [one.identity for one in mapped])
        for row, each, one, found in zip(some, cells, mapped, looked, strict=True):
            yield WaitingRow(row, each, one, found.known)


def take_rows_to_decide(*, by: Officer, batch: Batch) -> str:
    """The rows that wait as a CSV to be decided elsewhere and sent again: their cells, who is like each, two empty columns.

    What is written into the other columns is not read when the file comes again; a row is mended on its page.
    """
    rows = rows_to_decide(batch).select_related("batch", "agency_key")
    found = read_rows_to_decide(by=by, batch=batch, rows=list(rows))
    names = list(
        dict.fromkeys([*_AT_LEAST, *(name for one in found for name in one.cells if name != SERVICES)])
    )
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([ROW_KEY, "_row", SAME_AS, ANOTHER, "_like", "_ask", *names])
    for one in found:
        cells = [_typed(one.cells.get(name, "")) for name in names]
        writer.writerow([one.row.pk, one.row.row, "", "", _like(one.known), _ask(one.known), *cells])
    record_export(by=by, what="rows_to_decide", rows=len(found))
    return file.getvalue()


def _typed(value: Any) -> str:
    text = ";".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _like(known: Known) -> str:
    return "; ".join(
        f"{person.number} ({likeness.score:.0%})" for likeness, people in known.seen for person in people
    )


def _ask(known: Known) -> str:
    return "; ".join(sorted({identity.agency_key.agency.code for identity in known.elsewhere}))
