"""Draws of latent classes that cross from one height of the posterior to another.

The cases on no list are summed out, so that a draw is the classes' shares and chances alone. Each chain runs at several
temperatures from the posterior to next to the prior and exchanges draws between them (parallel tempering; the temperatures are
spaced by Syed, Bouchard-Côté, Deligiannidis & Doucet 2021). Within a temperature the draw moves along the gradient
(Hamiltonian Monte Carlo), a class is drawn anew, or two classes change places. Gibbs sampling, which draws the hidden cases
along, stays at one height for thousands of draws on the tables of human trafficking.
"""

from typing import NamedTuple

import numpy as np
from numpy.random import Generator

from sarana.science.estimation.lattice import Marks, Numbers, Patterns
from sarana.science.estimation.tables import CaptureTable

LEVELS = 20
# The likelihood of so many cases is left at the last temperature.
_CASES_LEFT = 2.0
_LEAPS = 6
# Steps along the gradient are made as long as lets so many through.
_ACCEPTED = 0.75
_RATE = 0.05
_FIRST_STEP = 0.05
_STEPS = (1e-4, 1.0)
# The prior of the process's concentration, a gamma of this shape and rate, as in LCMCR.
_SHAPE = 0.25
_INVERSE_SCALE = 0.25
_CONCENTRATIONS = (1e-9, 1e6)
# The chance to be on a list is never nearer to 0, or the number of hidden cases has no bound.
_LEAST_SEEN = 1e-9
_EDGE = 1e-12


class Here(NamedTuple):
    """What is known at a place: by row the density's logarithm, its gradient, the likelihood's, the chance to be unseen."""

    density: Numbers
    gradient: Numbers
    likelihood: Numbers
    unseen: Numbers


class Tempered:
    """Chains in lockstep, each at several temperatures; a column is one chain at one temperature, the coldest first.

    A place is the logits of the sticks that the classes' shares are broken from (classes - 1 of them), then the logits of the
    chances by class and list.
    """

    def __init__(
        self, table: CaptureTable, chains: int, classes: int, generator: Generator, levels: int = LEVELS
    ) -> None:
        # In the order of their names, so that the order in the file changes no draw.
        bits = sorted(range(len(table.lists)), key=lambda bit: table.lists[bit])
        rows = [([p >> bit & 1 for bit in bits], count) for p, count in enumerate(table.counts) if count]
        rows.sort()
        self._patterns = np.array([row for row, _ in rows] + [[0] * len(bits)], dtype=np.float64)
        self._counts = np.array([count for _, count in rows], dtype=np.float64)
        self.cases = table.cases
        self._generator = generator
        self._chains, self._levels, self._classes, self._lists = chains, levels, classes, len(bits)
        self._columns = chains * levels
        self._column = np.arange(self._columns)
        self._steps = np.full(levels, _FIRST_STEP)
        self._refused = np.zeros(max(levels - 1, 0))
        self._rounds = 0
        last = min(1.0, _CASES_LEFT / self.cases)
        self._heat(np.geomspace(1.0, last, levels) if levels > 1 else np.ones(1))
        self._concentration = np.ones(self._columns)
        # Chains begin at draws of the prior, far apart.
        sticks = generator.uniform(size=(classes - 1, self._columns))
        chances = generator.uniform(size=(classes * len(bits), self._columns))
        self._place = _logit(np.concatenate([sticks, chances]))
        self._here = self._look(self._place)

    def step(self, *, warming: bool = False) -> Numbers:
        """Move every chain once; the hidden cases of each, drawn at the coldest."""
        self._along_gradient(warming=warming)
        self._class_anew()
        self._classes_change_places()
        self._draw_concentration()
        self._exchange()
        seen = np.clip(1 - self._here.unseen[:: self._levels], _LEAST_SEEN, 1.0)
        drawn: Numbers = self._generator.negative_binomial(self.cases, seen).astype(np.float64)
        return drawn

    def space(self) -> None:
        """Space the temperatures anew, so that each exchange is refused as often as the others."""
        if self._levels == 1 or not self._rounds:
            return
        refused = np.concatenate([[0.0], np.cumsum(self._refused / self._rounds + 1e-3)])
        even = np.linspace(0.0, refused[-1], self._levels)
        self._heat(np.exp(np.interp(even, refused, np.log(self._heats[: self._levels]))))
        self._refused[:] = 0.0
        self._rounds = 0
        self._here = self._look(self._place)

    @property
    def refused(self) -> float:
        """How often an exchange between neighbouring temperatures is refused, at the worst pair."""
        return float((self._refused / max(self._rounds, 1)).max(initial=0.0))

    @property
    def shares(self) -> Numbers:
        """By class and chain, the share of all cases at the coldest."""
        logs, _, _ = _shares(self._place[: self._classes - 1, :: self._levels])
        shares: Numbers = np.exp(logs)
        return shares

    def _heat(self, heats: Numbers) -> None:
        self._heats: Numbers = np.tile(heats, self._chains)

    def _look(self, place: Numbers) -> Here:
        """Density and gradient of the tempered posterior of the logits; the hidden cases are summed out with prior 1/N."""
        classes, lists = self._classes, self._lists
        logs, taken, left = _shares(place[: classes - 1])
        chances = place[classes - 1 :].reshape(classes, lists, -1)
        soft = np.logaddexp(0.0, chances)
        parts = np.matmul(self._patterns, chances)
        parts += (logs - soft.sum(axis=1))[:, None]
        top = parts.max(axis=0)
        parts -= top
        np.exp(parts, out=parts)
        whole = parts.sum(axis=0)
        chance = top + np.log(whole)
        unseen = np.exp(chance[-1])
        seen = np.maximum(-np.expm1(chance[-1]), _LEAST_SEEN)
        likelihood = self._counts @ chance[:-1] - self.cases * np.log(seen)
        # Expected members of each class from each pattern; from no list, as many as the draw expects to be hidden.
        expected = np.concatenate(
            [np.broadcast_to(self._counts[:, None], chance[:-1].shape), [self.cases * unseen / seen]]
        )
        parts *= expected * self._heats / whole
        members = parts.sum(axis=1)
        after = members[::-1].cumsum(axis=0)[::-1] - members
        stick = np.exp(taken)
        gradient = np.empty_like(place)
        gradient[: classes - 1] = (
            1 + members[:-1] - stick * (1 + self._concentration + members[:-1] + after[:-1])
        )
        on_list = np.matmul(self._patterns.T, parts)
        gradient[classes - 1 :] = (1 + on_list - (2 + members)[:, None] * np.exp(chances - soft)).reshape(
            classes * lists, -1
        )
        prior = (taken + self._concentration * left).sum(axis=0) + (chances - 2 * soft).sum(axis=(0, 1))
        return Here(self._heats * likelihood + prior, gradient, likelihood, unseen)

    def _take(self, moved: Marks, place: Numbers, there: Here) -> None:
        self._place = np.where(moved, place, self._place)
        self._here = Here(*(np.where(moved, new, old) for new, old in zip(there, self._here, strict=True)))

    def _chance(self) -> Numbers:
        drawn: Numbers = np.log(self._generator.uniform(size=self._columns))
        return drawn

    def _along_gradient(self, *, warming: bool) -> None:
        """Hamiltonian Monte Carlo (Neal 2011), with a step of its own for each temperature."""
        length = np.tile(self._steps, self._chains) * self._generator.uniform(0.5, 1.2, self._columns)
        push = self._generator.standard_normal(self._place.shape)
        energy = self._here.density - (push**2).sum(axis=0) / 2
        place, there = self._place, self._here
        push += length / 2 * there.gradient
        for leap in range(_LEAPS):
            place = place + length * push
            there = self._look(place)
            push += (length if leap < _LEAPS - 1 else length / 2) * there.gradient
        gain = there.density - (push**2).sum(axis=0) / 2 - energy
        gain = np.where(np.isfinite(gain), gain, -np.inf)
        self._take(self._chance() < gain, place, there)
        if warming:
            accepted = np.exp(np.minimum(gain, 0.0)).reshape(self._chains, self._levels).mean(axis=0)
            self._steps = np.clip(self._steps * np.exp(_RATE * (accepted - _ACCEPTED)), *_STEPS)

    def _class_anew(self) -> None:
        """Draw one class's chances, and every other time its stick, from the prior."""
        classes = self._generator.integers(0, self._classes, self._columns)
        place = self._place.copy()
        chances = place[self._classes - 1 :].reshape(self._classes, self._lists, -1)
        chances[classes, :, self._column] = _logit(self._generator.uniform(size=(self._columns, self._lists)))
        sticks = _logit(self._generator.beta(1.0, self._concentration))
        also = (self._generator.uniform(size=self._columns) < 1 / 2) & (classes < self._classes - 1)
        place[classes[also], self._column[also]] = sticks[also]
        there = self._look(place)
        gain = self._heats * (there.likelihood - self._here.likelihood)
        self._take(self._chance() < gain, place, there)

    def _classes_change_places(self) -> None:
        """Let a class and the next change places, as Papaspiliopoulos & Roberts 2008: the sticks' prior tells their order."""
        first = self._generator.integers(0, self._classes - 1, self._columns)
        place = self._place.copy()
        chances = place[self._classes - 1 :].reshape(self._classes, self._lists, -1)
        one, other = chances[first, :, self._column], chances[first + 1, :, self._column]
        chances[first, :, self._column], chances[first + 1, :, self._column] = other, one
        whole = first + 1 == self._classes - 1
        a = _stick(place[first, self._column])
        b = np.where(whole, 1.0, _stick(place[np.where(whole, 0, first + 1), self._column]))
        new_a = np.clip(b * (1 - a), _EDGE, 1 - _EDGE)
        new_b = np.clip(a / (1 - new_a), _EDGE, 1 - _EDGE)
        place[first, self._column] = _logit(new_a)
        inner = self._column[~whole]
        place[first[inner] + 1, inner] = _logit(new_b[inner])
        there = self._look(place)
        gain = there.density - self._here.density + np.where(whole, 0.0, _stretch(a, b, new_a, new_b))
        self._take(self._chance() < gain, place, there)

    def _draw_concentration(self) -> None:
        """From its gamma given the sticks."""
        _, taken, left = _shares(self._place[: self._classes - 1])
        rest = left.sum(axis=0)
        before = self._concentration
        drawn = self._generator.gamma(_SHAPE + self._classes - 1, 1 / (_INVERSE_SCALE - rest))
        self._concentration = np.clip(drawn, *_CONCENTRATIONS)
        moved = self._concentration - before
        self._here.gradient[: self._classes - 1] -= np.exp(taken) * moved
        self._here.density[:] += moved * rest

    def _exchange(self) -> None:
        """Exchange places between neighbouring temperatures, by turns those after the even and the odd ones."""
        levels, likelihood = self._levels, self._here.likelihood.reshape(self._chains, self._levels)
        heats = self._heats[:levels]
        source = self._column.reshape(self._chains, levels).copy()
        drawn = np.log(self._generator.uniform(size=(self._chains, max(levels - 1, 0))))
        for level in range(self._rounds % 2, levels - 1, 2):
            gain = (heats[level] - heats[level + 1]) * (likelihood[:, level + 1] - likelihood[:, level])
            moved = drawn[:, level] < gain
            self._refused[level] += 2 * float((1 - np.exp(np.minimum(gain, 0.0))).mean())
            source[moved, level], source[moved, level + 1] = source[moved, level + 1], source[moved, level]
        self._rounds += 1
        self._carry(source.ravel())

    def _carry(self, source: Patterns) -> None:
        """Take each column's place from another; the density's tempered part is reckoned at the new temperature."""
        old = self._heats[source]
        self._place = self._place[:, source]
        self._concentration = self._concentration[source]
        here = Here(*(part[..., source] for part in self._here))
        changed = old != self._heats
        density = here.density + (self._heats - old) * here.likelihood
        self._here = Here(density, here.gradient, here.likelihood, here.unseen)
        if changed.any():
            self._mend_gradient(old)

    def _mend_gradient(self, old: Numbers) -> None:
        """The likelihood's part of the gradient is in proportion to the temperature; the prior's is not."""
        sticks = _stick(self._place[: self._classes - 1])
        chances = _stick(self._place[self._classes - 1 :])
        prior = np.concatenate([1 - sticks * (1 + self._concentration), 1 - 2 * chances])
        gradient = prior + (self._here.gradient - prior) * (self._heats / old)
        self._here = self._here._replace(gradient=gradient)


def _logit(share: Numbers) -> Numbers:
    inside = np.clip(share, _EDGE, 1 - _EDGE)
    logit: Numbers = np.log(inside) - np.log1p(-inside)
    return logit


def _stick(logit: Numbers) -> Numbers:
    share: Numbers = 1 / (1 + np.exp(-logit))
    return share


def _shares(sticks: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The logarithms of the classes' shares, of what each stick takes, and of what it leaves."""
    taken = -np.logaddexp(0.0, -sticks)
    left = taken - sticks
    rest = left.cumsum(axis=0)
    logs = np.concatenate([taken, rest[-1:]])
    logs[1:-1] += rest[:-1]
    return logs, taken, left


def _stretch(a: Numbers, b: Numbers, new_a: Numbers, new_b: Numbers) -> Numbers:
    """The logarithm of how the change of places stretches the logits of the two sticks."""
    rest = 1 - new_a
    # Of new_a = b (1 - a) and new_b = a / (1 - new_a), by a and by b.
    area = np.abs(-b * a * (1 - a) / rest**2 - (1 - a) * (rest - a * b) / rest**2)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio: Numbers = np.log(area * a * (1 - a) * b * (1 - b)) - np.log(
            new_a * (1 - new_a) * new_b * (1 - new_b)
        )
    return np.where(np.isfinite(ratio), ratio, -np.inf)
