"""# What was written wrongly can be put right

Tired people slip. An operation is planned in a hurry without its legal basis, or is put off by a day; a clerk ticks the wrong
verdict. Nobody may be left with a record that he knows to be wrong: it is changed with a reason, counted anew, and the audit
trail keeps what stood there before. What would contradict the rest of the record is still refused.
"""

import json
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.pages import client_of, text_of
from tests.world import World

from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.actions import verify_ledger
from sarana.base.ledger.models import Entry
from sarana.base.refused import Refused
from sarana.base.vault.actions import amend_identity
from sarana.base.vault.sealing import unseal
from sarana.register.cases.actions import arrest_suspect
from sarana.register.cases.models import Suspect, Victim
from sarana.register.editing import EditConflict, former_of
from sarana.register.operations.actions import (
    amend_operation,
    call_off_operation,
    close_operation,
    correct_outcome,
    plan_operation,
    screen_person_found,
    take_outcome_back,
)
from sarana.register.operations.enums import FoundAs
from sarana.register.operations.models import Operation
from sarana.register.operations.rules import may_see_operation
from sarana.register.proceedings.actions import (
    correct_stage,
    move_proceeding,
    open_proceeding,
    take_stage_back,
)
from sarana.register.proceedings.models import Proceeding, Step
from sarana.register.rescue.actions import add_person, ask_unit, correct_request, record_request
from sarana.register.rescue.models import RescueRequest
from sarana.register.returns.actions import send_quarter, write_quarter
from sarana.register.returns.queries import corrected_since, sheets_of

MAY = date(2022, 5, 2)


@pytest.fixture
def operation(world: World) -> Operation:
    return plan_operation(
        by=world.officers["investigator"],
        kind="raid",
        place=world.places["18"],
        planned_for=MAY,
        words={"plan": "At dawn"},
    )


# ## A plan that changes


def test_a_legal_basis_that_was_missing_is_added_and_the_day_put_off(world, operation):
    later = MAY + timedelta(days=3)
    amend_operation(
        by=world.officers["investigator"],
        operation=operation,
        seen_version=1,
        changes={"legal_basis": "Law of 2008, art. 12", "planned_for": later},
        words={"plan": "At dusk"},
    )
    operation.refresh_from_db()
    assert (operation.legal_basis, operation.planned_for) == ("Law of 2008, art. 12", later)
    assert unseal(operation)["plan"] == "At dusk"
    assert "dusk" not in Entry.objects.get(action="amend_operation").change


def test_two_of_the_team_do_not_overwrite_each_other(world, operation):
    by = world.officers["investigator"]
    amend_operation(by=by, operation=operation, seen_version=1, changes={"legal_basis": "One"})
    with pytest.raises(EditConflict):
        amend_operation(by=by, operation=operation, seen_version=1, changes={"legal_basis": "Other"})


def test_what_is_over_is_not_planned_anew_and_strangers_plan_nothing(world, operation):
    with pytest.raises(NotAllowed):
        amend_operation(
            by=world.officers["immigration"],
            operation=operation,
            seen_version=1,
            changes={"legal_basis": "x"},
        )
    call_off_operation(by=world.officers["investigator"], operation=operation, reason="Word got out")
    with pytest.raises(ValueError, match="over"):
        amend_operation(
            by=world.officers["investigator"],
            operation=operation,
            seen_version=1,
            changes={"legal_basis": "x"},
        )


def test_the_checklist_leads_to_what_the_plan_lacks(world, operation, settings):
    settings.DEMONSTRATION = True
    client, address = client_of(world, "investigator"), f"/operations/{operation.number}/"
    assert f'href="{address}edit/"' in text_of(client.get(address))
    typed = {
        "kind": "raid",
        "place": "18",
        "planned_for": "02/05/2022",
        "legal_basis": "Law of 2008",
        "plan": "At dawn",
    }
    assert client.post(f"{address}edit/", {**typed, "seen_version": 1, "was": "{}"}).status_code == 302
    operation.refresh_from_db()
    assert operation.legal_basis == "Law of 2008"
    call_off_operation(by=world.officers["investigator"], operation=operation, reason="Word got out")
    assert client.get(f"{address}edit/").status_code == 404


def test_an_outcome_is_not_saved_by_a_slip_of_the_hand(world, operation, settings):
    settings.DEMONSTRATION = True
    client, address = client_of(world, "investigator"), f"/operations/{operation.number}/outcome/"
    page = text_of(client.get(address))
    assert 'name="persons_screened" value' not in page
    answer = client.post(address, {"carried_out_on": "02/05/2022"})
    assert answer.status_code == 422
    operation.refresh_from_db()
    assert operation.state == "planned"


# ## An outcome that was written wrongly
#
# Whoever records operations and sees this one puts its outcome right, as he may say later that the prosecutor was told: the
# planner moves away, the unit that led stays. He changes nothing about a person of a case that he may not see.


@dataclass
class Done:
    """A raid that is over: it freed one of three victims and took one of two suspects."""

    operation: Operation
    freed: Victim
    others: list[Victim]
    taken: Suspect
    other: Suspect

    def correct(self, by, *, seen=1, reason="Written in a hurry", changes=None, **more):
        return correct_outcome(
            by=by, operation=self.operation, seen_version=seen, reason=reason, changes=changes or {}, **more
        )


@pytest.fixture
def done(world: World) -> Done:
    by, case = world.officers["investigator"], world.case()
    victims = [world.victim(case) for _ in range(3)]
    suspects = [world.suspect(case) for _ in range(2)]
    planned = plan_operation(by=by, kind="raid", place=world.places["18"], planned_for=MAY, cases=[case])
    close_operation(
        by=by,
        operation=planned,
        carried_out_on=MAY,
        found={victims[0]: FoundAs.FREED},
        arrested=[suspects[0]],
        persons_screened=4,
        words={"outcome": "Two rooms were locked"},
    )
    planned.refresh_from_db()
    return Done(planned, victims[0], victims[1:], *suspects)


def found_in(operation: Operation) -> dict[str, str]:
    return dict(operation.persons_found.values_list("victim__number", "found_as"))


def test_a_wrong_number_is_put_right_and_the_trail_keeps_both_and_the_reason(world, done, settings):
    settings.DEMONSTRATION = True
    done.correct(
        world.officers["investigator"],
        changes={"persons_screened": 14, "interpreter_present": True},
        words={"outcome": "Three rooms were locked"},
    )
    done.operation.refresh_from_db()
    assert (done.operation.persons_screened, done.operation.interpreter_present) == (14, True)
    entry = Entry.objects.get(action="correct_outcome")
    change = json.loads(entry.change)
    assert (change["persons_screened"], change["before"]["persons_screened"]) == (14, 4)
    assert entry.reason == "Written in a hurry"
    assert "rooms" not in entry.change
    # What somebody may have read and acted on is kept, sealed as it was.
    words = unseal(done.operation)
    assert words["outcome"] == "Three rooms were locked"
    assert [text for _until, text in former_of(words, "outcome")] == ["Two rooms were locked"]
    page = text_of(client_of(world, "investigator").get(f"/operations/{done.operation.number}/"))
    assert "Two rooms were locked" in page
    assert verify_ledger().is_whole


def test_who_was_not_there_is_taken_off_and_who_was_forgotten_is_added(world, done):
    one, other = done.others
    done.correct(
        world.officers["investigator"],
        found={done.freed: None, one: FoundAs.FREED, other: FoundAs.MOVED},
    )
    assert found_in(done.operation) == {one.number: "freed", other.number: "moved"}
    change = json.loads(Entry.objects.get(action="correct_outcome").change)
    assert change["before"][f"found_{done.freed.number}"] == "freed"
    assert change[f"found_{done.freed.number}"] == ""


def test_the_last_who_waited_was_not_there_and_nobody_waits_to_be_screened(world, done):
    assert done.operation.unscreened_since == MAY
    done.correct(world.officers["investigator"], found={done.freed: FoundAs.LEFT_BEFORE})
    done.operation.refresh_from_db()
    assert done.operation.unscreened_since is None


def test_an_arrest_goes_over_to_whom_it_was_about(world, done):
    done.correct(world.officers["investigator"], arrested={done.taken: False, done.other: True})
    done.taken.refresh_from_db()
    done.other.refresh_from_db()
    assert (done.taken.arrested_on, done.taken.arrest_place) == (None, None)
    assert done.other.arrested_on == MAY
    assert [arrest.suspect for arrest in done.operation.arrests.all()] == [done.other]


def test_another_day_takes_its_arrests_along_and_an_earlier_arrest_still_counts(world, done):
    by, later = world.officers["investigator"], MAY + timedelta(days=2)
    done.correct(by, changes={"carried_out_on": later})
    done.taken.refresh_from_db()
    assert done.taken.arrested_on == later
    arrest_suspect(by=by, suspect=done.taken, on=MAY + timedelta(days=1))
    done.operation.refresh_from_db()
    done.correct(by, seen=2, arrested={done.taken: False})
    done.taken.refresh_from_db()
    assert done.taken.arrested_on == MAY + timedelta(days=1)


def test_a_later_arrest_counts_once_the_first_is_taken_off(world, done):
    by = world.officers["investigator"]
    arrest_suspect(by=by, suspect=done.taken, on=MAY + timedelta(days=30))
    done.correct(by, arrested={done.taken: False})
    done.taken.refresh_from_db()
    assert done.taken.arrested_on == MAY + timedelta(days=30)


def test_what_would_contradict_the_rest_of_the_record_is_refused_and_nothing_is_changed(world, done):
    by = world.officers["investigator"]
    screen_person_found(by=by, found=done.operation.persons_found.get(), on=MAY)
    for what, says, field in [
        ({"changes": {"persons_screened": 0}}, "numbers do not fit", "persons_screened"),
        ({"changes": {"carried_out_on": MAY + timedelta(days=1)}}, "before that day", "carried_out_on"),
        (
            {"changes": {"carried_out_on": timezone.localdate() + timedelta(days=1)}},
            "future",
            "carried_out_on",
        ),
        ({"changes": {"persons_screened": 5}, "reason": " "}, "what was wrong", "reason"),
        ({"changes": {"persons_screened": 4}}, "Nothing is different", None),
    ]:
        with pytest.raises(Refused, match=says) as refused:
            done.correct(by, **what)
        assert refused.value.field == field
    assert not Entry.objects.filter(action__in=["correct_outcome", "put_arrest_right"]).exists()


def test_a_reason_that_names_one_of_them_is_refused(world, done):
    by = world.officers["investigator"]
    amend_identity(by=by, identity=done.others[0].identity, words={"names": ["សុខ ដារ៉ា", "Sok Dara"]})
    with pytest.raises(Refused, match="Leave out names") as refused:
        done.correct(by, reason="Sok Dara was there as well", changes={"persons_screened": 5})
    assert refused.value.field == "reason"
    done.operation.refresh_from_db()
    assert done.operation.persons_screened == 4


def test_only_who_records_operations_and_sees_this_one_puts_it_right(world, done, operation):
    for stranger in ("immigration", "prosecutor", "statistician", "other_investigator"):
        with pytest.raises(NotAllowed):
            done.correct(world.officers[stranger], changes={"persons_screened": 5})
    with pytest.raises(Refused, match="no outcome"):
        correct_outcome(
            by=world.officers["investigator"], operation=operation, seen_version=1, reason="x", changes={}
        )
    done.correct(world.officers["chief"], changes={"persons_screened": 5})


def test_nobody_changes_a_person_of_a_case_that_he_may_not_see(world, done):
    case = done.freed.case
    case.barred.add(world.officers["chief"])
    with pytest.raises(NotAllowed):
        done.correct(world.officers["chief"], found={done.freed: None})


def test_two_who_correct_the_same_are_asked_whose_word_stays(world, done):
    by = world.officers["investigator"]
    done.correct(by, changes={"persons_screened": 5}, found={done.freed: FoundAs.MOVED})
    done.correct(by, changes={"premises_inspected": 2})
    for what, name in [
        ({"changes": {"persons_screened": 6}}, "persons_screened"),
        ({"found": {done.freed: None}}, f"found_{done.freed.number}"),
    ]:
        with pytest.raises(EditConflict) as conflict:
            done.correct(by, **what)
        assert set(conflict.value.theirs) == {name}


def test_the_form_that_is_still_open_follows_and_the_one_that_was_sent_says_what_it_said(
    world, done, settings
):
    settings.DEMONSTRATION = True
    by, clerk = world.officers["investigator"], world.officers["provincial"]
    address = f"/operations/{done.operation.number}/outcome/edit/"
    form = write_quarter(by=clerk, year=2022, quarter=2, words={"done": "One raid"})
    done.correct(by, changes={"persons_screened": 5})
    assert [sheet.persons_screened for sheet in sheets_of(clerk, form)] == [5]
    assert "was sent and keeps what it said" not in text_of(client_of(world, "investigator").get(address))
    sent = send_quarter(by=clerk, form=form)
    assert corrected_since(sent) == []
    done.correct(by, seen=2, changes={"persons_screened": 6})
    assert [sheet.persons_screened for sheet in sheets_of(clerk, sent)] == [5]
    assert "was sent and keeps what it said" in text_of(client_of(world, "investigator").get(address))
    assert corrected_since(sent) == [done.operation.number]
    page = text_of(client_of(world, "provincial").get(f"/quarterly/{sent.pk}/"))
    assert "Put right after this form was sent" in page


def test_the_page_shows_what_stands_there_and_changes_only_what_was_changed(world, done, settings):
    settings.DEMONSTRATION = True
    client, address = client_of(world, "investigator"), f"/operations/{done.operation.number}/"
    assert f'href="{address}outcome/edit/"' in text_of(client.get(address))
    page = text_of(client.get(f"{address}outcome/edit/"))
    assert 'value="02/05/2022"' in page
    assert "Two rooms were locked" in page
    typed = {
        "carried_out_on": "02/05/2022",
        "persons_screened": "4",
        "premises_inspected": "0",
        f"found_{done.freed.number}": "freed",
        "arrested": [done.other.number],
        "outcome": "Two rooms were locked",
        "seen_version": "1",
        "was": "{}",
    }
    answer = client.post(f"{address}outcome/edit/", typed)
    assert answer.status_code == 422
    assert 'href="#id_reason"' in text_of(answer)
    assert client.post(f"{address}outcome/edit/", {**typed, "reason": "Wrong box"}).status_code == 302
    change = json.loads(Entry.objects.get(action="correct_outcome").change)
    assert set(change) == {"arrested", "before", "version"}
    assert [arrest.suspect for arrest in done.operation.arrests.all()] == [done.other]
    too_few = {**typed, "seen_version": "2", "persons_screened": "0", "reason": "Wrong"}
    answer = client.post(f"{address}outcome/edit/", too_few)
    assert 'href="#id_persons_screened"' in text_of(answer)


def test_an_operation_that_never_took_place_is_called_off_and_nobody_stays_found_or_arrested(
    world, done, settings
):
    settings.DEMONSTRATION = True
    client, address = client_of(world, "investigator"), f"/operations/{done.operation.number}/"
    typed = {
        "carried_out_on": "02/05/2022", "persons_screened": "4", "premises_inspected": "0", "seen_version": "1",
        "was": "{}", "undo": "on",
    }  # fmt: skip
    assert 'href="#id_reason"' in text_of(client.post(f"{address}outcome/edit/", typed))
    answer = client.post(f"{address}outcome/edit/", {**typed, "reason": "Written under the wrong number"})
    assert answer.status_code == 302
    done.operation.refresh_from_db()
    done.taken.refresh_from_db()
    found = done.operation
    assert (found.state, found.carried_out_on, found.persons_screened, found.unscreened_since) == (
        "called_off",
        None,
        0,
        None,
    )
    assert (found_in(found), found.arrests.count(), done.taken.arrested_on) == ({}, 0, None)
    change = json.loads(Entry.objects.get(action="take_outcome_back").change)["before"]
    assert (change["state"], change["persons_screened"], change["arrested"]) == (
        "carried_out",
        4,
        [done.taken.number],
    )
    # Whoever saw it before sees it now, or a team could hide by this what it did.
    assert may_see_operation(world.officers["secretariat"], found)
    assert verify_ledger().is_whole


def test_what_somebody_was_screened_in_took_place(world, done):
    by = world.officers["investigator"]
    screen_person_found(by=by, found=done.operation.persons_found.get(), on=MAY)
    with pytest.raises(Refused, match="was screened") as refused:
        take_outcome_back(by=by, operation=done.operation, seen_version=1, reason="Wrong number")
    assert refused.value.field == "undo"
    done.operation.refresh_from_db()
    assert done.operation.state == "carried_out"


def test_an_operation_that_lies_ahead_has_no_outcome_to_put_right(world, operation, settings):
    settings.DEMONSTRATION = True
    address = f"/operations/{operation.number}/outcome/edit/"
    assert client_of(world, "investigator").get(address).status_code == 404


# ## A stage of a proceeding that was written wrongly


@pytest.fixture
def proceeding(world: World) -> Proceeding:
    by = world.officers["prosecutor"]
    case = world.case()
    case.partners.add(by.agency)
    made = open_proceeding(by=by, suspect=world.suspect(case), court=by.agency, complaint_on=MAY)
    move_proceeding(by=by, proceeding=made, stage="charge", on=MAY + timedelta(days=1), articles=["12"])
    move_proceeding(by=by, proceeding=made, stage="verdict", on=MAY + timedelta(days=9), verdict="convicted")
    return made


def step_of(proceeding: Proceeding, stage: str) -> Step:
    return proceeding.steps.get(stage=stage)


def test_a_wrong_verdict_is_put_right_counted_anew_and_both_stay_in_the_trail(world, proceeding):
    by = world.officers["prosecutor"]
    correct_stage(
        by=by,
        step=step_of(proceeding, "verdict"),
        reason="Wrong box ticked",
        on=MAY + timedelta(days=9),
        verdict="acquitted",
    )
    proceeding.refresh_from_db()
    assert proceeding.outcome == "acquitted"
    entry = Entry.objects.get(action="correct_stage")
    change = json.loads(entry.change)
    assert (change["before"]["verdict"], change["verdict"], entry.reason) == (
        "convicted",
        "acquitted",
        "Wrong box ticked",
    )
    assert verify_ledger().is_whole


def test_a_sentence_can_be_corrected_and_cleared_of_what_was_not_said(world, proceeding):
    by, day = world.officers["prosecutor"], MAY + timedelta(days=9)
    step = move_proceeding(
        by=by, proceeding=proceeding, stage="sentence", on=day, months_imposed=12, months_suspended=6
    )
    correct_stage(by=by, step=step, reason="A nought was missing", on=day, months_imposed=120)
    step.refresh_from_db()
    assert (step.months_imposed, step.months_suspended) == (120, None)


def test_a_conviction_stays_while_a_sentence_stands_on_it(world, proceeding):
    by, day = world.officers["prosecutor"], MAY + timedelta(days=9)
    sentence = move_proceeding(by=by, proceeding=proceeding, stage="sentence", on=day, months_imposed=12)
    verdict = step_of(proceeding, "verdict")
    with pytest.raises(ValueError, match="stands on this conviction"):
        correct_stage(by=by, step=verdict, reason="Wrong box", on=day, verdict="acquitted")
    with pytest.raises(ValueError, match="stands on this conviction"):
        take_stage_back(by=by, step=verdict, reason="Wrong case")
    take_stage_back(by=by, step=sentence, reason="Wrong case")
    take_stage_back(by=by, step=verdict, reason="Wrong case")
    proceeding.refresh_from_db()
    assert (proceeding.stage, proceeding.outcome, proceeding.moved_on) == (
        "charge",
        "open",
        MAY + timedelta(days=1),
    )


def test_what_does_not_fit_the_other_stages_is_refused_here_as_well(world, proceeding):
    by, charge = world.officers["prosecutor"], step_of(proceeding, "charge")
    for facts, says in [
        ({"on": MAY - timedelta(days=1), "articles": ["12"]}, "before the stage"),
        ({"on": MAY + timedelta(days=20), "articles": ["12"]}, "after the stage"),
        ({"on": timezone.localdate() + timedelta(days=1), "articles": ["12"]}, "in the future"),
        ({"on": MAY + timedelta(days=1)}, "names the articles"),
    ]:
        with pytest.raises(ValueError, match=says):
            correct_stage(by=by, step=charge, reason="Slip", **facts)
    with pytest.raises(ValueError, match="what was wrong"):
        correct_stage(by=by, step=charge, reason=" ", on=MAY, articles=["12"])
    with pytest.raises(ValueError, match="begins with its complaint"):
        take_stage_back(by=by, step=step_of(proceeding, "complaint"), reason="Slip")
    with pytest.raises(NotAllowed):
        take_stage_back(by=world.officers["investigator"], step=charge, reason="Slip")


def test_the_page_of_a_stage_on_record_shows_what_stands_there(world, proceeding, settings):
    settings.DEMONSTRATION = True
    client, address = client_of(world, "prosecutor"), f"/proceedings/{proceeding.number}/"
    assert f'href="{address}verdict/"' in text_of(client.get(address))
    page = text_of(client.get(f"{address}verdict/"))
    assert "This stage is on record." in page
    typed = {"on": "11/05/2022", "verdict": "dismissed"}
    assert client.post(f"{address}verdict/", typed).status_code == 422
    assert client.post(f"{address}verdict/", {**typed, "reason": "Wrong box"}).status_code == 302
    assert step_of(proceeding, "verdict").verdict == "dismissed"
    assert (
        client.post(f"{address}verdict/", {**typed, "undo": "on", "reason": "Other case"}).status_code == 302
    )
    assert not proceeding.steps.filter(stage="verdict").exists()


@pytest.mark.parametrize(
    ("stage", "typed", "field"),
    [
        ("sentence", {}, "months_imposed"),
        ("sentence", {"months_imposed": "12", "months_suspended": "24"}, "months_suspended"),
        ("served", {}, "months_served"),
    ],
)
def test_a_sentence_is_not_saved_empty_and_the_fault_names_its_field(
    world, proceeding, settings, stage, typed, field
):
    settings.DEMONSTRATION = True
    client = client_of(world, "prosecutor")
    answer = client.post(f"/proceedings/{proceeding.number}/{stage}/", {"on": "20/05/2022", **typed})
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in text_of(answer)
    assert not proceeding.steps.filter(stage=stage).exists()


# ## What a mission asked, and wrote wrongly
#
# The note named the wrong town, or the day on it was misread. The mission puts it right itself, or the secretariat that wrote
# it down from paper. Units that work on it may have been told the wrong town: they see that it was put right, and what it was
# before stays where it was written, sealed where it was sealed.


@pytest.fixture
def asked(world: World) -> RescueRequest:
    by = world.officers["embassy"]
    request = record_request(
        by=by,
        received_at=timezone.now() - timedelta(days=3),
        words={"place_words": "Blue gate behind the market", "contact": "Consular section"},
        note_number="41/2022",
        place=world.places["18"],
    )
    add_person(by=by, request=request, who={"names": ["Siti Rahma"]})
    ask_unit(by=world.officers["secretariat"], request=request, agency=world.officers["investigator"].agency)
    return request


def put_right(by, request, *, seen=1, reason="The note was misread", changes=None, words=None):
    return correct_request(
        by=by, request=request, seen_version=seen, reason=reason, changes=changes or {}, words=words
    )


def test_the_mission_puts_its_request_right_and_the_trail_keeps_what_stood_there(world, asked):
    town = world.places["12"]
    put_right(
        world.officers["embassy"],
        asked,
        changes={"place": town, "note_number": "14/2022"},
        words={"place_words": "Green gate by the river"},
    )
    asked.refresh_from_db()
    assert (asked.place, asked.note_number) == (town, "14/2022")
    entry = Entry.objects.get(action="correct_request")
    change = json.loads(entry.change)
    assert change["before"] == {"note_number": "41/2022", "place": "18", "place_words": "sealed"}
    assert "gate" not in entry.change + entry.reason
    words = unseal(asked)
    assert words["place_words"] == "Green gate by the river"
    assert words["contact"] == "Consular section"
    assert [text for _until, text in former_of(words, "place_words")] == ["Blue gate behind the market"]
    assert verify_ledger().is_whole


def test_danger_that_was_overlooked_makes_the_clocks_run_faster(world, asked):
    person = asked.persons.get()
    put_right(world.officers["embassy"], asked, changes={"danger_now": "yes"})
    before, person = person.leave_by, asked.persons.get()
    assert person.leave_by < before
    put_right(world.officers["secretariat"], asked, seen=2, changes={"danger_now": "no"})
    assert asked.persons.get().leave_by == before


def test_only_the_mission_or_the_secretariat_in_its_place_puts_it_right(world, asked):
    for stranger in ("investigator", "social_worker", "immigration", "auditor", "provincial"):
        with pytest.raises(NotAllowed):
            put_right(world.officers[stranger], asked, changes={"note_number": "1"})
    asked.barred.add(world.officers["secretariat"])
    with pytest.raises(NotAllowed):
        put_right(world.officers["secretariat"], asked, changes={"note_number": "1"})


def test_what_a_request_refuses_names_the_field(world, asked):
    by, soon = world.officers["embassy"], timezone.now() + timedelta(days=1)
    for what, says, field in [
        ({"changes": {"received_at": soon}}, "received in the future", "received_at"),
        ({"changes": {"known_on": timezone.localdate(soon)}}, "from the future", "known_on"),
        ({"changes": {"note_number": "1"}, "reason": ""}, "what was wrong", "reason"),
        ({"changes": {"note_number": "1"}, "reason": "Siti Rahma wrote again"}, "Leave out names", "reason"),
        ({"changes": {"note_number": "41/2022"}}, "Nothing is different", None),
    ]:
        with pytest.raises(Refused, match=says) as refused:
            put_right(by, asked, **what)
        assert refused.value.field == field
    assert not Entry.objects.filter(action="correct_request").exists()


def test_who_was_told_the_wrong_place_sees_that_it_was_put_right(world, asked, settings):
    settings.DEMONSTRATION = True
    address = f"/rescue/{asked.number}/"
    mission, unit = client_of(world, "embassy"), client_of(world, "investigator")
    assert f'href="{address}edit/"' in text_of(mission.get(address))
    assert f'href="{address}edit/"' not in text_of(unit.get(address))
    page = text_of(mission.get(f"{address}edit/"))
    assert "Blue gate behind the market" in page
    assert 'value="41/2022"' in page
    typed = {
        "note_number": "41/2022",
        "received_on": f"{timezone.localdate(asked.received_at):%d/%m/%Y}",
        "danger_now": "unknown",
        "place": "18",
        "place_words": "Green gate by the river",
        "contact": "Consular section",
        "language": "en",
        "seen_version": "1",
        "was": "{}",
    }
    received = asked.received_at
    answer = mission.post(f"{address}edit/", typed)
    assert 'href="#id_reason"' in text_of(answer)
    future = {**typed, "received_on": "01/01/2099", "reason": "Misread"}
    assert 'href="#id_received_on"' in text_of(mission.post(f"{address}edit/", future))
    assert mission.post(f"{address}edit/", {**typed, "reason": "Misread"}).status_code == 302
    asked.refresh_from_db()
    assert asked.received_at == received
    told = text_of(unit.get(address))
    assert "What was put right" in told
    assert "Green gate by the river" in told
    assert "Blue gate behind the market" in told
    assert "Compound, building, company, until <time" in told
    assert unit.get(f"{address}edit/").status_code == 403


def test_two_who_put_the_same_day_right_are_asked_whose_stays(world, asked, settings):
    settings.DEMONSTRATION = True
    put_right(
        world.officers["secretariat"], asked, changes={"received_at": asked.received_at - timedelta(days=1)}
    )
    typed = {"received_on": "02/05/2022", "danger_now": "unknown", "language": "en", "reason": "Misread"}
    client = client_of(world, "embassy")
    answer = client.post(f"/rescue/{asked.number}/edit/", {**typed, "seen_version": "1", "was": "{}"})
    assert answer.status_code == 409
    assert 'name="keep_received_on"' in text_of(answer)
