"""# sarana estimate

A file of overlapping lists goes in; a set of answers with gates comes out, for people or for programs.
"""

import csv
import json
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from typer.testing import CliRunner

from sarana.cli.main import app
from sarana.publish.charts.estimates import told_overlaps
from sarana.science.estimation import table_from_patterns

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "estimation"
HEADER = "police,ngo,clinic,court,cases"
ROWS = ["1,0,0,0,60", "0,1,0,0,45", "1,1,0,0,9", "0,0,1,0,70", "1,0,1,0,12", "0,1,1,0,6", "0,0,0,1,30"]
ROWS += ["1,0,0,1,5", "0,1,0,1,7", "0,0,1,1,11", "1,0,1,1,3", "1,1,1,1,1"]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "lists.csv"
    path.write_text("\n".join([HEADER, *ROWS]), encoding="utf-8")
    return path


def run(*words):
    return CliRunner().invoke(app, ["estimate", *map(str, words)])


def answered(*words):
    done = run(*words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_the_answer_to_programs_has_the_promised_form(file):
    found = answered(file, "--assumption", "no referrals", "--replicates", 200, "--draws", 100)
    assert (found["cases"], found["lists"]) == (259, ["police", "ngo", "clinic", "court"])
    assert [one["method"] for one in found["estimates"]] == ["stepwise", "bic", "graphical", "latent"]
    for one in found["estimates"]:
        assert set(one) >= {
            "method", "order", "estimate", "lower", "upper", "level", "interval", "model", "bic", "monte_carlo_error",
        }  # fmt: skip
        assert one["lower"] < one["estimate"] < one["upper"]
    assert {gate["verdict"] for gate in found["gates"]} <= {"passed", "caution", "failed"}


@pytest.mark.shared
@pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared folder of real data is not beside the project")
@pytest.mark.parametrize(
    ("name", "how", "estimate"),
    [
        ("UKdat_5", ["--method", "stepwise"], "11312.99"),
        ("UKdat", ["--method", "stepwise"], "11417.99"),
        ("Kosovo", ["--method", "bic", "--order", "all"], "10356.52"),
        ("NewOrleans_5_186", ["--method", "bic", "--order", "2"], "981.43"),
    ],
)
def test_published_estimates_come_out_of_the_command(name, how, estimate):
    found = answered(FOLDER / f"{name}.csv", "--assumption", "as published", "--replicates", 50, *how)
    assert f"{found['estimates'][0]['estimate']:.2f}" == estimate


def test_without_an_assumption_there_is_no_estimate_by_any_door(file):
    found = answered(file)
    assert found["estimates"] == found["by_delta"] == []
    assert "estimate" not in json.dumps(found["diagnosis"])


def test_people_read_the_range_and_the_gates(file):
    done = run(file, "--assumption", "x", "--method", "stepwise", "--replicates", 100, "--language", "km")
    assert "បានរកឃើញករណីប្រមាណ ២៦០" in done.stdout


def test_one_row_a_case_says_the_same(file, tmp_path):
    rows = [row.rsplit(",", 1) for row in ROWS]
    text = "\n".join(
        ["police;ngo;clinic;court", *(r.replace(",", ";") for r, n in rows for _ in range(int(n)))]
    )
    one_a_row = tmp_path / "cases.csv"
    one_a_row.write_text(text, encoding="utf-8-sig")
    how = ["--assumption", "x", "--method", "stepwise", "--replicates", 100]
    assert answered(one_a_row, "--cases", *how) == answered(file, *how)


def test_it_is_drawn_as_well_as_told(file, tmp_path):
    folder = tmp_path / "drawn"
    how = ["--assumption", "x", "--replicates", 60, "--draws", 100]
    assert run(file, *how, "--drawings", folder).exit_code == 0
    drawn = {path.stem for path in folder.iterdir()}
    assert drawn == {"overlaps", "intervals", "models", "densities"}
    for path in folder.iterdir():
        assert ET.parse(path).getroot().tag.endswith("svg")  # noqa: S314 - we drew it


def test_no_small_count_of_an_overlap_is_drawn():
    """Neither as a number nor by the order in which the bars stand."""
    one = table_from_patterns(list("abc"), {1: 50, 2: 41, 4: 30, 3: 1, 5: 4, 6: 8})
    other = table_from_patterns(list("abc"), {1: 50, 2: 41, 4: 30, 3: 4, 5: 1, 6: 8})
    assert told_overlaps(one) == told_overlaps(other)
    assert {count for _, count in told_overlaps(one)} == {50, 40, 30, 10, None}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("1,0,0,5\n0,1,0,4\n", "must name the lists"),
        ("a,count\n1,5\n", "1 list can't show"),
        ("a,b,count\n1,0,5\n1,1,2\n", "2 lists can't show"),
        ("a,b,c,count\n1,0,0,5\n0,1,0,2\n", "No case is on two lists"),
        ("a,b,c,count\n1,1,1,1\n", "hidden number open"),
        ("a,b,c,count\n1,1,0,-1\n", "is negative"),
        ("a,b,c,count\n1,1,0,2.5\n", "is not whole"),
        ("name,b,c,count\nSok Dara,1,0,2\n", "names or numbers of persons"),
        ("a,b,c,count\n1,1,0,Sok Dara\n", "is not a number"),
    ],
)
def test_a_file_that_cannot_answer_is_refused_in_one_sentence(tmp_path, text, says):
    path = tmp_path / "bad.csv"
    path.write_text(text, encoding="utf-8")
    done = run(path, "--assumption", "x", "--method", "stepwise", "--replicates", 20, "--json")
    told = json.loads(done.stdout)
    assert done.exit_code in {0, 1}
    assert told["estimates"] == []
    assert says in " ".join(gate["words"]["en"] for gate in told["gates"])


def test_twelve_lists_are_answered(tmp_path):
    path = tmp_path / "twelve.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        write = csv.writer(out)
        write.writerow([*(f"list {n}" for n in range(12)), "n"])
        write.writerows([[*(int(n == bit) for bit in range(12)), 30] for n in range(12)])
        write.writerows([[*(int(bit in {n, (n + 1) % 12}) for bit in range(12)), 4] for n in range(12)])
    found = answered(path, "--assumption", "x", "--method", "stepwise", "--replicates", 30)
    assert found["estimates"][0]["estimate"] > found["cases"]


def test_the_interval_may_be_tried_on_ones_own_table(file):
    how = ["--assumption", "x", "--method", "stepwise", "--replicates", 100, "--coverage", 12]
    told = answered(file, *how)["coverage"]
    assert told["tables"] == 12
    assert 0 <= told["covered"] <= 1


def test_wrong_words_are_answered_with_the_right_ones(file):
    for words in (["--method", "best"], ["--order", "7"], ["--language", "fr"], ["--referral", "police"]):
        assert run(file, *words).exit_code == 2


def test_a_column_may_name_strata(tmp_path):
    path = tmp_path / "strata.csv"
    rows = [
        f"{row.rsplit(',', 1)[0]},{who},{row.rsplit(',', 1)[1]}" for row in ROWS for who in ("men", "women")
    ]
    path.write_text("\n".join(["police,ngo,clinic,court,who,cases", *rows]), encoding="utf-8")
    how = ["--assumption", "x", "--method", "stepwise", "--replicates", 100, "--stratum", "who"]
    found = answered(path, *how)
    assert found["lists"] == ["police", "ngo", "clinic", "court"]
    by_stratum = found["estimates"][-1]
    assert by_stratum["method"] == "stratified"
    assert [one["name"] for one in by_stratum["strata"]] == ["men", "women"]
    assert run(path, *how[:-1], "age").exit_code == 1


def test_two_lists_need_covariates(tmp_path):
    path = tmp_path / "two.csv"
    rows = [
        f"1,0,{kind},1200\n0,1,{kind},900\n1,1,{kind},{both}" for kind, both in (("farm", 400), ("sea", 150))
    ]
    path.write_text("\n".join(["police,ngo,where,cases", *rows]), encoding="utf-8")
    found = answered(path, "--assumption", "independent at each kind of place", "--covariate", "where")
    assert found["cases"] == 4_750
    (one,) = found["estimates"]
    assert one["method"] == "doubly robust"
    # By Lincoln and Petersen at each place: 1,600 · 1,300 / 400 and 1,350 · 1,050 / 150.
    assert one["estimate"] == pytest.approx(5_200 + 9_450, rel=0.05)
    assert answered(path, "--covariate", "where")["estimates"] == []


def test_with_three_lists_and_more_what_is_known_of_the_cases_answers_beside_the_methods(tmp_path):
    path = tmp_path / "known.csv"
    rows = [
        f"{lists},{where},{int(count) * times}"
        for lists, count in (row.rsplit(",", 1) for row in ROWS)
        for where, times in (("farm", 2), ("sea", 1))
    ]
    path.write_text("\n".join(["police,ngo,clinic,court,where,cases", *rows]), encoding="utf-8")
    how = ["--assumption", "x", "--method", "stepwise", "--replicates", 40, "--covariate", "where"]
    found = answered(path, *how)
    one = found["estimates"][-1]
    assert (one["method"], one["kinds"]) == ("stepwise with covariates", 2)
    assert one["estimate"] == pytest.approx(found["estimates"][0]["estimate"], rel=1e-6)
    assert "kinds" in {gate["name"] for gate in found["gates"]}
    assert "stepwise with covariates" in run(path, *how).stdout


def test_a_refusal_is_told_in_khmer_to_who_asks_in_khmer(tmp_path):
    path = tmp_path / "two.csv"
    path.write_text("a,b,count\n1,0,5\n1,1,2\n", encoding="utf-8")
    done = run(path, "--assumption", "x", "--language", "km")
    assert done.exit_code == 1
    assert "សូមបន្ថែមបញ្ជីពីស្ថាប័ន" in " ".join(done.output.split())


def test_it_runs_where_the_server_is_not_installed(file):
    """Neither Django nor the database is imported: the estimation stands alone (ADR 9)."""
    program = (
        "import sys; sys.modules.update(dict.fromkeys(['django', 'duckdb', 'pyarrow', 'cryptography'])); "
        "from sarana.cli.estimate import run; run()"
    )
    words = [str(file), "--assumption", "x", "--method", "stepwise", "--replicates", "50", "--json"]
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["cases"] == 259
