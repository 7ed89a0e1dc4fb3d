"""# What runs out before a court

An accused who is held too long must be released, and an offence that nobody pursues becomes time-barred: both have let
traffickers go. The register watches the days that the Code of Criminal Procedure (2007) sets, and makes each a task.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarana.base.accounts.rules import NotAllowed
from sarana.base.days import months_later
from sarana.register.proceedings.actions import (
    call_witness,
    end_detention,
    extend_detention,
    hear_witness,
    move_proceeding,
    open_proceeding,
    record_absence,
    record_detention,
    record_return,
    withdraw_witness,
)
from sarana.register.proceedings.enums import DeadlineKind, OffenceClass
from sarana.register.proceedings.queries import deadlines_before, deadlines_in
from sarana.register.proceedings.rules import custody_limit, limitation_ends, offence_class_of, remand_limit
from sarana.science.palermo.statutes import coverage_of

ARREST = datetime(2022, 9, 1, 14, 0, tzinfo=UTC)


@pytest.fixture
def proceeding(world):
    """A proceeding for unlawful removal with purpose (article 10), in a case that the prosecutor takes part in."""
    case = world.case()
    case.partners.add(world.agencies["court-18"])
    opened = open_proceeding(
        by=world.officers["prosecutor"],
        suspect=world.suspect(case),
        court=world.agencies["court-18"],
        complaint_on=date(2022, 8, 20),
    )
    move_proceeding(
        by=world.officers["prosecutor"],
        proceeding=opened,
        stage="charge",
        on=date(2022, 9, 2),
        articles=["10"],
    )
    return opened


def kinds(proceeding):
    return {deadline.kind: deadline.on for deadline in deadlines_in(proceeding)}


# ## The class of the offence decides


@pytest.mark.parametrize(
    ("articles", "expected"),
    [(["10"], "felony"), (["26"], "misdemeanour"), (["26", "12"], "felony"), (["13"], None), ([], None)],
)
def test_the_gravest_article_charged_gives_the_class(articles, expected):
    assert offence_class_of(articles) == expected


@pytest.mark.parametrize(
    ("offence", "last_day"), [("felony", date(2024, 3, 1)), ("misdemeanour", date(2023, 3, 1))]
)
def test_detention_before_trial_has_a_longest_time(offence, last_day):
    """Six months twice extended for a felony; four months, extended once by two, for a misdemeanour."""
    assert remand_limit(date(2022, 9, 1), OffenceClass(offence)) == last_day


def test_a_felony_is_barred_fifteen_years_after_the_last_act():
    assert limitation_ends(date(2022, 9, 2), OffenceClass.FELONY) == date(2037, 9, 2)


@given(st.dates(date(2000, 1, 1), date(2050, 12, 31)), st.integers(0, 240))
def test_months_later_never_leaves_the_month(day, months):
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day <= day.day


# ## Custody and detention


def test_custody_ends_after_48_hours_and_24_more_when_the_prosecutor_agrees(world, proceeding):
    by = world.officers["prosecutor"]
    custody = record_detention(by=by, proceeding=proceeding, kind="custody", began_at=ARREST)
    assert kinds(proceeding)[DeadlineKind.CUSTODY] == date(2022, 9, 3)
    extend_detention(by=by, detention=custody)
    assert kinds(proceeding)[DeadlineKind.CUSTODY] == date(2022, 9, 4)
    end_detention(by=by, detention=custody, ended_at=ARREST + timedelta(hours=50), ended_by="remanded")
    assert DeadlineKind.CUSTODY not in kinds(proceeding)


def test_an_order_of_detention_names_its_last_day(world, proceeding):
    by = world.officers["prosecutor"]
    with pytest.raises(ValueError, match="until when"):
        record_detention(by=by, proceeding=proceeding, kind="remand", began_at=ARREST)
    order = record_detention(
        by=by, proceeding=proceeding, kind="remand", began_at=ARREST, ordered_until=date(2023, 3, 1)
    )
    assert kinds(proceeding)[DeadlineKind.REMAND_ORDER] == date(2023, 3, 1)
    assert kinds(proceeding)[DeadlineKind.REMAND_LIMIT] == date(2024, 3, 1)
    with pytest.raises(ValueError, match="later"):
        extend_detention(by=by, detention=order, until=date(2023, 2, 1))
    extend_detention(by=by, detention=order, until=date(2023, 9, 1))
    assert kinds(proceeding)[DeadlineKind.REMAND_ORDER] == date(2023, 9, 1)


def test_nobody_is_held_twice_at_once(world, proceeding):
    by = world.officers["prosecutor"]
    record_detention(by=by, proceeding=proceeding, kind="custody", began_at=ARREST)
    with pytest.raises(ValueError, match="end it first"):
        record_detention(by=by, proceeding=proceeding, kind="custody", began_at=ARREST)


@pytest.mark.parametrize(
    ("age", "articles", "custody_ends", "held_at_most_until"),
    [
        (13, ["10"], date(2022, 9, 1), date(2022, 9, 1)),
        (14, ["10"], date(2022, 9, 3), date(2023, 1, 1)),
        (15, ["26"], date(2022, 9, 2), date(2022, 11, 1)),
        (16, ["10"], date(2022, 9, 3), date(2023, 3, 1)),
        (17, ["26"], date(2022, 9, 3), date(2023, 1, 1)),
        (18, ["10"], date(2022, 9, 4), date(2024, 3, 1)),
        (None, ["10"], date(2022, 9, 4), date(2024, 3, 1)),
    ],
)
def test_an_accused_under_18_is_held_for_a_shorter_time(age, articles, custody_ends, held_at_most_until):
    """Custody is not extended, detention not renewed, and whoever is under 14 may not be held at all."""
    offence = offence_class_of(articles)
    assert custody_limit(ARREST, offence, age, extended=True).date() == custody_ends
    assert remand_limit(ARREST.date(), offence, age) == held_at_most_until


@given(st.integers(0, 30), st.integers(0, 30), st.sampled_from(OffenceClass))
def test_the_younger_is_never_held_longer(age, other, offence):
    young, old = sorted([age, other])
    assert remand_limit(ARREST.date(), offence, young) <= remand_limit(ARREST.date(), offence, old)
    for extended in (False, True):
        assert custody_limit(ARREST, offence, young, extended=extended) <= custody_limit(
            ARREST, offence, old, extended=extended
        )


def test_the_limit_of_a_minor_stands_on_the_page_of_the_proceeding(world):
    case = world.case()
    case.partners.add(world.agencies["court-18"])
    by = world.officers["prosecutor"]
    young = open_proceeding(
        by=by,
        suspect=world.suspect(case, age=16),
        court=world.agencies["court-18"],
        complaint_on=date(2022, 8, 20),
    )
    move_proceeding(by=by, proceeding=young, stage="charge", on=date(2022, 9, 2), articles=["10"])
    record_detention(by=by, proceeding=young, kind="remand", began_at=ARREST, ordered_until=date(2022, 12, 1))
    assert kinds(young)[DeadlineKind.REMAND_ORDER] == date(2022, 12, 1)
    assert kinds(young)[DeadlineKind.REMAND_LIMIT] == date(2023, 3, 1)
    end_detention(
        by=by,
        detention=young.detentions.get(),
        ended_at=ARREST + timedelta(days=1),
        ended_by="released",
    )
    custody = record_detention(by=by, proceeding=young, kind="custody", began_at=ARREST + timedelta(days=9))
    with pytest.raises(ValueError, match="under 18"):
        extend_detention(by=by, detention=custody)


# ## Absconded


def test_whoever_escapes_is_absent_until_he_is_found(world, proceeding):
    by = world.officers["prosecutor"]
    custody = record_detention(by=by, proceeding=proceeding, kind="custody", began_at=ARREST)
    end_detention(by=by, detention=custody, ended_at=ARREST + timedelta(hours=3), ended_by="escaped")
    absence = proceeding.absences.get()
    # Five in the afternoon of the first in UTC is midnight here.
    assert kinds(proceeding)[DeadlineKind.ABSENT] == date(2022, 9, 2)
    with pytest.raises(ValueError, match="already"):
        record_absence(by=by, proceeding=proceeding, since=date(2022, 9, 5))
    record_return(by=by, absence=absence, returned_on=date(2022, 10, 1))
    assert DeadlineKind.ABSENT not in kinds(proceeding)


# ## As tasks


def test_what_runs_out_stands_on_the_prosecutors_day_and_on_no_strangers(world, proceeding):
    by = world.officers["prosecutor"]
    record_detention(
        by=by, proceeding=proceeding, kind="remand", began_at=ARREST, ordered_until=date(2023, 3, 1)
    )
    due = deadlines_before(by, date(2023, 3, 1))
    assert [(found.pk, deadline.kind) for found, deadline in due] == [
        (proceeding.pk, DeadlineKind.REMAND_ORDER)
    ]
    assert deadlines_before(by, date(2023, 2, 1)) == []
    assert deadlines_before(world.officers["other_investigator"], date(2023, 3, 1)) == []


def test_every_stage_moves_the_day_from_which_the_time_bar_runs(world, proceeding):
    latest = max(step.on for step in proceeding.steps.all())
    proceeding.refresh_from_db()
    assert proceeding.moved_on == latest


def test_a_time_bar_becomes_a_task_half_a_year_before(world, proceeding):
    by = world.officers["prosecutor"]
    assert deadlines_before(by, date(2037, 1, 1)) == []
    (found,) = deadlines_before(by, date(2037, 4, 1))
    assert found[1].kind is DeadlineKind.LIMITATION


# ## Victims as protected witnesses


def test_a_victim_is_a_witness_by_her_own_word_and_under_a_pseudonym(world, proceeding):
    by = world.officers["prosecutor"]
    victim = world.victim(proceeding.suspect.case)
    witness = call_witness(
        by=by,
        proceeding=proceeding,
        victim=victim,
        agreed_on=date(2022, 9, 10),
        protection=["pseudonym", "video"],
    )
    assert witness.pseudonym.startswith("W-")
    assert victim.number[2:] not in witness.pseudonym
    hear_witness(by=by, witness=witness, on=date(2022, 10, 1))
    withdraw_witness(by=by, witness=witness, on=date(2022, 10, 2))
    with pytest.raises(ValueError, match="withdrew"):
        hear_witness(by=by, witness=witness, on=date(2022, 10, 3))


def test_only_who_records_proceedings_calls_a_witness(world, proceeding):
    victim = world.victim(proceeding.suspect.case)
    with pytest.raises(NotAllowed):
        call_witness(
            by=world.officers["investigator"],
            proceeding=proceeding,
            victim=victim,
            agreed_on=date(2022, 9, 10),
        )


# ## Articles and the Palermo definition


def test_a_charge_shows_which_elements_it_holds_and_which_acts_it_leaves_out():
    held = coverage_of(
        ["17"], acts=["recruitment", "transportation"], means=["deception", "abuse_vulnerability"]
    )
    assert (held.act, held.means, held.purpose, held.is_trafficking) == (True, True, True, True)
    assert held.acts_left_out == ("recruitment",)
    assert held.means_left_out == ("abuse_vulnerability",)


def test_an_offence_beside_trafficking_is_said_to_be_one():
    assert not coverage_of(["26"]).is_trafficking
    assert not coverage_of([]).act
