"""Pages of the screening: a list comes in, an alert is judged by two, and no page tells who it is about unopened."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.pages import client_of
from tests.spec.test_screening_work import BORN, KEO, RIM, SOK, analysts, un  # noqa: F401 - a fixture

from sarana.measure.screening.actions import bring_edition, screen_register
from sarana.measure.screening.models import Alert, ListEdition

NAMES = ("Vuthy", "VUTHY", "QDi.900", BORN)


def read(client, address):
    answered = client.get(address)
    assert answered.status_code == 200
    return answered.content.decode()


@pytest.mark.usefixtures("pages")
def test_from_the_file_to_the_decision_of_two(world, analysts):  # noqa: F811
    world.suspect(world.case(), words={"names": ["Keo Vuthy"], "birth_date": BORN})
    first, second = (client_of(world, "analyst"), client_of(world, "analyst"))
    second.force_login(analysts[1])
    for client in (first, second):
        client.cookies["django_language"] = "en"
    refused = first.post("/screening/lists/new/", {"file": SimpleUploadedFile("un.xml", b"<html></html>")})
    assert refused.status_code == 422
    assert "no list that is known here" in refused.content.decode()
    sent = SimpleUploadedFile("un.xml", un("2026-02-01", KEO, SOK))
    kept = first.post("/screening/lists/new/", {"file": sent})
    edition = ListEdition.objects.get()
    assert kept["Location"] == f"/screening/lists/{edition.pk}/"
    assert edition.digest in read(first, kept["Location"])
    first.post(f"/screening/lists/{edition.pk}/screen/")
    alert = Alert.objects.get()
    here = f"/screening/alerts/{alert.pk}/"
    for page in (here, "/screening/alerts/", "/screening/alerts/?as=csv", "/screening/", f"{here}judge/"):
        assert not any(name in read(first, page) for name in NAMES), page
    unseen = first.post(f"{here}judge/", {"verdict": "same", "reason": "Born the same day"})
    assert "nobody judges a likeness unseen" in unseen.content.decode()
    for client in (first, second):
        opened = client.post(f"{here}open/", {"reason": "Screening of February"})
        assert all(name in opened.content.decode() for name in NAMES)
        assert "no-store" in opened["Cache-Control"]
    first.post(f"{here}judge/", {"verdict": "same", "reason": "Born the same day"})
    assert "a second person decides" in read(first, here)
    assert "Born the same day" not in read(second, here)
    again = second.post(f"{here}open/", {"reason": "Second pair of eyes"})
    assert "Born the same day" in again.content.decode()
    second.post(f"{here}judge/", {"agrees": "yes", "reason": "So it is"})
    alert.refresh_from_db()
    assert (alert.state, alert.verdict) == ("decided", "same")
    later = first.post(
        "/screening/lists/new/", {"file": SimpleUploadedFile("un.xml", un("2026-02-08", KEO, RIM))}
    )
    changes = read(first, later["Location"])
    assert "KOSALVATH" in changes
    assert "No longer on the list" in changes
    assert "came,TAi.902,RIM KOSALVATH" in read(first, f"{later['Location']}?as=csv")


@pytest.mark.usefixtures("pages")
@pytest.mark.parametrize(("who", "expected"), [("analyst", "1"), ("embassy", "hidden")])
def test_a_few_are_hidden_from_who_does_not_screen_and_none_is_told_to_all(world, analysts, who, expected):  # noqa: F811
    world.suspect(world.case(), words={"names": ["Keo Vuthy"], "birth_date": BORN})
    bring_edition(by=analysts[0], content=un("2026-02-01", KEO))
    screen_register(by=analysts[0], source="un")
    client = client_of(world, who)
    client.cookies["django_language"] = "en"
    numbers = [
        (row["screened"], row["possible"], row["confirmed"])
        for row in client.get("/screening/").context["rows"]
    ]
    told = int(expected) if expected.isdigit() else expected
    assert numbers == [(told, told, 0), (told, 0, 0), (told, 0, 0), (told, 0, 0)]
