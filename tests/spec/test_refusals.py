"""# What is refused says what is wrong, where, and what to do

A tired clerk who is told "the numbers do not fit" over a form of nineteen fields looks for the wrong one. Whatever an action
refuses names the field that it is about; the page shows the sentence beside that field and leads to it from the head of the
form, and the API names the field. Where nothing that was written would mend it, because the record stands otherwise, no field
is named, and whoever wrote the refusal has said so.
"""

import json
import re
from datetime import date, timedelta

import pytest
from django import forms
from django.utils import timezone
from django.utils.translation import gettext, override
from tests.pages import client_of, text_of
from tests.refusals import deeds_of_pages, refusals, unnamed
from tests.world import World

from sarana.base.accounts.actions import issue_token
from sarana.base.files.rules import FileRefused
from sarana.base.refused import Refused
from sarana.base.vocabulary.actions import load_vocabulary
from sarana.base.vocabulary.queries import forget_codes
from sarana.register.operations.actions import close_operation, plan_operation
from sarana.register.proceedings.actions import open_proceeding
from sarana.register.reports.actions import record_report
from sarana.register.rescue.actions import add_person, record_request
from sarana.web.forms.base import RecordForm
from sarana.web.forms.faults import attempt

# ## Nobody who writes an action can forget it


def test_every_refusal_of_an_action_says_which_field_it_is_about_or_that_it_is_about_none():
    assert unnamed() == []
    assert sum(bool(refusal.fields) for refusal in refusals()) > 200
    with pytest.raises(TypeError):
        Refused("It is wrong.")


# What the form of an action does not ask for, so that its refusal stands over the form: the record is at fault, or a field
# that belongs to another page; or the fields are made when the page is, one for each line of the record.
NOT_ASKED = {
    ("add_line", "period"),  # the template's first period, not the line's
    ("add_line", "quarter"),
    ("add_pillar", "due_on"),  # a pillar has no day
    ("adopt_amendment", "period"),  # of a target that was proposed before
    ("adopt_amendment", "quarter"),
    ("amend_node", "due_on"),  # the form is made of the node's own fields
    ("begin_interview", "started_at"),  # it begins now
    ("close_review", "due_on"),  # of a measure that is carried over
    ("close_review", "reason"),
    ("end_detention", "since"),  # of the absence that an escape begins
    ("enter_sheet", "period"),
    ("enter_sheet", "quarter"),
    ("lock_out_officer", "new_owner"),  # the case's owner, whom the page of the case changes
    ("make_template", "units"),  # set on the next page
    ("name_to_team", "agency"),
    ("open_case", "case"),  # the one that is being opened
    ("open_proceeding", "articles"),  # a complaint names none
    ("open_slots", "quarter"),
    ("plan_operation", "agency"),  # the lead is the planner's own
    ("plan_operation", "officer"),
    ("retire_officer", "agency"),  # who is retired stands in the address
    ("retire_officer", "officer"),
    ("share_case", "officer"),
    ("sign_report", "period"),
    ("sign_report", "quarter"),
    ("tell_fact", "fact"),  # it stands in the address
    ("take_steps", "missing"),  # several are never asked for details at once
    ("withdraw_line", "period"),
    ("withdraw_line", "quarter"),
    ("write_quarter", "quarter"),  # chosen on the page before
}


def test_what_an_action_names_is_asked_for_by_the_form_of_its_page():
    deeds = list(deeds_of_pages())
    assert len(deeds) > 100
    astray = {
        (action, field)
        for action, form, fields in deeds
        for field in fields
        if getattr(form, "asked_as", {}).get(field, field) not in form.base_fields
    }
    assert astray - NOT_ASKED == set()
    assert NOT_ASKED - astray == set(), "asked for meanwhile; take it out of the list"


def test_every_sentence_is_told_in_khmer_as_well():
    with override("km"):
        untold = {r.says for r in refusals() if r.says and not re.search(r"[\u1780-\u17ff]", gettext(r.says))}
    assert untold == set()


# ## The page shows it beside the field


class Asked(RecordForm):
    """A form that asks for a moment by its day."""

    on = forms.CharField()
    asked_as = {"at": "on"}


def refused(field):
    def act():
        raise Refused("A step can't lie in the future.", field=field)

    return act


@pytest.mark.parametrize(
    ("named", "shown"), [("on", "on"), ("at", "on"), ("elsewhere", "__all__"), (None, "__all__")]
)
def test_a_refusal_finds_its_field_under_the_name_of_the_form(named, shown):
    form = Asked({"on": "tomorrow"})
    assert form.is_valid()
    assert attempt(form, refused(named)) is None
    assert set(form.errors) == {shown}


class Brought(RecordForm):
    """A form with a file, whatever it calls it."""

    title = forms.CharField(required=False)
    scan = forms.FileField(required=False)


def test_a_file_that_is_refused_is_refused_beside_the_field_that_took_it():
    def act():
        raise FileRefused("The file is empty.")

    for made, shown in ((Brought, "scan"), (Asked, "__all__")):
        form = made({"on": "tomorrow"}, {})
        assert form.is_valid()
        attempt(form, act)
        assert set(form.errors) == {shown}


@pytest.fixture
def country(world: World, settings):
    """One of each, for the pages below."""
    settings.DEMONSTRATION = True
    load_vocabulary()
    forget_codes()
    case, today = world.case(), timezone.localdate()
    case.partners.add(world.officers["prosecutor"].agency, world.officers["social_worker"].agency)
    victim, suspect = world.victim(case), world.suspect(case)
    by = world.officers["investigator"]
    report = record_report(
        by=by, received_at=timezone.now(), channel="hotline", words={"narrative": "Two girls"}
    )
    operation = plan_operation(by=by, kind="raid", place=world.places["18"], planned_for=today)
    close_operation(by=by, operation=operation, carried_out_on=today - timedelta(days=1))
    court = world.officers["prosecutor"]
    proceeding = open_proceeding(by=court, suspect=suspect, court=court.agency, complaint_on=date(2022, 5, 2))
    request = record_request(by=world.officers["embassy"], received_at=timezone.now(), words={"contact": "x"})
    sought = add_person(by=world.officers["embassy"], request=request, who={"names": ["Siti Rahma"]})
    yield {"case": case.number, "victim": victim.number, "suspect": suspect.number, "report": report.number,
            "operation": operation.number, "proceeding": proceeding.number, "sought": sought.number}  # fmt: skip
    forget_codes()


TOMORROW = f"{timezone.localdate() + timedelta(days=1):%d/%m/%Y}"
# Who, where, what is sent, and the field at which the page must point.
PAGES = [
    ("investigator", "/reports/{report}/close/", {"because": "vague", "reason": "Nothing to go on"}, "asked_how"),
    ("investigator", "/cases/{case}/close/", {"on": "01/01/2001", "reason": "Done", "state": "Closed"}, "on"),
    ("social_worker", "/victims/{victim}/goals/new/", {"area": "health", "kind": "Livelihood", "due_on": "01/01/2020", "goal": "To sleep",
                                                       "service_group": "anti_trafficking_rescue"}, "due_on"),
    ("prosecutor", "/proceedings/{proceeding}/arrest/", {"on": "01/05/2022"}, "on"),
    ("prosecutor", "/proceedings/{proceeding}/sentence/", {"on": "01/01/2023", "months_imposed": "12"}, None),
    ("secretariat", "/sought/{sought}/step/", {"state": "needs_detail", "on": f"{timezone.localdate():%d/%m/%Y}"}, "missing"),
    ("secretariat", "/sought/{sought}/step/", {"state": "closed", "on": f"{timezone.localdate():%d/%m/%Y}"}, "reason"),
]  # fmt: skip


@pytest.mark.parametrize(("who", "path", "typed", "field"), PAGES)
def test_the_page_points_at_the_field_and_the_field_says_what_is_wrong(
    world, country, who, path, typed, field
):
    answer = client_of(world, who).post(path.format(**country), typed)
    page = text_of(answer)
    assert answer.status_code == 422, page
    links = re.findall(r'class="error-summary".*?</ul>', page, re.DOTALL)[0]
    if field is None:
        assert "href" not in links
        return
    assert f'href="#id_{field}' in links
    assert f'id="id_{field}_error"' in page
    assert re.search(rf'aria-describedby="[^"]*id_{field}_error', page)


# ## And so does the API


def test_the_api_names_the_field_and_says_it_in_the_same_sentence(world, client):
    token = issue_token(by=world.officers["investigator"], name="Field office")[1]
    tomorrow = (timezone.now() + timedelta(days=1)).isoformat()
    answer = client.post(
        "/api/reports",
        json.dumps({"received_at": tomorrow, "channel": "hotline", "narrative": "Two girls"}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    says = "A report can't have been received in the future."
    assert (answer.status_code, answer.json()) == (422, {"fault": says, "fields": {"received_at": [says]}})
