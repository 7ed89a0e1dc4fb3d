"""# Tables of the literature, and what was printed of them

Capture tables from three papers, with the estimates and deviances printed there or in the re-analysis of Rivest (2011,
International Journal of Biostatistics 7). None is of human trafficking; they show that the arithmetic is the same elsewhere.
"""

import json
from itertools import product

import numpy as np
import pytest
from typer.testing import CliRunner

from sarana.cli.main import app
from sarana.science.estimation import score_models, table_from_rows
from sarana.science.estimation.existence import Standing, standings
from sarana.science.estimation.loglinear import deviances, fit

# From "on all lists" down to "on the last list alone", the last list changing first.
TABLES = {
    # Bruno and others 1994, Diabetes Care 17: known diabetics of Casale Monferrato on four lists.
    "diabetes": (58, 157, 18, 104, 46, 650, 12, 709, 14, 20, 7, 74, 8, 182, 10),
    # Darroch, Fienberg, Glonek & Junker 1993, JASA 88: a census, its recount and a list, third area.
    "census": (72, 155, 7, 71, 13, 53, 43),
    # Cormack, Chang & Smith 2000, International Journal of Epidemiology 29: deaths at work on four lists, and on three of them.
    "deaths": (72, 5, 29, 53, 24, 3, 12, 14, 0, 0, 0, 1, 0, 0, 2),
    "deaths, three lists": (72, 5, 29, 54, 24, 3, 14),
}


def rows_of(name):
    counts = TABLES[name]
    lists = len(counts).bit_length()
    return [
        [*on, count] for on, count in zip(product((1, 0), repeat=lists), [*counts, 0], strict=True) if any(on)
    ]


def table_of(name):
    rows = rows_of(name)
    return table_from_rows([f"c{at}" for at in range(1, len(rows[0]))], rows)


def terms_of(table, pairs):
    chosen = {sum(1 << int(name) - 1 for name in pair) for pair in pairs.split()}
    return np.array([[p.bit_count() <= 1 or p in chosen for p in range(len(table.counts))]])


@pytest.mark.parametrize(
    ("name", "pairs", "estimate", "deviance"),
    [
        ("diabetes", "12 13 23 24 34", "2771", "7.62"),
        ("diabetes", "13 24 34", "2472", "21.97"),
        ("census", "12 13 23", "1240", "0.0"),
        ("census", "12 23", "850", "3.8"),
        ("deaths", "", "215", "87.1"),
        ("deaths, three lists", "", "209", "75.1"),
        ("deaths, three lists", "13 23", "233", None),
    ],
)
def test_each_printed_model_comes_out_to_the_printed_digits(name, pairs, estimate, deviance):
    table = table_of(name)
    terms = terms_of(table, pairs)
    assert f"{score_models(table, terms).estimates[0]:.0f}" == estimate
    if deviance is not None:
        counts = np.array([table.counts], dtype=float)
        found = float(deviances(counts, fit(counts, terms).means)[0])
        assert f"{abs(found):.{len(deviance.partition('.')[2])}f}" == deviance


def test_a_printed_model_whose_effects_run_to_infinity_is_called_unusable():
    """Nobody is on list 3 who is not on list 1: R's glm stops somewhere and printed 218; there is no maximum to stop at."""
    table = table_of("deaths")
    terms = terms_of(table, "12 13 34")
    counts = np.array([table.counts], dtype=float)
    assert standings(counts, terms) == [Standing.NO_MAXIMUM]
    assert np.isnan(score_models(table, terms).estimates[0])


@pytest.mark.parametrize(
    ("name", "estimate", "pairs"),
    [
        ("diabetes", "2472", ["c1&c3", "c2&c4", "c3&c4"]),
        ("census", "850", ["c1&c2", "c2&c3"]),
        ("deaths", "215", ["c3&c4"]),
    ],
)
def test_the_command_chooses_the_model_that_the_paper_chose(name, estimate, pairs, tmp_path):
    rows = rows_of(name)
    path = tmp_path / "table.csv"
    header = [f"c{at}" for at in range(1, len(rows[0]))] + ["count"]
    path.write_text("\n".join(",".join(map(str, row)) for row in [header, *rows]), encoding="utf-8")
    words = ["--method", "bic", "--assumption", "as published", "--replicates", "50", "--json"]
    done = CliRunner().invoke(app, ["estimate", str(path), *words])
    (found,) = json.loads(done.stdout)["estimates"]
    assert (f"{found['estimate']:.0f}", found["model"]) == (estimate, pairs)
