"""True counts that may be shown: small ones hidden with others beside them, or every count rounded so that sums hold."""

from collections.abc import Sequence
from typing import Any

from sarana.publish.releases.actions.costs import cost_of
from sarana.publish.releases.actions.counting import described, told_apart
from sarana.publish.releases.actions.drafting import NotPublished
from sarana.publish.releases.actions.progress import Counted
from sarana.publish.releases.actions.seeds import keep_seed
from sarana.publish.releases.chance import chance_from, commitment_of, new_seed
from sarana.publish.releases.enums import Protection
from sarana.publish.releases.models import Release, ReleaseTable
from sarana.publish.releases.queries import moment_of, state_of, states_published
from sarana.publish.releases.shown import Population
from sarana.publish.releases.together import InRelease, derived_together
from sarana.science.disclosure import Cell, Kind, State, Table, audit_states, round_tables, suppress

# So often more is hidden because of what earlier releases showed; then the attack decides.
_ROUNDS = 6


def hide_small(
    release: Release,
    population: Population,
    declared: Sequence[ReleaseTable],
    truth: Sequence[Table],
    done: InRelease,
    progress: Counted,
) -> None:
    """Hide small counts of these tables, and what would give them back; their contents are set and not saved."""
    threshold = max(table.threshold for table in declared)
    secret = {
        cell
        for table, true in zip(declared, truth, strict=True)
        for cell in told_apart(release.snapshot, table, true)
    }
    for table, shown, true in zip(
        declared, _hidden(release, population, truth, secret, threshold, done, progress), truth, strict=True
    ):
        put_content(
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


def round_counts(declared: Sequence[ReleaseTable], truth: Sequence[Table]) -> None:
    """Round every count of these tables to multiples of one base; their contents are set and not saved.

    Raises:
        NotPublished: no such table adds up.
    """
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
        put_content(table, shown, protection, cost_of(true, shown))


def put_content(table: ReleaseTable, shown: Table, protection: dict[str, Any], cost: dict[str, Any]) -> None:
    """Set what is shown of a table and what it costs."""
    table.content, table.cost = described(table, shown, protection), cost
