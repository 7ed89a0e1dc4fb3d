"""Several processes that write months of the country side by side, for a database that takes several writers.

Nothing of Django is imported at the top: a new process imports this module before the apps are loaded.
"""

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import date

from sarana.demo.names import Naming


@dataclass(frozen=True, slots=True)
class MonthToWrite:
    """One month's share of the country."""

    month: date
    until: date
    victims: int
    seed: str
    naming: Naming


def write_side_by_side(months: list[MonthToWrite], hands: int) -> Iterator[date]:
    """Write every month in a transaction of its own; gives each month when it is written, in no fixed order."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(hands, mp_context=context, initializer=_wake) as pool:
        # The busiest first, so that no hand is left with a long month at the end.
        tasks = [pool.submit(_write, one) for one in sorted(months, key=lambda one: -one.victims)]
        for task in as_completed(tasks):
            yield task.result()


def _wake() -> None:
    import django

    django.setup()


def _write(one: MonthToWrite) -> date:
    from random import Random

    from django.db import transaction

    from sarana.base.accounts.models import Agency, Officer
    from sarana.demo.months.month import Month
    from sarana.demo.months.writer import MonthWriter

    agencies = {agency.code: agency for agency in Agency.objects.all()}
    officers = {officer.username: officer for officer in Officer.objects.select_related("agency", "place")}
    writer = MonthWriter(Month(one.month, one.until, agencies, officers, Random(one.seed), one.naming))
    with transaction.atomic():
        writer.write(one.victims)
    return one.month
