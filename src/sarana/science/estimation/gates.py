"""The gates: what must be asked before a number is believed, each with its verdict and its words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from sarana.science.estimation.bootstrap import Interval
from sarana.science.estimation.covariates import AdjustedEstimate
from sarana.science.estimation.diagnosis import Diagnosis
from sarana.science.estimation.graphical import GraphicalEstimate
from sarana.science.estimation.information import ScoredModels
from sarana.science.estimation.latent import LatentEstimate
from sarana.science.estimation.tables import CaptureTable
from sarana.science.estimation.two_lists import DoublyRobustEstimate
from sarana.science.estimation.variants import overlapping
from sarana.science.estimation.words import METHODS, Words, percent, rounded, say, to_five

# None of these bounds is a law; each is where published re-analyses (Whitehead et al. 2021, Binette & Steorts 2022)
# begin to call an estimate unreliable. They are printed with what they judge.
FEWEST_OVERLAPPING = 25
FEWEST_SHARED = 5
MOST_MOVE = 0.25
MOST_RATIO = 1.5
LEAST_SEEN = 0.02
MOST_SEEN = 0.999
MOST_WIDTH = 3.0
MOST_FAILED = 0.01
MOST_LIMIT_ERROR = 0.05
MOST_BOUNDED = 0.05
BIC_MARGIN = 2.0
_TAIL = 1e-6


class Verdict(Enum):
    """Whether a gate is passed."""

    PASSED = "passed"
    CAUTION = "caution"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Gate:
    """One question and its answer.

    Attributes:
        name: what is asked, a stable word for programs.
        verdict: passed, to be read with caution, or failed.
        words: the answer to people.
        method: the method that it concerns; None where it concerns the table.
    """

    name: str
    verdict: Verdict
    words: Words
    method: str | None = None


def gate_of_assumption(assumption: str) -> Gate:
    """Whether it was written down how the lists hang together."""
    written = bool(assumption.strip())
    verdict = Verdict.PASSED if written else Verdict.FAILED
    return Gate("assumption", verdict, say("assumption given" if written else "assumption missing"))


def gates_of_table(table: CaptureTable, assumption: str) -> list[Gate]:
    """What can be asked before anything is estimated."""
    gates = [gate_of_assumption(assumption)]
    several = overlapping(table)
    enough = several >= FEWEST_OVERLAPPING
    gates.append(
        Gate(
            "overlap",
            Verdict.PASSED if enough else Verdict.FAILED,
            say("overlap enough", cases=to_five(several)) if enough else say("overlap few"),
        )
    )
    alone = [
        name
        for bit, name in enumerate(table.lists)
        if sum(n for p, n in enumerate(table.counts) if p >> bit & 1 and p.bit_count() > 1) < FEWEST_SHARED
    ]
    words = say("lists alone", lists=", ".join(alone)) if alone else say("lists met")
    gates.append(Gate("lists meet", Verdict.CAUTION if alone else Verdict.PASSED, words))
    return gates


def gate_of_referrals(referrals: Iterable[tuple[str, str]], model: Sequence[str], method: str) -> Gate | None:
    """Whether the pairs of lists between which cases are referred hang together in the model; None without referrals."""
    declared = [frozenset(pair) for pair in referrals]
    if not declared:
        return None
    joined = [frozenset(term.split("&")) for term in model]
    missing = [pair for pair in declared if not any(pair <= term for term in joined)]
    told = ", ".join("&".join(sorted(pair)) for pair in missing or declared)
    return Gate(
        "referrals",
        Verdict.FAILED if missing else Verdict.PASSED,
        say("referral out" if missing else "referral in", lists=told),
        method,
    )


def gates_of_interval(interval: Interval, method: str) -> list[Gate]:
    """Whether the replicates carry the interval, and whether it says anything."""
    name = METHODS[method]
    failed = interval.failed / (interval.failed + interval.replicates)
    gates = [
        Gate("replicates", Verdict.PASSED, say("replicates whole", method=name), method)
        if failed <= MOST_FAILED
        else Gate(
            "replicates",
            Verdict.FAILED,
            say("replicates failed", method=name, share=f"{failed:.0%}"),
            method,
        )
    ]
    if interval.below in (0.0, 1.0):
        gates.append(Gate("one side", Verdict.CAUTION, say("replicates one side", method=name), method))
    gates.append(gate_of_limits(interval, method))
    gates.append(gate_of_width(interval.lower, interval.upper, method))
    return gates


def gate_of_limits(found: Interval | LatentEstimate, method: str) -> Gate:
    """Whether more draws would move the limits."""
    shares = np.array([found.lower_error / found.lower, found.upper_error / found.upper])
    if np.isnan(shares).any():
        return Gate("limits", Verdict.CAUTION, say("limits few", method=METHODS[method]), method)
    sharp = bool(shares.max() <= MOST_LIMIT_ERROR)
    told = f"{shares.max():.1%}"
    return Gate(
        "limits",
        Verdict.PASSED if sharp else Verdict.CAUTION,
        say("limits sharp" if sharp else "limits rough", method=METHODS[method], error=told),
        method,
    )


def gate_of_width(lower: float, upper: float, method: str) -> Gate:
    """Whether the interval is narrow enough to say something."""
    ratio = upper / lower if lower else float("inf")
    usable = ratio <= MOST_WIDTH
    return Gate(
        "width",
        Verdict.PASSED if usable else Verdict.CAUTION,
        say("width usable" if usable else "width wide", method=METHODS[method], ratio=f"{ratio:.1f}"),
        method,
    )


def gates_of_diagnosis(diagnosis: Diagnosis) -> list[Gate]:
    """Whether the answer stands when the lists are told otherwise."""
    gates = []
    known = [variant for variant in diagnosis.left_out if not np.isnan(variant.change)]
    if known:
        most = max(known, key=lambda variant: abs(variant.change))
        moves = abs(most.change) > MOST_MOVE or len(known) < len(diagnosis.left_out)
        key = "left out moves" if moves else "left out steady"
        words = say(key, lists=", ".join(most.lists), change=percent(most.change))
        gates.append(Gate("list left out", Verdict.FAILED if moves else Verdict.PASSED, words))
    else:
        gates.append(Gate("list left out", Verdict.CAUTION, say("left out unknown")))
    told = [one for one in diagnosis.consistency if not np.isnan(one.ratio)]
    if told:
        worst = max(told, key=lambda one: abs(np.log(one.ratio)))
        if max(worst.ratio, 1 / worst.ratio) > MOST_RATIO:
            words = say("inconsistent", lists=worst.name, ratio=f"{worst.ratio:.0%}")
            gates.append(Gate("consistency", Verdict.FAILED, words))
        else:
            ratios = [one.ratio for one in told]
            words = say("consistent", least=f"{min(ratios):.0%}", most=f"{max(ratios):.0%}")
            gates.append(Gate("consistency", Verdict.PASSED, words))
    steady = max(abs(diagnosis.missed), abs(diagnosis.falsely)) <= MOST_MOVE / 2
    gates.append(
        Gate(
            "links",
            Verdict.PASSED if steady else Verdict.CAUTION,
            say(
                "links steady" if steady else "links move",
                share=f"{diagnosis.link_share:.0%}",
                missed=percent(diagnosis.missed),
                falsely=percent(diagnosis.falsely),
            ),
        )
    )
    return gates


def gate_of_rivals(scored: ScoredModels) -> Gate:
    """Whether the models about as good as the best tell about the same."""
    rivals = scored.estimates[scored.bics <= np.nanmin(scored.bics) + BIC_MARGIN]
    least, most = float(rivals.min()), float(rivals.max())
    agree = most <= MOST_RATIO * least
    return Gate(
        "rival models",
        Verdict.PASSED if agree else Verdict.FAILED,
        say(
            "rivals agree" if agree else "rivals disagree",
            margin=f"{BIC_MARGIN:g}",
            least=rounded(least),
            most=rounded(most),
        ),
        "bic",
    )


def gates_of_deltas(found: Sequence[GraphicalEstimate]) -> list[Gate]:
    """Whether the prior count in a cell answers, or the data."""
    means = [one.mean for one in found]
    steady = max(means) <= MOST_RATIO * min(means)
    tail = max(one.tail for one in found)
    return [
        Gate(
            "delta",
            Verdict.PASSED if steady else Verdict.FAILED,
            say(
                "delta steady" if steady else "delta moves",
                least=rounded(min(means)),
                most=rounded(max(means)),
            ),
            "graphical",
        ),
        Gate(
            "tail",
            Verdict.PASSED if tail < _TAIL else Verdict.FAILED,
            say("tail short") if tail < _TAIL else say("tail long", share=f"{tail:.1%}"),
            "graphical",
        ),
    ]


def gates_of_chains(found: LatentEstimate) -> list[Gate]:
    """Whether the chains agree."""
    key = "chains agree" if found.converged else "chains disagree"
    return [
        Gate(
            "chains",
            Verdict.PASSED if found.converged else Verdict.FAILED,
            say(key, chains=found.chains, r_hat=f"{found.r_hat:.3f}"),
            "latent",
        ),
        gate_of_limits(found, "latent"),
        gate_of_width(found.lower, found.upper, "latent"),
    ]


def gates_of_kinds(found: AdjustedEstimate) -> list[Gate]:
    """Whether the replicates carry the interval with covariates, and whether few cases stand for many."""
    key = "kinds seen"
    if found.most_seen > MOST_SEEN:
        key = "kinds certain"
    elif found.least_seen < LEAST_SEEN:
        key = "kinds unseen"
    words = say(key, method=METHODS["covariates"], least=f"{found.least_seen:.1%}")
    verdict = Verdict.PASSED if key == "kinds seen" else Verdict.FAILED
    return [*gates_of_interval(found.interval, "covariates"), Gate("kinds", verdict, words, "covariates")]


def gates_of_two_lists(found: DoublyRobustEstimate) -> list[Gate]:
    """Whether the correction only corrects, whether few cases stand for many, and how wide the interval is."""
    ratio = found.estimate / found.plug_in
    agree = max(ratio, 1 / ratio) <= MOST_RATIO
    bounded = found.bounded > MOST_BOUNDED
    return [
        Gate(
            "chances",
            Verdict.PASSED if agree else Verdict.FAILED,
            say("chances agree" if agree else "chances disagree"),
            "two lists",
        ),
        Gate(
            "bounded",
            Verdict.FAILED if bounded else Verdict.PASSED,
            say("chances small" if bounded else "chances usable"),
            "two lists",
        ),
        gate_of_width(found.lower, found.upper, "two lists"),
    ]


def gate_of_methods(estimates: Sequence[float]) -> Gate:
    """Whether the methods agree with each other."""
    least, most = min(estimates), max(estimates)
    agree = most <= MOST_RATIO * least
    key = "methods agree" if agree else "methods disagree"
    return Gate(
        "methods",
        Verdict.PASSED if agree else Verdict.FAILED,
        say(key, least=rounded(least), most=rounded(most)),
    )
