import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.spec.test_screening_work import KEO, RIM, SOK, un

from sarana.base.accounts.actions import issue_token
from sarana.base.ledger.models import Entry
from sarana.measure.screening.actions import asking, bring_edition
from sarana.measure.screening.models import Alert, ListEdition, ScreenedName
from sarana.register.rescue.actions import add_person, record_request


@pytest.fixture
def ask(world, settings):
    settings.DEMONSTRATION = True  # the second factor that the role must have is another test's matter

    def send(*names, officer="analyst", **more):
        _, token = issue_token(by=world.officers[officer], name="test")
        body = {"names": [{"role": "suspect", **one} for one in names], **more}
        client = Client(headers={"Authorization": f"Bearer {token}"})
        answer = client.post("/api/screen", json.dumps(body), "application/json")
        return answer.status_code, answer.json()

    return send


@pytest.fixture
def lists(world, settings):
    settings.DEMONSTRATION = True
    return bring_edition(by=world.officers["analyst"], content=un("2026-02-01", KEO, SOK))


def test_hits_come_with_reasons_and_the_day_of_their_list(ask, lists):
    status, told = ask(
        {"name": "Vuthy Keo", "birth_date": "1971", "ref": "row 4"}, {"name": "Nobody Atall", "ref": "row 5"}
    )
    assert status == 200
    found = told["results"][0]
    assert [(hit["id"], hit["list"], hit["date_generated"], hit["regime"]) for hit in found["hits"]] == [
        ("QDi.900", "un", "2026-02-01", "terrorism")
    ]
    assert "birth year equal" in found["hits"][0]["reasons"]
    assert (found["ref"], told["results"][1]) == ("row 4", {"ref": "row 5", "hits": []})
    (known,) = told["lists"]
    assert (known["list"], known["edition"], known["date_generated"]) == ("un", str(lists.pk), "2026-02-01")
    assert known["is_stale"] == (known["days_old"] > 30)


def test_a_new_edition_is_asked_at_once(world, ask, lists):
    assert ask({"name": "Rim Kosalvath"})[1]["results"][0]["hits"] == []
    bring_edition(by=world.officers["analyst"], content=un("2026-02-20", KEO, SOK, RIM))
    _status, told = ask({"name": "Rim Kosalvath"})
    assert [hit["id"] for hit in told["results"][0]["hits"]] == ["TAi.902"]
    assert told["lists"][0]["date_generated"] == "2026-02-20"


def test_a_true_fact_never_lowers_the_score(ask, lists):
    alone = ask({"name": "Keo Vuthy"})[1]["results"][0]["hits"][0]["score"]
    assert (
        ask({"name": "Keo Vuthy", "birth_date": "1971-05-04"})[1]["results"][0]["hits"][0]["score"] >= alone
    )


@pytest.mark.parametrize("who", ["investigator", "secretariat", "social_worker", "auditor", "statistician"])
def test_others_are_told_which_power_is_missing(ask, lists, who):
    assert ask({"name": "Keo Vuthy"}, officer=who) == (403, {"fault": "not allowed", "power": "screen_names"})


def test_a_victim_is_compared_with_nothing_and_the_answer_does_not_tell(world, ask, lists):
    unknown = ask({"name": "Nobody Atall"})[1]["results"]
    assert ask({"name": "Keo Vuthy"})[1]["results"][0]["hits"]
    victim = world.victim(
        world.case(), words={"names": ["Keo Vuthy"], "birth_date": "1971-05-04", "documents": ["N1234567"]}
    )
    for asked in ({"name": "Keo Vuthy"}, {"name": "Vuthy KEO"}, {"name": "Keo Vuthy", "birth_date": "1971"}):
        assert ask(asked)[1]["results"] == unknown
    assert ask({"name": "Sok Daravuth", "documents": ["n-123 4567"]})[1]["results"] == unknown
    # Somebody else of that name, born another year.
    assert ask({"name": "Keo Vuthy", "birth_date": "1950"})[1]["results"][0]["hits"]
    told = json.dumps(ask({"name": "Keo Vuthy"})[1])
    assert victim.number not in told


def test_nor_is_somebody_who_is_sought(world, ask, lists):
    by = world.officers["secretariat"]
    request = record_request(
        by=by, received_at=timezone.now(), words={"contact": "consul"}, mission=world.agencies["embassy"]
    )
    add_person(by=by, request=request, who={"names": ["Sok Daravuth"]})
    assert ask({"name": "Sok Daravuth"})[1]["results"][0]["hits"] == []


@pytest.mark.parametrize("role", ["victim", "reporter", "witness", ""])
def test_no_other_role_is_screened(ask, lists, role):
    status, _told = ask({"name": "Keo Vuthy", "role": role})
    assert status == 422


def test_nothing_is_kept_but_that_it_was_asked(world, ask, lists):
    ask({"name": "Keo Vuthy"}, {"name": "Zqmark Somebody"})
    entry = Entry.objects.get(action="screen_names")
    assert json.loads(entry.change) == {"names": 2, "hits": 1, "lists": {"un": "2026-02-01"}}
    assert entry.officer == world.officers["analyst"]
    assert not Entry.objects.filter(change__contains="Zqmark").exists()
    assert not Alert.objects.exists()
    assert not ScreenedName.objects.exists()


def test_too_many_at_once_too_many_an_hour_and_empty_names_are_refused(ask, lists, monkeypatch):
    status, told = ask(*[{"name": "Nobody Atall"}] * 51)
    assert (status, told["fault"]) == (422, "Send between 1 and 50 names at once; there are 51.")
    none = "Send between 1 and 50 names at once; there are 0."
    assert ask() == (422, {"fault": none, "fields": {"names": [none]}})
    assert ask({"name": "   "})[1]["fault"].startswith("Name 1 is empty")
    assert ask({"name": "x" * 301})[0] == 422
    assert not Entry.objects.filter(action="screen_names").exists()
    monkeypatch.setattr(asking, "MOST_AN_HOUR", 3)
    assert ask({"name": "One"}, {"name": "Two"})[0] == 200
    status, told = ask({"name": "Three"}, {"name": "Four"})
    assert status == 429
    assert told["fault"].startswith("At most 3 names an hour. Go on in 60 minutes")
    assert ask({"name": "Three"})[0] == 200
    assert ask({"name": "Four"})[0] == 429


def test_after_an_hour_it_goes_on(ask, lists, monkeypatch):
    monkeypatch.setattr(asking, "MOST_AN_HOUR", 1)
    assert ask({"name": "One"})[0] == 200
    now = timezone.now()
    monkeypatch.setattr(asking.timezone, "now", lambda: now + timedelta(minutes=40))
    assert (
        "Go on in 20 minutes" in ask({"name": "Two"})[1]["fault"]
        or "21 minutes" in ask({"name": "Two"})[1]["fault"]
    )
    monkeypatch.setattr(asking.timezone, "now", lambda: now + timedelta(minutes=61))
    assert ask({"name": "Two"})[0] == 200


def test_without_a_list_it_says_what_to_do(ask):
    assert not ListEdition.objects.exists()
    assert ask({"name": "Keo Vuthy"}) == (
        422,
        {"fault": "No edition of a list is on record. Bring one first."},
    )
