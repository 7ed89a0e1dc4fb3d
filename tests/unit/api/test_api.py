import json

import pytest
from django.test import Client
from tests.pages import without_chance

from sarana.base.accounts.actions import issue_token, revoke_token
from sarana.base.vault.sealing import unseal
from sarana.register.identification.actions import read_interview
from sarana.register.identification.models import Interview
from sarana.register.reports.models import Report

REPORT = {
    "received_at": "2022-08-09T10:00:00+07:00",
    "channel": "hotline",
    "narrative": "They hold Sok Dara.",
    "place": "18",
}


@pytest.fixture
def call(world):
    def send(method, path, body=None, officer="investigator", **headers):
        _, token = issue_token(by=world.officers[officer], name="test")
        client = Client(headers={"Authorization": f"Bearer {token}", **headers})
        answer = client.generic(
            method, f"/api{path}", json.dumps(body) if body is not None else "", "application/json"
        )
        return answer.status_code, answer.json()

    return send


def test_nobody_comes_in_without_a_token(client, world):
    assert client.get("/api/reports").status_code == 401
    token, text = issue_token(by=world.officers["investigator"], name="old")
    revoke_token(by=world.officers["investigator"], token=token)
    assert client.get("/api/reports", headers={"Authorization": f"Bearer {text}"}).status_code == 401


def test_a_report_goes_in_sealed_and_its_words_never_come_out(call):
    status, made = call("POST", "/reports", REPORT)
    assert status == 201
    report = Report.objects.get()
    assert unseal(report)["narrative"] == REPORT["narrative"]
    assert "Dara" not in json.dumps(made) + json.dumps(call("GET", "/reports")[1])


def test_the_same_key_writes_once(call):
    first = call("POST", "/reports", REPORT, **{"Idempotency-Key": "a"})
    again = call("POST", "/reports", REPORT, **{"Idempotency-Key": "a"})
    assert first == again
    assert Report.objects.count() == 1
    other = call("POST", "/reports", {**REPORT, "channel": "ngo"}, **{"Idempotency-Key": "a"})
    assert other[0] == 409


def test_what_the_role_does_not_give_is_refused(call):
    assert call("POST", "/reports", REPORT, officer="statistician") == (
        403,
        {"fault": "not allowed", "power": "record_report"},
    )
    assert call("GET", "/cases", officer="statistician") == (200, [])


def test_bad_input_is_answered_with_the_field_or_the_reason(call):
    assert call("POST", "/reports", {**REPORT, "channel": "pigeon"})[0] == 422
    assert call("POST", "/reports", {**REPORT, "place": "99"}) == (
        422,
        {"fault": "The gazetteer holds no place with the code 99."},
    )


@pytest.mark.parametrize(
    "moment", ["2022-08-09T10:00:00", "2022-08-09", "9999-12-31T23:00:00-11:00", "0001-01-01T00:30:00+07:00"]
)
def test_a_moment_that_does_not_say_of_which_zone_or_that_no_clock_shows_is_refused(call, moment):
    """Seven hours off, a night's report would lie on the day before."""
    assert call("POST", "/reports", {**REPORT, "received_at": moment})[0] == 422
    assert not Report.objects.exists()


def test_from_report_to_status(call):
    report = call("POST", "/reports", REPORT)[1]
    case = call("POST", "/cases", {"opened_on": "2022-08-10", "title": "Port", "reports": [report["id"]]})[1]
    body = {
        "identity": {"names": ["Chan Sophea"], "birth_date": "1999-04-13"},
        "sex": "F",
        "age_at_event": 23,
    }
    victim = call("POST", f"/cases/{case['id']}/victims", body)[1]
    assert "Sophea" not in json.dumps(victim)
    said = {"assertion": "ActualVictimOfTrafficking", "asserted_on": "2022-09-01", "acts": ["recruitment"]}
    status, refused = call("POST", f"/victims/{victim['id']}/status", said)
    assert (status, "Not yet complete" in refused["fault"]) == (422, True)
    said |= {"means": ["deception"], "purposes": ["forced_labour"]}
    assert call("POST", f"/victims/{victim['id']}/status", said)[0] == 201
    assert call("GET", f"/cases/{case['id']}/victims")[1][0]["standing"] == "victim"
    assert call("GET", f"/cases/{case['id']}", officer="other_investigator")[0] == 404


def test_a_program_looks_before_it_adds_a_person_as_an_officer_does(call, world):
    case, elsewhere = world.case(), world.case("other_investigator", place=world.places["12"])
    there = world.victim(case)
    world.victim(
        elsewhere,
        "other_investigator",
        words={"names": ["Keo Sreymom"], "birth_date": "2001-02-03", "phones": ["012 777 888"]},
    )
    path = f"/cases/{case.pk}/victims"
    body = {"identity": {"names": ["Chan Sophea"], "birth_date": "1999-04-13"}, "sex": "F"}
    status, told = call("POST", path, body, **{"Idempotency-Key": "one"})
    assert (status, [one["number"] for one in told["known"]]) == (409, [there.number])
    assert "Sophea" not in json.dumps(told)
    assert case.victims.count() == 1
    # The mark holds for these words alone.
    other = {**body, "identity": {"names": ["Chan Sopheap"], "birth_date": "1999-04-13"}}
    assert call("POST", path, {**other, "searched": told["searched"]})[0] == 409
    assert call("POST", path, {**body, "searched": "0" * 64})[0] == 409
    # The same person: she is put into the case a second time, not on record a second time.
    same = call("POST", path, {**body, "same_as": there.number})
    assert (same[0], case.victims.get(number=same[1]["number"]).identity_id) == (201, there.identity_id)
    # Another one.
    looked = {**body, "searched": told["searched"]}
    made = call("POST", path, looked, **{"Idempotency-Key": "one"})
    assert made[0] == 201
    assert made == call("POST", path, looked, **{"Idempotency-Key": "one"})
    assert case.victims.count() == 3
    # Of somebody in a case that he may not see he learns whom to ask, and no more.
    hers = {"identity": {"names": ["Keo Sreymom"], "birth_date": "2001-02-03", "phones": ["012777888"]}}
    status, told = call("POST", path, hers)
    assert (status, told["known"], told["elsewhere"]) == (409, [], ["police-12"])
    assert call("POST", path, {**hers, "same_as": elsewhere.victims.get().number})[0] == 422


def test_a_text_is_checked_and_figures_wait_for_a_snapshot(call):
    assert call("GET", "/figures?year=2022")[0] == 404
    status, checked = call(
        "POST", "/check", {"text": "“We freed 12 victims,” said Sok Dara, a police chief."}
    )
    assert (status, checked["statements"][0]["speaker"]) == (200, "Sok Dara")


def test_openapi_describes_every_operation(client, db):
    told = client.get("/api/openapi.json").json()
    assert {"/api/reports", "/api/cases", "/api/figures", "/api/check"} <= set(told["paths"])


# ------------------------------------------------------------ traces and interviews


def test_a_trace_goes_in_sealed_and_is_linked_to_somebody_of_its_case(world, call):
    case = world.case()
    victim, stranger = world.victim(case), world.victim(world.case())
    body = {"kind": "phone", "value": "012 345 987", "note": "Rang twice"}
    status, trace = call("POST", f"/cases/{case.pk}/traces", body)
    assert (status, trace["kind"]) == (201, "phone")
    told = json.dumps(trace) + json.dumps(call("GET", f"/cases/{case.pk}/traces")[1])
    assert "345" not in without_chance(told)
    assert "Rang" not in told
    assert call("POST", f"/cases/{case.pk}/traces", body)[0] == 422  # once in a case
    link = {"relation": "uses", "known_from": "witness"}
    path = f"/traces/{trace['id']}/links"
    assert call("POST", path, link)[1]["fault"].startswith("A link has one end")
    assert call("POST", path, {**link, "victim": str(stranger.pk)})[0] == 404
    status, made = call("POST", path, {**link, "victim": str(victim.pk)})
    assert (status, made["victim_id"], made["confidence"]) == (201, str(victim.pk), "likely")


def test_an_interview_is_held_by_a_program_and_keeps_what_she_said_to_itself(world, call):
    victim = world.victim(world.case())
    body = {
        "form": "police", "interpretation": "own_language", "setting": "safe_room", "consent": "no", "reason": "Asked",
    }  # fmt: skip
    path = f"/victims/{victim.pk}/interviews"
    assert call("POST", path, body)[0] == 422  # without her consent there is none
    status, begun = call("POST", path, {**body, "consent": "yes"}, **{"Idempotency-Key": "i-1"})
    assert status == 201
    assert call("POST", path, {**body, "consent": "yes"}, **{"Idempotency-Key": "i-1"})[1] == begun
    said = {"answers": {"work": "They made me type all night."}}
    assert call("POST", f"/interviews/{begun['id']}/answers", said)[0] == 200
    assert call("POST", f"/interviews/{begun['id']}/answers", {"answers": {"strange": "…"}})[0] == 422
    ended = call("POST", f"/interviews/{begun['id']}/end")[1]
    assert ended["ended_at"]
    assert call("POST", f"/interviews/{begun['id']}/end") == (200, ended)
    assert call("POST", f"/interviews/{begun['id']}/answers", said)[0] == 422  # it is over
    assert "type all night" not in json.dumps(call("GET", path)[1])
    interview = Interview.objects.get()
    words = read_interview(by=world.officers["investigator"], interview=interview)
    assert words["answers"]["work"] == "They made me type all night."
    # The auditor sees that she was asked; what was said is written by those who may interview.
    assert [each["number"] for each in call("GET", path, officer="auditor")[1]] == [interview.number]
    assert call("POST", path, {**body, "consent": "yes"}, officer="auditor")[0] == 403


def test_a_screening_is_noted_part_by_part(world, call):
    victim = world.victim(world.case())
    body = {
        "form": "screening", "interpretation": "present", "setting": "shelter", "consent": "yes", "reason": "Screening",
    }  # fmt: skip
    begun = call("POST", f"/victims/{victim.pk}/interviews", body)[1]
    seen = {"part": "act", "seen": {"recruitment": {"strength": "clear", "note": "A cousin wrote to her."}}}
    assert call("POST", f"/interviews/{begun['id']}/screening", seen)[0] == 200
    assert call("POST", f"/interviews/{begun['id']}/screening", {"part": "act", "seen": {"x": {}}})[0] == 422
    answer = Interview.objects.get().seen.get()
    assert (answer.part, answer.code, answer.strength) == ("act", "recruitment", "clear")
