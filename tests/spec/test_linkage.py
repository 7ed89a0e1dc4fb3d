"""One person, many records: what linkage promises, on invented registers whose truth is known."""

import csv
import json
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from sarana.cli.main import app
from sarana.science.linkage import (
    FIELDS,
    Linked,
    RecordsNotUsable,
    drawn_overlaps,
    explain,
    from_json,
    generate,
    link,
    most_doubtful,
    overlaps,
    person_ids,
    quality,
    read_records,
    to_json,
)
from sarana.science.linkage.blocking import candidates
from sarana.science.linkage.encoding import encode
from sarana.science.linkage.levels import BONES, NEAR, ONE_WORD, SAME, SIZES, SOUND, compare
from sarana.science.linkage.model import Model, score
from sarana.science.linkage.private import Parameters, encode_privately, likeness


def row(key: str, name: str = "", **more: str) -> dict[str, str]:
    return {"record_id": key, "list": more.pop("list", "police"), "full_name": name, **more}


@cache
def register(seed: int = 4) -> tuple[Linked, np.ndarray, np.ndarray]:
    made = generate(2500, seed=seed)
    linked = link(read_records(made.rows()))
    order = np.argsort(made.columns["record_id"])
    return linked, made.person[order], made.khmer[order]


def pairs_in(groups: np.ndarray) -> int:
    sizes = np.unique(groups, return_counts=True)[1]
    return int((sizes * (sizes - 1) // 2).sum())


# Names, in any script, are one comparison


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Sok Sreymom", "Sreymom Sok", SAME),
        ("Ms Sok Sreymom", "sok sreymom", SAME),
        ("សុខ ស្រីមុំ", "Sok Sreymom", SAME),
        ("ចាន់ ដារ៉ា", "Dara Chan", SAME),
        ("Chea Sophea", "Jea Sophear", SOUND),
        ("Sok Srey Mom", "Sok Sreymom", BONES),
        ("Sok Sopheap", "Sok Sopheak", NEAR),
        ("Sok Sreymom", "Sok Vannarith", ONE_WORD),
    ],
)
def test_two_names_have_one_level_whatever_their_scripts(one: str, other: str, level: int):
    records = encode(read_records([row("a", one), row("b", other)]))
    assert compare(records, np.array([0]), np.array([1]))["name"].tolist() == [level]


def test_a_second_name_can_only_help_and_is_no_second_piece_of_evidence():
    records = encode(
        read_records(
            [row("a", "សុខ ស្រីមុំ", other_name="Sok Sreymom"), row("b", "Sok Sreymom", other_name="ហេង ណារី")]
        )
    )
    levels = compare(records, np.array([0]), np.array([1]))
    assert set(levels) == set(SIZES)
    assert levels["name"].tolist() == [SAME]


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("1999-03-04", "1999-03-04", 0),
        ("1999-03-04", "1999-04-03", 1),
        ("1999-03-04", "1999-03-14", 1),
        ("1999-03-04", "1999-01-01", 2),
        ("1999-01-01", "1999-01-01", 2),
        ("1999-03-04", "1999", 2),
        ("១៩៩៩-០៣-០៤", "1999-03-04", 0),
        ("1999-01-01", "2000-05-06", 3),
        ("1999-03-04", "1980-01-01", 4),
        ("", "1980-01-01", -1),
    ],
)
def test_the_first_of_january_is_the_year_alone(one: str, other: str, level: int):
    records = encode(read_records([row("a", date_of_birth=one), row("b", date_of_birth=other)]))
    assert compare(records, np.array([0]), np.array([1]))["birth"].tolist() == [level]


def test_births_written_as_the_first_of_january_do_not_spill():
    rows = [
        row(
            str(number),
            f"{chr(97 + number % 26)}a {chr(97 + number // 26)}o",
            date_of_birth="1990-01-01",
            sex="F",
            place="0101",
        )
        for number in range(400)
    ]
    pairs = candidates(encode(read_records(rows)))
    assert len(pairs.left) < 400 * 100


def test_a_block_over_its_limit_is_left_out_whole_and_told():
    rows = [row(str(number), phone="012 345 678") for number in range(200)]
    pairs = candidates(encode(read_records(rows)))
    assert len(pairs.left) == 0
    assert pairs.left_out["phone"] == 200


# On registers whose truth is known


def test_the_links_are_right_and_few_are_missed():
    linked, truth, _ = register()
    both = pairs_in(linked.clusters.of * len(truth) + truth)
    assert both / pairs_in(linked.clusters.of) > 0.95
    assert both / pairs_in(truth) > 0.85


def test_khmer_and_latin_meet_as_often_as_latin_and_latin():
    linked, truth, khmer = register()
    left, right = np.triu_indices(len(truth), 1)
    same = truth[left] == truth[right]
    left, right = left[same], right[same]
    found = linked.clusters.of[left] == linked.clusters.of[right]
    scripts = khmer[left].astype(int) + khmer[right]
    assert found[scripts == 1].mean() > found[scripts == 0].mean() - 0.05


def test_twins_and_sisters_stay_apart():
    home = {"phone": "012345678", "place": "0102", "sex": "F"}
    linked = link(
        read_records(
            [
                row("a", "Sok Sreymom", date_of_birth="2001-05-06", **home),
                row("b", "Sok Vannary", date_of_birth="2001-05-06", **home),
                row("c", "សុខ ស្រីមុំ", date_of_birth="2001-05-06", **home),
                row("d", "Sok Chenda", date_of_birth="1998-02-17", **home),
            ]
        ),
        model=register()[0].model,
    )
    assert linked.clusters.of.tolist() == [0, 1, 0, 3]


def test_a_chain_never_joins_what_contradicts():
    linked, _, _ = register()
    of = linked.clusters.of
    left, right = np.triu_indices(len(of), 1)
    joined = of[left] == of[right]
    assert not score(linked.model, linked.encoded, left[joined], right[joined]).barred.any()


@settings(max_examples=8, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_records_never_changes_clusters(order):
    rows = generate(300, seed=7).rows()
    before = link(read_records(rows))
    order.shuffle(rows)
    after = link(read_records(rows))
    assert after.records.ids == before.records.ids
    assert after.clusters.of.tolist() == before.clusters.of.tolist()
    assert after.model == before.model


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_true_evidence_never_lowers_a_score(data):
    """Whatever a model learnt: a field in which both agree scores no lower than the same unknown, or than less agreement."""
    chances = st.floats(0.001, 1.0)
    model = Model(
        0.001,
        {field: tuple(data.draw(st.lists(chances, min_size=n, max_size=n))) for field, n in SIZES.items()},
        {field: tuple(data.draw(st.lists(chances, min_size=n, max_size=n))) for field, n in SIZES.items()},
    )
    full = {"sex": "F", "date_of_birth": "1999-03-04", "phone": "012345678", "place": "0102"}
    field = data.draw(st.sampled_from(sorted(full)))
    worse = {"sex": "M", "date_of_birth": "1971-10-23", "phone": "099888777", "place": "2511"}[field]
    name = data.draw(st.sampled_from(["Sok Sreymom", "Sok Sreymon", "សុខ ស្រីមុំ", "Heng Vannarith"]))

    def bits(name: str = name, **changed: str) -> float:
        others = [row(f"x{n}", "Sok Sreymom", phone="012345678") for n in range(5)]
        records = read_records([row("a", "Sok Sreymom", **full), row("b", name, **full | changed), *others])
        return float(score(model, encode(records), np.array([0]), np.array([1])).bits[0])

    assert bits() >= bits(**{field: ""}) - 1e-9
    assert bits() >= bits(**{field: worse}) - 1e-9
    assert bits("Sok Sreymom") >= bits() - 1e-9


def test_a_rare_name_says_more_than_a_common_one():
    common = [row(f"c{n}", "Sok Sreymom") for n in range(40)]
    records = encode(read_records([row("a", "Ngoun Kalyan"), row("b", "Ngoun Kalyan"), *common]))
    rare, usual = score(register()[0].model, records, np.array([0, 2]), np.array([1, 3])).bits
    assert rare > usual + 3


def test_every_pair_is_explained_in_both_languages():
    linked, _, _ = register()
    for pair in most_doubtful(linked, 20).tolist():
        reasons = explain(linked, pair)
        assert reasons[0][0].en
        assert reasons[0][0].km
        told = linked.model.prior_bits + sum(bits for _, bits in reasons)
        assert told == pytest.approx(linked.scores.bits[pair], abs=0.3)


# Models, ids and runs


def test_a_model_is_one_json_and_comes_back_the_same():
    model = register()[0].model
    assert from_json(to_json(model)) == model


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"sarana_linkage_model": 99}'])
def test_what_is_no_model_is_refused(text: str):
    with pytest.raises(RecordsNotUsable, match="model can't be used"):
        from_json(text)


def test_a_model_with_impossible_chances_is_refused():
    told = json.loads(to_json(register()[0].model))
    told["m"]["sex"] = [1.5, -0.5]
    with pytest.raises(RecordsNotUsable):
        from_json(json.dumps(told))


def test_a_person_keeps_her_id_when_records_are_added():
    rows = generate(600, seed=11).rows()
    first = link(read_records(rows[:500]))
    earlier = dict(zip(first.records.ids, person_ids(first), strict=True))
    whole = link(read_records(rows), model=first.model)
    later = dict(zip(whole.records.ids, person_ids(whole, earlier), strict=True))
    kept = sum(later[key] == name for key, name in earlier.items())
    assert kept / len(earlier) > 0.98
    assert person_ids(whole, later) == list(later.values())


def test_a_run_on_new_records_alone_changes_no_earlier_link():
    rows = generate(600, seed=11).rows()
    first = link(read_records(rows[:500]))
    earlier = dict(zip(first.records.ids, person_ids(first), strict=True))
    added = link(read_records(rows), model=first.model, previous=earlier)
    later = dict(zip(added.records.ids, person_ids(added, earlier), strict=True))
    together = {}
    for key, name in earlier.items():
        together.setdefault(name, set()).add(later[key])
    assert all(len(names) == 1 for names in together.values())
    assert len(later) == 600


# What comes after: estimates and review


def test_the_overlaps_count_every_person_once_and_draws_spread_around_them():
    linked, _, _ = register()
    assert sum(overlaps(linked).values()) == linked.persons
    drawn = [sum(counts.values()) for counts in drawn_overlaps(linked, 12, seed=3)]
    assert drawn == [sum(counts.values()) for counts in drawn_overlaps(linked, 12, seed=3)]
    assert len(set(drawn)) > 1
    assert abs(np.mean(drawn) / linked.persons - 1) < 0.05


def test_reviewed_pairs_tell_precision_and_recall_with_intervals():
    linked, truth, _ = register()
    asked = np.random.default_rng(5).choice(len(linked.left), 600, replace=False).tolist()
    told = quality(
        linked, [(pair, bool(truth[linked.left[pair]] == truth[linked.right[pair]])) for pair in asked]
    )
    is_linked = linked.clusters.of[linked.left] == linked.clusters.of[linked.right]
    really = (truth[linked.left] == truth[linked.right])[is_linked].mean()
    assert told.precision.low <= really <= told.precision.high
    assert told.recall.low < told.recall.value < told.recall.high
    with pytest.raises(RecordsNotUsable):
        quality(linked, [])


# Hostile and faulty input


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([row("a"), row("a")], r"Row 3, field record_id: 'a' stands in row 2 already\."),
        ([row(""), row("b")], "Row 2, field record_id: empty"),
        ([row("a", list=" "), row("b")], "Row 2, field list: empty"),
        (
            [row("a"), row("b", date_of_birth="1999-13-01")],
            "Row 3, field date_of_birth: '1999-13-01' is no date",
        ),
        ([row("a", sex="x"), row("b")], "Row 2, field sex: 'x' is not known"),
        ([row("a")], "Fewer than two records"),
    ],
)
def test_what_cannot_be_read_is_told_with_row_field_and_remedy(rows, said: str):
    with pytest.raises(RecordsNotUsable, match=said) as refused:
        read_records(rows)
    assert refused.value.words.km


def test_odd_names_harm_nobody():
    names = [
        "",
        "   ",
        "x" * 10_000,
        "\u202eneS kos",
        "123",
        "!!!",
        "ស" * 5000,
        "Ѕоk Ѕrеуmоm",
        "李小龍",
        "'; drop",
    ]
    linked = link(read_records([row(str(n), name) for n, name in enumerate(names * 3)]))
    assert len(linked.clusters.of) == 30


# sarana link


@pytest.fixture
def folder(tmp_path):
    with (tmp_path / "records.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, FIELDS)
        writer.writeheader()
        writer.writerows(generate(400, seed=2).rows())
    return tmp_path


def run(folder, *words: str):
    return CliRunner().invoke(app, ["link", *(str(folder / word) if "." in word else word for word in words)])


def table(path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_command_writes_persons_a_model_lists_with_draws_and_pairs_to_review(folder):
    done = run(
        folder, "records.csv", "--model", "m.json", "--out", "c.csv", "--lists", "l.csv", "--draws", "3", "--review", "p.csv", "--json",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    persons = {row["person_id"] for row in table(folder / "c.csv")}
    assert told["records"] == 400
    assert len(persons) == told["persons"] == sum(int(row["count"]) for row in table(folder / "l.csv"))
    assert {row["draw"] for row in table(folder / "l.draws.csv")} == {"1", "2", "3"}
    pairs = table(folder / "p.csv")
    assert pairs
    assert not any("Sok" in cell for pair in pairs for cell in pair.values())

    for pair in pairs:
        pair["decision"] = pair["linked"]
    with (folder / "d.csv").open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, list(pairs[0]))
        writer.writeheader()
        writer.writerows(pairs)
    again = run(
        folder, "records.csv", "--model", "m.json", "--previous", "c.csv", "--out", "c2.csv", "--decisions", "d.csv", "--json",
    )  # fmt: skip
    assert again.exit_code == 0, again.output
    assert table(folder / "c2.csv") == table(folder / "c.csv")
    assert json.loads(again.stdout)["reviewed"] == len(pairs)
    estimated = CliRunner().invoke(app, ["estimate", str(folder / "l.csv"), "--json"])
    assert json.loads(estimated.stdout)["cases"] == told["persons"]


def test_a_fault_in_the_file_is_told_in_khmer_and_nothing_is_written(folder):
    (folder / "bad.csv").write_text(
        "record_id,list,full_name,sex\na,police,Sok,F\nb,police,Chan,?\n", encoding="utf-8"
    )
    done = run(folder, "bad.csv", "--out", "c.csv", "--language", "km")
    assert done.exit_code == 2
    assert "ជួរទី 3 វាល sex" in done.output
    assert not (folder / "c.csv").exists()
    (folder / "bad.csv").write_text("id,name\n1,Sok\n", encoding="utf-8")
    assert "no column record_id" in run(folder, "bad.csv").output


# Agencies that may not send names

KEY = bytes(range(7, 39))


def test_filters_of_one_person_are_alike_across_scripts_and_hold_no_name():
    records = read_records(
        [
            row("a", "Sok Sreymom", date_of_birth="1999-03-04", phone="012345678", sex="F"),
            row("b", "ស្រីមុំ សុខ", date_of_birth="1999-04-03", phone="+855 12 345 678", sex="F"),
            row("c", "Heng Vannarith", date_of_birth="1980-11-20", phone="099888777", sex="F"),
        ]
    )
    made = encode_privately(records, KEY)
    same, other = likeness(made, made, np.array([0, 0]), np.array([1, 2]))
    assert same > 0.85
    assert other < 0.5
    assert b"Sok" not in made.filters.tobytes()


def test_another_key_gives_other_filters_that_cannot_be_compared():
    records = read_records([row("a", "Sok Sreymom"), row("b", "Heng Dara")])
    one, other = encode_privately(records, KEY), encode_privately(records, KEY[::-1])
    assert (one.filters != other.filters).any()
    with pytest.raises(RecordsNotUsable, match="same on both sides"):
        likeness(one, other, np.array([0]), np.array([0]))


@pytest.mark.parametrize(
    ("key", "bits", "hashes"),
    [
        (b"secret", 2048, 16),
        (b"a" * 64, 2048, 16),
        (KEY, 512, 16),
        (KEY, 2050, 16),
        (KEY, 2048, 2),
        (KEY, 2048, 400),
    ],
)
def test_weak_parameters_are_refused(key: bytes, bits: int, hashes: int):
    records = read_records([row("a", "Sok Sreymom"), row("b", "Heng Dara")])
    with pytest.raises(RecordsNotUsable, match="too weak"):
        encode_privately(records, key, Parameters(bits, hashes))
