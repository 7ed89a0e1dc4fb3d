"""# How a plan stands is decided by facts, never by what anybody says

Red, amber, green and late are pure functions of days, milestones with proof, and money. An agency's own word stands beside
them and changes nothing. What an adopted plan promises is changed by an amendment only, and every version stays on record.
"""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarana.base.accounts.rules import NotAllowed
from sarana.register.plans.actions import (
    add_activity,
    add_budget_line,
    add_file_evidence,
    add_measure,
    add_milestone,
    add_pillar,
    add_redacted_twin,
    adopt_amendment,
    amend_node,
    draft_plan,
    drop_amendment,
    escalate_obstacle,
    note_progress,
    propose_amendment,
    propose_change,
    propose_milestone,
    propose_target,
    raise_obstacle,
    reach_milestone,
    record_spending,
    set_plan_state,
    set_target,
    use_indicator,
)
from sarana.register.plans.enums import Level, MeasureState, Rag
from sarana.register.plans.models import Evidence, Node
from sarana.register.plans.queries import evidence_visible_to, late_nodes, standings, unfunded_lines
from sarana.register.plans.queries.standing import Recorded, recorded, stood
from sarana.register.plans.rules import (
    Facts,
    days_late,
    differences,
    level_by_rule,
    may_see_evidence,
    parts_fault,
    signed_after_call,
    standing,
    steps_apart,
)
from sarana.register.reporting.actions import rate_node

DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))
SHARES = st.decimals(0, 100, places=2)
WORSE = {Rag.GREEN: 0, Rag.AMBER: 1, Rag.RED: 2}


@st.composite
def facts(draw) -> Facts:
    starts = draw(DAYS)
    due = starts + timedelta(days=draw(st.integers(1, 1500)))
    planned = draw(st.decimals(0, 10**6, places=2))
    return Facts(
        starts_on=starts,
        due_on=due,
        done_on=draw(st.none() | DAYS),
        due=draw(st.none() | SHARES),
        reached=draw(st.none() | SHARES),
        planned=planned,
        spent=draw(st.decimals(0, 10**6, places=2)),
        not_covered=min(planned, draw(st.decimals(0, 10**6, places=2))),
    )


# ------------------------------------------------------------------ the rule


@given(facts(), DAYS)
def test_the_same_facts_give_the_same_standing_with_reasons(found, day):
    stands = standing(found, day)
    assert stands == standing(found, day)
    assert stands.reasons


@given(facts(), DAYS, SHARES)
def test_more_work_shown_never_makes_it_worse(found, day, more):

    reached = found.reached or Decimal(0)
    better = standing(found._replace(reached=min(reached + more, Decimal(100))), day)
    before = standing(found, day)
    if Rag.GREY not in {before.rag, better.rag}:
        assert WORSE[better.rag] <= WORSE[before.rag]


@given(facts(), DAYS, st.integers(0, 400))
def test_waiting_never_makes_what_is_not_done_better(found, day, days):

    open_facts = found._replace(done_on=None, due=None)
    now, later = standing(open_facts, day), standing(open_facts, day + timedelta(days=days))
    assert later.days_late >= now.days_late
    if now.rag != Rag.GREY:
        assert WORSE[later.rag] >= WORSE[now.rag]


@given(DAYS, DAYS, st.none() | DAYS)
def test_days_late_count_from_the_due_day_to_the_day_it_was_done(due, day, done):
    late = days_late(due, done, day)
    assert late >= 0
    assert (late > 0) == (min(day, done or day) > due)


def test_a_month_past_its_day_is_off_course_even_with_most_of_the_work_shown():
    found = Facts(date(2024, 1, 1), date(2024, 6, 30), None, due=Decimal(100), reached=Decimal(95))
    assert standing(found, date(2024, 7, 15)).rag == Rag.AMBER
    assert standing(found, date(2024, 8, 15)).rag == Rag.RED


def test_money_that_runs_ahead_of_work_is_seen():
    found = Facts(
        date(2024, 1, 1), date(2024, 12, 31), None, due=Decimal(20), reached=Decimal(20), planned=Decimal(100), spent=Decimal(60)
    )  # fmt: skip
    assert standing(found, date(2024, 3, 1)).reasons == ("money_ahead",)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [("green", "red", 2), ("green", "amber", 1), ("grey", "red", 0), ("red", "red", 0)],
)
def test_steps_between_ratings(one, other, apart):
    assert steps_apart(one, other) == apart


@given(
    st.dictionaries(st.text(min_size=1, max_size=3), st.decimals(0, 1000, places=2), min_size=1, max_size=5)
)
def test_parts_that_make_the_whole_are_taken_and_others_say_why(parts):
    whole = sum(parts.values(), Decimal(0))
    assert parts_fault(whole, parts, "sum") == ""
    assert parts_fault(whole + 1, parts, "sum") != ""
    assert parts_fault(whole + 1, parts, "sum", "One province counts twice") == ""
    assert parts_fault(whole + 1, parts, "not") == ""


def test_an_obstacle_that_nobody_clears_belongs_higher_and_higher():
    raised = date(2024, 1, 1)
    assert level_by_rule("unit", raised, date(2024, 1, 10)) == Level.UNIT
    assert level_by_rule("unit", raised, date(2024, 1, 20)) == Level.PROVINCE
    assert level_by_rule("unit", raised, date(2025, 1, 1)) == Level.CHAIR


def test_a_plan_signed_after_the_call_is_flagged_on_day_one_and_a_draft_as_soon_as_the_call_is_over():
    call = date(2023, 5, 31)
    assert signed_after_call(date(2024, 8, 1), call, date(2024, 8, 1))
    assert not signed_after_call(date(2023, 5, 1), call, date(2024, 8, 1))
    assert signed_after_call(None, call, date(2023, 6, 1))


WRITTEN = DAYS.map(date.isoformat)
PATHS = ("001", "001.001", "001.001.001", "001.001.002", "001.002", "002")
KINDS = dict(zip(("", ".", ".."), ("pillar", "measure", "activity"), strict=True))


@st.composite
def recorded_rows(draw) -> Recorded:
    """Rows as a database would give them: some nodes with milestones or money, some without."""
    amounts, some = st.integers(0, 10**6), st.none() | st.integers(0, 50)
    nodes = [
        (path, KINDS["." * path.count(".")], draw(some), draw(WRITTEN), draw(WRITTEN), draw(st.none() | WRITTEN))
        for path in PATHS
    ]  # fmt: skip
    with_steps, with_money = draw(st.sets(st.sampled_from(PATHS))), draw(st.sets(st.sampled_from(PATHS)))
    steps = [(path, draw(st.integers(1, 100)), draw(some), draw(some)) for path in sorted(with_steps)]
    money = [
        (path, draw(st.sampled_from(["KHR", "USD"])), draw(amounts), draw(amounts), draw(st.none() | amounts))
        for path in sorted(with_money)
    ]
    return Recorded(nodes, steps, money)


@given(recorded_rows(), DAYS, st.randoms())
def test_a_whole_plan_stands_by_its_facts_alone_in_whatever_order_they_are_found(found, day, chance):
    stands = stood(found, day)
    shuffled = Recorded(*(chance.sample(rows, len(rows)) for rows in (found.nodes, found.steps, found.money)))
    assert stood(shuffled, day) == stands
    for kind in ("measure", "activity"):
        only = {path: stands[path] for path, known, *_rest in found.nodes if known == kind}
        assert stood(found, day, (kind,)) == only


# ------------------------------------------------------------------ on record


@pytest.fixture
def measure(world) -> Node:
    """A measure of the police of Preah Sihanouk in a draft plan for 2024."""
    by = world.officers["secretariat"]
    plan = draft_plan(
        by=by, title_km="ផែនការ", title_en="Plan", starts_on=date(2024, 1, 1), ends_on=date(2024, 12, 31)
    )
    pillar = add_pillar(by=by, plan=plan, title_km="ក", title_en="One")
    return add_measure(
        by=by, parent=pillar, code="1.1", title_km="ខ", title_en="Screen everybody", lead_agency=world.agencies["police-18"],
        starts_on=date(2024, 1, 1), due_on=date(2024, 6, 30),
    )  # fmt: skip


def proof(world, node, **more) -> Evidence:
    given = {"title": "Minutes", "name": "a.txt", "content": b"Signed.", **more}
    return add_file_evidence(by=world.officers["secretariat"], node=node, **given)


def test_done_is_taken_only_with_every_milestone_reached_and_a_proof(world, measure):
    by = world.officers["secretariat"]
    step = add_milestone(
        by=by, node=measure, title_km="ក", title_en="Form", due_on=date(2024, 3, 1), share=Decimal(100)
    )
    say = {"by": by, "node": measure, "on": date(2024, 5, 1), "text_en": "Finished."}
    with pytest.raises(ValueError, match="needs proof"):
        note_progress(state=MeasureState.DONE, **say)
    reach_milestone(by=by, milestone=step, on=date(2024, 3, 1), shown_by=proof(world, measure))
    note_progress(state=MeasureState.DONE, **say)
    assert standings(measure.plan, date(2024, 7, 1))[measure.path].rag == Rag.GREEN


def test_an_agency_s_own_word_changes_nothing_in_the_rule(world, measure):
    by, day = world.officers["secretariat"], date(2024, 5, 1)
    set_plan_state(by=by, plan=measure.plan, state="adopted", on=date(2024, 1, 2))
    measure.refresh_from_db()
    before = standings(measure.plan, day)[measure.path]
    for state in (MeasureState.UNDER_WAY, MeasureState.NOT_STARTED):
        note_progress(by=by, node=measure, on=day, state=state, text_en="All goes splendidly.")
        for rag in (Rag.GREEN, Rag.AMBER, Rag.RED):
            rate_node(by=by, node=measure, rag=rag, text_en="We see it so.")
            assert standings(measure.plan, day)[measure.path] == before
            assert late_nodes(day).filter(pk=measure.pk).exists() == (before.days_late > 0)
    assert before.rag == Rag.RED


def test_what_is_kept_of_a_standing_is_never_older_than_the_facts(world, measure):
    """Changes go past every action here, as a repair by hand would: nothing has to tell that something changed."""
    plan, day = measure.plan, date(2024, 5, 1)
    by, first = world.officers["secretariat"], date(2024, 3, 1)
    step = add_milestone(by=by, node=measure, title_km="ក", title_en="Form", due_on=first, share=Decimal(100))
    line = add_budget_line(
        by=by, node=measure, fiscal_year=2024, source="donor", currency="USD", planned=Decimal(9)
    )
    shown = proof(world, measure)
    changes: list[tuple[Any, dict[str, Any]]] = [
        (step, {"due_on": date(2024, 6, 1)}),
        (step, {"reached_on": date(2024, 4, 1), "shown_by": shown}),
        (step, {"share": Decimal(40)}),
        (line, {"spent": Decimal("8.50")}),
        (line, {"source": "not_covered"}),
        (line, {"currency": "KHR"}),
        (measure, {"due_on": date(2024, 4, 1)}),
        (measure, {"done_on": date(2024, 4, 20)}),
        (measure, {"dropped_on": date(2024, 4, 21)}),
    ]
    seen = [standings(plan, day)]
    for record, change in changes:
        type(record).objects.filter(pk=record.pk).update(**change)
        for asked in (day, day + timedelta(days=60)):
            assert standings(plan, asked) == stood(recorded(plan, asked), asked)
        seen.append(standings(plan, day))
    assert sum(one != other for one, other in pairwise(seen)) >= 6


def test_a_measure_is_as_far_as_its_activities_and_pays_what_they_pay(world, measure):
    by = world.officers["secretariat"]
    first, second = (
        add_activity(
            by=by, parent=measure, code=f"1.1.{n}", title_km="ក", title_en="A", due_on=date(2024, 6, 1)
        )
        for n in (1, 2)
    )
    add_budget_line(
        by=by, node=second, fiscal_year=2024, source="not_covered", currency="USD", planned=Decimal(5)
    )
    proof(world, first)
    note_progress(by=by, node=first, on=date(2024, 2, 1), state="done", text_en="Done.")
    stands = standings(measure.plan, date(2024, 3, 1))[measure.path]
    assert stands.reached == 50
    assert "unfunded" in stands.reasons


def test_an_adopted_plan_is_changed_by_an_amendment_only(world, measure):
    by, plan = world.officers["secretariat"], measure.plan
    set_plan_state(by=by, plan=plan, state="adopted", on=date(2024, 1, 5))
    assert late_nodes(date(2024, 8, 1)).get() == measure
    with pytest.raises(ValueError, match="propose an amendment"):
        amend_node(by=by, node=measure, seen_version=1, changes={"due_on": date(2024, 12, 1)})
    amendment = propose_amendment(by=by, plan=plan, reason="The decree came late")
    propose_change(by=by, amendment=amendment, node=measure, changes={"due_on": date(2024, 12, 1)})
    assert late_nodes(date(2024, 8, 1)).exists()
    with pytest.raises(ValueError, match="legal act"):
        adopt_amendment(by=by, amendment=amendment, legal_act=" ")
    second = adopt_amendment(by=by, amendment=amendment, legal_act="Decision 2")
    assert not late_nodes(date(2024, 8, 1)).exists()
    first = plan.versions.get(number=1)
    (changed,) = differences(first.content, second.content)
    assert (changed.code, changed.field, changed.before, changed.after) == (
        "1.1",
        "due_on",
        "2024-06-30",
        "2024-12-01",
    )
    with pytest.raises(ValueError, match="decided"):
        drop_amendment(by=by, amendment=second.amendment, reason="No")


def test_targets_and_indicators_of_an_adopted_plan_come_by_an_amendment_only(world, measure):
    by, plan = world.officers["secretariat"], measure.plan
    use = use_indicator(by=by, node=measure, indicator="cases_opened")
    set_target(by=by, use=use, period="2024", value=Decimal(30))
    set_plan_state(by=by, plan=plan, state="adopted", on=date(2024, 1, 5))
    use.refresh_from_db()
    with pytest.raises(ValueError, match="propose an amendment"):
        set_target(by=by, use=use, period="2024", value=Decimal(10))
    with pytest.raises(ValueError, match="propose an amendment"):
        use_indicator(by=by, node=use.node, indicator="victims_identified")

    amendment = propose_amendment(by=by, plan=plan, reason="The courts were closed")
    lower = {"by": by, "amendment": amendment, "node": measure, "period": "2024"}
    counted = {"name_en": "Judges taught", "definition_en": "Lists of those present"}
    propose_target(indicator="cases_opened", value=Decimal(25), **lower)
    propose_target(indicator="cases_opened", value=Decimal(20), **lower)
    propose_target(value=Decimal("12.50"), baseline=Decimal(3), **counted, **lower)
    with pytest.raises(ValueError, match="no such indicator"):
        propose_target(indicator="happiness", value=Decimal(1), **lower)
    with pytest.raises(ValueError, match="2026-Q3"):
        propose_target(indicator="cases_opened", value=Decimal(1), **{**lower, "period": "soon"})
    assert (use.targets.get().value, measure.indicators.count()) == (30, 1)

    second = adopt_amendment(by=by, amendment=amendment, legal_act="Decision 4")
    assert use.targets.get().value == 20
    taught = measure.indicators.get(indicator="")
    assert (taught.baseline, taught.targets.get().value) == (3, Decimal("12.5"))
    first = plan.versions.get(number=1)
    told = [(d.field, d.before, d.after) for d in differences(first.content, second.content)]
    assert told == [
        ("target", "cases_opened 2024: 30.00", "cases_opened 2024: 20.00"),
        ("target", "", "Judges taught 2024: 12.50"),
    ]
    with pytest.raises(ValueError, match="decided"):
        propose_target(indicator="cases_opened", value=Decimal(1), **lower)


def test_a_milestone_that_would_paint_an_adopted_measure_comes_by_an_amendment_only(world, measure):
    """A measure is judged by its milestones: an easy one beside the hard ones would make it look better than it is."""
    by, plan = world.officers["secretariat"], measure.plan
    step = {"by": by, "node": measure, "title_km": "ក", "due_on": date(2024, 5, 1)}
    add_milestone(**step, title_en="Form", share=Decimal(60))
    set_plan_state(by=by, plan=plan, state="adopted", on=date(2024, 1, 5))
    measure.refresh_from_db()
    with pytest.raises(ValueError, match="propose an amendment"):
        add_milestone(**step, title_en="Letter", share=Decimal(10))
    easy = {**step, "amendment": propose_amendment(by=by, plan=plan, reason="Two steps were forgotten")}
    propose_milestone(**easy, title_en="Letter", share=Decimal(40))
    propose_milestone(**easy, title_en="Letter", share=Decimal(10))
    with pytest.raises(ValueError, match="100 per cent"):
        propose_milestone(**easy, title_en="Training", share=Decimal(31))
    propose_milestone(**easy, title_en="Training", share=Decimal(30))
    assert measure.milestones.count() == 1
    second = adopt_amendment(by=by, amendment=easy["amendment"], legal_act="Decision 5")
    assert set(measure.milestones.values_list("title_en", "share")) == {
        ("Form", 60),
        ("Letter", 10),
        ("Training", 30),
    }
    told = differences(plan.versions.get(number=1).content, second.content)
    assert [(d.field, d.before, d.after) for d in told] == [
        ("milestone", "", "Letter 2024-05-01: 10.00"),
        ("milestone", "", "Training 2024-05-01: 30.00"),
    ]


def test_activities_are_planned_year_by_year_and_get_their_targets_without_one(world, measure):
    by = world.officers["secretariat"]
    set_plan_state(by=by, plan=measure.plan, state="adopted", on=date(2024, 1, 5))
    one = add_activity(
        by=by, parent=measure, code="1.1.1", title_km="ក", title_en="A", due_on=date(2024, 3, 1)
    )
    use = use_indicator(by=by, node=one, indicator="cases_opened")
    assert set_target(by=by, use=use, period="2024-Q1", value=Decimal(4)).value == 4


def test_a_measure_that_an_amendment_would_add_is_not_promised_yet(world, measure):
    by, plan = world.officers["secretariat"], measure.plan
    set_plan_state(by=by, plan=plan, state="adopted", on=date(2024, 1, 5))
    measure.plan.refresh_from_db()
    new = {
        "by": by, "parent": measure.parent, "code": "1.2", "title_km": "គ", "title_en": "New",
        "lead_agency": world.agencies["police"], "starts_on": date(2024, 1, 1), "due_on": date(2024, 2, 1),
    }  # fmt: skip
    measure.parent.plan.refresh_from_db()
    with pytest.raises(ValueError, match="propose an amendment"):
        add_measure(**new)
    amendment = propose_amendment(by=by, plan=plan, reason="A new law")
    added = add_measure(**new, amendment=amendment)
    assert added.path not in standings(plan, date(2024, 3, 1))
    adopt_amendment(by=by, amendment=amendment, legal_act="Decision 3")
    assert added.path in standings(plan, date(2024, 3, 1))


def test_a_line_of_the_state_budget_says_when_its_call_closed_and_is_flagged_if_the_plan_came_later(
    world, measure
):
    by = world.officers["secretariat"]
    line = {"by": by, "node": measure, "fiscal_year": 2024, "currency": "KHR", "planned": Decimal(10)}
    with pytest.raises(ValueError, match="call"):
        add_budget_line(source="state", **line)
    add_budget_line(source="state", call_on=date(2023, 5, 31), **line)
    set_plan_state(by=by, plan=measure.plan, state="adopted", on=date(2024, 8, 1))
    assert [one.fiscal_year for one in unfunded_lines(measure.plan, date(2024, 8, 1))] == [2024]


def test_what_nobody_pays_can_t_be_spent(world, measure):
    by = world.officers["secretariat"]
    line = add_budget_line(
        by=by, node=measure, fiscal_year=2024, source="not_covered", currency="USD", planned=Decimal(10)
    )
    with pytest.raises(ValueError, match="Nobody pays"):
        record_spending(by=by, line=line, seen_version=1, committed=Decimal(0), spent=Decimal(1))


def test_obstacles_go_up_and_never_down(world, measure):
    by, day = world.officers["secretariat"], date(2024, 2, 1)
    found = raise_obstacle(by=by, node=measure, kind="money", on=day, text_en="The budget had closed")
    escalate_obstacle(by=by, obstacle=found, level="national", on=day, reason="The ministry can't")
    with pytest.raises(ValueError, match="never back"):
        escalate_obstacle(by=by, obstacle=found, level="province", on=day, reason="Down again")
    assert [step.level for step in found.escalations.all()] == ["national"]


@pytest.mark.parametrize("audience", ["unit", "plan", "public"])
def test_who_opens_a_proof_is_the_same_by_rule_and_by_query(world, measure, audience):
    found = proof(world, measure, audience=audience)
    for officer in world.officers.values():
        assert may_see_evidence(officer, found) == evidence_visible_to(officer).filter(pk=found.pk).exists()


def test_the_copy_without_names_is_another_file_and_its_hash_is_kept(world, measure):
    found = proof(world, measure)
    by = world.officers["secretariat"]
    with pytest.raises(ValueError, match="same file"):
        add_redacted_twin(by=by, evidence=found, name="a.txt", content=b"Signed.")
    found = Evidence.objects.get(pk=found.pk)
    add_redacted_twin(by=by, evidence=found, name="b.txt", content=b"S.....")
    assert found.redacted.digest != found.digest


def test_only_its_agency_those_above_and_the_secretariat_speak_for_a_measure(world, measure):
    with pytest.raises(NotAllowed):
        note_progress(
            by=world.officers["provincial"], node=measure, on=date(2024, 2, 1), state="under_way", text_en="…"
        )


def test_targets_by_province_make_the_national_one_or_say_why(world, measure):
    by = world.officers["secretariat"]
    use = use_indicator(by=by, node=measure, indicator="victims_identified")
    parts = {world.places["12"]: Decimal(10), world.places["18"]: Decimal(20)}
    with pytest.raises(ValueError, match="parts make 30"):
        set_target(by=by, use=use, period="2024", value=Decimal(40), parts=parts)
    set_target(by=by, use=use, period="2024", value=Decimal(30), parts=parts)
    assert use.targets.count() == 3
    with pytest.raises(ValueError, match="2026-Q3"):
        set_target(by=by, use=use, period="next year", value=Decimal(1))
