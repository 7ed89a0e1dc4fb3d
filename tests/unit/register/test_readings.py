"""Reading sealed words, changing them, taking lists away, and the files of a case: what the ledger keeps of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.models import Entry
from sarana.base.ledger.queries import trail_of
from sarana.register.cases.actions import (
    amend_case,
    attach_to_case,
    open_suspect_identity,
    open_victim_identity,
    read_case,
    read_case_file,
    share_case,
)
from sarana.register.cases.models import Case
from sarana.register.cases.queries import cases_visible_to, openings_in_cases_of, with_counts
from sarana.register.editing import SEALED, EditConflict
from sarana.register.exports import record_export
from sarana.register.readings import readers_of
from sarana.register.reports.actions import read_report


def test_reading_a_report_is_on_record_once_per_officer_and_day(world):
    report = world.report()
    for who in ("investigator", "chief", "investigator"):
        words = read_report(by=world.officers[who], report=report)
        assert words["narrative"].startswith("Twelve people")
    assert trail_of(report).filter(action="read_report").count() == 2
    assert {officer.username for officer, _ in readers_of(report)} == {"investigator", "chief"}


def test_the_words_of_a_report_are_not_for_oversight_or_strangers(world):
    report = world.report()
    for who in ("auditor", "other_investigator", "analyst"):
        with pytest.raises(NotAllowed):
            read_report(by=world.officers[who], report=report)
    assert readers_of(report) == []


def test_the_words_of_a_case_are_for_those_who_work_on_it(world):
    case = world.case()
    assert read_case(by=world.officers["chief"], case=case)["title"] == "Building by the port"
    for who in ("auditor", "secretariat", "analyst", "other_investigator"):
        with pytest.raises(NotAllowed):
            read_case(by=world.officers[who], case=case)


def test_sealed_words_are_changed_and_the_ledger_keeps_only_their_names(world):
    case = world.case()
    officer = world.officers["investigator"]
    amend_case(by=officer, case=case, seen_version=1, changes={}, words={"title": "Tower by the port"})
    assert read_case(by=officer, case=Case.objects.get(pk=case.pk)) == {"title": "Tower by the port"}
    entry = trail_of(case).get(action="amend_case")
    assert entry.change == f'{{"title":"{SEALED}","version":2}}'


def test_two_officers_who_change_the_same_sealed_words_are_asked(world):
    case = world.case()
    officer, chief = world.officers["investigator"], world.officers["chief"]
    amend_case(by=chief, case=case, seen_version=1, changes={}, words={"title": "Theirs"})
    with pytest.raises(EditConflict) as asked:
        amend_case(
            by=officer, case=case, seen_version=1, changes={"state": "FollowUp"}, words={"title": "Mine"}
        )
    assert (asked.value.theirs, asked.value.yours) == ({"title": "Theirs"}, {"title": "Mine"})
    case.refresh_from_db()
    assert case.state == "Active"
    amend_case(by=officer, case=case, seen_version=1, changes={}, words={"summary": "Another field"})
    assert read_case(by=officer, case=Case.objects.get(pk=case.pk)) == {
        "title": "Theirs",
        "summary": "Another field",
    }


def test_counts_stand_beside_each_case_of_a_page(world):
    empty, full = world.case(), world.case()
    for _ in range(3):
        world.victim(full)
    for _ in range(2):
        world.suspect(full)
    counted = {
        c.pk: (c.victim_count, c.suspect_count)
        for c in with_counts(cases_visible_to(world.officers["chief"]))
    }
    assert counted == {empty.pk: (0, 0), full.pk: (3, 2)}


def test_the_owner_hears_of_identities_that_others_opened_in_his_cases_alone(world):
    owner = world.officers["investigator"]
    case = world.case()
    victim, suspect = world.victim(case), world.suspect(case)
    strange = world.victim(world.case(by="chief"), by="chief")
    share_case(by=owner, case=case, agency=world.agencies["shelter"], reason="Beds")
    helper = world.officers["ngo_worker"]
    open_victim_identity(by=helper, victim=victim, reason="A bed")
    open_suspect_identity(by=helper, suspect=suspect, reason="Who must not visit")
    open_victim_identity(by=owner, victim=victim, reason="My own look")
    open_victim_identity(by=world.officers["chief"], victim=strange, reason="His own case")

    told = openings_in_cases_of(owner, timezone.now() - timedelta(days=1))

    assert [(o.reason, c.pk) for o, c in told] == [("Who must not visit", case.pk), ("A bed", case.pk)]
    assert openings_in_cases_of(owner, timezone.now() + timedelta(days=1)) == []


def test_a_list_that_was_taken_away_is_on_record_without_what_was_typed(world):
    record_export(by=world.officers["auditor"], what="cases", rows=17, filters=["q", "state"])
    entry = Entry.objects.get(action="export_records")
    assert entry.change == '{"filters":["q","state"],"list":"cases","rows":17}'


def test_a_file_of_a_case_takes_the_right_to_open_identities(world):
    case, other = world.case(), world.case()
    officer = world.officers["investigator"]
    kept = attach_to_case(by=officer, case=case, name="statement.txt", content=b"What she told")
    assert read_case_file(by=officer, case=case, attachment=kept) == ("statement.txt", b"What she told")
    with pytest.raises(NotAllowed):
        read_case_file(by=world.officers["auditor"], case=case, attachment=kept)
    with pytest.raises(NotAllowed):
        read_case_file(by=officer, case=other, attachment=kept)
    with pytest.raises(NotAllowed):
        attach_to_case(by=world.officers["secretariat"], case=case, name="a.txt", content=b"a")
