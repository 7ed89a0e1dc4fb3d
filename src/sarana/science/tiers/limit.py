"""How long a country may stay on the watch list: 22 USC 7107(b)(2)(D) and (F), as the law stood in each year.

Since the act of 23 December 2008 two consecutive years are the limit; then follows Tier 3, unless the limit is waived. Two
waivers of a year each were allowed until the act of 8 January 2019, one since. A country that used the limit up, fell to
Tier 3 and came back may since then stay one year only.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sarana.science.tiers.tier import CountryYear, History, Tier

LIMIT = 2
# The first report that counts towards the limit, and the first under one waiver and the rule of return.
FIRST_YEAR, ONE_WAIVER_SINCE = 2009, 2019


class Why(StrEnum):
    """What the limit says of a placement."""

    # Nothing to do with the limit: Tier 1, Tier 2, a special case, or Tier 3 held from the year before.
    FREE = "free"
    # On the watch list, inside the limit.
    WITHIN = "within"
    # On the watch list beyond two years: only a waiver allows it.
    WAIVED = "waived"
    # Tier 3 because limit and waivers were used up: nobody could have decided otherwise.
    AUTOMATIC = "automatic"
    # Tier 3 after the limit, where a waiver would still have been possible and was not given.
    NOT_WAIVED = "not_waived"
    # Tier 3 after a return that allowed one year only.
    AFTER_RETURN = "after_return"
    # Tier 3 that the limit did not ask for: a judgement on the efforts.
    JUDGED = "judged"
    # On the watch list for longer than limit, waivers or return allow.
    BEYOND = "beyond"
    # The years before are not on record, so that nobody can count.
    UNKNOWN_BEFORE = "unknown_before"


EXPLAINED_BY_LIMIT = frozenset({Why.AUTOMATIC, Why.NOT_WAIVED, Why.AFTER_RETURN})
# What the limit's logic can't account for: a downgrade that it did not ask for, a stay that it did not allow.
UNEXPLAINED = frozenset({Why.JUDGED, Why.BEYOND, Why.UNKNOWN_BEFORE})


@dataclass(frozen=True, slots=True)
class Explained:
    """A placement and what the limit says of it. ``run`` counts consecutive years on the watch list before or with it."""

    placement: CountryYear
    why: Why
    run: int
    # Back on the watch list after the limit had put the country on Tier 3: one year only.
    returned: bool = False


@dataclass(slots=True)
class _Count:
    """How long the country has stood on the watch list, as far as the years on record tell."""

    run: int = 0
    # Whether the years before the run are on record, or can't matter.
    sure: bool = True
    # Whether the limit once put the country on Tier 3, and the return from it.
    fell_by_limit: bool = False
    returned: bool = False


def most_years(year: int) -> int:
    """The consecutive years on the watch list that limit and waivers allow up to the report of ``year``."""
    return LIMIT + (1 if year >= ONE_WAIVER_SINCE else 2)


def explain(history: History) -> list[Explained]:
    """Each placement on record since the limit began to count, with what the limit says of it, oldest first."""
    count, found = _Count(), []
    before: int | None = None
    for year, placement in history.years.items():
        if year < FIRST_YEAR:
            before = year
            continue
        if year > FIRST_YEAR and before != year - 1:
            count.run, count.sure = 0, False
        found.append(_explain_one(placement, count, history.tier(year - 1)))
        before = year
    return found


def _explain_one(placement: CountryYear, count: _Count, before: Tier | None) -> Explained:
    year, tier = placement.year, placement.tier
    if tier is Tier.WATCH_LIST:
        if before is Tier.THREE:
            count.returned = count.fell_by_limit and year > ONE_WAIVER_SINCE
        count.run += 1
        return Explained(placement, _staying(count, year), count.run, count.returned)
    run, why = count.run, Why.FREE
    if tier is Tier.THREE and before is not Tier.THREE:
        why = _falling(count, year, before)
        count.fell_by_limit = why in EXPLAINED_BY_LIMIT
    elif tier is not Tier.THREE:
        count.fell_by_limit = False
    count.run, count.sure, count.returned = 0, True, False
    return Explained(placement, why, run)


def _staying(count: _Count, year: int) -> Why:
    if count.returned and count.run > 1:
        return Why.BEYOND
    if count.run > most_years(year):
        return Why.BEYOND
    if not count.sure:
        return Why.UNKNOWN_BEFORE
    return Why.WITHIN if count.run <= LIMIT else Why.WAIVED


def _falling(count: _Count, year: int, before: Tier | None) -> Why:
    if count.run >= most_years(year):
        return Why.AUTOMATIC
    if count.returned:
        return Why.AFTER_RETURN
    if count.run >= LIMIT:
        return Why.NOT_WAIVED
    # A year of doubt about what came before leaves it open whether the limit had been reached.
    if before is None or not count.sure:
        return Why.UNKNOWN_BEFORE
    return Why.JUDGED


def unexplained(all_histories: Iterable[History]) -> list[Explained]:
    """Every country-year that the limit's logic can't account for, by name and year."""
    found = [one for history in all_histories for one in explain(history) if one.why in UNEXPLAINED]
    return sorted(found, key=lambda one: (one.placement.country, one.placement.year))


@dataclass(frozen=True, slots=True)
class Ahead:
    """What the limit allows in the next report."""

    year: int
    # Years on the watch list up to now, in a row.
    run: int
    # Whether the next report may keep the country on the watch list: freely, by a waiver, or not at all.
    watch_list: Why
    # Whether the country would come back from Tier 3 by the limit and could stay for that one year only.
    one_year_only: bool
    counted_from_incomplete_years: bool


def ahead(history: History) -> Ahead:
    """What the two-year limit means for the report after the last one on record.

    Raises:
        ValueError: when nothing is on record.
    """
    if not history.years:
        raise ValueError(f"No placement of {history.country} is on record.")
    last = max(history.years)
    placement = CountryYear(history.country, history.iso3, last + 1, Tier.WATCH_LIST)
    story = explain(History(history.country, history.iso3, {**history.years, last + 1: placement}))
    if not story:
        return Ahead(last + 1, 0, Why.WITHIN, one_year_only=False, counted_from_incomplete_years=False)
    told = story[-1]
    unsure = told.why is Why.UNKNOWN_BEFORE
    return Ahead(last + 1, told.run - 1, told.why, told.returned, counted_from_incomplete_years=unsure)
