"""# An operation: ready before it starts, told once, and every person found is screened

Governors' teams of 2022 had named tasks, wrote minutes and told the prosecutor each time; what was forgotten was the
interpreter. The checklist catches it, the outcome is typed once, and the province's quarterly form fills itself.
"""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests.pages import client_of, text_of

from sarana.base.accounts.rules import NotAllowed
from sarana.register.operations.actions import (
    answer_checklist,
    call_off_operation,
    close_operation,
    give_task,
    plan_operation,
    screen_person_found,
    tell_prosecutor,
)
from sarana.register.operations.enums import FoundAs, ReadyAnswer, ReadyItem, TaskKind
from sarana.register.operations.queries import first_unscreened, readiness_of
from sarana.register.operations.rules import is_answered_by_planner, may_see_operation, readiness
from sarana.register.returns.actions import read_quarter, send_quarter, write_quarter
from sarana.register.returns.queries import operation_sheets, quarterly_forms_visible_to, sheets_of
from sarana.register.returns.rules import days_of_quarter, may_see_quarterly_form, quarter_of

DAY = date(2022, 9, 17)


@pytest.fixture
def operation(world):
    """A raid that is planned for a case with a foreign victim of 16."""
    case = world.case()
    world.victim(case, citizenships=["VN"], age_at_event=16)
    return plan_operation(
        by=world.officers["investigator"],
        kind="raid",
        place=world.places["18"],
        planned_for=DAY,
        legal_basis="Article 85 of the Code of Criminal Procedure",
        cases=[case],
    )


def answers_of(operation):
    return {ready.item: ready.answer for ready in readiness_of(operation)}


# ## Who sees whom


def test_who_ends_an_operation_is_shown_nobody_of_a_case_that_he_may_not_see(world, operation, settings):
    settings.DEMONSTRATION = True
    guest = world.officers["other_investigator"]
    give_task(by=world.officers["investigator"], operation=operation, kind=TaskKind.TRANSPORT, officer=guest)
    victim = operation.cases.get().victims.get()
    shown = {
        name: text_of(client_of(world, name).get(f"/operations/{operation.number}/outcome/"))
        for name in ("investigator", "other_investigator")
    }
    assert [victim.number in text for text in shown.values()] == [True, False]
    with pytest.raises(NotAllowed):
        close_operation(
            by=guest,
            operation=operation,
            carried_out_on=DAY,
            found={victim: FoundAs.FREED},
            persons_screened=1,
        )


# ## The checklist


def test_nothing_is_ready_by_silence(operation):
    missing = {item for item, answer in answers_of(operation).items() if answer is ReadyAnswer.MISSING}
    assert missing == set(ReadyItem) - {ReadyItem.LEGAL_BASIS}


def test_it_catches_that_there_is_no_interpreter_where_foreigners_are_expected(world, operation):
    by = world.officers["investigator"]
    answer_checklist(
        by=by, operation=operation, answers={"interpreter": "not_needed", "medical": "not_needed"}
    )
    found = {ready.item: ready for ready in readiness_of(operation)}
    assert found[ReadyItem.INTERPRETER].answer is ReadyAnswer.MISSING
    assert found[ReadyItem.INTERPRETER].is_contradicted
    assert found[ReadyItem.MEDICAL].answer is ReadyAnswer.NOT_NEEDED


def test_a_task_settles_its_item_and_shows_the_plan_to_who_has_it(world, operation):
    officer = world.officers["chief"]
    assert not may_see_operation(officer, operation)
    give_task(by=world.officers["investigator"], operation=operation, kind="minutes", officer=officer)
    assert answers_of(operation)[ReadyItem.MINUTES] is ReadyAnswer.READY
    assert may_see_operation(officer, operation)


def test_nobody_with_a_conflict_of_interest_gets_a_task(world, operation):
    operation.cases.get().barred.add(world.officers["chief"])
    with pytest.raises(ValueError, match="conflict of interest"):
        give_task(
            by=world.officers["investigator"],
            operation=operation,
            kind="search",
            officer=world.officers["chief"],
        )


def test_what_follows_from_the_plan_is_not_answered_by_hand(world, operation):
    with pytest.raises(ValueError, match="follows from the plan"):
        answer_checklist(
            by=world.officers["investigator"], operation=operation, answers={"prosecutor": "ready"}
        )
    tell_prosecutor(by=world.officers["investigator"], operation=operation, at=timezone.now())
    assert answers_of(operation)[ReadyItem.PROSECUTOR] is ReadyAnswer.READY


@given(
    tasks=st.sets(st.sampled_from([kind.value for kind in TaskKind])),
    more=st.sets(st.sampled_from([kind.value for kind in TaskKind])),
    answers=st.dictionaries(
        st.sampled_from([item.value for item in ReadyItem if is_answered_by_planner(item)]),
        st.sampled_from([answer.value for answer in ReadyAnswer]),
    ),
    foreigners=st.booleans(),
    minors=st.booleans(),
)
def test_another_task_never_makes_an_operation_less_ready(tasks, more, answers, foreigners, minors):
    def missing(given_tasks):
        found = readiness(
            has_legal_basis=True,
            prosecutor_told=True,
            tasks=given_tasks,
            answers=answers,
            foreigners_expected=foreigners,
            minors_expected=minors,
        )
        return {ready.item for ready in found if ready.answer is ReadyAnswer.MISSING}

    assert missing(tasks | more) <= missing(tasks)


# ## What is over is over


def test_an_operation_ends_once(world, operation):
    by = world.officers["investigator"]
    close_operation(by=by, operation=operation, carried_out_on=DAY)
    with pytest.raises(ValueError, match="over"):
        close_operation(by=by, operation=operation, carried_out_on=DAY)
    with pytest.raises(ValueError, match="over"):
        call_off_operation(by=by, operation=operation, reason="Too late.")
    with pytest.raises(ValueError, match="over"):
        give_task(by=by, operation=operation, kind="search", officer=by)


# ## Every person found is screened


def test_a_freed_person_waits_for_screening_until_somebody_says_when(world, operation):
    by = world.officers["investigator"]
    victim = operation.cases.get().victims.get()
    close_operation(
        by=by, operation=operation, carried_out_on=DAY, found={victim: FoundAs.FREED}, persons_screened=1
    )
    (waiting,) = first_unscreened(by, 8)
    with pytest.raises(ValueError, match="after the operation"):
        screen_person_found(by=by, found=waiting, on=DAY - timedelta(days=1))
    with pytest.raises(NotAllowed):
        screen_person_found(by=world.officers["statistician"], found=waiting, on=DAY)
    screen_person_found(by=by, found=waiting, on=DAY)
    assert not first_unscreened(by, 8)


def test_an_operation_waits_until_the_last_of_those_it_freed_is_screened(world, operation):
    by, case = world.officers["investigator"], operation.cases.get()
    found = {world.victim(case): what for what in (FoundAs.FREED, FoundAs.FREED, FoundAs.LEFT_BEFORE)}
    close_operation(by=by, operation=operation, carried_out_on=DAY, found=found, persons_screened=3)
    waiting = first_unscreened(by, 8)
    assert [one.victim for one in waiting] == [v for v, what in found.items() if what is FoundAs.FREED]
    for one in waiting:
        operation.refresh_from_db()
        assert operation.unscreened_since == DAY
        screen_person_found(by=by, found=one, on=DAY)
    operation.refresh_from_db()
    assert operation.unscreened_since is None


# ## The quarterly form fills itself


def test_the_sheet_of_an_operation_stands_in_the_provinces_form(world, operation):
    by, clerk = world.officers["investigator"], world.officers["provincial"]
    victim = operation.cases.get().victims.get()
    tell_prosecutor(by=by, operation=operation, at=timezone.now())
    close_operation(
        by=by,
        operation=operation,
        carried_out_on=DAY,
        found={victim: FoundAs.FREED},
        persons_screened=23,
        premises_inspected=2,
        interpreter_present=True,
    )
    (sheet,) = operation_sheets(clerk, clerk.agency, 2022, 3)
    assert (sheet.persons_screened, sheet.freed, sheet.still_unscreened, sheet.premises_inspected) == (
        23,
        1,
        1,
        2,
    )
    assert sheet.prosecutor_told
    assert operation_sheets(clerk, clerk.agency, 2022, 4) == []


def test_a_form_that_was_sent_keeps_what_it_said(world, operation):
    clerk = world.officers["provincial"]
    close_operation(by=world.officers["investigator"], operation=operation, carried_out_on=DAY)
    form = write_quarter(by=clerk, year=2022, quarter=3, words={"done": "ចុះត្រួតពិនិត្យអគារមួយ"})
    write_quarter(by=clerk, year=2022, quarter=3, words={"obstacles": "គ្មានអ្នកបកប្រែ"})
    assert set(read_quarter(by=clerk, form=form)) == {"done"}
    form.refresh_from_db()
    assert set(read_quarter(by=clerk, form=form)) == {"done", "obstacles"}
    sent = send_quarter(by=clerk, form=form)
    operation.persons_screened = 99
    operation.save()
    assert [sheet.persons_screened for sheet in sheets_of(clerk, sent)] == [0]
    with pytest.raises(ValueError, match="stands"):
        write_quarter(by=clerk, year=2022, quarter=3, words={"done": "…"})


def test_a_quarter_is_sent_when_it_is_over_and_by_a_committee_that_owes_it(world):
    today = timezone.localdate()
    year, quarter = quarter_of(today)
    form = write_quarter(by=world.officers["provincial"], year=year, quarter=quarter, words={"planned": "…"})
    with pytest.raises(ValueError, match="isn't over"):
        send_quarter(by=world.officers["provincial"], form=form)
    with pytest.raises(ValueError, match="four quarters"):
        write_quarter(by=world.officers["provincial"], year=year, quarter=5, words={})
    with pytest.raises(NotAllowed):
        write_quarter(by=world.officers["investigator"], year=2022, quarter=3, words={})


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_in_its_quarter_and_in_no_other(day):
    year, quarter = quarter_of(day)
    first, last = days_of_quarter(year, quarter)
    assert first <= day <= last
    assert quarter_of(last + timedelta(days=1)) != (year, quarter)


def test_query_and_predicate_agree_on_who_sees_a_form(world):
    form = write_quarter(by=world.officers["provincial"], year=2022, quarter=3, words={"done": "…"})
    for sent in (False, True):
        if sent:
            form = send_quarter(by=world.officers["provincial"], form=form)
        for officer in world.officers.values():
            listed = quarterly_forms_visible_to(officer).filter(pk=form.pk).exists()
            assert listed == may_see_quarterly_form(officer, form), officer.username
