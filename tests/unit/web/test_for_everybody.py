"""# What everybody may read without signing in

No cookie is set, nobody's name stands in the frame, and the language is a part of the address, so that a page can be cited.
"""

import pytest
from django.urls import reverse

PAGES = ["public", "public-check", "public-releases"]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("spoken", "other"), [("km", "en"), ("en", "km")])
def test_a_page_is_the_same_for_everybody_and_sets_no_cookie(client, world, name, spoken, other):
    address = reverse(f"web:{name}-in", args=[spoken])
    stranger = client.get(f"{address}?q=", headers={"accept-language": other})
    assert stranger.headers["Content-Language"] == spoken
    assert f'<html lang="{spoken}"' in stranger.text
    assert f'href="{reverse(f"web:{name}-in", args=[other])}?q="' in stranger.text
    client.force_login(world.officers["secretariat"])
    assert client.get(f"{address}?q=").text == stranger.text
    assert "Set-Cookie" not in str(stranger.headers)
    assert not stranger.cookies


@pytest.mark.parametrize("name", PAGES)
def test_without_a_language_it_follows_the_reader_and_leads_on_in_that_language(client, db, name):
    page = client.get(reverse(f"web:{name}"), headers={"accept-language": "en"})
    assert page.headers["Content-Language"] == "en"
    assert reverse("web:public-in", args=["en"]) in page.text
    assert not page.cookies


def test_there_is_no_page_in_a_language_that_nobody_wrote(client, db):
    assert client.get(reverse("web:public-in", args=["fr"])).status_code == 404
