"""The catalogue of tricks: what ships with the product, what officers change, where a trick was seen."""

import re

import pytest

from sarana.base.accounts.rules import NotAllowed
from sarana.base.vocabulary.actions import load_vocabulary
from sarana.base.vocabulary.queries import unknown_codes
from sarana.register.editing import EditConflict
from sarana.register.tricks.actions import add_trick, amend_trick, load_tricks, tag_tricks
from sarana.register.tricks.enums import FinanceFlag, LureChannel, Paper, Recruiter, RouteKind
from sarana.register.tricks.models import Trick
from sarana.register.tricks.queries import counts_of, tricks_by_code, tricks_in

KHMER = re.compile(r"[\u1780-\u17ff]")


def test_the_catalogue_that_ships_is_whole_and_loads_twice_alike(world):
    load_vocabulary()
    assert load_tricks() == load_tricks() == Trick.objects.count() >= 12
    codes = {
        "PalermoAct": "acts", "PalermoMeans": "means", "PalermoPurpose": "purposes",
    }  # fmt: skip
    choices = {
        Recruiter: "recruiters", LureChannel: "channels", Paper: "papers_taken", RouteKind: "routes",
        FinanceFlag: "finance_flags",
    }  # fmt: skip
    for trick in tricks_by_code():
        assert trick.source, trick.code
        assert KHMER.search(trick.name_km)
        for name in ("bait", "debt", "control", "sale", "exit", "targets", "counter", "check"):
            assert bool(getattr(trick, f"{name}_km")) == bool(getattr(trick, f"{name}_en")), (
                trick.code,
                name,
            )
        for code_list, name in codes.items():
            assert not unknown_codes(code_list, getattr(trick, name)), (trick.code, name)
        for enum, name in choices.items():
            assert set(getattr(trick, name)) <= set(enum.values), (trick.code, name)
        assert not unknown_codes("Country", [*trick.origins, *trick.destinations])
        assert trick.counter_en
        assert trick.check_en


def test_what_officers_changed_outlives_the_next_release(world):
    load_tricks()
    trick = Trick.objects.get(code="easy-computer-job")
    secretariat = world.officers["secretariat"]
    amended = amend_trick(by=secretariat, trick=trick, seen_version=1, changes={"state": "dormant"})
    assert amended.version == 2
    flags = [("សញ្ញា", "A sign", "")]
    amend_trick(
        by=secretariat,
        trick=Trick.objects.get(code="bride-abroad"),
        seen_version=1,
        changes={},
        red_flags=flags,
    )
    load_tricks()
    assert Trick.objects.get(code="easy-computer-job").state == "dormant"
    assert [f.text_en for f in Trick.objects.get(code="bride-abroad").red_flags.all()] == ["A sign"]
    with pytest.raises(EditConflict):
        amend_trick(by=secretariat, trick=amended, seen_version=1, changes={"state": "active"})


def test_only_who_edits_the_catalogue_adds_to_it(world):
    facts = {"name_km": "ល្បិច", "name_en": "Trick"}
    with pytest.raises(NotAllowed):
        add_trick(by=world.officers["investigator"], code="new", facts=facts)
    secretariat = world.officers["secretariat"]
    add_trick(by=secretariat, code="new", facts=facts)
    with pytest.raises(ValueError, match="already"):
        add_trick(by=secretariat, code="new", facts=facts)
    with pytest.raises(ValueError, match="before it was first seen"):
        add_trick(by=secretariat, code="other", facts={**facts, "first_seen": 2022, "last_seen": 2020})
    with pytest.raises(ValueError, match="Write a year"):
        add_trick(by=secretariat, code="other", facts={**facts, "first_seen": 1202})


def test_tricks_are_seen_in_records_and_small_counts_stay_hidden(world):
    load_tricks()
    job, sold = Trick.objects.get(code="easy-computer-job"), Trick.objects.get(code="sold-between-companies")
    investigator = world.officers["investigator"]
    cases = [world.case() for _ in range(5)]
    for case in cases:
        tag_tricks(by=investigator, record=case, tricks=[job])
    tag_tricks(by=investigator, record=cases[0], tricks=[job, sold])
    report = world.report()
    tag_tricks(by=investigator, record=report, tricks=[sold])
    assert counts_of("case") == {job.pk: 5, sold.pk: None}
    assert counts_of("report") == {sold.pk: None}
    assert [t.code for t in tricks_in(cases[0])] == [job.code, sold.code]
    tag_tricks(by=investigator, record=report, tricks=[])
    assert tricks_in(report) == []
    with pytest.raises(NotAllowed):
        tag_tricks(by=world.officers["other_investigator"], record=cases[0], tricks=[])
    with pytest.raises(NotAllowed):
        tag_tricks(by=world.officers["secretariat"], record=cases[0], tricks=[])
