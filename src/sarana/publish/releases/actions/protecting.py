"""Protect the tables of a release, tell what it costs, and freeze their files."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import sqrt
from typing import Any

from django.db import transaction

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.publish.releases.actions.budget import spend
from sarana.publish.releases.actions.counting import described, told_apart, true_table
from sarana.publish.releases.actions.drafting import NotPublished
from sarana.publish.releases.actions.microdata import draw_microdata
from sarana.publish.releases.actions.noise_by import drawn
from sarana.publish.releases.actions.progress import Counted, Progress, no_progress, of_population
from sarana.publish.releases.actions.seeds import keep_seed
from sarana.publish.releases.chance import chance_from, commitment_of, new_seed
from sarana.publish.releases.enums import Protection, ReleaseState
from sarana.publish.releases.freezing import files_of, sha256
from sarana.publish.releases.models import Release, ReleaseFile, ReleaseMicrodata, ReleaseTable
from sarana.publish.releases.nobody import FIGURE, files_of_nobody
from sarana.publish.releases.queries import microdata_out, moment_of, state_of, states_published
from sarana.publish.releases.rules import counts_persons_once, fraction_of, may_be_protected
from sarana.publish.releases.shown import NOISE, Population, ShownTable
from sarana.publish.releases.together import InRelease, derived_together, is_mixed, wholes_first
from sarana.science.disclosure import (
    ALL,
    Cell,
    Kind,
    State,
    Table,
    audit_states,
    expected_error,
    round_tables,
    suppress,
)
from sarana.science.indicators import INDICATORS

# So often more is hidden because of what earlier releases showed; then the attack decides.
_ROUNDS = 6
PUBLISHER = {
    "km": "គណៈកម្មាធិការជាតិប្រយុទ្ធប្រឆាំងអំពើជួញដូរមនុស្ស",
    "en": "National Committee for Counter Trafficking",
}


@transaction.atomic
def protect_release(*, by: Officer, release: Release, progress: Progress = no_progress) -> Release:
    """Protect every table as was chosen, and freeze the files. Noise is drawn once and paid for at once.

    Args:
        by: who prepares it.
        release: a draft, or one that was protected before.
        progress: told of which figure and year, and how many small counts of how many are protected.

    Raises:
        NotPublished: it holds no table, a budget is spent, or tables of one population are protected in two ways.
    """
    require(by, Power.WRITE_REPORT)
    release = Release.objects.select_for_update().get(pk=release.pk)
    if not may_be_protected(release):
        raise NotPublished("The release is signed or out; make another one.")
    populations: dict[Population, list[ReleaseTable]] = defaultdict(list)
    for table in release.tables.all():
        populations[table.indicator, table.year].append(table)
    if not populations and not ReleaseMicrodata.objects.filter(release=release).exists():
        raise NotPublished("Add a table first.")
    done: dict[Population, list[ShownTable]] = {}
    for population in wholes_first(list(populations)):
        declared = populations[population]
        _protect(release, population, declared, done, progress)
        done[population] = [ShownTable(table.content) for table in declared]
    if microdata := ReleaseMicrodata.objects.filter(release=release).first():
        draw_microdata(release, microdata, done)
    _freeze(release, microdata)
    release.state, release.findings, release.attack_fault, release.digest = ReleaseState.PROTECTED, [], "", ""
    release.version += 1
    release.save(update_fields=["state", "findings", "attack_fault", "digest", "version"])
    chosen = {table.name: table.protection for table in release.tables.all()}
    record_deed(by=by, action="protect_release", record=release, change={"tables": chosen})
    return release


def _protect(
    release: Release,
    population: Population,
    declared: Sequence[ReleaseTable],
    done: InRelease,
    progress: Progress,
) -> None:
    kinds = {table.protection for table in declared}
    out = [one for tables in states_published(population).values() for one in tables]
    is_noise = Protection.NOISE in kinds
    if (is_noise and kinds != {Protection.NOISE}) or any((one.kind == NOISE) != is_noise for one in out):
        raise NotPublished(
            f"{population[0]} {population[1]}: a figure's year is published with noise or with true counts, never with both."
        )
    if (
        not is_noise
        and (population[0] == FIGURE or INDICATORS[population[0]].part_of == FIGURE)
        and microdata_out(release, population[1])
    ):
        raise NotPublished(
            f"{population[0]} {population[1]}: records of nobody made from these persons are out or stand beside the table. "
            "Protect it with noise."
        )
    if is_mixed(release, population, done, is_noise=is_noise):
        raise NotPublished(
            f"{population[0]} {population[1]}: a figure that contains it, or that it contains, has noise where this has none "
            "or the other way round. Protect both with noise, or neither."
        )
    if len(kinds) > 1:
        raise NotPublished(f"{population[0]} {population[1]}: protect all its tables in the same way.")
    truth = [true_table(release.snapshot, table) for table in declared]
    match kinds.pop():
        case Protection.SUPPRESSION:
            _suppress(release, population, declared, truth, done, of_population(progress, population))
        case Protection.ROUNDING:
            _round(declared, truth)
        case _:
            for table, true in zip(declared, truth, strict=True):
                _add_noise(release, table, true)


def _suppress(
    release: Release,
    population: Population,
    declared: Sequence[ReleaseTable],
    truth: Sequence[Table],
    done: InRelease,
    progress: Counted,
) -> None:
    threshold = max(table.threshold for table in declared)
    secret = {
        cell
        for table, true in zip(declared, truth, strict=True)
        for cell in told_apart(release.snapshot, table, true)
    }
    for table, shown, true in zip(
        declared, _hidden(release, population, truth, secret, threshold, done, progress), truth, strict=True
    ):
        _keep(
            table, shown, {"kind": Protection.SUPPRESSION.value, "threshold": threshold}, cost_of(true, shown)
        )


def _hidden(
    release: Release,
    population: Population,
    truth: Sequence[Table],
    secret: set[Cell],
    threshold: int,
    done: InRelease,
    progress: Counted,
) -> list[Table]:
    """The tables with small counts hidden, and what earlier releases or figures around it would otherwise give back."""
    states = {moment: state_of(tables) for moment, tables in states_published(population).items()}
    mine = moment_of(release)
    shown = suppress(truth, threshold=threshold, secret=secret, progress=progress)
    for _ in range(_ROUNDS):
        before = states.get(mine, State(()))
        now = states | {mine: State((*before.tables, *shown), before.ranges)}
        ordered = sorted(now)
        try:
            found = audit_states([now[one] for one in ordered], threshold=threshold, new=ordered.index(mine))
            found += derived_together(release, population, now[mine], done, threshold=threshold)
        except ValueError:
            break
        cells = {table.cell(key) for table in truth for key in table.values}
        derived = {one.cell for one in found if one.kind != Kind.SHOWN}
        # What these tables give away of a finer one elsewhere is hidden where they tell of it.
        names = {name for table in truth for name in table.dimensions}
        derived |= {tuple(part for part in cell if part[0] in names) for cell in derived - cells}
        more = derived & cells - secret
        if not more:
            break
        secret |= more
        shown = suppress(truth, threshold=threshold, secret=secret, progress=progress)
    return shown


def _round(declared: Sequence[ReleaseTable], truth: Sequence[Table]) -> None:
    base, seed = max(table.threshold for table in declared), new_seed()
    try:
        told = round_tables(truth, base, chance=chance_from(seed))
    except ValueError as fault:
        raise NotPublished(str(fault)) from fault
    for table, shown, true in zip(declared, told.tables, truth, strict=True):
        protection = {
            "kind": Protection.ROUNDING.value,
            "threshold": base,
            "within": told.within,
            "commitment": commitment_of(seed),
        }
        table.within = told.within
        keep_seed(table, seed)
        _keep(table, shown, protection, cost_of(true, shown))


def _add_noise(release: Release, table: ReleaseTable, true: Table) -> None:
    rho = fraction_of(table.rho) or Fraction(0)
    if table.content:
        return  # It was drawn; another draw would tell more, and cost again.
    spend(release, table.year, table.name, rho)
    shown, told = drawn(table, true, rho)
    protection = {"kind": Protection.NOISE.value, "threshold": 0, "rho": str(rho), **told}
    _keep(table, shown, protection, noise_cost(true, rho))


def _keep(table: ReleaseTable, shown: Table, protection: dict[str, Any], cost: dict[str, Any]) -> None:
    table.content = described(table, shown, protection)
    table.cost = cost
    table.save()


def cost_of(true: Table, shown: Table) -> dict[str, Any]:
    """What protection costs: counts hidden of those that are not zero, persons no longer shown, how far counts are off."""
    finest = {key: int(count or 0) for key, count in true.values.items() if ALL not in key}
    told = {key: count for key, count in true.values.items() if count}
    hidden = [key for key in told if shown.values[key] is None]
    persons = sum(finest.values())
    lost = sum(count for key, count in finest.items() if shown.values[key] is None)
    off = [
        abs(value - int(true.values[key] or 0)) for key, value in shown.values.items() if value is not None
    ]
    return {
        "cells": len(told),
        "hidden": len(hidden),
        "share_hidden": round(100 * lost / persons, 1) if persons else 0.0,
        "error": round(sum(off) / len(off), 2) if off else 0.0,
    }


def noise_cost(true: Table, rho: Fraction) -> dict[str, Any]:
    """What noise costs before it is drawn: by how much a cell and the total are off on average."""
    finest = sum(ALL not in key for key in true.values) or 1
    return {
        "cells": sum(bool(count) for count in true.values.values()),
        "hidden": 0,
        "share_hidden": 0.0,
        "error": round(expected_error(rho), 2),
        "error_total": round(expected_error(rho) * sqrt(finest), 2),
    }


def costs_compared(table: ReleaseTable, *, rho: Fraction = Fraction(1, 2)) -> dict[str, dict[str, Any]]:
    """What each protection would cost this table by itself, so that one can be chosen; nothing is kept or spent."""
    true = true_table(table.release.snapshot, table)
    threshold = table.threshold
    secret = told_apart(table.release.snapshot, table, true)
    (hidden,) = suppress([true], threshold=threshold, secret=secret)
    found: dict[str, dict[str, Any]] = {Protection.SUPPRESSION.value: cost_of(true, hidden)}
    try:
        (rounded,) = round_tables([true], threshold).tables
        found[Protection.ROUNDING.value] = cost_of(true, rounded)
    except ValueError:
        pass
    if counts_persons_once(table.indicator):
        found[Protection.NOISE.value] = noise_cost(true, fraction_of(table.rho) or rho)
    return found


def _freeze(release: Release, microdata: ReleaseMicrodata | None) -> None:
    about: Mapping[str, Any] = {
        "code": release.code,
        "title_km": release.title_km,
        "title_en": release.title_en,
        "as_of": release.snapshot.taken_at.date().isoformat(),
        "publisher_en": PUBLISHER["en"],
    }
    release.files.all().delete()
    nobody = (
        files_of_nobody(microdata.year, microdata.rho, microdata.commitment, microdata.content)
        if microdata
        else {}
    )
    files = files_of([table.content for table in release.tables.all()], about, nobody)
    ReleaseFile.objects.bulk_create(
        ReleaseFile(release=release, name=name, content=content, sha256=sha256(content), size=len(content))
        for name, content in files.items()
    )
