import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.base.vocabulary.models import CodesField
from sarana.register.cases.models import Case
from sarana.register.editing import apply_changes
from sarana.register.reports.models import Report
from sarana.register.tricks.models import Trick, TrickRedFlag, TrickSeen
from sarana.register.tricks.queries import tricks_in
from sarana.register.tricks.rules import fault_of_years, may_tag

DATA = Path(__file__).parent / "data"
type FlagRow = tuple[str, str, str]
"""A red flag: Khmer text, English text, code of the sign in an offer (or empty)."""


@transaction.atomic
def load_tricks(folder: Path = DATA) -> int:
    """Load the catalogue that ships with the product; a trick that officers have changed stays as they left it.

    Returns:
        How many tricks were written.
    """
    flags: dict[str, list[FlagRow]] = {}
    for row in _rows(folder / "red_flags.csv"):
        flags.setdefault(row["trick"], []).append((row["text_km"], row["text_en"], row["sign"]))
    edited = set(Trick.objects.filter(version__gt=1).values_list("code", flat=True))
    written = 0
    for row in _rows(folder / "tricks.csv"):
        if row["code"] not in edited:
            trick, _ = Trick.objects.update_or_create(code=row["code"], defaults=_values(row))
            _write_flags(trick, flags.get(trick.code, []))
            written += 1
    return written


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _values(row: dict[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, text in row.items():
        field = Trick._meta.get_field(name)  # noqa: SLF001
        if name == "code":
            continue
        if isinstance(field, CodesField):
            values[name] = text.split()
        elif field.null:
            number = Decimal(text) if text else None
            values[name] = int(number) if number is not None and name.endswith("_seen") else number
        else:
            values[name] = text
    return values


def _write_flags(trick: Trick, flags: Iterable[FlagRow]) -> None:
    trick.red_flags.all().delete()
    TrickRedFlag.objects.bulk_create(
        TrickRedFlag(trick=trick, order=order, text_km=km, text_en=en, sign=sign)
        for order, (km, en, sign) in enumerate(flags, 1)
    )


@transaction.atomic
def add_trick(*, by: Officer, code: str, facts: dict[str, Any], red_flags: Sequence[FlagRow] = ()) -> Trick:
    """Put a new trick into the catalogue under a code of its own."""
    require(by, Power.EDIT_TRICKS)
    _check_years(facts)
    if Trick.objects.filter(code=code).exists():
        raise Refused("The catalogue has a trick with this code already.", field="code")
    # What officers wrote themselves begins at version 2, so that no release of the product writes over it.
    trick = Trick(code=code, version=2, **facts)
    trick.full_clean()
    trick.save(force_insert=True)
    _write_flags(trick, red_flags)
    record_deed(by=by, action="add_trick", record=trick, change={"code": code})
    return trick


@transaction.atomic
def amend_trick(
    *,
    by: Officer,
    trick: Trick,
    seen_version: int,
    changes: dict[str, Any],
    red_flags: Sequence[FlagRow] | None = None,
) -> Trick:
    """Change a trick; every version stays in the ledger.

    Args:
        by: who may edit the catalogue.
        trick: the trick.
        seen_version: the version its editor saw.
        changes: new values by field name.
        red_flags: all its red flags anew; None leaves them as they are.

    Raises:
        EditConflict: somebody else changed the same field meanwhile.
    """
    require(by, Power.EDIT_TRICKS)
    _check_years({"first_seen": trick.first_seen, "last_seen": trick.last_seen, **changes})
    if red_flags is not None:
        _write_flags(trick, red_flags)
        Trick.objects.filter(pk=trick.pk, version=1).update(version=2)
        record_deed(by=by, action="set_red_flags", record=trick, change={"red_flags": len(red_flags)})
    return apply_changes(
        by=by, record=trick, seen_version=seen_version, changes=changes, action="amend_trick"
    )


def _check_years(facts: dict[str, Any]) -> None:
    if fault := fault_of_years(facts.get("first_seen"), facts.get("last_seen"), timezone.localdate().year):
        raise Refused(fault, field="last_seen")


@transaction.atomic
def tag_tricks(*, by: Officer, record: Report | Case, tricks: Iterable[Trick]) -> None:
    """Say which tricks a report or case shows; those named before and not now are taken back.

    Raises:
        NotAllowed: the officer may not work on the record.
    """
    if not may_tag(by, record):
        raise NotAllowed(Power.EDIT_CASE if isinstance(record, Case) else Power.RECORD_REPORT)
    where: dict[str, Any] = {"case": record} if isinstance(record, Case) else {"report": record}
    before, wanted = set(tricks_in(record)), set(tricks)
    if before == wanted:
        return
    TrickSeen.objects.filter(trick__in=before - wanted, **where).delete()
    for trick in sorted(wanted - before, key=lambda one: one.code):
        TrickSeen.objects.create(trick=trick, by=by, **where)
    record_deed(
        by=by, action="tag_tricks", record=record, change={"tricks": sorted(trick.code for trick in wanted)}
    )
