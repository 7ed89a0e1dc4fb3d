"""The country as a whole: built month by month, the same for the same seed and last day."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings
from django.db import connection, transaction

from sarana.base.accounts.models import Agency
from sarana.base.ledger.actions import record_deed
from sarana.base.ledger.models import Entry
from sarana.base.vault.sealing import key_of
from sarana.demo.aftercare import look_after
from sarana.demo.agencies import appoint_officers, found_agencies
from sarana.demo.assessment import write_assessments
from sarana.demo.casework import write_casework
from sarana.demo.delays import date_records
from sarana.demo.hands import MonthToWrite, write_side_by_side
from sarana.demo.interviews import hold_interviews
from sarana.demo.meetings import hold_meetings
from sarana.demo.money import follow_money
from sarana.demo.months.month import Month
from sarana.demo.months.writer import MonthWriter
from sarana.demo.names import Naming, invented_name
from sarana.demo.plan import write_plans
from sarana.demo.press import write_press
from sarana.demo.public_reports import tell_public_reports
from sarana.demo.releases import write_releases
from sarana.demo.reporting import ReportingWriter
from sarana.demo.rescue import RescueWriter
from sarana.demo.returns import send_returns
from sarana.demo.screening import screen_suspects
from sarana.demo.social_care import add_social_care
from sarana.demo.traces import leave_traces
from sarana.measure.figures.actions import take_snapshot

FULL_YEARS_BEFORE = 5
type Progress = Callable[[int, int, str], None]


class NotEmpty(Exception):
    """The database holds something else; a demonstration is never mixed with it."""


@dataclass(frozen=True, slots=True)
class Country:
    """What the demonstration is built from; equal countries have equal records and figures."""

    victims: int
    seed: int
    until: date

    def build(
        self,
        *,
        progress: Progress = lambda _done, _total, _what: None,
        hands: int = 1,
        naming: Naming = invented_name,
    ) -> None:
        """Write the country into an empty database and take its first snapshot.

        Args:
            progress: told (done, total, what) after each step.
            hands: processes that write months side by side; more than one only where the database takes several
                writers, and then the ledger's order differs from one building to the next.
            naming: how persons are named.

        Raises:
            NotEmpty: agencies exist already.
        """
        if Agency.objects.exists():
            raise NotEmpty(
                "The database is not empty. Add --fresh to replace a demonstration on SQLite, or name an empty "
                "database in SARANA_DATABASE_URL."
            )
        months = _months(date(self.until.year - FULL_YEARS_BEFORE, 1, 1), self.until)
        total = len(months) + 3
        with transaction.atomic():
            agencies = found_agencies()
            officers = appoint_officers(agencies)
        progress(1, total, "agencies")
        shares = _monthly_victims(self.victims, months, Random(self.seed))
        if hands > 1:
            with transaction.atomic():
                for agency in agencies.values():
                    key_of(agency)  # two hands that both make one would wait for each other
            wanted = [
                MonthToWrite(month, self.until, share, f"{self.seed}/{month}", naming)
                for month, share in zip(months, shares, strict=True)
            ]
            for number, month in enumerate(write_side_by_side(wanted, hands)):
                progress(number + 2, total, f"{month:%Y-%m}")
        else:
            for number, (month, share) in enumerate(zip(months, shares, strict=True)):
                random = Random(f"{self.seed}/{month}")
                writer = MonthWriter(Month(month, self.until, agencies, officers, random, naming))
                with transaction.atomic():
                    writer.write(share)
                progress(number + 2, total, f"{month:%Y-%m}")
        with transaction.atomic():
            send_returns(months, self.until, agencies, officers, Random(f"{self.seed}/returns"))
            write_plans(officers, agencies, self.until)
            hold_meetings(officers, agencies, self.until)
            ReportingWriter(officers, agencies, self.until, Random(f"{self.seed}/reporting")).write()
            leave_traces(officers, agencies, Random(f"{self.seed}/traces"))
            hold_interviews(officers, Random(f"{self.seed}/interviews"))
            write_casework(officers, self.until)
            add_social_care(officers, Random(f"{self.seed}/social care"))
            look_after(officers, self.until)
            RescueWriter(officers, agencies, self.until, Random(f"{self.seed}/rescue")).write()
            date_records(self.until, Random(f"{self.seed}/delays"))
            record_deed(
                by=None,
                action="load_demonstration",
                record=agencies["ncct"],
                change={"victims": self.victims, "seed": self.seed, "until": self.until},
            )
        follow_money(officers, self.until, Random(f"{self.seed}/money"))
        screen_suspects(officers, self.until, Random(f"{self.seed}/screening"))
        progress(total - 1, total, "snapshot")
        snapshot = take_snapshot(by=None)
        # After the snapshot, so that its figures are those of the months alone.
        with transaction.atomic():
            tell_public_reports(self.until, agencies, officers)
            write_assessments(officers, self.until, snapshot)
            write_releases(officers, self.until, snapshot)
            write_press(officers, self.until, snapshot)
        progress(total, total, "done")


def _months(first: date, last: date) -> list[date]:
    months = [first]
    while (following := (months[-1] + timedelta(days=32)).replace(day=1)) <= last:
        months.append(following)
    return months


# How busy each year was, from the first full one on: a rise that peaks in the second year, then a slow fall.
_YEAR_WEIGHT = (0.9, 1.35, 1.15, 1.05, 0.95, 0.85)


def _monthly_victims(victims: int, months: list[date], random: Random) -> list[int]:
    weights = [_YEAR_WEIGHT[min(m.year - months[0].year, 5)] * random.uniform(0.75, 1.25) for m in months]
    total, shares, carried = sum(weights), [], 0.0
    for weight in weights:
        carried += victims * weight / total
        shares.append(int(carried + 1e-9))
        carried -= shares[-1]
    shares[-1] += victims - sum(shares)
    return shares


def loaded_country() -> Country | None:
    """The demonstration that the database holds, if it was loaded to the end."""
    entry = Entry.objects.filter(action="load_demonstration").order_by("-seq").first()
    if entry is None:
        return None
    told: dict[str, Any] = json.loads(entry.change)
    return Country(victims=told["victims"], seed=told["seed"], until=date.fromisoformat(told["until"]))


def clear_country() -> None:
    """Remove the demonstration's embedded database and snapshots; a PostgreSQL database is left to its owner."""
    if not settings.DEMONSTRATION or connection.vendor != "sqlite":
        return
    connection.close()
    database = Path(settings.DATABASES["default"]["NAME"])
    for suffix in ("", "-wal", "-shm"):
        Path(f"{database}{suffix}").unlink(missing_ok=True)
