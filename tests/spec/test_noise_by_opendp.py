"""# Noise drawn by OpenDP

Whoever trusts a library that many have examined more than ours may let it draw (extra `privacy`, `SARANA_NOISE_BY=opendp`). Both
draw from the same distribution. Ours stays the usual one, for it alone can be drawn again from its seed: the manifest says so.
"""

import json
import sys
from collections import Counter
from fractions import Fraction
from math import exp
from pathlib import Path
from random import Random

import numpy as np
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2
from tests.releases import draft, identify, made, published

from sarana.measure.figures.actions import take_snapshot
from sarana.measure.figures.queries import folder_of
from sarana.publish.releases.actions import open_seeds, protect_release
from sarana.publish.releases.actions.drafting import NotPublished
from sarana.publish.releases.models import BudgetEntry
from sarana.publish.releases.queries import files_to_publish
from sarana.publish.releases.recomputing import recompute_release
from sarana.publish.releases.verifying import verify_release
from sarana.science.disclosure import SamplerMissing, noisy, noisy_table, opendp_noisy, with_totals
from sarana.science.disclosure.opendp_noise import scale_for
from sarana.site.checks import noise_can_be_drawn
from sarana.web.views.release_words import protected_how, protection_told

PEERS = Path(__file__).resolve().parents[2] / "var" / "peers"
NOISE = {"protection": "noise", "rho": "1/4"}
DRAWS = 6000


@pytest.fixture
def opendp(monkeypatch):
    """OpenDP from the environment of the tests, or from that of others' programs (`.ci/peers`)."""
    for place in PEERS.glob("lib/python3.*/site-packages"):
        monkeypatch.setattr(sys, "path", [*sys.path, str(place)])
    return pytest.importorskip("opendp.prelude", reason="OpenDP is not installed (extra privacy, .ci/peers)")


def misfit(drawn: Counter, variance: Fraction) -> float:
    """How likely draws as far from the exact distribution as these are, were they drawn from it (chi-square)."""
    weights = {x: exp(-x * x / (2 * float(variance))) for x in range(-60, 61)}
    whole, told = sum(weights.values()), sum(drawn.values())
    usual = [x for x, weight in weights.items() if told * weight / whole >= 5]
    seen = [drawn[x] for x in usual] + [told - sum(drawn[x] for x in usual)]
    asked = [told * weights[x] / whole for x in usual]
    asked.append(told - sum(asked))
    far = sum((a - b) ** 2 / b for a, b in zip(seen, asked, strict=True))
    return float(chi2.sf(far, len(usual)))


SAMPLERS = {
    "ours": lambda counts, variance: noisy(counts, variance, chance=Random(8).randrange),
    "opendp": opendp_noisy,
}


@pytest.mark.parametrize("by", sorted(SAMPLERS))
@pytest.mark.parametrize("variance", [Fraction(1), Fraction(7, 3), Fraction(50)])
def test_both_draw_from_the_same_distribution(by, variance, request):
    if by == "opendp":
        request.getfixturevalue("opendp")
    drawn = Counter(SAMPLERS[by](dict.fromkeys(map(str, range(DRAWS)), 0), variance).values())
    assert all(type(x) is int for x in drawn)
    # OpenDP takes no seed: a right one fails here once in ten million runs.
    assert misfit(drawn, variance) > 1e-7
    assert misfit(drawn, variance * Fraction(5, 4)) < 1e-7, "a quarter more noise would be seen"


def test_a_sampler_that_rounds_a_density_is_seen():
    """What the comparison is for: rounded Gaussian noise of the same spread, as naive programs draw it, is told apart."""
    dice = np.random.default_rng(1)
    drawn = Counter(np.rint(dice.normal(0, 0.6, 40 * DRAWS)).astype(int).tolist())
    assert misfit(drawn, Fraction(36, 100)) < 1e-7


@given(st.fractions(Fraction(1, 10**6), 10**9))
def test_rounding_the_scale_never_costs_privacy(variance):
    scale = Fraction(scale_for(variance))
    assert variance <= scale**2 <= variance * (1 + Fraction(1, 2**50))


def test_both_stand_behind_one_interface(opendp):
    table = with_totals("t", ("sex",), Counter({("F",): 4000, ("M",): 2000}))
    for told in (
        noisy_table(table, Fraction(1, 2)),
        noisy_table(table, Fraction(1, 2), sampler=opendp_noisy),
    ):
        assert set(told.values) == set(table.values)
        assert told.values["*",] == told.values["F",] + told.values["M",]
        assert abs(told.values["F",] - 4000) < 40
    assert opendp_noisy({}, Fraction(1)) == {}
    with pytest.raises(ValueError, match="above zero"):
        opendp_noisy({("F",): 1}, Fraction(0))


@pytest.fixture
def by_opendp(world, settings, tmp_path):
    """A table whose noise OpenDP is to draw."""
    settings.SNAPSHOTS, settings.NOISE_BY = tmp_path / "snapshots", "opendp"
    identify(world, [("F", 24, 90), ("M", 25, 60)])
    return draft(world, take_snapshot(by=None), (("sex",), NOISE))


def test_the_manifest_says_who_drew_and_the_auditor_that_nobody_can_repeat_it(
    world, by_opendp, opendp, tmp_path
):
    release = published(world, by_opendp)
    files = files_to_publish(release)
    (workload,) = json.loads(files["manifest.json"])["workload"]
    told = workload["protection"]
    assert told["drawn_by"].startswith("OpenDP 0.")
    assert told["repeatable"] is False
    assert told["commitment"] == ""
    with translation.override("en"):
        assert "no auditor can draw it again" in protection_told(told)
        assert told["drawn_by"] in protected_how(release.tables.get())
    for name, content in files.items():
        (tmp_path / "out" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "out" / name).write_bytes(content)
    assert verify_release(tmp_path / "out") == []
    assert open_seeds(release=release) == {}
    (fault,) = recompute_release(tmp_path / "out", folder_of(release.snapshot), {})
    assert "which keeps no seed" in fault.en


def test_it_is_drawn_once_and_paid_for_once(world, by_opendp, opendp):
    first = made(world, by_opendp).tables.get().content
    assert made(world, by_opendp).tables.get().content == first
    assert BudgetEntry.objects.count() == 1


def test_our_own_draw_says_what_it_is_committed_to(world, by_opendp, settings):
    settings.NOISE_BY = "own"
    protection = made(world, by_opendp).tables.get().content["protection"]
    assert len(protection["commitment"]) == 64
    assert "drawn_by" not in protection


def test_without_opendp_nothing_is_drawn_and_nothing_spent(world, by_opendp, monkeypatch):
    monkeypatch.setitem(sys.modules, "opendp", None)
    with pytest.raises(SamplerMissing, match="not installed"):
        opendp_noisy({("F",): 1}, Fraction(1))
    with pytest.raises(NotPublished, match="OpenDP, which is not installed"):
        protect_release(by=world.officers["secretariat"], release=by_opendp)
    assert not BudgetEntry.objects.exists()


def test_an_unknown_sampler_stops_the_server_and_a_missing_one_warns(settings, monkeypatch):
    settings.NOISE_BY = "own"
    assert noise_can_be_drawn() == []
    settings.NOISE_BY = "opendb"
    assert [one.id for one in noise_can_be_drawn()] == ["sarana.E002"]
    settings.NOISE_BY = "opendp"
    monkeypatch.setattr("sarana.site.checks.find_spec", lambda _name: None)
    assert [one.id for one in noise_can_be_drawn()] == ["sarana.W002"]
