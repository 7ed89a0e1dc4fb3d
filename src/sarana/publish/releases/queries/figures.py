"""Reads: releases in the making and out, what was ever published of a population, what is left of a year's budget."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from sarana.base.once import composed_once
from sarana.base.vault.signing import public_key, sign
from sarana.publish.releases.enums import ReleaseDeed, ReleaseState
from sarana.publish.releases.freezing import ERRATA, LEDGER, MANIFEST, SIGNATURES, as_json
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
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_OUT = (ReleaseState.PUBLISHED, ReleaseState.WITHDRAWN)


def releases() -> QuerySet[Release]:
    """Every release, the latest first."""
    return Release.objects.select_related("snapshot", "drafted_by__agency", "corrects")


def published_releases() -> QuerySet[Release]:
    """Those that everybody may read, withdrawn ones with the reason, the latest first."""
    out = Release.objects.filter(state__in=_OUT, published_at__isnull=False)
    return out.select_related("snapshot", "corrects").order_by("-published_at", "-id")


@composed_once
def releases_out(code: str) -> QuerySet[Release]:
    """The one of this code, if everybody may read it; put together once, for every page and file of a release asks it."""
    return published_releases().filter(code=code)


def release_head() -> tuple[int, str]:
    """Number and hash of the last line of the release ledger: what is published, so that no line can be taken out."""
    return next(iter(_last_line()), (0, NO_HEAD))


@composed_once
def _last_line() -> QuerySet[ReleaseEntry, tuple[int, str]]:
    return ReleaseEntry.objects.order_by("-seq").values_list("seq", "head")[:1]


def line_told(entry: ReleaseEntry) -> dict[str, Any]:
    """A line of the release ledger as it is published; ``release`` is the code of the release or the document."""
    return {
        "seq": entry.seq, "previous": entry.previous, "at": entry.at.isoformat(), "deed": entry.deed,
        "release": entry.code, "digest": entry.digest, "head": entry.head,
    }  # fmt: skip


def head_told() -> dict[str, Any]:
    """What is to be kept elsewhere: how many lines and errata there are, and the hash of the last line."""
    number, head = release_head()
    errata = ReleaseEntry.objects.filter(deed=ReleaseDeed.ERRATUM).count()
    return {"lines": number, "head": head, "errata": errata}


def ledger_file() -> bytes:
    """The whole release ledger with its head, signed: whoever keeps a copy of anything sees whether something was added to it."""
    lines = [
        {
            "seq": seq, "previous": previous, "at": at.isoformat(), "deed": deed, "release": release or document,
            "digest": digest, "head": head,
        }
        for seq, previous, at, deed, release, document, digest, head in _lines()
    ]  # fmt: skip
    told = head_told()
    return as_json(
        {"lines": lines, "head": told, "public_key": public_key(), "head_signature": sign(as_json(told))}
    )


@composed_once
def _lines() -> QuerySet[ReleaseEntry, Any]:
    return ReleaseEntry.objects.values_list(
        "seq", "previous", "at", "deed", "release__code", "document__code", "digest", "head"
    )


@composed_once
def errata_of(release: UUID) -> QuerySet[ReleaseErratum]:
    """What was said of a release later, in its order."""
    return ReleaseErratum.objects.filter(release=release).select_related("replaced_by")


@composed_once
def microdata_of(release: UUID) -> QuerySet[ReleaseMicrodata]:
    """Records of nobody that a release holds, if any."""
    return ReleaseMicrodata.objects.filter(release=release)


def shown_tables(release: Release) -> list[ShownTable]:
    """The tables as they stand in the release's frozen files."""
    contents = _tables_of_release(release=release.pk)
    return [ShownTable(told) for (content,) in contents for told in json.loads(bytes(content))["tables"]]


@composed_once
def _tables_of_release(release: UUID) -> QuerySet[ReleaseFile, Any]:
    tables = ReleaseFile.objects.filter(release=release, name__startswith="tables/", name__endswith=".json")
    return tables.values_list("content")


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
    """Every file of a published release as anybody may take it: its errata, and the ledger that tells how many there are."""
    found = {one.name: bytes(one.content) for one in ReleaseFile.objects.filter(release=release)}
    errata = errata_file(errata_of(release=release.pk))
    return found | ({ERRATA: errata} if errata else {}) | {LEDGER: ledger_file()}


def file_to_publish(release: Release, name: str) -> bytes | None:
    """One of them."""
    if name == LEDGER:
        return ledger_file()
    if name == ERRATA:
        return errata_file(errata_of(release=release.pk)) or None
    held = next(iter(_file_of_release(release=release.pk, name=name)), None)
    return None if held is None else bytes(held[0])


@composed_once
def _file_of_release(release: UUID, name: str) -> QuerySet[ReleaseFile, Any]:
    return ReleaseFile.objects.filter(release=release, name=name).values_list("content")


def errata_file(errata: Iterable[ReleaseErratum]) -> bytes:
    """The erratum log of a release, each with its signature; nothing while there is none."""
    told = [
        {"statement": one.statement, "signature": one.signature, "public_key": one.public_key}
        for one in errata
    ]
    return as_json(told) if told else b""


def is_frozen(name: str) -> bool:
    """Whether a file's hash stands in the manifest."""
    return name not in {MANIFEST, SIGNATURES, ERRATA, LEDGER}


def releasable() -> list[str]:
    """Codes of the figures whose parts add up, so that a table of them can be released."""
    return [
        code
        for code, one in INDICATORS.items()
        if one.facts and one.statistic in {Statistic.COUNT, Statistic.SUM}
    ]


@dataclass(frozen=True, slots=True)
class ReleasedTotal:
    """A figure of a year as the latest release shows it; ``value`` is None where it is hidden."""

    indicator: str
    year: int
    value: int | None
    release: str
    as_of: date
    protection: str
    threshold: int
    within: int


def released_totals() -> dict[Population, ReleasedTotal]:
    """Every national figure that is out, as its latest release shows it: what may be told of the register, anywhere."""
    return dict(_released_totals(release_head()[1]))


@lru_cache(maxsize=4)
def _released_totals(_head: str) -> dict[Population, ReleasedTotal]:
    found: dict[Population, ReleasedTotal] = {}
    for release in published_releases().filter(state=ReleaseState.PUBLISHED):
        for shown in shown_tables(release):
            if shown.population not in found:
                indicator, year = shown.population
                value = shown.table().values.get(("*",) * len(shown.told["dimensions"]))
                found[shown.population] = ReleasedTotal(
                    indicator, year, value, release.code, release.snapshot.taken_on, shown.kind,
                    shown.threshold, shown.within,
                )  # fmt: skip
    return found


def last_said() -> datetime:
    """When the last line was added to the release ledger."""
    return ReleaseEntry.objects.order_by("-seq").values_list("at", flat=True).first() or _LONG_AGO
