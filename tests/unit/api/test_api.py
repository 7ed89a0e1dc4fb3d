import json

import pytest
from django.test import Client

from sarana.base.accounts.actions import issue_token, revoke_token
from sarana.base.vault.sealing import unseal
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


def test_a_text_is_checked_and_figures_wait_for_a_snapshot(call):
    assert call("GET", "/figures?year=2022")[0] == 404
    status, checked = call(
        "POST", "/check", {"text": "“We freed 12 victims,” said Sok Dara, a police chief."}
    )
    assert (status, checked["statements"][0]["speaker"]) == (200, "Sok Dara")


def test_openapi_describes_every_operation(client, db):
    told = client.get("/api/openapi.json").json()
    assert {"/api/reports", "/api/cases", "/api/figures", "/api/check"} <= set(told["paths"])
