"""A release from its first page to the public one, by two officers; what the public pages and files show, and what they don't."""

import io
import json
import zipfile
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from tests.pages import client_of, without_chance
from tests.releases import identify

from sarana.base.vault.signing import public_key
from sarana.measure.figures.actions import take_snapshot
from sarana.publish.releases.models import Release
from sarana.publish.releases.verifying import verify_release

ASKED = {"indicator": "victims_identified", "year": "2022", "dimensions": ["sex", "age_group"], "protection": "suppression", "threshold": "11"}  # fmt: skip
MOST_BYTES = 60_000


@pytest.fixture
def out(pages, settings, tmp_path):
    """A release of victims by sex and age, put before the public through the pages."""
    settings.SNAPSHOTS = tmp_path / "snapshots"
    identify(pages, [("F", 24, 90), ("M", 25, 60), ("F", 16, 40), ("M", 15, 3)])
    snapshot = take_snapshot(by=None)
    secretariat, statistician = client_of(pages, "secretariat"), client_of(pages, "statistician")
    titles = {"title_km": "ជនរងគ្រោះ", "title_en": "Victims", "snapshot": str(snapshot.pk)}
    here = secretariat.post("/releases/new/", titles).url
    assert secretariat.post(f"{here}tables/new/", ASKED).url == here
    for step in ("protect", "attack", "sign"):
        assert secretariat.post(f"{here}{step}/", {}).status_code == 302, step
    assert secretariat.post(f"{here}sign/", {}).status_code == 403, "never the same officer twice"
    assert secretariat.post(f"{here}publish/", {}).status_code == 422, "one signature is not two"
    for step in ("sign", "publish"):
        assert statistician.post(f"{here}{step}/", {}).status_code == 302, step
    assert secretariat.get(here).status_code == 200
    return Release.objects.get()


def test_everybody_reads_it_and_no_small_count_with_it(out, client, tmp_path):
    page = client.get("/public/en/releases/")
    links = [
        f"/public/en/releases/{out.code}/",
        f"/public/en/releases/{out.code}/victims_identified-2022-sex-age_group/",
    ]
    assert links[0] in page.text
    texts = [page.text, client.get("/public/en/").text]
    for link in links:
        for address in (link, link.replace("/en/", "/km/")):
            page = client.get(address)
            assert page.status_code == 200
            assert len(page.content) < MOST_BYTES
            assert not page.cookies
            texts.append(page.text)
    assert any(">193<" in text for text in texts)
    assert not any(">3<" in text or ">40<" in text for text in texts)
    assert str(out.pk) not in "".join(texts)
    archive = zipfile.ZipFile(io.BytesIO(client.get(f"/public/releases/{out.code}/release.zip").content))
    archive.extractall(tmp_path / "there")
    assert verify_release(tmp_path / "there", key=public_key()) == []
    for name in archive.namelist():
        content = archive.read(name)
        assert client.get(f"/public/releases/{out.code}/files/{name}").content == content
        assert str(out.pk).encode() not in content
        assert b"secretariat" not in content
    head = json.loads(client.get("/public/releases/head.json").content)
    assert head["lines"] == 1
    assert client.get(f"/public/releases/{out.code}/files/../../settings.py").status_code == 404


def test_an_erratum_stands_on_the_public_page_and_a_withdrawn_release_shows_its_reason(out, pages, client):
    secretariat = client_of(pages, "secretariat")
    words = {"words_km": "ចំណងជើងខុស", "words_en": "The title was too wide."}
    there = f"/releases/{out.pk}/"
    wrong = secretariat.post(f"{there}erratum/", words | {"words_en": "It was 7."})
    assert wrong.status_code == 422
    assert urlsplit(secretariat.post(f"{there}erratum/", words).url).path == there
    public = f"/public/en/releases/{out.code}/"
    assert "The title was too wide." in client.get(public).text
    secretariat.post(f"{there}withdraw/", words | {"words_en": "A table too many."})
    page = client.get(public)
    assert "A table too many." in page.text
    assert "193" not in without_chance(page.text)
    assert client.get(f"/public/releases/{out.code}/release.zip").status_code == 410
    assert client.get(f"{public}victims_identified-2022-sex-age_group/").status_code == 410


def test_what_the_action_refuses_is_told_in_khmer(pages, settings, tmp_path):
    settings.SNAPSHOTS = tmp_path / "snapshots"
    secretariat = client_of(pages, "secretariat", "km")
    titles = {"title_km": "ក", "title_en": "A", "snapshot": str(take_snapshot(by=None).pk)}
    here = secretariat.post("/releases/new/", titles).url
    page = secretariat.post(f"{here}protect/", {})
    assert page.status_code == 422
    assert "សូមបន្ថែមតារាងជាមុនសិន" in page.content.decode()


def test_what_is_new_is_told_as_rss_in_both_languages(out, client):
    for spoken, title in (("en", "Victims"), ("km", "ជនរងគ្រោះ")):
        answer = client.get(f"/public/{spoken}/feed.xml")
        assert answer.headers["Content-Type"].startswith("application/rss+xml")
        assert not answer.cookies
        (item,) = ET.fromstring(answer.content).iter("item")  # noqa: S314 - our own answer
        assert item.findtext("title") == f"{out.code} · {title}"
        assert urlsplit(item.findtext("link")).path == f"/public/{spoken}/releases/{out.code}/"
        assert f"/public/{spoken}/feed.xml" in client.get(f"/public/{spoken}/").text
