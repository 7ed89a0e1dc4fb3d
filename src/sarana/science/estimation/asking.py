"""Every method and every gate asked of one table."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from sarana.science.estimation.answers import Estimate, Estimates, Method, reading
from sarana.science.estimation.bootstrap import (
    BIC_REPLICATES,
    LEVEL,
    REPLICATES,
    Interval,
    bic_interval,
    stepwise_interval,
)
from sarana.science.estimation.diagnosis import diagnose
from sarana.science.estimation.gates import (
    Gate,
    Verdict,
    gate_of_methods,
    gate_of_referrals,
    gate_of_rivals,
    gate_of_width,
    gates_of_chains,
    gates_of_deltas,
    gates_of_diagnosis,
    gates_of_interval,
    gates_of_table,
)
from sarana.science.estimation.graphical import GraphicalEstimate, over_deltas
from sarana.science.estimation.information import PAIRS, ScoredModels, hierarchical_models, score_models
from sarana.science.estimation.latent import CHAINS, DRAWS, latent
from sarana.science.estimation.lattice import Marks
from sarana.science.estimation.progress import Progress
from sarana.science.estimation.refusals import TableNotUsable, refusal
from sarana.science.estimation.tables import CaptureTable
from sarana.science.estimation.words import METHODS, say

# Two methods' answers can be held against each other.
_SEVERAL = 2


@dataclass(slots=True)
class _Answers:
    """What is gathered while the methods run."""

    table: CaptureTable
    referrals: tuple[tuple[str, str], ...]
    order: int | None
    replicates: int | None
    alone: bool
    level: float
    seed: int
    draws: int
    progress: Callable[[Method, int, int], None]
    gates: list[Gate]
    estimates: list[Estimate]
    densities: dict[str, tuple[tuple[float, float], ...]]
    models: ScoredModels | None = None
    by_delta: tuple[GraphicalEstimate, ...] = ()

    def stepwise(self) -> None:
        answer, interval = stepwise_interval(
            self.table,
            replicates=self.replicates or REPLICATES,
            level=self.level,
            seed=self.seed,
            progress=self._told(Method.STEPWISE),
        )
        terms = _terms_of(self.table, answer.pairs)
        bic = float(score_models(self.table, terms).bics[0])
        self._add(Method.STEPWISE, PAIRS, answer.estimate, interval, answer.pairs, bic)

    def bic(self) -> None:
        answer, interval = bic_interval(
            self.table,
            order=self.order,
            replicates=self.replicates if self.alone and self.replicates else self._few(),
            level=self.level,
            seed=self.seed,
            progress=self._told(Method.BIC),
        )
        self._add(Method.BIC, answer.order, answer.estimate, interval, answer.model, answer.bic)
        self.models = score_models(self.table, hierarchical_models(len(self.table.lists), self.order))
        self.gates.append(gate_of_rivals(self.models))

    def _told(self, method: Method) -> Progress:
        return lambda done, of: self.progress(method, done, of)

    def _few(self) -> int:
        """Beside other methods the search among models takes no more replicates than it needs."""
        return min(self.replicates or BIC_REPLICATES, BIC_REPLICATES)

    def _add(
        self,
        method: Method,
        order: int,
        estimate: float,
        interval: Interval,
        model: Sequence[int],
        bic: float,
    ) -> None:
        names = tuple(self.table.listed(term) for term in model)
        self.estimates.append(
            Estimate(
                method,
                order,
                estimate,
                interval.lower,
                interval.upper,
                interval.level,
                "BCa",
                names,
                bic,
                interval.lower_error,
                interval.upper_error,
            )
        )
        self.gates += gates_of_interval(interval, method)
        referred = gate_of_referrals(self.referrals, names, method)
        if referred:
            self.gates.append(referred)

    def graphical(self) -> None:
        self.by_delta = over_deltas(self.table, level=self.level)
        first = self.by_delta[0]
        edges = tuple(self.table.listed(edge) for edge in first.graphs[0][0])
        self.estimates.append(
            Estimate(
                Method.GRAPHICAL,
                None,
                first.mean,
                first.lower,
                first.upper,
                first.level,
                "posterior",
                edges,
                None,
                0.0,
                0.0,
            )
        )
        self.gates += gates_of_deltas(self.by_delta)
        self.gates.append(gate_of_width(first.lower, first.upper, Method.GRAPHICAL))
        self.densities[Method.GRAPHICAL] = first.density

    def latent(self) -> None:
        found = latent(
            self.table,
            chains=CHAINS,
            draws=self.draws,
            level=self.level,
            seed=self.seed,
            progress=self._told(Method.LATENT),
        )
        self.estimates.append(
            Estimate(
                Method.LATENT,
                None,
                found.median,
                found.lower,
                found.upper,
                found.level,
                "posterior",
                (),
                None,
                found.lower_error,
                found.upper_error,
            )
        )
        self.gates += gates_of_chains(found)
        self.densities[Method.LATENT] = found.density


def answer(
    table: CaptureTable,
    *,
    assumption: str,
    methods: Iterable[Method] = tuple(Method),
    order: int | None = PAIRS,
    replicates: int | None = None,
    referrals: Iterable[tuple[str, str]] = (),
    level: float = LEVEL,
    seed: int = 1,
    draws: int = DRAWS,
    progress: Callable[[Method, int, int], None] = lambda _method, _done, _of: None,
) -> Estimates:
    """Ask every method, and every gate.

    A method that refuses the table leaves a failed gate with its reason in place of an answer.

    Args:
        table: the cases by pattern.
        assumption: how the lists hang together, in words; without it there are diagnostics and no estimate.
        methods: the ways to an answer.
        order: how many lists an interaction may have where the criterion chooses; None for all hierarchical models.
        replicates: of the bootstrap; without it 20,000 for the stepwise model and 1,000 for the criterion's choice, which
            takes more only when it is asked alone.
        referrals: pairs of lists between which agencies refer cases to each other.
        level: of the intervals.
        seed: of all draws.
        draws: kept of each latent-class chain; a third as many are thrown away first.
        progress: told the method and how many of its resampled tables, or draws, are done, of how many.
    """
    declared = tuple(referrals)
    asked = tuple(methods)
    unknown = {name for pair in declared for name in pair} - set(table.lists)
    if unknown:
        raise refusal("no such list", name=repr(min(unknown)), lists=", ".join(table.lists))
    gathered = _Answers(
        table,
        declared,
        order,
        replicates,
        len(asked) == 1,
        level,
        seed,
        draws,
        progress,
        gates_of_table(table, assumption),
        [],
        {},
    )
    diagnosis = diagnose(table, seed=seed)
    gathered.gates += gates_of_diagnosis(diagnosis)
    if assumption.strip():
        for method in asked:
            _ask(gathered, method)
        believed = [one.estimate for one in gathered.estimates]
        if len(believed) >= _SEVERAL:
            gathered.gates.append(gate_of_methods(believed))
    return Estimates(
        table=table,
        assumption=assumption.strip(),
        gates=tuple(gathered.gates),
        estimates=tuple(gathered.estimates),
        diagnosis=diagnosis,
        models=gathered.models,
        by_delta=gathered.by_delta,
        densities=gathered.densities,
        reading=reading(table, gathered.gates, gathered.estimates),
    )


def _ask(gathered: _Answers, method: Method) -> None:
    ways: dict[Method, Callable[[], None]] = {
        Method.STEPWISE: gathered.stepwise,
        Method.BIC: gathered.bic,
        Method.GRAPHICAL: gathered.graphical,
        Method.LATENT: gathered.latent,
    }
    try:
        ways[method]()
    except TableNotUsable as refused:
        words = say("method refused", method=METHODS[method], reason=refused.words)
        gathered.gates.append(Gate("answer", Verdict.FAILED, words, method))


def _terms_of(table: CaptureTable, pairs: Sequence[int]) -> Marks:
    patterns = range(len(table.counts))
    return np.array([[pattern.bit_count() <= 1 or pattern in pairs for pattern in patterns]])
