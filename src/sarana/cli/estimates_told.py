"""How a set of estimates is told: to programs as plain data, to people as sentences and a table."""

import math
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sarana.cli.screen import err, out, print_table, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sarana.science.estimation import (
        AdjustedEstimate,
        CaptureTable,
        DoublyRobustEstimate,
        Estimates,
        Gate,
        Method,
        StratifiedEstimate,
    )

_SIGNS = {"passed": "✓", "caution": "!", "failed": "✗"}


@contextmanager
def progress_bar() -> "Iterator[Callable[[Method, int, int], None]]":
    """A bar on the standard error of a terminal: how many resampled tables are done, by method."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        tasks: dict[Method, Any] = {}

        def tell_of(method: "Method", done: int, of: int) -> None:
            if method not in tasks:
                tasks[method] = bar.add_task(str(method), total=of)
            bar.update(tasks[method], completed=done)

        yield tell_of


def as_plain(found: "Estimates") -> dict[str, Any]:
    """The answers as programs take them; small cells of the table are not among them."""
    return {
        "cases": found.table.cases,
        "lists": list(found.table.lists),
        "assumption": found.assumption,
        "gates": [plain_gate(gate) for gate in found.gates],
        "estimates": [
            {
                "method": str(one.method),
                "order": one.order,
                "estimate": one.estimate,
                "lower": one.lower,
                "upper": one.upper,
                "level": one.level,
                "interval": one.interval,
                "model": list(one.model),
                "bic": one.bic,
                "monte_carlo_error": or_none(one.monte_carlo_error),
                "lower_error": or_none(one.lower_error),
                "upper_error": or_none(one.upper_error),
            }
            for one in found.estimates
        ],
        "by_delta": [
            {
                "delta": one.delta,
                "mean": one.mean,
                "median": one.median,
                "lower": one.lower,
                "upper": one.upper,
                "tail": one.tail,
                "largest": one.largest,
            }
            for one in found.by_delta
        ],
        "diagnosis": _diagnosis(found),
        "reading": {"km": found.reading.km, "en": found.reading.en},
    }


def _diagnosis(found: "Estimates") -> dict[str, Any] | None:
    told = found.diagnosis
    if told is None:
        return None
    # Without an assumption the changes are told, and no estimate by another door.
    return {
        "left_out": [{"lists": list(one.lists), "change": or_none(one.change)} for one in told.left_out],
        "merged": [{"lists": list(one.lists), "change": or_none(one.change)} for one in told.merged],
        "consistency": [{"list": one.name, "ratio": or_none(one.ratio)} for one in told.consistency],
        "links": {
            "share": told.link_share,
            "missed": or_none(told.missed),
            "made_in_error": or_none(told.falsely),
        },
    }


def or_none(number: float) -> float | None:
    """A number that JSON can hold."""
    return number if math.isfinite(number) else None


def show(found: "Estimates", language: str) -> None:
    """The range in words, the answers as a table, the gates as sentences."""
    from sarana.science.estimation.words import METHODS

    out.print(found.reading.in_language(language), soft_wrap=True)
    if found.estimates:
        print_table(
            f"{found.table.cases:,} · {', '.join(found.table.lists)}",
            ["method", "estimate", "lower", "upper", "interval", "± (Monte Carlo)", "model"],
            [
                (
                    METHODS[one.method].in_language(language),
                    f"{one.estimate:,.0f}",
                    f"{one.lower:,.0f}",
                    f"{one.upper:,.0f}",
                    f"{one.level:.0%} {one.interval}",
                    "–" if math.isnan(one.monte_carlo_error) else f"{one.monte_carlo_error:,.0f}",
                    " ".join(one.model),
                )
                for one in found.estimates
            ],
        )
    for gate in found.gates:
        out.print(
            f"{_SIGNS[gate.verdict.value]} {gate.words.in_language(language)}",
            highlight=False,
            soft_wrap=True,
        )


def draw(found: "Estimates", folder: Path, language: str) -> None:
    """Each drawing as a file of its name."""
    from sarana.publish.charts.estimates import drawings_of

    folder.mkdir(parents=True, exist_ok=True)
    for name, drawing in drawings_of(found, language=language).items():
        (folder / f"{name}.svg").write_text(drawing, encoding="utf-8")
    tell(f"Drawn into {folder}.")


def plain_gate(gate: "Gate") -> dict[str, Any]:
    """A gate as programs take it."""
    return {
        "name": gate.name,
        "verdict": gate.verdict.value,
        "method": gate.method,
        "words": {"km": gate.words.km, "en": gate.words.en},
    }


def plain_strata(found: "StratifiedEstimate") -> dict[str, Any]:
    """The sum over strata, in the form of an answer."""
    limits = found.interval
    return {
        "method": "stratified",
        "order": 2,
        "estimate": found.estimate,
        "lower": limits.lower,
        "upper": limits.upper,
        "level": limits.level,
        "interval": "BCa",
        "model": [],
        "bic": None,
        "monte_carlo_error": or_none(max(limits.lower_error, limits.upper_error)),
        "strata": [{"name": name, "estimate": one.estimate} for name, one in found.strata.items()],
    }


def plain_two_lists(found: "DoublyRobustEstimate") -> dict[str, Any]:
    """The doubly robust answer, in the form of an answer."""
    return {
        "method": "doubly robust",
        "order": None,
        "estimate": found.estimate,
        "lower": found.lower,
        "upper": found.upper,
        "level": found.level,
        "interval": "normal",
        "model": [],
        "bic": None,
        "monte_carlo_error": None,
        "plug_in": found.plug_in,
        "ignoring_covariates": found.ignoring,
        "bounded": found.bounded,
    }


def plain_adjusted(found: "AdjustedEstimate", table: "CaptureTable") -> dict[str, Any]:
    """The answer with what is known of the cases, in the form of an answer."""
    limits = found.interval
    return {
        "method": "stepwise with covariates",
        "order": 2,
        "estimate": found.estimate,
        "lower": limits.lower,
        "upper": limits.upper,
        "level": limits.level,
        "interval": "BCa",
        "model": [table.listed(pair) for pair in found.pairs],
        "bic": None,
        "monte_carlo_error": or_none(max(limits.lower_error, limits.upper_error)),
        "ignoring_covariates": found.ignoring,
        "kinds": found.kinds,
        "least_seen": found.least_seen,
        "most_seen": found.most_seen,
        "failed_replicates": limits.failed,
    }
