"""What was done to records, told from the ledger in words."""

import json
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext

from sarana.base.accounts.models import Officer
from sarana.base.ledger.models import Entry
from sarana.base.ledger.queries import latest_of
from sarana.register.cases.queries import cases_visible_to, suspects_visible_to, victims_visible_to
from sarana.register.complicity.queries import allegations_visible_to
from sarana.register.identification.queries import interviews_visible_to
from sarana.register.operations.queries import operations_visible_to
from sarana.register.proceedings.queries import proceedings_visible_to
from sarana.register.referrals.queries import referrals_visible_to
from sarana.register.reports.queries import reports_visible_to
from sarana.register.rescue.queries import requests_visible_to, sought_visible_to
from sarana.register.traces.queries import traces_visible_to
from sarana.web.components import TimelineEntry, Words
from sarana.web.views.trail_words import DEEDS
from sarana.web.wording import labelled

MARK = 8


def deed_words(action: str) -> Words:
    """The verb in words; one that this page does not know stays as it was written."""
    return DEEDS.get(action, action.replace("_", " "))


def numbered_records(officer: Officer) -> dict[str, QuerySet[Any]]:
    """The officer's own view of each kind of numbered record, by the letter its numbers begin with."""
    return {
        "R": reports_visible_to(officer),
        "C": cases_visible_to(officer),
        "V": victims_visible_to(officer),
        "S": suspects_visible_to(officer),
        "O": operations_visible_to(officer),
        "P": proceedings_visible_to(officer),
        "Q": requests_visible_to(officer),
        "N": sought_visible_to(officer),
        "T": traces_visible_to(officer),
        "I": interviews_visible_to(officer),
        "A": allegations_visible_to(officer),
        "F": referrals_visible_to(officer),
    }


def record_numbered(officer: Officer, number: str) -> Any | None:
    """The record with this number, if the officer may see it."""
    wanted = number.strip().upper()
    visible = numbered_records(officer).get(wanted[:1])
    return visible.filter(number=wanted).first() if visible is not None else None


def story_of(record: Model, limit: int = 50) -> list[TimelineEntry]:
    """The latest of what was done to a record, in words."""
    return [told(entry) for entry in latest_of(record, limit)]


def told(entry: Entry) -> TimelineEntry:
    """One entry in words: what, when, by whom, why."""
    by = f"{entry.officer.name}, {entry.officer.agency.name}" if entry.officer else gettext("The system")
    return TimelineEntry(
        at=entry.at, title=deed_words(entry.action), by=by, text=entry.reason, mark=entry.hash[:MARK]
    )


def change_words(entry: Entry) -> str:
    """The changed fields as the ledger holds them: codes, dates and numbers, never an identity."""
    change: dict[str, Any] = json.loads(entry.change)
    parts = (
        labelled(name, _value(value)) for name, value in sorted(change.items()) if value not in (None, "", [])
    )
    return "; ".join(parts)


def _value(value: Any) -> str:
    return ", ".join(str(part) for part in value) if isinstance(value, list) else str(value)
