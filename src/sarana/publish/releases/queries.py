"""Reads: releases in the making and out, what was ever published of a population, what is left of a year's budget."""

import json
from collections.abc import Iterable
from fractions import Fraction

from django.db.models import Q, QuerySet

from sarana.publish.releases.enums import ReleaseState
from sarana.publish.releases.freezing import MANIFEST, SIGNATURES, as_json
from sarana.publish.releases.models import (
    PrivacyBudget,
    Release,
    ReleaseEntry,
    ReleaseErratum,
    ReleaseFile,
    ReleaseMicrodata,
)
from sarana.publish.releases.rules import YEARLY_RHO
from sarana.publish.releases.shown import NOISE, Population, ShownTable
from sarana.science.disclosure import Budget, State
from sarana.science.indicators import INDICATORS, Statistic

NO_HEAD = "0" * 64
_OUT = (ReleaseState.PUBLISHED, ReleaseState.WITHDRAWN)


def releases() -> QuerySet[Release]:
    """Every release, the latest first."""
    return Release.objects.select_related("snapshot", "drafted_by__agency", "corrects")


def published_releases() -> QuerySet[Release]:
    """Those that everybody may read, withdrawn ones with the reason, the latest first."""
    out = Release.objects.filter(state__in=_OUT, published_at__isnull=False)
    return out.select_related("snapshot", "corrects").order_by("-published_at", "-id")


def release_head() -> tuple[int, str]:
    """Number and hash of the last line of the release ledger: what is published, so that no line can be taken out."""
    return ReleaseEntry.objects.order_by("-seq").values_list("seq", "head").first() or (0, NO_HEAD)


def shown_tables(release: Release) -> list[ShownTable]:
    """The tables as they stand in the release's frozen files."""
    contents = release.files.filter(name__startswith="tables/", name__endswith=".json").values_list(
        "content", flat=True
    )
    return [ShownTable(told) for content in contents for told in json.loads(bytes(content))["tables"]]


def states_published(
    population: Population, *, apart_from: Release | None = None
) -> dict[tuple[str, str], list[ShownTable]]:
    """Every table of a population that ever went out, withdrawn ones too, by the moment and key of its snapshot."""
    indicator, year = population
    out = Release.objects.filter(
        published_at__isnull=False, tables__indicator=indicator, tables__year=year
    ).distinct()
    found: dict[tuple[str, str], list[ShownTable]] = {}
    for release in out.select_related("snapshot"):
        if apart_from is not None and release.pk == apart_from.pk:
            continue
        mine = [one for one in shown_tables(release) if one.population == population]
        found.setdefault(moment_of(release), []).extend(mine)
    return found


def moment_of(release: Release) -> tuple[str, str]:
    """By which the states of the record are ordered: when the snapshot was taken, and which it was."""
    return release.snapshot.taken_at.isoformat(), str(release.snapshot_id)


def microdata_out(release: Release, year: int) -> bool:
    """Whether records of nobody of the year ever went out, or stand in this release."""
    found = ReleaseMicrodata.objects.filter(year=year)
    return found.filter(Q(release=release) | Q(release__published_at__isnull=False)).exists()


def state_of(tables: Iterable[ShownTable]) -> State:
    """Tables of true counts of one population and one snapshot, as an attacker sees them; noise tells no true count."""
    seen = [one.as_attacked() for one in tables if one.kind != NOISE]
    ranges: dict[tuple[tuple[str, str], ...], tuple[int, int]] = {}
    for _table, spans in seen:
        for cell, (low, high) in spans.items():
            # Rounded twice: the true count lies in both ranges.
            before = ranges.get(cell, (low, high))
            ranges[cell] = max(low, before[0]), min(high, before[1])
    return State(tuple(table for table, _ in seen), ranges)


def budget_of(year: int) -> Budget:
    """What may be learnt of persons of a data year, and what was spent."""
    one = PrivacyBudget.objects.prefetch_related("entries").filter(pk=year).first()
    return budget_told(one) if one else Budget(YEARLY_RHO)


def budget_told(one: PrivacyBudget) -> Budget:
    """The same of a year that is at hand with its entries."""
    spent = sum((Fraction(entry.rho) for entry in one.entries.all()), Fraction(0))
    return Budget(Fraction(one.rho), spent)


def budgets() -> QuerySet[PrivacyBudget]:
    """The years of which anything was spent, with what spent it."""
    return PrivacyBudget.objects.prefetch_related("entries__release")


def files_to_publish(release: Release) -> dict[str, bytes]:
    """Every file of a published release as anybody may take it, its errata among them."""
    found = {one.name: bytes(one.content) for one in ReleaseFile.objects.filter(release=release)}
    errata = errata_file(release.errata.all())
    return found | ({"errata.json": errata} if errata else {})


def errata_file(errata: Iterable[ReleaseErratum]) -> bytes:
    """The erratum log of a release, each with its signature; nothing while there is none."""
    told = [
        {"statement": one.statement, "signature": one.signature, "public_key": one.public_key}
        for one in errata
    ]
    return as_json(told) if told else b""


def is_frozen(name: str) -> bool:
    """Whether a file's hash stands in the manifest."""
    return name not in {MANIFEST, SIGNATURES, "errata.json"}


def releasable() -> list[str]:
    """Codes of the figures whose parts add up, so that a table of them can be released."""
    return [
        code
        for code, one in INDICATORS.items()
        if one.facts and one.statistic in {Statistic.COUNT, Statistic.SUM}
    ]
