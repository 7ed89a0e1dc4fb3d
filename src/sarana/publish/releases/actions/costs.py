"""What protection costs, told before anybody signs."""

from collections.abc import Sequence
from fractions import Fraction
from math import pi, sqrt
from typing import Any

from sarana.publish.releases.actions.counting import table_for_noise, told_apart, true_table
from sarana.publish.releases.agreement import Seeded
from sarana.publish.releases.categories import has_laid_down_rows
from sarana.publish.releases.enums import Protection
from sarana.publish.releases.models import ReleaseTable
from sarana.publish.releases.rules import counts_persons_once, fraction_of
from sarana.science.disclosure import ALL, Table, expected_error, round_tables, suppress


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


def noise_cost_together(one: Seeded, beside: Sequence[Seeded]) -> dict[str, Any]:
    """The same of a table whose totals are told together with others of the same persons: what several say of one lies nearer."""
    every = sum(1 / (other.finest * float(other.variance)) for other in beside)
    return noise_cost(one.true, one.rho) | {"error_total": round(sqrt(2 / pi / every), 2)}


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
        drawn_for = table_for_noise(table.release.snapshot, table, rows=has_laid_down_rows(table))
        found[Protection.NOISE.value] = noise_cost(drawn_for, fraction_of(table.rho) or rho)
    return found
