"""The set of answers with their gates: what is asked for, never one number."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from sarana.science.estimation.diagnosis import Diagnosis
from sarana.science.estimation.gates import Gate, Verdict
from sarana.science.estimation.graphical import GraphicalEstimate
from sarana.science.estimation.information import ScoredModels
from sarana.science.estimation.tables import CaptureTable
from sarana.science.estimation.words import Words, rounded, say, to_five


class Method(StrEnum):
    """Ways to an answer."""

    STEPWISE = "stepwise"
    BIC = "bic"
    GRAPHICAL = "graphical"
    LATENT = "latent"


@dataclass(frozen=True, slots=True)
class Estimate:
    """One method's answer.

    Attributes:
        method: how it came about: one of Method, or with what is known of the cases "covariates" or "two lists".
        order: how many lists the largest interactions considered have; None where the method has no such order.
        estimate: cases in all, seen and hidden.
        lower, upper: the interval.
        level: the nominal chance that the interval holds the number.
        interval: what kind of interval it is: BCa, posterior, or normal on the logarithm.
        model: the interactions in the model, by the names of the lists joined with "&".
        bic: the Bayesian information criterion; None where the method has none.
        lower_error, upper_error: Monte Carlo standard errors of the limits; NaN where they can't be told.
    """

    method: str
    order: int | None
    estimate: float
    lower: float
    upper: float
    level: float
    interval: str
    model: tuple[str, ...]
    bic: float | None
    lower_error: float
    upper_error: float

    @property
    def monte_carlo_error(self) -> float:
        """The larger of the two limits' errors, as far as they can be told; NaN where neither can."""
        return float(np.fmax(self.lower_error, self.upper_error))


@dataclass(frozen=True, slots=True)
class Estimates:
    """All answers on one table; whoever shows one shows all, with the gates.

    Attributes:
        table: the cases by pattern.
        assumption: what was written down of how the lists hang together.
        gates: what was asked before believing, with verdicts.
        estimates: the answers; none where no assumption was written down.
        diagnosis: the stepwise answer when the lists are told otherwise.
        models: all models of the class that the criterion chose among; None unless asked for.
        by_delta: the averages over graphs at several deltas.
        densities: by method, points (cases, posterior density).
        reading: the range in plain words.
    """

    table: CaptureTable
    assumption: str
    gates: tuple[Gate, ...]
    estimates: tuple[Estimate, ...]
    diagnosis: Diagnosis | None
    models: ScoredModels | None
    by_delta: tuple[GraphicalEstimate, ...]
    densities: dict[str, tuple[tuple[float, float], ...]]
    reading: Words


def reading(table: CaptureTable, gates: Sequence[Gate], estimates: Sequence[Estimate]) -> Words:
    """The range over the answers, to a minister; none where no method passed all of its own checks.

    Chains that disagree take their answer out of the range: theirs is no number at all. Other failed checks leave it in, for a
    range of the sound answers alone would look surer than it is.
    """
    failed = [gate for gate in gates if gate.verdict is Verdict.FAILED]
    refused = {gate.method for gate in failed if gate.name == "chains"}
    doubted = {gate.method for gate in failed}
    believed = [one for one in estimates if one.method not in refused]
    if not any(one.method not in doubted for one in believed):
        return say("reading doubted" if estimates else "reading none")
    return say(
        "reading",
        cases=to_five(table.cases),
        least=rounded(min(one.lower for one in believed)),
        most=rounded(max(one.upper for one in believed)),
        failed=sum(gate.verdict is Verdict.FAILED for gate in gates),
        gates=len(gates),
    )


@dataclass(frozen=True, slots=True)
class Change:
    """Whether the number changed between two times.

    Attributes:
        decidable: whether that can be said at all.
        words: the answer to people.
    """

    decidable: bool
    words: Words


def change(earlier: Estimates, later: Estimates) -> Change:
    """Whether the number of cases fell or rose: only where the intervals of all methods lie apart."""
    if not earlier.estimates or not later.estimates:
        return Change(False, say("change unknown"))
    if max(one.upper for one in later.estimates) < min(one.lower for one in earlier.estimates):
        return Change(True, say("change fell"))
    if min(one.lower for one in later.estimates) > max(one.upper for one in earlier.estimates):
        return Change(True, say("change rose"))
    return Change(False, say("change open"))
