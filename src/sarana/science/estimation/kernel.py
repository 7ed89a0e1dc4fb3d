"""Newton's steps for one table after the other: the same sums over the lattice, steps and ends as in loglinear.

Written as loops for numba to compile (see compiled); as Python they are slow, and give the same.
"""

import numpy as np

from sarana.science.estimation.lattice import Marks, Numbers, Patterns

_CONVERGED = 1e-11
_MOST_STEPS = 100
_MOST_HALVINGS = 30
_SLACK = 1e-9


def add_subsets(values: Numbers) -> None:
    """At each pattern, in place, the sum over all patterns within it."""
    step = 1
    while step < len(values):
        for block in range(0, len(values), 2 * step):
            for at in range(block, block + step):
                values[at + step] += values[at]
        step *= 2


def add_supersets(values: Numbers) -> None:
    """At each pattern, in place, the sum over all patterns that contain it."""
    step = 1
    while step < len(values):
        for block in range(0, len(values), 2 * step):
            for at in range(block, block + step):
                values[at] += values[at + step]
        step *= 2


def solve(margins: Numbers, columns: Patterns, right: Numbers, system: Numbers, solved: Numbers) -> None:
    """Cholesky's factor of the information, then both triangles; the information of two terms is the margin at their union."""
    size = len(columns)
    for i in range(size):
        for j in range(i + 1):
            entry = margins[columns[i] | columns[j]]
            for k in range(j):
                entry -= system[i, k] * system[j, k]
            system[i, j] = np.sqrt(entry) if i == j else entry / system[j, j]
    for i in range(size):
        entry = right[i]
        for k in range(i):
            entry -= system[i, k] * solved[k]
        solved[i] = entry / system[i, i]
    for i in range(size - 1, -1, -1):
        entry = solved[i]
        for k in range(i + 1, size):
            entry -= system[k, i] * solved[k]
        solved[i] = entry / system[i, i]


def evaluate(
    terms: Numbers, columns: Patterns, live: Marks, targets: Numbers, means: Numbers, margins: Numbers
) -> float:
    """The means, their margins and the likelihood at some terms."""
    means[:] = 0.0
    for i in range(len(columns)):
        means[columns[i]] = terms[i]
    add_subsets(means)
    for at in range(len(means)):
        means[at] = np.exp(means[at]) if live[at] else 0.0
    margins[:] = means
    add_supersets(margins)
    likelihood = -float(margins[0])
    for i in range(len(columns)):
        likelihood += float(targets[i] * terms[i])
    return likelihood


def begin(
    counts: Numbers, live: Marks, columns: Patterns, system: Numbers, right: Numbers, terms: Numbers
) -> None:
    """A weighted regression on the logarithms."""
    guess = np.zeros(len(counts))
    target = np.zeros(len(counts))
    for at in range(len(counts)):
        if live[at]:
            guess[at] = counts[at] + 0.1
            target[at] = guess[at] * np.log(guess[at]) + counts[at] - guess[at]
    add_supersets(target)
    add_supersets(guess)
    for i in range(len(columns)):
        right[i] = target[columns[i]]
    solve(guess, columns, right, system, terms)


def ascend(
    counts: Numbers, columns: Patterns, live: Marks, terms: Numbers, begun: bool, means: Numbers
) -> bool:
    """One table's terms and means at the maximum, from terms to start from where begun; whether it was reached."""
    size = len(columns)
    system, right, step, tried = np.empty((size, size)), np.empty(size), np.empty(size), np.empty(size)
    margins = counts.copy()
    add_supersets(margins)
    cases = max(1.0, margins[0])
    targets = margins[columns]
    if not begun:
        begin(counts, live, columns, system, right, terms)
    likelihood = evaluate(terms, columns, live, targets, means, margins)
    for _ in range(_MOST_STEPS):
        right[:] = targets - margins[columns]
        solve(margins, columns, right, system, step)
        last = (step * right).sum() < _CONVERGED * cases
        length = 1.0
        for _halving in range(_MOST_HALVINGS):
            tried[:] = terms + length * step
            found = evaluate(tried, columns, live, targets, means, margins)
            if last or found >= likelihood - _SLACK * abs(likelihood):
                break
            length /= 2
        terms[:] = tried
        likelihood = found
        if last:
            return True
    return False


def climb(counts: Numbers, finite: Marks, live: Marks, start: Numbers) -> tuple[Numbers, Numbers, Marks]:
    """The terms, the means and whether the maximum was reached, of each row's model on each row's table."""
    tables, patterns = counts.shape
    all_terms = np.zeros((tables, patterns))
    all_means = np.zeros((tables, patterns))
    reached = np.zeros(tables, dtype=np.bool_)
    begun = len(start) > 0
    for row in range(tables):
        columns = np.flatnonzero(finite[row])
        terms = start[row][columns] if begun else np.zeros(len(columns))
        reached[row] = ascend(counts[row], columns, live[row], terms, begun, all_means[row])
        all_terms[row][columns] = terms
    return all_terms, all_means, reached
