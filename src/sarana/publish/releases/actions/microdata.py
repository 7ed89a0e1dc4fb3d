"""Records of nobody that go out with a release: declared, drawn once from noisy tables, paid from the year's budget."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from django.db import transaction

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.measure.figures.models import Snapshot
from sarana.measure.figures.queries import ctdc_records
from sarana.publish.releases.actions.budget import Payment, require_enough
from sarana.publish.releases.actions.drafting import NotPublished, open_again
from sarana.publish.releases.actions.seeds import keep_seed
from sarana.publish.releases.chance import chance_from, new_seed
from sarana.publish.releases.models import Release, ReleaseMicrodata
from sarana.publish.releases.nobody import FIGURE, NAMES, name_of
from sarana.publish.releases.rules import fraction_of
from sarana.publish.releases.together import InRelease, is_mixed, true_counts_out
from sarana.science.disclosure import synthesize
from sarana.science.indicators.ctdc import COUNTRIES, CTDC, ELSEWHERE, values_of

_COUNTRIES = frozenset({"citizenship", "CountryOfExploitation"})


@transaction.atomic
def add_microdata(*, by: Officer, release: Release, year: int, rho: str) -> ReleaseMicrodata:
    """Declare records of nobody of victims identified in a year, in the CTDC's 27 variables.

    Raises:
        NotPublished: the budget's share is no number above zero, the release has records already or is past it.
    """
    require(by, Power.WRITE_REPORT)
    release = open_again(release)
    if fraction_of(rho) is None:
        raise NotPublished("Say how much of the year's budget the noise spends: a number above 0.")
    if ReleaseMicrodata.objects.filter(release=release).exists():
        raise NotPublished("A release holds records of one year; make another one.")
    found = ReleaseMicrodata.objects.create(release=release, year=year, rho=rho)
    record_deed(by=by, action="add_release_microdata", record=release, change={"year": year, "rho": rho})
    return found


@transaction.atomic
def drop_microdata(*, by: Officer, release: Release) -> None:
    """Take the records out of a release that is not signed yet; what their noise spent stays spent."""
    require(by, Power.WRITE_REPORT)
    release = open_again(release)
    gone = ReleaseMicrodata.objects.filter(release=release)
    change = {"year": list(gone.values_list("year", flat=True))}
    gone.delete()
    record_deed(by=by, action="drop_release_microdata", record=release, change=change)


def draw_microdata(
    release: Release, microdata: ReleaseMicrodata, in_release: InRelease, payments: Sequence[Payment]
) -> list[Payment]:
    """Draw the records, once, and tell what they cost beside ``payments``; noise that was drawn is kept and costs nothing again.

    Nothing is saved.

    Raises:
        NotPublished: true counts of these persons are out or stand in the release, or the budget is spent.
    """
    population = (FIGURE, microdata.year)
    if is_mixed(release, population, in_release, is_noise=True) or true_counts_out(
        release, population, in_release
    ):
        raise NotPublished(
            f"{FIGURE} {microdata.year}: true counts of these persons are published or stand beside the records. "
            "Records of nobody go out where all tables of the year have noise."
        )
    if microdata.commitment and microdata.content:
        return []
    rho = fraction_of(microdata.rho)
    assert rho is not None  # noqa: S101 - asked when it was declared
    payment = Payment(microdata.year, name_of(microdata.year), rho)
    require_enough([*payments, payment])
    seed = new_seed()
    try:
        microdata.content = made_of(release.snapshot, microdata.year, rho, seed, chance_from(seed))
    except ValueError as fault:
        raise NotPublished(str(fault)) from fault
    keep_seed(microdata, seed)
    return [payment]


def made_of(
    snapshot: Snapshot, year: int, rho: Fraction, seed: bytes, chance: Callable[[int], int]
) -> dict[str, Any]:
    """The records of nobody and what may be computed from them, as they are kept with the release.

    Raises:
        ValueError: the snapshot is older than some of the variables.
    """
    import numpy as np

    values = [values_of(variable, year) for variable in CTDC]
    places = [{value: at for at, value in enumerate(some)} for some in values]
    rows = [
        [place[_told(name, value)] for name, place, value in zip(NAMES, places, record, strict=True)]
        for record in ctdc_records(snapshot, year)
    ]
    true = np.array(rows, dtype=np.int16).reshape(len(rows), len(CTDC))
    made = synthesize(true, [len(some) for some in values], rho, chance=chance, seed=seed)
    return {
        "noise": round(made.noise, 2),
        "told_well": [[NAMES[one], NAMES[other]] for one, other in made.told_well()],
        "rows": made.rows.tolist(),
    }


def _told(name: str, value: str) -> str:
    """A country that is not told apart stands under the others."""
    known = (*COUNTRIES, "NULL")
    return ELSEWHERE if name in _COUNTRIES and value not in known else value
