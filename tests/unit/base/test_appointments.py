"""Who appoints and retires officers, and what the ledger keeps of it."""

import pytest
from django.core.exceptions import ValidationError

from sarana.base.accounts.enums import Role
from sarana.base.accounts.models import ApiToken, Officer
from sarana.base.accounts.rules import NotAllowed, has_power
from sarana.base.ledger.appointments import appoint_officer, officers_managed_by, retire_officer
from sarana.base.ledger.queries import trail_of


def appoint(world, by: str = "administrator", agency: str = "police-12", **facts):
    wanted = {
        "username": "sok.dara",
        "name_km": "សុខ ដារ៉ា",
        "name_latin": "Sok Dara",
        "role": "investigator",
        **facts,
    }
    return appoint_officer(by=world.officers[by], agency=world.agencies[agency], **wanted)


def test_an_appointed_officer_signs_in_with_the_password_that_was_shown_once(world):
    officer, password = appoint(world)
    assert officer.check_password(password)
    entry = trail_of(officer).get()
    assert entry.action == "appoint_officer"
    assert password not in entry.change
    assert "police-12" in entry.change


def test_only_an_administrator_appoints_and_no_name_is_given_twice(world):
    with pytest.raises(NotAllowed):
        appoint(world, by="secretariat")
    appoint(world)
    with pytest.raises(ValueError, match="already"):
        appoint(world, username="SOK.DARA")
    with pytest.raises(ValidationError):
        appoint(world, username="x" * 80)
    with pytest.raises(ValueError, match="emperor"):
        appoint(world, username="other", role="emperor")


def test_an_administrator_outside_the_national_committee_manages_his_own_subtree(world):
    own, _ = appoint(world, username="police.admin", agency="police", role=Role.ADMINISTRATOR)
    world.officers["police.admin"] = own
    appoint(world, by="police.admin", agency="police-12")
    with pytest.raises(ValueError, match="outside"):
        appoint(world, by="police.admin", agency="court-18", username="clerk")
    with pytest.raises(ValueError, match="outside"):
        retire_officer(by=own, officer=world.officers["auditor"], reason="Out of reach")
    managed = set(officers_managed_by(own).values_list("username", flat=True))
    assert managed == {"police.admin", "sok.dara", "chief", "investigator", "other_investigator"}
    everybody = officers_managed_by(world.officers["administrator"])
    assert everybody.count() == Officer.objects.count()


def test_a_retired_officer_loses_every_power_at_once_and_his_programs_theirs(world):
    officer = world.officers["investigator"]
    token = ApiToken.objects.create(officer=officer, name="laptop", digest="0" * 64)
    retire_officer(by=world.officers["administrator"], officer=officer, reason="Left the service")
    token.refresh_from_db()
    assert token.revoked_at is not None
    assert not has_power(Officer.objects.get(pk=officer.pk), "see_cases")
    assert trail_of(officer).first().reason == "Left the service"


@pytest.mark.parametrize(
    ("who", "reason", "says"), [("administrator", "Tired", "himself"), ("chief", " ", "why")]
)
def test_retiring_is_refused_in_words(world, who, reason, says):
    with pytest.raises(ValueError, match=says):
        retire_officer(by=world.officers["administrator"], officer=world.officers[who], reason=reason)


def test_nobody_is_retired_twice(world):
    by, officer = world.officers["administrator"], world.officers["chief"]
    retire_officer(by=by, officer=officer, reason="Left")
    with pytest.raises(ValueError, match="already"):
        retire_officer(by=by, officer=officer, reason="Left again")
