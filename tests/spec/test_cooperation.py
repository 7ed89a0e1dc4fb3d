"""# An agreement is told before it expires, and what it obliges to is carried out

Memoranda, treaties and procedures: with whom, since when, until when. Where one stands follows from its days alone. What it
obliges to is an action point like any other: closed with proof.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sarana.register.cooperation.actions import amend_instrument, oblige, record_instrument
from sarana.register.cooperation.enums import InstrumentState
from sarana.register.cooperation.models import Instrument
from sarana.register.cooperation.queries import instruments_to_renew
from sarana.register.cooperation.rules import alarm_on, state_on
from sarana.register.meetings.actions import finish_action

days = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(days, days, st.integers(0, 24))
def test_an_agreement_in_force_is_told_of_before_it_expires_and_never_after(day, expires, months):
    one = Instrument(signed_on=date(2019, 1, 1), in_force_on=date(2019, 1, 1), expires_on=expires, alarm_months=months)  # fmt: skip
    state = state_on(one, day)
    assert (state == InstrumentState.EXPIRED) == (expires < day)
    assert (state == InstrumentState.ENDING) == (alarm_on(one) <= day <= expires)


def instrument(world, **fields):
    given = {"signed_on": date(2022, 8, 29), "in_force_on": date(2022, 9, 1), "countries": ["TH"], **fields}
    return record_instrument(
        by=world.officers["secretariat"], kind="sop", title_km="ន", title_en="Procedure with Thailand",
        agency=world.agencies["ncct"], **given,
    )  # fmt: skip


def test_days_follow_each_other_and_there_is_another_party(world):
    with pytest.raises(ValueError, match="into force after"):
        instrument(world, in_force_on=date(2022, 8, 1))
    with pytest.raises(ValueError, match="expires after"):
        instrument(world, expires_on=date(2022, 8, 30))
    with pytest.raises(ValueError, match="other party"):
        instrument(world, countries=[])


def test_what_expires_and_is_not_renewed_is_told(world):
    old = instrument(world, expires_on=date(2025, 9, 1))
    assert instruments_to_renew(date(2025, 2, 1)) == []
    assert instruments_to_renew(date(2025, 4, 1)) == [old]
    assert instruments_to_renew(date(2026, 4, 1)) == [old]
    instrument(world, renews=old, signed_on=date(2025, 8, 1), in_force_on=date(2025, 9, 2))
    assert instruments_to_renew(date(2026, 4, 1)) == []


def test_an_obligation_is_an_action_point_that_is_closed_with_proof_only(world):
    one = instrument(world)
    found = oblige(
        by=world.officers["secretariat"], instrument=one, assigned_to=world.agencies["pcct-18"], due_on=date(2025, 1, 1),
        article="4", text_en="Name a liaison officer.",
    )  # fmt: skip
    assert (found.action.source, found.action.state) == ("instrument", "open")
    with pytest.raises(ValueError, match="proof"):
        finish_action(
            by=world.officers["provincial"],
            point=found.action,
            on=date(2024, 1, 1),
            result="Named.",
            evidence=[],
        )


def test_a_new_day_of_expiry_is_checked_and_kept(world):
    one = instrument(world)
    by = world.officers["secretariat"]
    changed = amend_instrument(
        by=by, instrument=one, seen_version=1, changes={"expires_on": date(2027, 9, 1)}
    )
    assert changed.expires_on == date(2027, 9, 1)
    with pytest.raises(ValueError, match="ends after"):
        amend_instrument(by=by, instrument=one, seen_version=2, changes={"ended_on": date(2021, 1, 1)})
