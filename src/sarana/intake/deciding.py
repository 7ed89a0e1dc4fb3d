"""Who is the person of a row that waits: the same as somebody on record, another, or nobody for now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.base.vault.sealing import unseal
from sarana.intake.enums import RowState
from sarana.intake.layout import Decision
from sarana.intake.looking import look_for_rows, unseen_fault
from sarana.intake.models import Batch, QuarantinedRow
from sarana.intake.queries import may_open_row
from sarana.intake.taking import mapped_again
from sarana.intake.writing import RowWriter
from sarana.register.known import identity_numbered


@dataclass(frozen=True, slots=True)
class Decided:
    """How many rows were linked with somebody on record, and how many are new persons."""

    same: int = 0
    another: int = 0


@transaction.atomic
def decide_rows(*, by: Officer, decisions: Mapping[UUID, Decision]) -> Decided:
    """Say who the persons of rows are that wait; each is imported, all of them or none.

    Args:
        by: who brought the file, or who may open its rows.
        decisions: by row; one without a decision goes on waiting, and one that somebody else decided stays as it is.

    Raises:
        Refused: a number names nobody whom the officer may see; the field is the row's key.
        NotAllowed: he may not decide about one of the rows.
    """
    require(by, Power.IMPORT_RECORDS)
    chosen = {key: decision for key, decision in decisions.items() if decision}
    rows = _locked(chosen)
    writer = RowWriter(by, timezone.localdate())
    same = sum(_decide(by, writer, row, chosen[row.pk]) for row in rows)
    writer.flush()
    _count(rows)
    return Decided(same, len(rows) - same)


def decide_what_can_be(*, by: Officer, decisions: Mapping[UUID, Decision]) -> int:
    """Decide what a file says of rows that wait; how many. Whose word can't be taken goes on waiting, and says why."""
    if not decisions:
        return 0
    able = dict[UUID, Decision]()
    for row in _locked(decisions):
        decision = decisions[row.pk]
        if not _may_decide(by, row):
            continue
        if decision.same_as and identity_numbered(by, decision.same_as) is None:
            row.faults = [unseen_fault().as_json()]
            row.save(update_fields=["faults"])
            continue
        able[row.pk] = decision
    done = decide_rows(by=by, decisions=able)
    return done.same + done.another


def _may_decide(by: Officer, row: QuarantinedRow) -> bool:
    """Whoever brought the file; others who may open the row only if they would find its person by a search of their own."""
    if row.batch.brought_by_id == by.pk:
        return True
    return may_open_row(by, row) and look_for_rows(by, [mapped_again(unseal(row)).identity])[0].is_known


def _locked(keys: Iterable[UUID]) -> list[QuarantinedRow]:
    found = QuarantinedRow.objects.select_for_update(of=("self",)).filter(
        pk__in=list(keys), state=RowState.WAITING, may_be_known=True
    )
    return list(
        found.select_related("batch__agency", "batch__brought_by", "agency_key").order_by("batch", "row")
    )


def _decide(by: Officer, writer: RowWriter, row: QuarantinedRow, decision: Decision) -> bool:
    """Import the row as it was decided; whether its person was known."""
    if not _may_decide(by, row):
        raise NotAllowed(Power.OPEN_IDENTITY)
    identity = None
    if decision.same_as and (identity := identity_numbered(by, decision.same_as)) is None:
        raise Refused(f"You can see nobody with the number {decision.same_as}.", field=str(row.pk))
    person = writer.add(mapped_again(unseal(row)), row.source_key, identity)
    row.state, row.handled_by = RowState.DECIDED, by
    # What it held stands in the register now; whoever forgets her there has forgotten her.
    row.sealed, row.wrapped_key = None, None
    row.save(update_fields=["state", "handled_by", "sealed", "wrapped_key"])
    said = {"same_as": decision.same_as} if identity else {"another": True}
    record_deed(
        by=by, action="decide_row", record=row, change={"row": row.row, "person": person.number, **said}
    )
    return identity is not None


def _count(rows: Iterable[QuarantinedRow]) -> None:
    for key in {row.batch_id for row in rows}:
        n = sum(row.batch_id == key for row in rows)
        batch = Batch.objects.select_for_update().get(pk=key)
        batch.imported, batch.to_decide = batch.imported + n, batch.to_decide - n
        batch.save(update_fields=["imported", "to_decide"])
