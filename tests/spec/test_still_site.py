"""# The public site as files

Any host can serve what is published: a newspaper, a university, a stick handed round. The files hold what the public pages show
and nothing else; every link in them leads to a file, and what needs the living program says so.
"""

import json
import re
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import given
from hypothesis import strategies as st

from sarana.publish.still_site import Asked, SiteFault, ask_this_program, file_of, one_by_one, write_site

HTML = '<!doctype html>\n<html lang="{language}">\n<head><title>T</title></head><body>{body}</body></html>'


@pytest.fixture(autouse=True)
def _the_test_keeps_its_line_to_the_database():
    """As Django's own test client does: a request would close the line on which the test's transaction runs."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def site(**pages: str):
    """A program with these pages below /public/en/, and an entrance in each language that leads to all of them."""
    links = "".join(f'<a href="/public/en/{name}/">{name}</a>' for name in pages)
    known = {
        "/public/km/": HTML.format(language="km", body='<a href="/public/en/">English</a>'),
        "/public/en/": HTML.format(language="en", body=links),
        **{f"/public/en/{name}/": HTML.format(language="en", body=body) for name, body in pages.items()},
    }

    def ask(address: str) -> Asked:
        if address in known:
            return Asked(200, "text/html", "", known[address].encode())
        if address == "/static/web/sarana.css":
            return Asked(200, "text/css", "", b"@font-face{src:url(fonts/khmer.woff2)}")
        if address.startswith(("/static/", "/public/en/files/")):
            return Asked(200, "application/octet-stream", "", b"\x00\x01")
        return Asked(404, "text/html", "", b"")

    return one_by_one(ask)


def own():
    return one_by_one(ask_this_program())


def text(folder: Path, path: str) -> str:
    return (folder / path).read_text(encoding="utf-8")


# ## Links


def test_pages_downloads_and_what_a_style_sheet_names_come_along(tmp_path):
    ask = site(
        figures='<link rel="stylesheet" href="/static/web/sarana.css"><a href="/public/en/files/a.csv">CSV</a>'
    )
    written = write_site(tmp_path / "site", ask)
    assert set(written.files) == {
        "index.html", "public/km/index.html", "public/en/index.html", "public/en/figures/index.html",
        "public/en/files/a.csv", "static/web/sarana.css", "static/web/fonts/khmer.woff2",
    }  # fmt: skip
    page = text(tmp_path / "site", "public/en/figures/index.html")
    assert 'href="../../../static/web/sarana.css"' in page
    assert 'href="../files/a.csv"' in page


def test_each_page_of_a_list_is_a_file_of_its_own():
    assert file_of("/public/en/releases/") == "public/en/releases/index.html"
    assert file_of("/public/en/releases/?after=7") == "public/en/releases/index.after-7.html"
    assert file_of("/public/en/releases/?as=csv") == "public/en/releases/index.as-csv.csv"
    assert file_of("/public/en/a/?q=%E1%9E%80&x=1") != file_of("/public/en/a/?q=%E1%9E%81&x=1")


@given(st.text("abក/?=&.-%25", max_size=40), st.text("abក/?=&.-%25", max_size=40))
def test_two_addresses_never_share_a_file(one, other):
    first, second = f"/public/en/?{one}", f"/public/en/?{other}"
    if file_of(first) == file_of(second):
        assert one == other


def test_what_lies_elsewhere_leads_to_the_living_site_or_nowhere(tmp_path):
    ask = site(
        about='<a href="/style/">Style</a> <a href="https://example.org/">Out</a> <a href="#end">End</a>'
    )
    write_site(tmp_path / "still", ask)
    page = text(tmp_path / "still", "public/en/about/index.html")
    assert "<a>Style</a>" in page
    assert 'href="https://example.org/"' in page
    assert 'href="#end"' in page
    write_site(tmp_path / "led", ask, living="https://sarana.example")
    assert 'href="https://sarana.example/style/"' in text(tmp_path / "led", "public/en/about/index.html")


def test_a_form_says_that_it_needs_the_living_site_or_is_sent_there(tmp_path):
    ask = site(check='<form method="get"><input name="q"></form>')
    write_site(tmp_path / "still", ask)
    still = text(tmp_path / "still", "public/en/check/index.html")
    assert "<form" not in still
    assert "needs the living site" in still
    write_site(tmp_path / "led", ask, living="https://sarana.example")
    led = text(tmp_path / "led", "public/en/check/index.html")
    assert 'action="https://sarana.example/public/en/check/"' in led
    assert "form-action https://sarana.example" in led


def test_a_page_tells_the_browser_what_it_may_do_since_no_header_does(tmp_path):
    write_site(tmp_path / "site", site(a="A"))
    assert "default-src 'none'" in text(tmp_path / "site", "public/en/a/index.html")


# ## Faults


def test_a_link_that_leads_nowhere_is_told_and_the_rest_is_written(tmp_path):
    written = write_site(tmp_path / "site", site(a='<a href="/public/en/gone/">Gone</a>'))
    assert written.broken == {"/public/en/gone/": "404"}
    assert (tmp_path / "site/public/en/a/index.html").exists()


def test_an_older_site_is_never_written_over(tmp_path):
    (tmp_path / "old.html").write_text("old")
    with pytest.raises(SiteFault, match="not empty"):
        write_site(tmp_path, site())


def test_nothing_is_written_beside_the_folder(tmp_path):
    def ask(address: str) -> Asked:
        body = '<a href="/public/..%2f..%2f..%2fout.html">x</a>' if address == "/public/en/" else "x"
        return Asked(200, "text/html", "", HTML.format(language="en", body=body).encode())

    with pytest.raises(SiteFault, match="outside"):
        write_site(tmp_path / "a" / "site", one_by_one(ask))
    assert not (tmp_path / "out.html").exists()


# ## This program's own pages


def test_every_link_of_the_written_site_leads_to_a_file(world, tmp_path):
    written = write_site(tmp_path / "site", own())
    assert written.broken == {}
    folder = tmp_path / "site"
    for path, digest in written.files.items():
        content = (folder / path).read_bytes()
        assert sha256(content).hexdigest() == digest
        if not path.endswith(".html"):
            continue
        for to in re.findall(r'(?:href|src)="([^"]*)"', content.decode()):
            parts = urlsplit(to)
            if parts.scheme or to.startswith("#"):
                continue
            assert ((folder / path).parent / parts.path).resolve().is_file(), (path, to)
        assert "csrf" not in content.decode()
    kept = json.loads((folder / "site.json").read_text())["files"]
    assert kept == dict(sorted(written.files.items()))


def test_the_same_site_is_written_in_the_same_bytes(world, tmp_path):
    first = write_site(tmp_path / "one", own())
    second = write_site(tmp_path / "two", own())
    assert first.files == second.files
