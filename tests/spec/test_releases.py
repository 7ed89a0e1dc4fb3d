"""# The one gate: no figure leaves without a release

A release is a list of tables that is declared before anything is counted, over a frozen snapshot. Each table is protected in the
way that an officer chose after seeing what it costs. Then the attacker tries the frozen files together with everything that ever
went out. Two different officers sign what withstood; only then is it published, and nothing in it changes any more.
"""

import json
from fractions import Fraction
from itertools import combinations

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from tests.releases import draft, identify, made, published

from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.queries import trail_of
from sarana.base.vault.signing import public_key, signature_holds
from sarana.measure.figures.actions import take_snapshot
from sarana.publish.releases.actions import (
    NotPublished,
    add_table,
    attack_release,
    costs_compared,
    draft_release,
    drop_table,
    protect_release,
    publish_release,
    sign_release,
    withdraw_release,
    write_erratum,
)
from sarana.publish.releases.enums import ReleaseState
from sarana.publish.releases.freezing import as_json, sha256
from sarana.publish.releases.models import BudgetEntry, ReleaseEntry, ReleaseErratum, ReleaseTable
from sarana.publish.releases.queries import budget_of, files_to_publish, release_head, shown_tables
from sarana.register.cases.models import StatusAssertion, Victim

TWO_WAY = (("sex", "age_group"), {})
NOISE = {"protection": "noise", "rho": "1/4"}
ROUNDING = {"protection": "rounding", "threshold": 11}


@pytest.fixture
def register(world, settings, tmp_path):
    """In 2022: 90 women, 60 men, 40 girls and 3 boys."""
    settings.SNAPSHOTS = tmp_path / "snapshots"
    identify(world, [("F", 24, 90), ("M", 25, 60), ("F", 16, 40), ("M", 15, 3)])
    return world


@pytest.fixture
def snapshot(register):
    return take_snapshot(by=None)


def shown(release, name="victims_identified-2022-sex-age_group"):
    (table,) = [one for one in shown_tables(release) if one.name == name]
    return table.table()


# ## From the draft to the public


def test_a_release_goes_through_all_its_steps_and_each_stands_in_the_ledger(register, snapshot):
    release = draft(register, snapshot, TWO_WAY)
    assert release.state == ReleaseState.DRAFT
    release = protect_release(by=register.officers["secretariat"], release=release)
    assert release.state == ReleaseState.PROTECTED
    release = attack_release(by=register.officers["secretariat"], release=release)
    assert (release.state, release.findings, release.attack_fault) == (ReleaseState.ATTACKED, [], "")
    first = sign_release(by=register.officers["secretariat"], release=release)
    assert first.place == "first"
    sign_release(by=register.officers["statistician"], release=release)
    release = publish_release(by=register.officers["statistician"], release=release)
    assert release.state == ReleaseState.PUBLISHED
    assert [entry.action for entry in trail_of(release)][::-1] == [
        "draft_release", "add_release_table", "protect_release", "attack_release", "sign_release", "sign_release",
        "publish_release",
    ]  # fmt: skip
    assert signature_holds(public_key(), first.signature, first.statement.encode())


def test_small_counts_are_hidden_with_others_beside_them_and_the_cost_is_told(register, snapshot):
    release = made(register, draft(register, snapshot, TWO_WAY))
    told = shown(release)
    assert told.values["*", "*"] == 193
    assert told.values["M", "0-17"] is None
    assert told.values["F", "0-17"] is None, "or subtraction would give the three boys back"
    (table,) = release.tables.all()
    assert table.cost["hidden"] >= 4
    assert 0 < table.cost["share_hidden"] <= 100


def test_what_each_protection_would_cost_is_told_before_one_is_chosen(register, snapshot):
    release = draft(register, snapshot, TWO_WAY)
    costs = costs_compared(release.tables.get())
    assert costs["suppression"]["hidden"] > 0 == costs["rounding"]["hidden"]
    assert 0 < costs["rounding"]["error"] <= 10
    assert 0 < costs["noise"]["error"] < costs["noise"]["error_total"]
    assert not BudgetEntry.objects.exists(), "looking costs nothing"


def test_rounded_tables_add_up_and_say_how_far_they_may_be_off(register, snapshot):
    release = made(register, draft(register, snapshot, (("sex", "age_group"), ROUNDING)))
    assert release.state == ReleaseState.ATTACKED
    told = shown(release)
    assert all(count % 11 == 0 for count in told.values.values())
    assert release.tables.get().within == 10


# ## Who signs


def test_two_different_officers_sign(register, snapshot):
    release = made(register, draft(register, snapshot, TWO_WAY))
    sign_release(by=register.officers["secretariat"], release=release)
    with pytest.raises(NotAllowed):
        sign_release(by=register.officers["secretariat"], release=release)
    with pytest.raises(NotPublished, match="Two different officers"):
        publish_release(by=register.officers["secretariat"], release=release)


@pytest.mark.parametrize("role", ["investigator", "provincial", "auditor", "administrator"])
def test_nobody_else_prepares_or_signs(register, snapshot, role):
    release = made(register, draft(register, snapshot, TWO_WAY))
    with pytest.raises(NotAllowed):
        draft(register, snapshot, by=role)
    with pytest.raises(NotAllowed):
        sign_release(by=register.officers[role], release=release)


def test_nothing_is_signed_before_the_attack(register, snapshot):
    release = draft(register, snapshot, TWO_WAY)
    protect_release(by=register.officers["secretariat"], release=release)
    with pytest.raises(NotPublished, match="attack found nothing"):
        sign_release(by=register.officers["secretariat"], release=release)


def leak(release, key, count):
    """Put a true count into a frozen file, as a careless hand or a broken program would."""
    file = release.files.get(name__startswith="tables/", name__endswith=".json")
    told = json.loads(bytes(file.content))
    row = next(row for row in told["tables"][0]["rows"] if tuple(row[:-1]) == key)
    row[-1] = count
    file.content = as_json(told)
    file.sha256 = sha256(file.content)
    file.save()


@pytest.mark.parametrize(("key", "count"), [(("M", "0-17"), 3), (("F", "0-17"), 40)])
def test_a_leak_that_was_planted_into_the_files_is_found_and_not_signed(register, snapshot, key, count):
    """Three boys shown, or the girls beside them: either gives the three boys away."""
    release = draft(register, snapshot, TWO_WAY)
    protect_release(by=register.officers["secretariat"], release=release)
    leak(release, key, count)
    release = attack_release(by=register.officers["secretariat"], release=release)
    assert release.state == ReleaseState.FAILED
    assert release.findings or release.attack_fault
    assert "3" not in str([one["cell"] for one in release.findings])
    with pytest.raises(NotPublished):
        sign_release(by=register.officers["secretariat"], release=release)


def test_a_file_that_changed_after_the_attack_is_neither_signed_nor_published(register, snapshot):
    release = made(register, draft(register, snapshot, TWO_WAY))
    leak(release, ("*", "*"), 194)
    with pytest.raises(NotPublished, match="not the one that was attacked"):
        sign_release(by=register.officers["secretariat"], release=release)


def test_an_attack_that_can_not_be_made_is_not_passed(register, snapshot):
    release = draft(register, snapshot, TWO_WAY)
    protect_release(by=register.officers["secretariat"], release=release)
    leak(release, ("*", "*"), 12)
    release = attack_release(by=register.officers["secretariat"], release=release)
    assert release.state == ReleaseState.FAILED
    assert release.attack_fault


# ## Everything that is out already


def test_what_came_between_two_releases_is_not_given_away(register, snapshot):
    """Two more women: the later release hides what would tell of them, or is not signed."""
    published(register, draft(register, snapshot, TWO_WAY))
    identify(register, [("F", 24, 2)])
    later = made(register, draft(register, take_snapshot(by=None), TWO_WAY))
    if later.state == ReleaseState.ATTACKED:
        assert shown(later).values["*", "*"] is None
    else:
        assert {one["kind"] for one in later.findings} >= {"difference"}


def test_many_who_came_between_may_be_told(register, snapshot):
    published(register, draft(register, snapshot, ((), {})))
    identify(register, [("F", 24, 30), ("M", 24, 30)])
    later = made(register, draft(register, take_snapshot(by=None), ((), {})))
    assert later.state == ReleaseState.ATTACKED
    assert shown(later, "victims_identified-2022").values[()] == 253


def test_a_table_beside_one_that_is_out_is_attacked_together_with_it(register, snapshot):
    """By sex alone everything may be shown; beside the first table it must not tell the hidden cells."""
    published(register, draft(register, snapshot, TWO_WAY))
    other = made(register, draft(register, snapshot, (("age_group",), {})))
    if other.state == ReleaseState.ATTACKED:
        first = shown(draft_of("victims_identified-2022-sex-age_group"))
        assert first.values["M", "0-17"] is None
    else:
        assert other.findings


def draft_of(name):
    return ReleaseTable.objects.filter(name=name).first().release


def test_another_release_in_the_meantime_means_another_attack(register, snapshot):
    waiting = made(register, draft(register, snapshot, TWO_WAY))
    for name in ("secretariat", "statistician"):
        sign_release(by=register.officers[name], release=waiting)
    published(register, draft(register, snapshot, ((), {})))
    with pytest.raises(NotPublished, match="Attack again"):
        publish_release(by=register.officers["secretariat"], release=waiting)


def test_a_years_figure_goes_out_with_noise_or_with_true_counts_never_both(register, snapshot):
    published(register, draft(register, snapshot, TWO_WAY))
    release = draft(register, snapshot, (("sex",), NOISE))
    with pytest.raises(NotPublished, match="never with both"):
        protect_release(by=register.officers["secretariat"], release=release)


# ## Noise and its budget


def test_noise_is_drawn_once_adds_up_and_is_paid_for(register, snapshot):
    release = made(register, draft(register, snapshot, (("sex", "age_group"), NOISE)))
    assert release.state == ReleaseState.ATTACKED
    told = shown(release)
    assert all(count is not None and count >= 0 for count in told.values.values())
    for total, parts in told.sums():
        assert told.values[total] == sum(told.values[part] for part in parts)
    assert budget_of(2022).spent == Fraction(1, 4)
    again = made(register, release)
    assert shown(again).values == told.values, "the same noise, and nothing more is spent"
    assert budget_of(2022).spent == Fraction(1, 4)


def test_a_spent_budget_refuses_and_is_not_given_back(register, snapshot):
    release = draft(register, snapshot, (("sex",), NOISE | {"rho": "0.75"}))
    protect_release(by=register.officers["secretariat"], release=release)
    drop_table(by=register.officers["secretariat"], table=release.tables.get())
    more = draft(register, snapshot, (("age_group",), NOISE | {"rho": "0.5"}))
    with pytest.raises(NotPublished, match="budget of 2022"):
        protect_release(by=register.officers["secretariat"], release=more)
    assert budget_of(2022).spent == Fraction(3, 4)
    assert budget_of(2021).spent == 0


def every_count(release):
    """What is said of each cell, by whatever table says it."""
    said = {}
    for one in shown_tables(release):
        for key, count in one.table().values.items():
            said.setdefault(one.table().cell(key), set()).add(count)
    return said


def test_noisy_tables_of_one_release_say_the_same_of_every_total_they_share(register, snapshot):
    release = draft(
        register, snapshot, ((), NOISE), (("sex", "age_group"), NOISE), (("sex", "form"), NOISE | {"rho": "1/8"}),
        (("age_group",), NOISE | {"rho": "1/8"}),
    )  # fmt: skip
    release = made(register, release)
    assert release.state == ReleaseState.ATTACKED
    said = every_count(release)
    assert all(len(counts) == 1 for counts in said.values())
    assert {(), (("sex", "F"),), (("age_group", "0-17"),)} <= set(said)
    for one in shown_tables(release):
        for total, parts in one.table().sums():
            assert one.table().values[total] == sum(one.table().values[part] for part in parts)
    manifest = json.loads(files_to_publish(release)["manifest.json"])
    for told in manifest["workload"]:
        assert told["protection"]["agreement"] == {
            "method": "least-squares-top-down-1",
            "tables": sorted(table.name for table in release.tables.all()),
        }
    assert budget_of(2022).spent == Fraction(3, 4)
    by_sex = release.tables.get(dimensions=["sex", "form"])
    assert by_sex.cost["error_total"] < costs_compared(by_sex)["noise"]["error_total"], (
        "four tables know the total better"
    )


def test_a_table_that_is_added_later_changes_what_is_said_and_not_what_was_drawn(register, snapshot):
    by, release = register.officers["secretariat"], draft(register, snapshot, (("sex",), NOISE))
    first = made(register, release).tables.get()
    add_table(
        by=by, release=release, indicator="victims_identified", year=2022, dimensions=("age_group",), **NOISE
    )
    made(register, release)
    assert release.tables.get(pk=first.pk).commitment == first.commitment
    assert all(len(counts) == 1 for counts in every_count(release).values())
    drop_table(by=by, table=release.tables.get(dimensions=["age_group"]))
    again = made(register, release).tables.get()
    assert again.content == first.content, "alone it says what its own noise says"
    assert budget_of(2022).spent == Fraction(1, 2)


def test_tables_that_stopped_agreeing_are_found_by_the_attack(register, snapshot):
    release = draft(register, snapshot, (("sex",), NOISE), ((), NOISE))
    protect_release(by=register.officers["secretariat"], release=release)
    file = release.files.get(name="tables/victims_identified-2022.json")
    told = json.loads(bytes(file.content))
    told["tables"][0]["rows"][0][-1] += 1
    file.content = as_json(told)
    file.save()
    failed = attack_release(by=register.officers["secretariat"], release=release)
    assert failed.state == ReleaseState.FAILED
    assert "something else than another table" in failed.attack_fault


def test_so_many_tables_that_they_need_not_agree_are_refused_and_cost_nothing(register, snapshot):
    dimensions = ["sex", "age_group", "form", "citizenship"]
    some = [(names, NOISE | {"rho": "1/8"}) for names in combinations(dimensions, 3)]
    with pytest.raises(NotPublished, match="leave one of three dimensions out"):
        protect_release(by=register.officers["secretariat"], release=draft(register, snapshot, *some))
    assert not BudgetEntry.objects.exists()
    assert made(register, draft(register, snapshot, *some[:3])).state == ReleaseState.ATTACKED


@pytest.mark.parametrize(
    ("indicator", "choice", "words"),
    [
        ("victims_identified", {"threshold": 4}, "5 is the least"),
        ("victims_identified", {"protection": "noise"}, "how much of the year"),
        ("operations", NOISE, "counted once"),
        ("median_days_report_to_operation", {}, "parts add up"),
        ("victims_identified", {"dimensions": ("law",)}, "not told apart"),
    ],
)
def test_what_can_not_be_asked_for_is_refused_with_the_remedy(register, snapshot, indicator, choice, words):
    release = draft(register, snapshot)
    with pytest.raises(NotPublished, match=words):
        add_table(
            by=register.officers["secretariat"], release=release, indicator=indicator, year=2022, **choice
        )


# ## Once it is out


def test_lines_of_the_release_ledger_are_chained_and_can_not_be_changed(register, snapshot):
    first = published(register, draft(register, snapshot, TWO_WAY))
    erratum = {"words_km": "ចំណងជើងខុស", "words_en": "The title named the wrong year."}
    write_erratum(by=register.officers["secretariat"], release=first, **erratum)
    lines = list(ReleaseEntry.objects.order_by("seq"))
    assert [line.deed for line in lines] == ["published", "erratum"]
    assert lines[1].previous == lines[0].head
    assert release_head() == (2, lines[1].head)
    for refused in (
        lambda: ReleaseEntry.objects.update(digest="0" * 64),
        lambda: ReleaseErratum.objects.all().delete(),
        lambda: ReleaseErratum.objects.update(words_en="Nothing was wrong."),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            refused()


def test_an_erratum_tells_no_number_that_no_release_shows(register, snapshot):
    release = published(register, draft(register, snapshot, TWO_WAY))
    with pytest.raises(NotPublished, match="7 stands in no released table"):
        write_erratum(
            by=register.officers["secretariat"],
            release=release,
            words_km="មាន ៧ នាក់",
            words_en="Seven were left out.",
        )
    told = write_erratum(
        by=register.officers["secretariat"],
        release=release,
        words_km="សរុបឆ្នាំ ២០២២ គឺ ១៩៣",
        words_en="All 193 of 2022 count.",
    )
    assert signature_holds(told.public_key, told.signature, told.statement.encode())
    assert "errata.json" in files_to_publish(release)


def test_what_is_out_is_never_changed_and_a_withdrawn_release_still_counts(register, snapshot):
    release = published(register, draft(register, snapshot, TWO_WAY))
    by = register.officers["secretariat"]
    for refused in (
        lambda: protect_release(by=by, release=release),
        lambda: attack_release(by=by, release=release),
        lambda: add_table(by=by, release=release, indicator="victims_identified", year=2021),
    ):
        with pytest.raises(NotPublished):
            refused()
    release = withdraw_release(
        by=by, release=release, words_km="តារាងខុស", words_en="The wrong table went out."
    )
    assert release.state == ReleaseState.WITHDRAWN
    assert_gone_with_the_reason(release)
    noise = draft(register, snapshot, (("sex",), NOISE))
    with pytest.raises(NotPublished, match="never with both"):
        protect_release(by=by, release=noise)


def assert_gone_with_the_reason(release):
    """As for documents: its page stays, and every address of its files says so as gone for good, in both languages."""

    def ask(name, *more):
        answer = Client().get(reverse(f"web:{name}", args=[*more]), headers={"Accept-Language": "en"})
        return answer.status_code, answer.content.decode()

    status, page = ask("public-release-in", "en", release.code)
    assert status == 200
    assert release.withdrawn_en in page
    names = [file.name for file in release.files.all()]
    assert len(names) > 5
    for name in (*names, "ledger.json", "errata.json", "no such file"):
        status, page = ask("public-release-file", release.code, name)
        assert (status, release.withdrawn_en in page) == (410, True), name
    assert ask("public-release-zip", release.code)[0] == 410
    table = names[0].removeprefix("tables/").split(".")[0]
    for language, words in (("en", release.withdrawn_en), ("km", release.withdrawn_km)):
        status, page = ask("public-release-table-in", language, release.code, table)
        assert (status, words in page) == (410, True)
    assert ask("public-release-file", "1999-1", "manifest.json")[0] == 404


def test_the_same_tables_freeze_to_the_same_bytes(register, snapshot):
    one = made(register, draft(register, snapshot, TWO_WAY))
    files = {file.name: bytes(file.content) for file in one.files.exclude(name="manifest.json")}
    again = made(register, one)
    assert {file.name: bytes(file.content) for file in again.files.exclude(name="manifest.json")} == files
    assert {name.rsplit(".", 1)[1] for name in files} == {"csv", "json", "jsonld", "parquet", "xlsx"}


def test_a_correction_names_what_it_corrects(register, snapshot):
    first = published(register, draft(register, snapshot, ((), {})))
    with pytest.raises(NotPublished, match="Only what was published"):
        draft_release(
            by=register.officers["secretariat"], snapshot=snapshot, title_km="ក", title_en="A",
            corrects=draft(register, snapshot),
        )  # fmt: skip
    second = draft(register, snapshot, corrects=first)
    assert second.corrects == first
    assert second.code != first.code


# ## Figures that contain one another

CITIZENSHIP = (("citizenship",), {})


def of_police(dimensions=(), **more):
    return (dimensions, {"indicator": "victims_identified_by_police", **more})


def not_by_police(world, count):
    """So many of the last women on record were identified by an organisation instead."""
    some = list(
        StatusAssertion.objects.filter(victim__sex="F").order_by("-pk").values_list("pk", flat=True)[:count]
    )
    StatusAssertion.objects.filter(pk__in=some).update(body="NGO")


def test_those_identified_by_others_than_the_police_are_not_given_away_by_subtraction(register):
    not_by_police(register, 3)
    snapshot = take_snapshot(by=None)
    published(register, draft(register, snapshot, ((), {})))
    later = made(register, draft(register, snapshot, of_police()))
    assert later.state == ReleaseState.ATTACKED
    assert shown(later, "victims_identified_by_police-2022").values[()] is None


def test_within_one_release_the_part_gives_way_to_the_whole(register):
    not_by_police(register, 3)
    release = made(register, draft(register, take_snapshot(by=None), of_police(("sex",)), (("sex",), {})))
    assert release.state == ReleaseState.ATTACKED
    assert shown(release, "victims_identified-2022-sex").values["F",] == 130
    part = shown(release, "victims_identified_by_police-2022-sex").values
    assert part["F",] is part["*",] is None
    assert part["M",] == 63


def test_many_whom_others_identified_may_be_told(register):
    not_by_police(register, 30)
    release = made(register, draft(register, take_snapshot(by=None), of_police(), ((), {})))
    assert shown(release, "victims_identified_by_police-2022").values[()] == 163


def test_a_part_that_was_planted_into_the_files_is_found(register):
    not_by_police(register, 3)
    release = draft(register, take_snapshot(by=None), of_police(), ((), {}))
    protect_release(by=register.officers["secretariat"], release=release)
    file = release.files.get(name="tables/victims_identified_by_police-2022.json")
    told = json.loads(bytes(file.content))
    told["tables"][0]["rows"] = [[190]]
    file.content = as_json(told)
    file.save()
    assert {one["kind"] for one in attack_release(by=register.officers["secretariat"], release=release).findings} == {"difference"}  # fmt: skip


def test_foreign_victims_and_victims_by_citizenship_tell_nothing_of_the_hidden(register):
    """All but Cambodians and those of unknown citizenship: 24 foreigners, 20 of them Vietnamese, would tell of four others."""
    women = list(Victim.objects.filter(sex="F").values_list("pk", flat=True))
    for code, some in (
        ("|VN|", women[:20]),
        ("|CN|", women[20:24]),
        ("", women[24:39]),
        ("|KH|", women[39:]),
    ):
        Victim.objects.filter(pk__in=some).update(citizenships=[one for one in code.split("|") if one])
    Victim.objects.filter(sex="M").update(citizenships=["KH"])
    snapshot = take_snapshot(by=None)
    first = published(register, draft(register, snapshot, CITIZENSHIP))
    assert shown(first, "victims_identified-2022-citizenship").values["CN",] is None
    later = made(register, draft(register, snapshot, ((), {"indicator": "victims_foreign"})))
    assert shown(later, "victims_foreign-2022").values[()] is None


def test_noise_for_a_figure_and_true_counts_for_what_it_contains_is_refused(register, snapshot):
    published(register, draft(register, snapshot, TWO_WAY))
    with pytest.raises(NotPublished, match="the other way round"):
        protect_release(
            by=register.officers["secretariat"],
            release=draft(register, snapshot, of_police(("sex",), **NOISE)),
        )
