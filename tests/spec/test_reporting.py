"""# Units report every quarter, and everybody sees who did not

A unit's sheet is entered by one person, cleared by a second and accepted by a third. Parts make the whole, or the sheet says
why not. Whether a unit is late follows from days alone. Only what was accepted is added up, signed and published, by two
persons, as a frozen report with a hash; a number that changes afterwards leaves an erratum.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.register.meetings.actions import cancel_action, found_body, plan_meeting, seat_member
from sarana.register.meetings.models import ActionPoint
from sarana.register.plans.actions import (
    add_measure,
    add_pillar,
    draft_plan,
    set_plan_state,
    use_indicator,
)
from sarana.register.reporting.actions import (
    Entered,
    accept_sheet,
    add_line,
    clear_sheet,
    enter_sheet,
    except_slot,
    make_template,
    open_slots,
    open_with_the_late,
    publish_report,
    rate_node,
    read_sheet,
    return_sheet,
    sign_report,
)
from sarana.register.reporting.enums import Chase, Punctuality
from sarana.register.reporting.models import PeriodReport
from sarana.register.reporting.queries import facts_of, late_for_agenda, rates_of, slots, totals
from sarana.register.reporting.rules import (
    SlotFacts,
    chase,
    days_of_period,
    due_day,
    may_replace,
    period_before,
    punctuality,
    rates,
    shown_to_public,
    value_fault,
)

days = st.dates(date(2024, 1, 1), date(2027, 12, 31))


@st.composite
def slot_facts(draw) -> SlotFacts:
    opens = draw(days)
    due = opens + timedelta(draw(st.integers(1, 40)))
    timely = due + timedelta(draw(st.integers(0, 10)))
    came = draw(st.none() | st.integers(0, 120).map(lambda n: opens + timedelta(n)))
    excused = draw(st.none() | st.integers(1, 60).map(lambda n: due + timedelta(n)))
    return SlotFacts(opens, due, timely, timely + timedelta(60), excused, came, came is not None)


@given(slot_facts(), days)
def test_lateness_is_a_function_of_days_alone(facts, day):
    word = punctuality(facts, day)
    if word == Punctuality.ON_TIME:
        assert facts.cleared_on <= max(facts.timely_until, due_day(facts))
    if word in {Punctuality.OVERDUE, Punctuality.DID_NOT_REPORT}:
        assert day > due_day(facts)
        assert chase(facts, day) is not None
    if word in {Punctuality.ON_TIME, Punctuality.LATE_IN}:
        assert chase(facts, day) is None


@given(slot_facts(), days, st.integers(1, 60))
def test_a_unit_that_is_not_in_only_climbs_the_ladder(facts, day, later):
    waits = SlotFacts(facts.opens_on, facts.due_on, facts.timely_until, facts.locks_on, facts.excused_until)
    order = [None, *Chase]
    assert order.index(chase(waits, day)) <= order.index(chase(waits, day + timedelta(later)))


@pytest.mark.parametrize(
    ("after", "step"),
    [
        (-15, None), (-14, Chase.NOTICE), (-3, Chase.REMINDER), (1, Chase.OVERDUE), (7, Chase.CHAIR), (14, Chase.AGENDA),
        (30, Chase.NAMED),
    ],
)  # fmt: skip
def test_the_ladder_has_the_steps_of_the_specification(after, step):
    due = date(2026, 10, 15)
    facts = SlotFacts(date(2026, 10, 1), due, due, due + timedelta(60))
    assert chase(facts, due + timedelta(after)) == step


@given(st.lists(slot_facts(), max_size=8), days)
def test_of_those_that_owed_never_more_came_than_owed_nor_more_in_time_than_came(many, day):
    found = rates(many, day)
    assert 0 <= found.on_time <= found.reported <= found.expected


@given(
    st.integers(0, 50), st.integers(0, 50), st.integers(0, 100), st.sampled_from(["", "Two were not asked."])
)
def test_parts_make_the_whole_or_the_sheet_says_why(women, men, whole, reason):
    parts = {"female": Decimal(women), "male": Decimal(men)}
    fault = value_fault(Decimal(whole), parts, ["sex"], reason)
    assert bool(fault) == (women + men != whole and not reason)


@given(st.integers(0, 40), st.integers(0, 40))
def test_neither_a_small_count_of_persons_nor_a_small_difference_is_published(before, after):
    shown = shown_to_public(Decimal(before), of_persons=True)
    assert shown is None or shown == 0 or shown >= 5
    if may_replace(Decimal(before), Decimal(after), of_persons=True):
        assert before == after or abs(before - after) >= 5


def test_periods_are_quarters_half_years_and_years():
    assert days_of_period("2026-Q3") == (date(2026, 7, 1), date(2026, 9, 30))
    assert days_of_period("2026-H2") == (date(2026, 7, 1), date(2026, 12, 31))
    assert period_before("quarter", date(2026, 2, 3)) == "2025-Q4"
    with pytest.raises(ValueError, match="2026-Q3"):
        days_of_period("third quarter")


def another(world, name: str, like: str) -> Officer:
    """A second officer of the same agency and role."""
    one = world.officers[like]
    return Officer.objects.create(
        username=name, name_km=f"មន្ត្រី {name}", name_latin=name.title(), role=one.role, agency=one.agency, place=one.place
    )  # fmt: skip


class Quarter:
    """A template of one indicator, two provinces, and the quarter before this one."""

    def __init__(self, world) -> None:
        self.world = world
        self.by, self.chair = world.officers["secretariat"], another(world, "vice_chair", "secretariat")
        self.focal, self.head = world.officers["provincial"], another(world, "head", "provincial")
        today = timezone.localdate()
        plan = draft_plan(by=self.by, title_km="ផ", title_en="Plan", starts_on=date(today.year - 1, 1, 1), ends_on=date(today.year + 2, 12, 31))  # fmt: skip
        pillar = add_pillar(by=self.by, plan=plan, title_km="ក", title_en="One")
        self.measure = add_measure(
            by=self.by, parent=pillar, code="1.1", title_km="ខ", title_en="Teach", lead_agency=world.agencies["pcct-18"],
            starts_on=date(today.year - 1, 1, 1), due_on=today - timedelta(days=60),
        )  # fmt: skip
        self.use = use_indicator(
            by=self.by,
            node=self.measure,
            name_km="អ្នកចូលរួម",
            name_en="Persons taught",
            definition_en="Who came",
        )
        set_plan_state(by=self.by, plan=plan, state="adopted", on=date(today.year - 1, 1, 2))
        self.template = make_template(
            by=self.by, plan=plan, code="quarterly", title_km="ត្រីមាស", title_en="Quarterly sheet",
            units=[world.agencies["pcct-18"], world.agencies["pcct-12"]], due_after=120, locks_after=200,
        )  # fmt: skip
        self.line = add_line(
            by=self.by, template=self.template, use=self.use, splits=["sex"], of_persons=True
        )
        self.period = period_before("quarter", today)
        open_slots(by=self.by, template=self.template, period=self.period)

    @property
    def slot(self):
        return slots().get(unit__code="pcct-18", period=self.period)

    def entered(self, women: int, men: int, whole: int | None = None, reason: str = "") -> list[Entered]:
        parts = {"female": Decimal(women), "male": Decimal(men)}
        return [Entered(self.line, Decimal(women + men if whole is None else whole), parts, reason)]

    def accepted(self, women: int = 30, men: int = 12):
        sheet = enter_sheet(by=self.focal, slot=self.slot, values=self.entered(women, men))
        sheet = clear_sheet(by=self.head, sheet=sheet)
        return accept_sheet(by=self.by, sheet=sheet)

    def correct(self, women: int, men: int):
        return_sheet(by=self.by, sheet=self.slot.sheet, reason="Counted twice.")
        return self.accepted(women, men)


@pytest.fixture
def quarter(world) -> Quarter:
    return Quarter(world)


def test_three_persons_stand_behind_an_accepted_sheet(quarter):
    sheet = enter_sheet(
        by=quarter.focal, slot=quarter.slot, values=quarter.entered(30, 12), words={"narrative": "Six villages."}
    )  # fmt: skip
    with pytest.raises(ValueError, match="Another person"):
        clear_sheet(by=quarter.focal, sheet=sheet)
    with pytest.raises(ValueError, match="was cleared"):
        accept_sheet(by=quarter.by, sheet=sheet)
    sheet = clear_sheet(by=quarter.head, sheet=sheet)
    with pytest.raises(ValueError, match="sent back"):
        enter_sheet(by=quarter.focal, slot=quarter.slot, values=quarter.entered(1, 1))
    accept_sheet(by=quarter.by, sheet=sheet)
    first, *others = sheet.steps.all()
    assert [step.prior for step in others] == [first.digest, others[0].digest]
    assert read_sheet(by=quarter.by, sheet=sheet)["narrative"] == "Six villages."


def test_who_cleared_for_a_unit_does_not_accept_as_well(quarter):
    sheet = enter_sheet(by=quarter.focal, slot=quarter.slot, values=quarter.entered(30, 12))
    sheet = clear_sheet(by=quarter.by, sheet=sheet)
    with pytest.raises(NotAllowed):
        accept_sheet(by=quarter.by, sheet=sheet)
    assert accept_sheet(by=quarter.chair, sheet=sheet).state == "accepted"


def test_parts_that_do_not_sum_do_not_leave_the_unit_without_a_reason(quarter):
    with pytest.raises(ValueError, match="The parts make 42, the whole says 50"):
        enter_sheet(by=quarter.focal, slot=quarter.slot, values=quarter.entered(30, 12, 50))
    enter_sheet(by=quarter.focal, slot=quarter.slot, values=quarter.entered(30, 12, 50), send=False)
    sheet = enter_sheet(
        by=quarter.focal, slot=quarter.slot, values=quarter.entered(30, 12, 50, "Eight gave no sex.")
    )
    assert sheet.state == "entered"


def test_a_sheet_is_sent_back_with_a_sentence_and_is_not_in_any_more(quarter):
    sheet = clear_sheet(
        by=quarter.head, sheet=enter_sheet(by=quarter.focal, slot=quarter.slot, values=quarter.entered(3, 1))
    )
    with pytest.raises(ValueError, match="one sentence"):
        return_sheet(by=quarter.by, sheet=sheet, reason=" ")
    return_sheet(by=quarter.by, sheet=sheet, reason="Whom did you count?")
    assert punctuality(facts_of(quarter.slot), timezone.localdate()) != Punctuality.ON_TIME
    quarter.accepted()
    assert rates_of(quarter.template, quarter.period, timezone.localdate()).reported == 1


def test_the_unit_s_draft_is_read_by_the_unit_alone(quarter, world):
    sheet = enter_sheet(
        by=quarter.focal, slot=quarter.slot, values=quarter.entered(3, 1), words={"narrative": "x"}
    )
    for officer in (quarter.by, world.officers["ngo_worker"], world.officers["investigator"]):
        with pytest.raises(NotAllowed):
            read_sheet(by=officer, sheet=sheet)
    sheet = clear_sheet(by=quarter.head, sheet=sheet)
    assert read_sheet(by=quarter.by, sheet=sheet)["narrative"] == "x"
    with pytest.raises(NotAllowed):
        read_sheet(by=world.officers["ngo_worker"], sheet=sheet)


def test_what_waits_is_counted_beside_the_total_and_never_added(quarter):
    sheet = enter_sheet(by=quarter.focal, slot=quarter.slot, values=quarter.entered(30, 12))
    assert totals(quarter.template, quarter.period)[0].accepted is None
    clear_sheet(by=quarter.head, sheet=sheet)
    total = totals(quarter.template, quarter.period)[0]
    assert (total.accepted, total.waiting) == (None, 1)
    with pytest.raises(ValueError, match="wait to be accepted"):
        sign_report(by=quarter.by, template=quarter.template, period=quarter.period)
    accept_sheet(by=quarter.by, sheet=sheet)
    total = totals(quarter.template, quarter.period)[0]
    assert (total.accepted, total.units, total.waiting) == (Decimal(42), 1, 0)


def test_a_report_is_signed_by_one_and_published_by_another(quarter):
    quarter.accepted()
    report = sign_report(by=quarter.by, template=quarter.template, period=quarter.period)
    with pytest.raises(ValueError, match="Another person"):
        publish_report(by=quarter.by, report=report)
    report = publish_report(by=quarter.chair, report=report)
    assert (report.content["reported"], report.content["expected"]) == (1, 2)
    assert report.content["values"][0]["value"] == "42"
    assert len(report.digest) == 64


def test_a_small_count_of_persons_is_hidden_in_the_report_and_no_unit_s_number_stands_in_it(quarter):
    quarter.accepted(3, 0)
    content = sign_report(by=quarter.by, template=quarter.template, period=quarter.period).content
    assert content["values"][0]["value"] == "…"
    assert content["values"][0]["parts"] == {}
    assert all(set(unit) == {"code", "name_km", "name_en", "reported"} for unit in content["units"])


def told_before(quarter, period: str, value: str, parts: dict[str, str] | None = None) -> None:
    """A report of another period that says so of the same indicator."""
    told = {"line": str(quarter.line.pk), "value": value, "parts": parts or {}}
    PeriodReport.objects.create(
        template=quarter.template, period=period, state="published", content={"values": [told]},
        digest="0" * 64, signed_by=quarter.by, signed_at=timezone.now(),
    )  # fmt: skip


def other_quarters(quarter) -> list[str]:
    year = quarter.period[:4]
    return [one for one in (f"{year}-Q{n}" for n in range(1, 5)) if one != quarter.period]


@pytest.mark.parametrize(("year", "shown"), [("86", "…"), ("84", "…"), ("97", "42"), ("82", "42")])
def test_a_quarter_is_hidden_where_the_year_less_it_would_tell_a_small_quarter(quarter, year, shown):
    """Of the year 20 and 20 are told and the last quarter is not: 86 less 82 is 4 persons, 97 less 82 is no small count."""
    first, second, _last = other_quarters(quarter)
    told_before(quarter, quarter.period[:4], year)
    told_before(quarter, first, "20")
    told_before(quarter, second, "20")
    quarter.accepted(30, 12)
    told = sign_report(by=quarter.by, template=quarter.template, period=quarter.period).content["values"][0]
    assert told["value"] == shown


def test_parts_are_hidden_where_those_of_other_periods_would_give_a_small_one_away(quarter):
    first, second, last = other_quarters(quarter)
    told_before(quarter, quarter.period[:4], "142", {"female": "97", "male": "45"})
    for period in (first, second):
        told_before(quarter, period, "35", {"female": "20", "male": "15"})
    told_before(quarter, last, "30")
    quarter.accepted(30, 12)
    told = sign_report(by=quarter.by, template=quarter.template, period=quarter.period).content["values"][0]
    assert (told["value"], told["parts"]) == ("42", {})


def test_a_published_number_that_changes_leaves_an_erratum(quarter):
    quarter.accepted(30, 12)
    publish_report(
        by=quarter.chair, report=sign_report(by=quarter.by, template=quarter.template, period=quarter.period)
    )
    quarter.correct(40, 12)
    with pytest.raises(ValueError, match="Say why"):
        sign_report(by=quarter.by, template=quarter.template, period=quarter.period)
    again = sign_report(
        by=quarter.by, template=quarter.template, period=quarter.period, reason="One village twice."
    )
    (erratum,) = again.errata.all()
    assert (erratum.before, erratum.after) == ("42", "52")
    publish_report(by=quarter.chair, report=again)
    assert quarter.template.reports.get(number=1).state == "replaced"


def test_a_correction_by_few_persons_waits_since_the_difference_would_tell_of_them(quarter):
    quarter.accepted(30, 12)
    publish_report(
        by=quarter.chair, report=sign_report(by=quarter.by, template=quarter.template, period=quarter.period)
    )
    quarter.correct(31, 12)
    with pytest.raises(ValueError, match="Nothing that was published has changed"):
        sign_report(by=quarter.by, template=quarter.template, period=quarter.period, reason="One more.")


def test_an_exception_moves_the_day_and_keeps_its_reason(quarter):
    slot = quarter.slot
    with pytest.raises(ValueError, match="no more time"):
        except_slot(by=quarter.by, slot=slot, until=slot.due_on, reason="Flood")
    except_slot(by=quarter.by, slot=slot, until=slot.due_on + timedelta(days=20), reason="Flood")
    assert due_day(facts_of(quarter.slot)) == slot.due_on + timedelta(days=20)


def test_the_late_stand_on_the_next_agenda_by_name_unless_they_report_before(quarter, world):
    body = found_body(
        by=quarter.by, code="national", kind="national_committee", title_km="គ", title_en="N",
        agency=world.agencies["ncct"],
    )  # fmt: skip
    member = seat_member(
        by=quarter.by, body=body, agency=world.agencies["ncct"], seat="chair", since=date(2020, 1, 1)
    )
    meeting = plan_meeting(by=quarter.by, body=body, held_on=quarter.slot.due_on + timedelta(days=14))
    assert {slot.unit.code for slot in late_for_agenda(body, meeting.held_on)} == {"pcct-18", "pcct-12"}
    quarter.accepted()
    open_with_the_late(by=quarter.by, meeting=meeting, present=[member])
    assert list(meeting.items.values_list("late_agency__code", flat=True)) == ["pcct-12"]


# ---------------------------------------------------------------- three words about one measure


def test_civil_society_s_word_two_steps_from_the_rule_opens_an_action_point(quarter, world):
    ngo = world.officers["ngo_worker"]
    rating = rate_node(by=ngo, node=quarter.measure, rag="green", text_en="We see it done.")
    assert (rating.rater, rating.rule) == ("civil_society", "red")
    (point,) = ActionPoint.objects.all()
    assert (point.source, point.assigned_to.code, point.priority) == ("rating", "pcct-18", "high")
    with pytest.raises(NotAllowed):
        cancel_action(by=ngo, point=point, reason="Never mind.")
    rate_node(by=quarter.focal, node=quarter.measure, rag="green", text_en="All is well.")
    assert ActionPoint.objects.count() == 1


def test_one_step_apart_opens_nothing_and_who_has_no_part_in_it_does_not_rate(quarter, world):
    assert rate_node(by=quarter.focal, node=quarter.measure, rag="amber", text_en="Slow.").rater == "self"
    assert not ActionPoint.objects.exists()
    with pytest.raises(NotAllowed):
        rate_node(by=world.officers["investigator"], node=quarter.measure, rag="red", text_en="No.")
