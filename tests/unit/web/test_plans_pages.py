"""Pages of the plan: what is late, whether targets are met, who may note and change, and two who change at once."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from sarana.measure.figures.actions import take_snapshot
from sarana.register.plans.actions import (
    add_file_evidence,
    add_measure,
    add_pillar,
    adopt_amendment,
    amend_node,
    draft_plan,
    propose_amendment,
    propose_target,
    set_plan_state,
)
from sarana.register.plans.models import Node, Plan


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
        parent=pillar,
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


def target_rows(page):
    """The rows of the section of targets."""
    return next(s for s in page.context["sections"] if s.title == "Targets and what was counted").rows


def at(name, record):
    return reverse(f"web:{name}", args=[record.pk])


def test_without_a_plan_the_page_says_what_to_do(client, world):
    assert "Begin with its title" in see(client, world.officers["secretariat"], reverse("web:plans")).text
    assert "The secretariat puts" in see(client, world.officers["investigator"], reverse("web:plans")).text


def test_a_measure_past_its_day_is_late_until_it_is_done(client, world, measure):
    page = see(client, world.officers["statistician"], at("plan", measure.plan))
    assert page.context["rows"][0]["late"] == 1
    assert "Late: past their day" in page.text
    assert '<span class="status bad">' in page.text

    today = timezone.localdate()
    noted = {"on": f"{today:%d/%m/%Y}", "state": "done", "text_km": "រួចរាល់", "text_en": ""}
    refused = send(client, world.officers["secretariat"], at("node-note", measure), **noted)
    assert "needs proof" in refused.text
    add_file_evidence(
        by=world.officers["secretariat"], node=measure, title="Minutes", name="a.txt", content=b"Signed."
    )
    send(client, world.officers["secretariat"], at("node-note", measure), **noted)

    page = see(client, world.officers["statistician"], at("plan", measure.plan))
    assert page.context["rows"][0]["late"] == 0


def test_a_draft_s_measures_are_not_late(client, world, measure):
    Plan.objects.update(state="draft")
    page = see(client, world.officers["statistician"], at("plan", measure.plan))
    assert page.context["rows"][0]["late"] == 0


def aim(world, measure, indicator: str, value: int) -> None:
    """Give the adopted plan's measure a target for 2022, as it has to be: by an amendment."""
    by = world.officers["secretariat"]
    amendment = propose_amendment(by=by, plan=measure.plan, reason="A target")
    propose_target(
        by=by, amendment=amendment, node=measure, indicator=indicator, period="2022", value=Decimal(value)
    )
    adopt_amendment(by=by, amendment=amendment, legal_act="Decision 2")


@pytest.mark.parametrize(("target", "word"), [(6, "Reached"), (60, "Not reached")])
def test_a_target_is_held_against_the_figures(client, world, measure, target, word):
    for _ in range(6):
        world.case(opened_on=date(2022, 8, 1))
    take_snapshot(by=None)
    aim(world, measure, "cases_opened", target)
    page = see(client, world.officers["statistician"], at("node", measure))
    row = target_rows(page)[0]
    assert (row["target"], row["reached"], str(row["state"].label)) == (target, 6, word)
    assert "<progress" in row["bar"]


def test_a_small_count_is_hidden_beside_a_target_too(client, world, measure):
    world.case(opened_on=date(2022, 8, 1))
    take_snapshot(by=None)
    aim(world, measure, "cases_opened", 4)
    row = target_rows(see(client, world.officers["statistician"], at("node", measure)))[0]
    assert (row["reached"], row["bar"], row["state"]) == ("1–4", None, None)


def test_fewer_days_are_better(client, world, measure):
    take_snapshot(by=None)
    code = "median_days_report_to_operation"
    aim(world, measure, code, 7)
    row = target_rows(see(client, world.officers["statistician"], at("node", measure)))[0]
    assert (row["reached"], row["bar"], row["state"]) == (None, None, None)


def test_the_lead_agency_and_the_secretariat_note_progress_and_nobody_else(client, world, measure):
    Node.objects.update(lead_agency=world.agencies["pcct-18"])
    address = at("node-note", measure)
    assert see(client, world.officers["provincial"], address).status_code == 200
    assert see(client, world.officers["secretariat"], address).status_code == 200
    assert see(client, world.officers["statistician"], address).status_code == 403
    Node.objects.update(lead_agency=world.agencies["pcct-12"])
    assert see(client, world.officers["provincial"], address).status_code == 403


def test_a_note_needs_words_and_a_day_that_has_come(client, world, measure):
    officer, address = world.officers["secretariat"], at("node-note", measure)
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
    pillar = plan.nodes.get()
    measure = {
        "code": "1.1",
        "title_km": "ក",
        "title_en": "First",
        "lead_agency": world.agencies["police"].pk,
        "starts_on": "01/01/2024",
        "due_on": "31/12/2024",
    }
    made = send(client, officer, reverse("web:node-new", args=[pillar.pk, "measure"]), **measure)
    found = Node.objects.get(kind="measure")
    assert made.url == at("node", found)
    typed = {"indicator": "operations", "period": "2024", "value": "200", "baseline": ""}
    send(client, officer, reverse("web:node-plan", args=[found.pk, "target"]), **typed)
    assert found.indicators.get().targets.get().value == 200


def test_adopting_asks_first(client, world, measure):
    plan, officer = measure.plan, world.officers["secretariat"]
    Plan.objects.update(state="draft")
    assert "Adopt this plan?" in send(client, officer, at("plan-state", plan), state="adopted").text
    send(client, officer, at("plan-state", plan), state="adopted", confirmed="1")
    assert Plan.objects.get().state == "adopted"
    send(client, officer, at("plan-state", plan), state="draft", confirmed="1")
    assert Plan.objects.get().state == "adopted"


def test_nothing_is_changed_in_a_closed_plan(client, world, measure):
    Plan.objects.update(state="closed")
    officer = world.officers["secretariat"]
    for name in ("node-edit", "node-note"):
        assert see(client, officer, at(name, measure)).status_code == 404
    for name, deed in (("node-plan", "money"), ("node-tell", "proof")):
        assert see(client, officer, reverse(f"web:{name}", args=[measure.pk, deed])).status_code == 404


def test_two_officers_who_change_the_same_field_are_asked(client, world, measure):
    Plan.objects.update(state="draft")
    measure.plan.state = "draft"
    officer, address = world.officers["secretariat"], at("node-edit", measure)
    form = see(client, officer, address).context["form"]
    typed = {bound.name: bound.value() for bound in form}
    amend_node(by=officer, node=measure, seen_version=1, changes={"title_en": "Theirs"})

    answer = send(client, officer, address, **{**typed, "title_en": "Mine"})

    assert answer.status_code == 409
    assert "Theirs" in answer.text
    assert Node.objects.get(kind="measure").title_en == "Theirs"


def test_two_officers_who_change_different_fields_both_keep_theirs(client, world, measure):
    Plan.objects.update(state="draft")
    measure.plan.state = "draft"
    officer, address = world.officers["secretariat"], at("node-edit", measure)
    form = see(client, officer, address).context["form"]
    typed = {bound.name: bound.value() for bound in form}
    amend_node(by=officer, node=measure, seen_version=1, changes={"title_en": "Theirs"})
    send(client, officer, address, **{**typed, "title_km": "របស់ខ្ញុំ"})
    assert (Node.objects.get(kind="measure").title_en, Node.objects.get(kind="measure").title_km) == (
        "Theirs",
        "របស់ខ្ញុំ",
    )


def test_only_the_secretariat_changes_the_plan(client, world, measure):
    for name, record in (("node-edit", measure), ("pillar-new", measure.plan)):
        assert see(client, world.officers["investigator"], at(name, record)).status_code == 403
    address = reverse("web:node-plan", args=[measure.pk, "target"])
    assert see(client, world.officers["investigator"], address).status_code == 403
    assert see(client, world.officers["investigator"], reverse("web:plan-new")).status_code == 403


def test_a_measure_tells_its_story_and_who_noted_what(client, world, measure):
    officer = world.officers["secretariat"]
    today = f"{timezone.localdate():%d/%m/%Y}"
    send(client, officer, at("node-note", measure), on=today, state="stuck", text_km="ជាប់", text_en="")
    page = see(client, world.officers["statistician"], at("node", measure))
    assert '<p lang="km">ជាប់</p>' in page.text
    assert "Progress noted" in page.text


def test_a_target_of_an_adopted_plan_is_proposed_on_the_page_of_an_amendment(client, world, measure):
    by = world.officers["secretariat"]
    given = {"indicator": "cases_opened", "period": "2023", "value": "9"}
    refused = send(client, by, reverse("web:node-plan", args=[measure.pk, "target"]), **given)
    assert refused.status_code == 422
    assert (
        reverse("web:amendment-new", args=[measure.plan_id])
        in see(client, by, at("node", measure)).content.decode()
    )

    amendment = propose_amendment(by=by, plan=measure.plan, reason="More courts")
    address = reverse("web:amendment-target", args=[amendment.pk, measure.pk])
    assert address in see(client, by, at("node", measure)).content.decode()
    assert address in see(client, by, at("amendment", amendment)).content.decode()
    send(client, by, address, **given)
    row = see(client, by, at("amendment", amendment)).context["sections"][0].rows[0]
    assert (row["field"], row["before"], row["after"]) == ("Target cases_opened · 2023", None, "9")
    step = reverse("web:amendment-milestone", args=[amendment.pk, measure.pk])
    assert step in see(client, by, at("amendment", amendment)).content.decode()
    send(client, by, step, title_km="ច", title_en="Courts told", due_on="2022-06-01", share="40")
    (row,) = (
        one
        for one in see(client, by, at("amendment", amendment)).context["sections"][0].rows
        if "Courts" in one["field"]
    )
    assert row["after"] == "2022-06-01: 40 %"
    send(client, by, at("amendment-adopt", amendment), legal_act="Decision 3", on="2022-03-01")
    assert target_rows(see(client, by, at("node", measure)))[0]["target"] == 9
