"""Pages of the plan: what is late, whether targets are met, who may note and change, and two who change at once."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from sarana.measure.figures.actions import take_snapshot
from sarana.register.plans.actions import (
    add_measure,
    add_pillar,
    amend_measure,
    draft_plan,
    set_plan_state,
    set_target,
)
from sarana.register.plans.models import Measure, Plan


@pytest.fixture(autouse=True)
def _settings(settings, tmp_path):
    settings.SNAPSHOTS = tmp_path
    settings.DEMONSTRATION = True


@pytest.fixture
def measure(world):
    """A measure of an adopted plan, led by the police of Preah Sihanouk, due yesterday."""
    by, today = world.officers["secretariat"], timezone.localdate()
    plan = draft_plan(
        by=by,
        title_km="ផែនការ",
        title_en="National plan",
        starts_on=date(2022, 1, 1),
        ends_on=today + timedelta(days=400),
    )
    pillar = add_pillar(by=by, plan=plan, order=1, title_km="ការពារ", title_en="Protection")
    found = add_measure(
        by=by,
        pillar=pillar,
        code="1.1",
        title_km="វិធានការ",
        title_en="Screen everybody who is found",
        lead_agency=world.agencies["police-18"],
        starts_on=date(2022, 1, 1),
        due_on=today - timedelta(days=1),
    )
    set_plan_state(by=by, plan=plan, state="adopted")
    return found


def see(client, officer, address, **query):
    client.force_login(officer)
    return client.get(address, query, headers={"accept-language": "en"})


def send(client, officer, address, **typed):
    client.force_login(officer)
    return client.post(address, typed, headers={"accept-language": "en"})


def at(name, record):
    return reverse(f"web:{name}", args=[record.pk])


def test_without_a_plan_the_page_says_what_to_do(client, world):
    assert "Begin with its title" in see(client, world.officers["secretariat"], reverse("web:plans")).text
    assert "The secretariat puts" in see(client, world.officers["investigator"], reverse("web:plans")).text


def test_a_measure_past_its_day_is_late_until_it_is_done(client, world, measure):
    page = see(client, world.officers["statistician"], at("plan", measure.pillar.plan))
    assert page.context["rows"][0]["late"] == 1
    assert "Late: past their day" in page.text
    assert '<span class="status bad">' in page.text

    today = timezone.localdate()
    noted = {"on": f"{today:%d/%m/%Y}", "state": "done", "text_km": "រួចរាល់", "text_en": ""}
    send(client, world.officers["secretariat"], at("measure-note", measure), **noted)

    page = see(client, world.officers["statistician"], at("plan", measure.pillar.plan))
    assert page.context["rows"][0]["late"] == 0


def test_a_draft_s_measures_are_not_late(client, world, measure):
    Plan.objects.update(state="draft")
    page = see(client, world.officers["statistician"], at("plan", measure.pillar.plan))
    assert page.context["rows"][0]["late"] == 0


@pytest.mark.parametrize(("target", "word"), [(6, "Reached"), (60, "Not reached")])
def test_a_target_is_held_against_the_figures(client, world, measure, target, word):
    for _ in range(6):
        world.case(opened_on=date(2022, 8, 1))
    take_snapshot(by=None)
    by = world.officers["secretariat"]
    set_target(by=by, measure=measure, indicator="cases_opened", year=2022, value=Decimal(target))
    page = see(client, world.officers["statistician"], at("measure", measure))
    row = page.context["target_rows"][0]
    assert (row["target"], row["reached"], str(row["state"].label)) == (target, 6, word)
    assert "<progress" in row["bar"]


def test_a_small_count_is_hidden_beside_a_target_too(client, world, measure):
    world.case(opened_on=date(2022, 8, 1))
    take_snapshot(by=None)
    by = world.officers["secretariat"]
    set_target(by=by, measure=measure, indicator="cases_opened", year=2022, value=Decimal(4))
    row = see(client, world.officers["statistician"], at("measure", measure)).context["target_rows"][0]
    assert (row["reached"], row["bar"], row["state"]) == ("1–4", None, None)


def test_fewer_days_are_better(client, world, measure):
    take_snapshot(by=None)
    code = "median_days_report_to_operation"
    set_target(by=world.officers["secretariat"], measure=measure, indicator=code, year=2022, value=Decimal(7))
    row = see(client, world.officers["statistician"], at("measure", measure)).context["target_rows"][0]
    assert (row["reached"], row["bar"], row["state"]) == (None, None, None)


def test_the_lead_agency_and_the_secretariat_note_progress_and_nobody_else(client, world, measure):
    Measure.objects.update(lead_agency=world.agencies["pcct-18"])
    address = at("measure-note", measure)
    assert see(client, world.officers["provincial"], address).status_code == 200
    assert see(client, world.officers["secretariat"], address).status_code == 200
    assert see(client, world.officers["statistician"], address).status_code == 403
    Measure.objects.update(lead_agency=world.agencies["pcct-12"])
    assert see(client, world.officers["provincial"], address).status_code == 403


def test_a_note_needs_words_and_a_day_that_has_come(client, world, measure):
    officer, address = world.officers["secretariat"], at("measure-note", measure)
    page = send(client, officer, address, on="01/01/2999", state="done", text_km="", text_en="x")
    assert "lies in the future" in page.text
    page = send(client, officer, address, on="01/01/2022", state="done", text_km="", text_en="")
    assert "Write one sentence about what was done." in page.text
    assert not measure.notes.exists()


def test_a_plan_is_built_from_nothing(client, world):
    officer = world.officers["secretariat"]
    typed = {"title_km": "ផែនការ", "title_en": "Plan", "starts_on": "01/01/2024", "ends_on": "01/01/2023"}
    wrong = send(client, officer, reverse("web:plan-new"), **typed)
    assert "A plan ends after it begins." in wrong.text
    send(client, officer, reverse("web:plan-new"), **{**typed, "ends_on": "31/12/2028"})
    plan = Plan.objects.get()
    send(client, officer, at("pillar-new", plan), order=1, title_km="ក", title_en="One")
    pillar = plan.pillars.get()
    measure = {
        "code": "1.1",
        "title_km": "ក",
        "title_en": "First",
        "lead_agency": world.agencies["police"].pk,
        "starts_on": "01/01/2024",
        "due_on": "31/12/2024",
    }
    made = send(client, officer, at("measure-new", pillar), **measure)
    assert made.url == at("measure", Measure.objects.get())
    typed = {"indicator": "operations", "year": 2024, "value": "200", "baseline": ""}
    send(client, officer, at("measure-target", Measure.objects.get()), **typed)
    assert Measure.objects.get().targets.get().value == 200


def test_adopting_asks_first(client, world, measure):
    plan, officer = measure.pillar.plan, world.officers["secretariat"]
    Plan.objects.update(state="draft")
    assert "Adopt this plan?" in send(client, officer, at("plan-state", plan), state="adopted").text
    send(client, officer, at("plan-state", plan), state="adopted", confirmed="1")
    assert Plan.objects.get().state == "adopted"
    send(client, officer, at("plan-state", plan), state="draft", confirmed="1")
    assert Plan.objects.get().state == "adopted"


def test_nothing_is_changed_in_a_closed_plan(client, world, measure):
    Plan.objects.update(state="closed")
    for name in ("measure-edit", "measure-target", "measure-note"):
        assert see(client, world.officers["secretariat"], at(name, measure)).status_code == 404


def test_two_officers_who_change_the_same_field_are_asked(client, world, measure):
    officer, address = world.officers["secretariat"], at("measure-edit", measure)
    form = see(client, officer, address).context["form"]
    typed = {bound.name: bound.value() for bound in form}
    amend_measure(by=officer, measure=measure, seen_version=1, changes={"title_en": "Theirs"})

    answer = send(client, officer, address, **{**typed, "title_en": "Mine"})

    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert Measure.objects.get().title_en == "Theirs"


def test_two_officers_who_change_different_fields_both_keep_theirs(client, world, measure):
    officer, address = world.officers["secretariat"], at("measure-edit", measure)
    form = see(client, officer, address).context["form"]
    typed = {bound.name: bound.value() for bound in form}
    amend_measure(by=officer, measure=measure, seen_version=1, changes={"title_en": "Theirs"})
    send(client, officer, address, **{**typed, "title_km": "របស់ខ្ញុំ"})
    assert (Measure.objects.get().title_en, Measure.objects.get().title_km) == ("Theirs", "របស់ខ្ញុំ")


def test_only_the_secretariat_changes_the_plan(client, world, measure):
    for name, record in (
        ("measure-edit", measure),
        ("measure-target", measure),
        ("pillar-new", measure.pillar.plan),
    ):
        assert see(client, world.officers["investigator"], at(name, record)).status_code == 403
    assert see(client, world.officers["investigator"], reverse("web:plan-new")).status_code == 403


def test_a_measure_tells_its_story_and_who_noted_what(client, world, measure):
    officer = world.officers["secretariat"]
    today = f"{timezone.localdate():%d/%m/%Y}"
    send(client, officer, at("measure-note", measure), on=today, state="stuck", text_km="ជាប់", text_en="")
    page = see(client, world.officers["statistician"], at("measure", measure))
    assert '<p lang="km">ជាប់</p>' in page.text
    assert "Progress noted" in page.text
