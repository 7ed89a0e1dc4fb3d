"""A step that takes long tells how far it is; a quick one answers at once; a refusal is told in both."""

from threading import Event

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import RequestFactory
from django.urls import reverse
from tests.releases import draft, identify

from sarana.measure.figures.actions import take_snapshot
from sarana.publish.releases.actions import NotPublished, attack_release, protect_release
from sarana.web.views.form_page import FormPage
from sarana.web.views.working import work_on


@pytest.fixture
def asked(world, monkeypatch):
    """A posted request of somebody, as it comes from a server: there it stands in no transaction, as tests do."""
    monkeypatch.setattr("sarana.web.views.working.in_a_transaction", lambda: False)
    request = RequestFactory().post("/releases/x/attack/")
    request.user, request.session = world.officers["secretariat"], SessionStore()
    return request


PAGE = FormPage(title="Attack", crumbs=[], save="Attack it", back="/back/")


def told(answer) -> str:
    return b"".join(answer.streaming_content).decode()


def test_what_is_done_at_once_leads_on(asked):
    answer = work_on(asked, PAGE, lambda _tell: "/there/")
    assert (answer.status_code, answer.url) == (302, "/there/")


def test_who_waits_sees_how_far_it_is_and_the_way_on(asked):
    go_on = Event()

    def do(tell):
        tell("victims_identified 2022", 3, 10)
        go_on.wait(30)
        tell("victims_identified 2022", 10, 10)
        return "/there/"

    answer = work_on(asked, PAGE, do, patience=0.01)
    pieces = iter(answer.streaming_content)
    assert b"<h1>" in next(pieces), "the page begins before the work is done"
    assert b"3 / 10" in next(pieces)
    go_on.set()
    rest = b"".join(pieces).decode()
    assert "10 / 10" in rest
    assert 'href="/there/"' in rest
    assert rest.rstrip().endswith("</html>")


@pytest.mark.parametrize("patience", [30, 0.0])
def test_a_refusal_is_told(asked, patience):
    release = Event()

    def do(_tell):
        release.wait(0.5)
        raise NotPublished("Add a table first.")

    answer = work_on(asked, PAGE, do, patience=patience)
    if patience:
        assert answer.status_code == 422
        assert "តារាង" in answer.content.decode() or "Add a table first" in answer.content.decode()
    else:
        whole = told(answer)
        assert 'role="alert"' in whole
        assert 'href="/back/"' in whole


def test_whatever_breaks_is_said_and_raised(asked):
    def do(_tell):
        Event().wait(0.3)
        raise RuntimeError("disk")

    answer = work_on(asked, PAGE, do, patience=0.0)
    pieces = []
    with pytest.raises(RuntimeError, match="disk"):
        pieces.extend(answer.streaming_content)
    assert b"disk" not in b"".join(pieces)
    assert b'role="alert"' in b"".join(pieces)


def test_protecting_and_attacking_tell_of_each_figure_how_far_they_are(world, settings, tmp_path):
    settings.SNAPSHOTS = tmp_path
    identify(world, [("F", 24, 90), ("M", 25, 60), ("F", 16, 40), ("M", 15, 3)])
    release = draft(world, take_snapshot(by=None), (("sex", "age_group"), {}), ((), {}))
    by, heard = world.officers["secretariat"], []
    protect_release(by=by, release=release, progress=lambda *one: heard.append(one))
    assert {what for what, _done, _of in heard} == {"victims_identified 2022"}
    assert all(0 <= done <= of for _what, done, of in heard)
    heard.clear()
    attack_release(by=by, release=release, progress=lambda *one: heard.append(one))
    assert all(0 <= done <= of for _what, done, of in heard)


def test_the_pages_of_a_release_do_it(client, world, settings, tmp_path):
    settings.SNAPSHOTS, settings.DEMONSTRATION = tmp_path, True
    identify(world, [("F", 24, 90), ("M", 25, 60)])
    release = draft(world, take_snapshot(by=None), ((), {}))
    client.force_login(world.officers["secretariat"])
    for deed, state in (("protect", "protected"), ("attack", "attacked")):
        address = reverse(f"web:release-{deed}", args=[release.pk])
        assert client.get(address).status_code == 200
        assert client.post(address).url == reverse("web:release", args=[release.pk])
        release.refresh_from_db()
        assert release.state == state
