"""The pages of identification: the guide step by step, the official interviews, their papers."""

import re

import pytest
from tests.pages import client_of, text_of
from tests.world import World

from sarana.base.vault.models import IdentityOpening
from sarana.register.cases.models import StatusAssertion, Victim
from sarana.register.identification.actions import begin_interview
from sarana.register.identification.models import Interview

BEGUN = {
    "interpretation": "own_language",
    "setting": "safe_room",
    "consent": "yes",
    "reason": "To identify her",
    "language": "Khmer",
}


@pytest.fixture
def victim(pages: World) -> Victim:
    return pages.victim(pages.case())


def test_the_guide_from_beginning_to_status(pages: World, victim):
    client = client_of(pages, "investigator")
    path = f"/victims/{victim.number}/interviews/new/"
    answer = client.post(path, {"form": "screening", **BEGUN}, follow=True)
    assert "How did you first hear of this work or journey?" in text_of(answer)
    screening = Interview.objects.get()
    url = f"/interviews/{screening.number}"
    assert client.post(
        f"{url}/steps/act/", {"harbouring": "clear", "harbouring_note": "Fourth floor"}
    ).url.endswith("/means/")
    client.post(f"{url}/steps/means/", {"deception": "some"})
    client.post(f"{url}/steps/purpose/", {"forced_labour": "clear"})
    client.post(f"{url}/steps/labour-1/", {"FL03": "clear"})
    assert client.post(f"{url}/steps/labour-2/", {"FL09": "nothing"}).url == f"{url}/"
    text = text_of(client.get(f"{url}/"))
    for said in (
        "Clear signs: Harbouring.",
        "Some signs: Deception.",
        "Fourth floor",
        "Restriction of movement was seen",
        "There is no score",
    ):
        assert said in text
    assert not StatusAssertion.objects.exists()
    status = text_of(client.get(f"/victims/{victim.number}/status/?screening={screening.number}"))
    assert "Ticked from the screening" in status
    ticked = set(re.findall(r'value="(\w+)"[^>]*checked', status))
    assert {"harbouring", "deception", "forced_labour", "other_coercion"} <= ticked
    assert "ActualVictimOfTrafficking" not in ticked


def test_a_step_comes_back_with_what_was_noted(pages: World, victim):
    client = client_of(pages, "investigator", "km")
    client.post(f"/victims/{victim.number}/interviews/new/", {"form": "screening", **BEGUN})
    url = f"/interviews/{Interview.objects.get().number}/steps/means/"
    client.post(url, {"threat": "some", "threat_note": "At night"})
    text = text_of(client.get(url))
    assert "At night" in text
    assert 'value="some" selected' in text


def test_an_official_interview_asks_only_what_is_open(pages: World, victim):
    client = client_of(pages, "investigator")
    client.post(f"/victims/{victim.number}/interviews/new/", {"form": "mission", **BEGUN})
    interview = Interview.objects.get()
    first = text_of(client.get(f"/interviews/{interview.number}/answers/1/"))
    folded = first[first.index("<details") :]
    assert "Chan Sophea" in folded
    assert "from the vault" in folded
    sent = {"names": "ចាន់ សុភា · Chan Sophea", "promise": "Work in a shop"}
    assert client.post(f"/interviews/{interview.number}/answers/1/", sent).url.endswith("/answers/2/")
    text = text_of(client.get(f"/interviews/{interview.number}/"))
    assert "Work in a shop" in text
    assert "questions are open" in text
    client.post(f"/interviews/{interview.number}/end/")
    assert client.get(f"/interviews/{interview.number}/answers/1/").status_code == 302


def test_without_consent_the_form_says_why_it_stops(pages: World, victim):
    answer = client_of(pages, "investigator", "km").post(
        f"/victims/{victim.number}/interviews/new/", {"form": "police", **BEGUN, "consent": "no"}
    )
    assert answer.status_code == 422
    assert "គ្មានការយល់ព្រមពីគាត់" in text_of(answer)


@pytest.mark.parametrize("language", ["km", "en"])
def test_the_paper_takes_a_reason_and_is_a_pdf(pages: World, victim, language):
    client = client_of(pages, "investigator")
    client.post(f"/victims/{victim.number}/interviews/new/", {"form": "police", **BEGUN})
    url = f"/interviews/{Interview.objects.get().number}/paper/"
    assert client.post(url, {"reason": "", "language": language}).status_code == 302
    paper = client.post(url, {"reason": "For the court", "language": language})
    assert paper.content.startswith(b"%PDF")
    assert "no-store" in paper.headers["Cache-Control"]
    assert IdentityOpening.objects.filter(reason="For the court").count() == 1


@pytest.mark.parametrize("form", ["mission", "social", "police"])
def test_an_empty_form_is_printed_without_opening_anybody(pages: World, form):
    client = client_of(pages, "social_worker")
    for language in ("km", "en"):
        assert client.get(f"/interviews/empty/{form}/{language}/").content.startswith(b"%PDF")
    assert client.get("/interviews/empty/screening/km/").status_code == 404
    assert not IdentityOpening.objects.exists()


def test_who_may_not_open_identities_sees_that_it_took_place_and_no_more(pages: World, victim):
    interview = begin_interview(by=pages.officers["investigator"], victim=victim, form="police", **BEGUN)
    text = text_of(client_of(pages, "secretariat").get(f"/interviews/{interview.number}/"))
    assert "Your role does not open identities in this case." in text
    assert "Sophea" not in text
    assert client_of(pages, "other_investigator").get(f"/interviews/{interview.number}/").status_code == 404
    assert client_of(pages, "secretariat").post(f"/interviews/{interview.number}/end/").status_code == 403
