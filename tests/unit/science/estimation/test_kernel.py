"""Compiled code answers what NumPy answers. Where numba is not installed its functions run as the Python that they are."""

import sys
from importlib.util import find_spec

import numpy as np
import pytest

from sarana.science.estimation import compiled, kernel, loglinear, stepwise_many, table_from_patterns
from sarana.science.estimation.bootstrap import resampled
from sarana.science.estimation.forests import Closed

TABLE = table_from_patterns(
    list("abcd"), dict(enumerate([0, 60, 45, 9, 70, 12, 6, 2, 30, 5, 7, 0, 11, 3, 0, 1]))
)


def without_forests(monkeypatch):
    """Every model by Newton's steps, those too that have one equation."""
    none = np.zeros((0, 16))
    monkeypatch.setattr(loglinear, "fit_forests", lambda *_: Closed(np.zeros(0, dtype=np.intp), none, none))


def test_the_models_and_the_estimates_are_the_same(monkeypatch):
    counts = next(resampled(TABLE, 25, seed=3))
    # Without the overlap of a and b: a term at minus infinity.
    counts[0, [p for p in range(16) if p & 3 == 3]] = 0
    monkeypatch.setattr(loglinear, "kernel_for", lambda _numbers: None)
    expected, models = stepwise_many(counts)
    without_forests(monkeypatch)
    monkeypatch.setattr(loglinear, "kernel_for", lambda _numbers: kernel.climb)
    found, entered = stepwise_many(counts)
    assert entered == models
    np.testing.assert_allclose(found, expected, rtol=1e-10)


def test_compiled_they_are_the_same_as_well(monkeypatch):
    pytest.importorskip("numba")
    counts = next(resampled(TABLE, 500, seed=4))
    monkeypatch.setattr(loglinear, "kernel_for", lambda _numbers: None)
    expected, models = stepwise_many(counts)
    without_forests(monkeypatch)
    climb = compiled.kernel_for(1 << 30)
    monkeypatch.setattr(loglinear, "kernel_for", lambda _numbers: climb)
    found, entered = stepwise_many(counts)
    assert entered == models
    np.testing.assert_allclose(found, expected, rtol=1e-10)


def test_what_does_not_reach_its_maximum_is_told_alike(monkeypatch):
    monkeypatch.setattr(
        loglinear,
        "kernel_for",
        lambda _numbers: lambda *given: (*kernel.climb(*given)[:2], np.array([False])),
    )
    with pytest.raises(loglinear.NotConverged, match="1 of 1 models"):
        loglinear.fit(
            np.array([TABLE.counts], dtype=float),
            np.array([[p in {0, 1, 2, 3, 4, 5, 6, 8} for p in range(16)]]),
        )


def test_it_is_loaded_only_for_much_work():
    if find_spec("numba") is None:
        assert compiled.kernel_for(1 << 30) is None
    elif "numba" not in sys.modules:
        assert compiled.kernel_for(100) is None
