"""# Who may open which page

Written by hand: the pages of the menu against every role. Whoever is not named gets a plain 403, never a list.
"""

import pytest
from django.test import Client
from django.urls import reverse

EVERYBODY_AT_WORK = {
    "secretariat", "provincial", "focal_point", "investigator", "prosecutor", "social_worker", "ngo_worker",
    "immigration", "embassy", "analyst", "statistician", "auditor",
}  # fmt: skip
MAY_OPEN = {
    "my-day": EVERYBODY_AT_WORK | {"administrator"},
    "reports": {"secretariat", "provincial", "investigator", "social_worker", "ngo_worker", "immigration", "embassy", "auditor"},
    "reports-waiting": {"secretariat", "provincial", "investigator", "social_worker", "ngo_worker", "immigration", "embassy", "auditor"},
    "report-openings": {"secretariat", "auditor"},
    "report-field-form": {"secretariat", "provincial", "investigator", "social_worker", "ngo_worker", "immigration", "embassy"},
    "cases": {
        "secretariat", "provincial", "investigator", "prosecutor", "social_worker", "ngo_worker", "immigration", "analyst", "auditor",
    },
    "operations": {
        "secretariat", "provincial", "investigator", "prosecutor", "social_worker", "ngo_worker", "immigration", "analyst", "auditor",
    },
    "search": {
        "secretariat", "provincial", "investigator", "prosecutor", "social_worker", "ngo_worker", "immigration", "analyst", "auditor",
    },
    "allegations": {
        "secretariat", "provincial", "investigator", "prosecutor", "social_worker", "ngo_worker", "immigration", "embassy", "auditor",
    },
    "referrals": {
        "secretariat", "provincial", "investigator", "prosecutor", "social_worker", "ngo_worker", "immigration", "analyst", "auditor",
    },
    "quarterly-forms": {"secretariat", "provincial", "auditor"},
    "rescue": {"secretariat", "investigator", "social_worker", "immigration", "embassy", "auditor"},
    "rescue-new": {"secretariat", "embassy"},
    "tricks": EVERYBODY_AT_WORK,
    "trick-new": {"secretariat"},
    "plans": EVERYBODY_AT_WORK,
    "meetings": EVERYBODY_AT_WORK,
    "action-points": EVERYBODY_AT_WORK,
    "bodies": EVERYBODY_AT_WORK,
    "figures": EVERYBODY_AT_WORK,
    "hidden-number": EVERYBODY_AT_WORK,
    "press": EVERYBODY_AT_WORK,
    "contact": {"provincial", "investigator", "immigration"},
    "intake": {"secretariat", "provincial", "investigator", "social_worker", "ngo_worker"},
    "papers": {"secretariat", "statistician"},
    "ledger": {"secretariat", "auditor"},
    "officers": {"administrator"},
}  # fmt: skip
ROLES = sorted(EVERYBODY_AT_WORK | {"administrator"})


@pytest.fixture
def at_work(world, settings):
    """A client per officer; the second factor has a test of its own."""
    settings.DEMONSTRATION = True

    def client(name: str) -> Client:
        signed_in = Client()
        signed_in.force_login(world.officers[name])
        return signed_in

    return client


@pytest.mark.parametrize("page", MAY_OPEN)
def test_each_role_against_each_page(at_work, page):
    for role in ROLES:
        status = at_work(role).get(reverse(f"web:{page}")).status_code
        expected = 200 if role in MAY_OPEN[page] else 403
        assert status == expected, role


@pytest.mark.parametrize("page", MAY_OPEN)
def test_a_stranger_is_sent_to_sign_in(client, world, page):
    answer = client.get(reverse(f"web:{page}"))
    assert answer.status_code == 302
    assert answer.url.startswith("/account/login/")


@pytest.mark.parametrize(
    "role",
    ["investigator", "prosecutor", "social_worker", "ngo_worker", "immigration", "embassy", "administrator"],
)
def test_a_role_that_opens_identities_must_set_up_a_second_factor(at_work, settings, role):
    signed_in = at_work(role)
    settings.DEMONSTRATION = False
    answer = signed_in.get("/")
    assert (answer.status_code, answer.url) == (302, reverse("mfa_index"))


def test_idle_officers_are_signed_out_and_what_they_typed_is_kept(at_work, settings, world):
    from sarana.base.vault.actions import read_draft

    signed_in = at_work("investigator")
    signed_in.get("/")
    session = signed_in.session
    session["seen_at"] -= settings.IDLE_SIGN_OUT_SECONDS + 1
    session.save()
    typed = {"draft_form": "/reports/new/", "narrative": "They hold us on the fourth floor"}
    answer = signed_in.post("/reports/new/", typed)
    assert answer.status_code == 302
    assert "/account/login/" in answer.url
    kept = read_draft(by=world.officers["investigator"], form="/reports/new/")
    assert kept["narrative"] == ["They hold us on the fourth floor"]


@pytest.mark.parametrize("path", ["/", "/reports/", "/style/", "/account/login/"])
def test_pages_stay_out_of_caches_and_frames_and_ask_nothing_of_others(at_work, path):
    headers = at_work("investigator").get(path).headers
    assert headers["Cache-Control"] == "no-store" or "no-store" in headers["Cache-Control"]
    policy = headers["Content-Security-Policy"]
    for part in (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    ):
        assert part in policy
    assert "unsafe" not in policy
