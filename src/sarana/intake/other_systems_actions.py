import csv
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.base.places.queries import provinces
from sarana.base.vocabulary.queries import codes_of
from sarana.intake.enums import BatchState, System
from sarana.intake.layout import htcds_fields
from sarana.intake.mapping import Mapped, map_row
from sarana.intake.models import Batch, FieldRule, QuarantinedRow
from sarana.intake.other_systems import (
    SERVICE,
    Coverage,
    Read,
    Rule,
    Rules,
    coverage_of,
    read_record,
    records_in,
)
from sarana.intake.taking import Incoming, RowTaker, Seen, source_key
from sarana.register.care.enums import ServiceGroup
from sarana.register.cases.models import Case

_RULES = Path(__file__).parent / "data" / "field_rules.csv"


def load_field_rules() -> None:
    """Put the rules we begin with into an empty table; what an officer has changed stays."""
    with _RULES.open(encoding="utf-8", newline="") as lines:
        rows = [FieldRule(**row) for row in csv.DictReader(lines)]
    FieldRule.objects.bulk_create(rows, ignore_conflicts=True)


def rules_of(system: System | str) -> Rules:
    """The table of one system."""
    return {
        (rule.their_field, rule.their_code): Rule(rule.field, rule.code, rule.service_group, rule.note)
        for rule in FieldRule.objects.filter(system=system)
    }


def _places() -> dict[str, str]:
    return {code: place.name_latin for code, place in provinces().items()}


@transaction.atomic
def set_field_rule(
    *,
    by: Officer,
    system: System | str,
    their_field: str,
    their_code: str = "",
    field: str = "",
    code: str = "",
    service_group: str = "",
    note: str = "",
) -> FieldRule:
    """Say how a field or a code of theirs is read, or that it is left behind and why.

    Raises:
        ValueError: there is no such field or code in HTCDS, or nothing says why the field is left behind.
    """
    require(by, Power.IMPORT_RECORDS)
    if not their_field.strip():
        raise ValueError("Name the other system's field.")
    if field and field not in htcds_fields():
        raise ValueError("HTCDS has no such field.")
    if not field and not note.strip():
        raise ValueError("Write down why the field is left behind.")
    known = htcds_fields()[field].option_list if field else ""
    if their_code and (not code or (known and code not in codes_of(known))):
        raise ValueError("HTCDS has no such code in this field.")
    if service_group and (field != SERVICE or service_group not in ServiceGroup.values):
        raise ValueError("Only the code of a service has a group of help.")
    rule, _new = FieldRule.objects.update_or_create(
        system=System(system), their_field=their_field.strip()[:100], their_code=their_code.strip()[:100],
        defaults={
            "field": field, "code": code, "service_group": service_group, "note": note.strip()[:200], "changed_by": by,
            "changed_at": timezone.now(),
        },
    )  # fmt: skip
    change = {"their_field": rule.their_field, "their_code": rule.their_code, "field": field, "code": code}
    record_deed(by=by, action="set_field_rule", record=rule, change=change, reason=note.strip()[:200])
    return rule


def check_coverage(*, by: Officer, system: System | str, text: str) -> Coverage:
    """What an import of these records would read and lose; nothing is kept.

    Raises:
        NoRecords: the file holds none.
    """
    require(by, Power.IMPORT_RECORDS)
    return coverage_of(records_in(text), rules_of(system), system, _places())


@transaction.atomic
def import_records(*, by: Officer, system: System | str, text: str, file_name: str) -> Batch:
    """Import another system's records, whole or not at all; the batch names everything that did not come along.

    Records are known again by the other system's own key; those that can't be taken, or whose person is probably on record,
    wait like rows of a file.

    Raises:
        NoRecords: the file holds none.
    """
    require(by, Power.IMPORT_RECORDS)
    system, rules, records = System(system), rules_of(system), records_in(text)
    batch = Batch.objects.create(
        layout=system, file_name=file_name[-200:], file_digest=hashlib.sha256(text.encode()).hexdigest(),
        agency=by.agency, brought_by=by, started_at=timezone.now(),
    )  # fmt: skip
    taker, seen, places = RowTaker(by, batch), Seen(), _places()
    reads = [(number, read_record(record, rules, system, places)) for number, record in enumerate(records, 1)]
    taker.take(_new_records(by, batch, reads, seen))
    for _number, read in reads:
        _name_losses(batch, read)
    fields: dict[str, int] = batch.unknown_codes.pop("", {})
    batch.unknown_columns = [f"{name} ({times})" for name, times in sorted(fields.items())]
    batch.rows, batch.state, batch.finished_at = len(records), BatchState.IMPORTED, timezone.now()
    batch.save()
    change = {"system": system, "rows": batch.rows, "imported": batch.imported, "file": batch.file_digest}
    change["to_decide"] = batch.to_decide
    record_deed(by=by, action="import_records", record=batch, change=change)
    return batch


def _name_losses(batch: Batch, read: Read) -> None:
    """Add what this record loses to the batch; fields stand under the empty name until the end."""
    lost = {"": read.unknown_fields + read.left_behind, **read.unknown_codes}
    for path, codes in lost.items():
        counted = Counter(batch.unknown_codes.get(path, {}))
        batch.unknown_codes[path] = dict(counted + codes)


def _new_records(
    by: Officer, batch: Batch, reads: Iterable[tuple[int, Read]], seen: Seen
) -> Iterator[Incoming]:
    """The records that are neither imported nor kept."""
    today = timezone.localdate()
    for number, read in reads:
        key = source_key(by, read.values, f"{batch.layout}:{read.key}" if read.key else "", seen)
        if (
            Case.objects.filter(source_key=key).exists()
            or QuarantinedRow.objects.filter(source_key=key).exists()
        ):
            batch.already_there += 1
            continue
        mapped = map_row(read.values, today=today)
        _add_services(mapped, read)
        yield Incoming(number, read.values, mapped, key)


def _add_services(mapped: Mapped, read: Read) -> None:
    for kind, group, day in read.services:
        try:
            mapped.services.append((kind, group, date.fromisoformat(day)))
        except ValueError:
            read.lose_code(SERVICE, f"{kind} (no first day)")
