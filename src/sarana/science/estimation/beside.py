"""What is known of the cases answers beside the methods that know the lists alone, or in their place with two lists."""

from collections.abc import Sequence
from dataclasses import replace

from sarana.science.estimation.answers import Estimate, Estimates, reading
from sarana.science.estimation.covariates import AdjustedEstimate
from sarana.science.estimation.gates import (
    Gate,
    Verdict,
    gate_of_assumption,
    gate_of_methods,
    gates_of_kinds,
    gates_of_two_lists,
)
from sarana.science.estimation.information import PAIRS
from sarana.science.estimation.refusals import TableNotUsable
from sarana.science.estimation.tables import CaptureTable
from sarana.science.estimation.two_lists import DoublyRobustEstimate
from sarana.science.estimation.words import METHODS, say

COVARIATES = "covariates"
TWO_LISTS = "two lists"


def with_covariates(found: Estimates, known: AdjustedEstimate | TableNotUsable) -> Estimates:
    """The answers and one more, with its gates, or with the reason why it refused; the range in words is over all of them.

    Answers without an assumption, which are none, stay none.
    """
    if not found.estimates:
        return found
    if isinstance(known, TableNotUsable):
        words = say("method refused", method=METHODS[COVARIATES], reason=known.words)
        return _told(found, found.estimates, [Gate("answer", Verdict.FAILED, words, COVARIATES)])
    limits = known.interval
    one = Estimate(
        method=COVARIATES,
        order=PAIRS,
        estimate=known.estimate,
        lower=limits.lower,
        upper=limits.upper,
        level=limits.level,
        interval="BCa",
        model=tuple(found.table.listed(pair) for pair in known.pairs),
        bic=None,
        lower_error=limits.lower_error,
        upper_error=limits.upper_error,
    )
    return _told(found, [*found.estimates, one], gates_of_kinds(known))


def of_two_lists(table: CaptureTable, assumption: str, known: DoublyRobustEstimate) -> Estimates:
    """The one answer that two lists have, with its gates; none without an assumption."""
    one = Estimate(
        method=TWO_LISTS,
        order=None,
        estimate=known.estimate,
        lower=known.lower,
        upper=known.upper,
        level=known.level,
        interval="normal",
        model=(),
        bic=None,
        lower_error=0.0,
        upper_error=0.0,
    )
    written = bool(assumption.strip())
    gates = (gate_of_assumption(assumption), *(gates_of_two_lists(known) if written else ()))
    estimates = (one,) if written else ()
    return Estimates(
        table=table,
        assumption=assumption.strip(),
        gates=gates,
        estimates=estimates,
        diagnosis=None,
        models=None,
        by_delta=(),
        densities={},
        reading=reading(table, gates, estimates),
    )


def _told(found: Estimates, estimates: Sequence[Estimate], more: Sequence[Gate]) -> Estimates:
    gates = [*(gate for gate in found.gates if gate.name != "methods"), *more]
    if len(estimates) > 1:
        gates.append(gate_of_methods([one.estimate for one in estimates]))
    said = reading(found.table, gates, estimates)
    return replace(found, gates=tuple(gates), estimates=tuple(estimates), reading=said)
