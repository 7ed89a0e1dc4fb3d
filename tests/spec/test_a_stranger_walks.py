"""# A stranger walks over everything public

He follows every link, opens every file to the bottom, asks what journalists ask, and looks for what should not be there: names,
telephones, numbers and keys of records, paths of the machine, who made a file and when, files that no line of the release ledger
names, and counts under the rule that no entry tells. First he is shown leaks of each kind, to see that he finds them; then he
walks over the demonstration country, with every identity of it in his head.
"""

import io
import json
import re
import subprocess
import sys
import zipfile

import pytest
import xlsxwriter
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from tests.releases import draft, identify, published
from tests.spec.test_reporting import Quarter

from sarana.measure.figures.actions import take_snapshot
from sarana.publish.papers.printing import printed
from sarana.publish.releases.actions import release_plan, release_report
from sarana.publish.releases.freezing import packed
from sarana.publish.still_site import Asked, ask_this_program, one_by_one
from sarana.publish.stranger import walk
from sarana.register.reporting.actions import sign_report

SECRETS = {"name": ["Sok Invented", "សុខ ប្រឌិត"], "phone": ["012345678"], "birth date": ["2001-05-06"]}


@pytest.fixture(autouse=True)
def _the_test_keeps_its_line_to_the_database():
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def site(world, settings, tmp_path):
    """A site with a release, a report and a plan, all through the gate."""
    settings.SNAPSHOTS = tmp_path / "snapshots"
    identify(world, [("F", 24, 90), ("M", 25, 60), ("F", 16, 40), ("M", 15, 3)])
    published(world, draft(world, take_snapshot(by=None), (("sex", "age_group"), {}), ((), {})))
    quarter = Quarter(world)
    quarter.accepted(80, 40)
    report = sign_report(by=quarter.by, template=quarter.template, period=quarter.period)
    release_report(by=quarter.chair, report=report)
    release_plan(by=quarter.by, version=quarter.measure.plan.versions.get())


def with_leak(**leaks: Asked):
    """This program, with other answers at some addresses; the Khmer entrance leads to those that are new."""
    own, planted = ask_this_program(), dict(leaks)

    def ask(address: str) -> Asked:
        if address in planted:
            return planted[address]
        answer = own(address)
        if address == "/public/km/":
            more = "".join(f'<a href="{one}">more</a>' for one in planted)
            return Asked(
                200, answer.media_type, "", answer.content.replace(b"</main>", more.encode() + b"</main>")
            )
        return answer

    return one_by_one(ask)


def found(ask, secrets=SECRETS) -> set[tuple[str, str]]:
    walked = walk(ask, secrets)
    assert len(walked.seen) > 30
    return {(one.kind, one.where) for one in walked.found}


def page(body: str) -> Asked:
    return Asked(
        200,
        "text/html",
        "",
        f'<html lang="en"><head><title>T</title></head><body>{body}</body></html>'.encode(),
    )


def file(content: bytes) -> Asked:
    return Asked(200, "application/octet-stream", "", content)


def book(**properties: str) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as workbook:
        workbook.set_properties(properties)
        workbook.add_worksheet().write(0, 0, "Sok Invented")
    return held.getvalue()


def test_nothing_is_found_in_what_passed_the_gate(site):
    assert found(one_by_one(ask_this_program())) == set()


LEAKS = [
    ("<p>Freed: SOK  Invented</p>", "name"),
    ("<svg><title>សុខ ប្រឌិត</title></svg>", "name"),
    ("<!-- Sok Invented -->", "name"),
    ("<p>Sok&#32;Invented</p>", "name"),
    ('<img alt="Call 012 345 678">', "phone"),
    ("<p>០១២ ៣៤៥ ៦៧៨</p>", "phone"),
    ('<time datetime="2001-05-06">May</time>', "birth date"),
    ("<p>V-7KQ2Z-PM4RT</p>", "number of a record"),
    ('<a href="/cases/C-7KQ2Z-PM4RT/">Case</a>', "number of a record"),
    ('<a href="#01a22955-518a-79a8-9948-4e3af07ead2f">x</a>', "key of a record"),
    ("<p>01a22955518a79a899484e3af07ead2f</p>", "key of a record"),
    ("<p>File /home/officer/register.csv</p>", "path"),
    ("<p>C:\\Users</p>", "path"),
    ("<table><tr><td>Kampot</td><td>3</td></tr></table>", "count under the rule"),
    ("<table><tr><td>កំពត</td><td class='num'><b>៣</b></td></tr></table>", "count under the rule"),
    ("<svg><text x='1'>2</text></svg>", "count under the rule"),
    ("<svg><g aria-label='Kampot: 4'></g></svg>".replace("'", '"'), "count under the rule"),
    ('<script type="application/ld+json">[{"value": 1}]</script>', "count under the rule"),
]


def test_a_leak_in_a_page_is_found_and_told_of_that_page_alone(site):
    """One page for each, all on one walk: what is found is each leak once, under its own address and nowhere else."""
    planted = {f"/public/en/leak-{at:x}/": leak for at, leak in enumerate(LEAKS)}
    ask = with_leak(**{address: page(body) for address, (body, _kind) in planted.items()})
    assert found(ask) == {(kind, address) for address, (_body, kind) in planted.items()}


def test_what_stands_in_an_address_is_found(site):
    address = "/public/en/cases/V-7KQ2Z-PM4RT/"
    assert found(with_leak(**{address: page("")})) == {
        ("number of a record", f"{address} (its address)"),
        ("number of a record", "/public/km/"),
    }


def test_a_file_that_no_line_of_the_ledger_names_is_found(site):
    address = "/public/releases/other.csv"
    assert found(with_leak(**{address: file(b"province,count\r\n18,3\r\n")})) == {
        ("file without an entry", address)
    }


def test_a_file_that_is_not_the_one_that_was_entered_is_found(site):
    """One digit of a published table is changed on the way: its hash is not the one in the manifest."""
    own, code = ask_this_program(), "2026-1"
    listed = json.loads(own("/public/releases/ledger.json").content)["lines"]
    code = listed[0]["release"]
    address = f"/public/releases/{code}/files/tables/victims_identified-2022.csv"
    changed = own(address).content.replace(b"193", b"194")
    assert found(with_leak(**{address: file(changed)})) == {("file without an entry", address)}
    # In the archive as well, among files that are whole.
    address = f"/public/releases/{code}/release.zip"
    with zipfile.ZipFile(io.BytesIO(own(address).content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["tables/more.csv"] = b"count\r\n3\r\n"
    assert found(with_leak(**{address: file(packed(files))})) == {
        ("file without an entry", f"{address} › tables/more.csv")
    }


def test_what_a_file_tells_of_its_making_is_found(site):
    content = {"language": "en", "title": "T", "lines": ["Sok Invented"], "foot": "", "sections": []}
    paper = printed("public", content)
    told = found(
        with_leak(**{"/public/a.pdf": file(paper), "/public/b.xlsx": file(book(author="An officer"))})
    )
    assert ("name", "/public/a.pdf") in told, "words in a paper are read"
    assert ("metadata", "/public/a.pdf") not in told
    assert {one for one in told if one[0] == "metadata" and one[1].startswith("/public/b.xlsx")}
    assert any(kind == "name" and where.startswith("/public/b.xlsx ›") for kind, where in told)
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(zipfile.ZipInfo("a.csv", (2026, 11, 3, 10, 0, 0)), "count")
    assert ("metadata", "/public/c.zip") in found(with_leak(**{"/public/c.zip": file(held.getvalue())}))


def test_a_number_inside_a_hash_is_no_telephone(site):
    body = "<p>ab012345678cd</p>"
    assert found(with_leak(**{"/public/en/leak/": page(body)})) == set()


def test_a_number_that_an_entry_tells_is_found_where_another_page_tells_it(site):
    """The list tells the first version of the plan as 1; anywhere else that is a count of one."""
    told = ask_this_program()("/public/en/").content
    assert re.search(rb"<td[^>]*>1</td>", told)
    leak = "/public/en/leak/"
    assert found(with_leak(**{leak: page("<td>1</td>")})) == {("count under the rule", leak)}


# ## Over the demonstration country

WALK = """
import json, sys
from sarana.cli.screen import prepare
prepare()
from urllib.parse import urlencode
from sarana.base.accounts.models import Officer
from sarana.base.vault.models import Identity
from sarana.base.vault.sealing import Erased, unseal
from sarana.publish.still_site import ask_this_program, one_by_one, write_site
from sarana.publish.stranger import walk
from sarana.register.cases.models import Case

secrets = {name: set() for name in ("name", "phone", "document", "e-mail", "birth date", "address", "title of a case")}
for identity in Identity.objects.all():
    try:
        words = unseal(identity)
    except Erased:
        continue
    secrets["name"] |= {one for one in words.get("names", []) if " " in one}
    secrets["phone"] |= set(words.get("phones", []))
    secrets["document"] |= set(words.get("documents", []))
    secrets["e-mail"] |= set(words.get("emails", []))
    secrets["birth date"] |= {words.get("birth_date") or ""}
    secrets["address"] |= {words.get("address") or ""}
for case in Case.objects.all():
    secrets["title of a case"] |= {unseal(case).get("title") or ""}
officers = {one for pair in Officer.objects.values_list("name_km", "name_latin") for one in pair}
asked = [f"/public/{language}/check/?{urlencode({'q': 'Police identified 250 victims in 2025.', **form})}"
         for language in ("km", "en") for form in ({}, {"as": "csv"}, {"as": "json"})]
ask = one_by_one(ask_this_program())
walked = walk(ask, secrets | {"name of an officer": officers}, more=asked)
from pathlib import Path
written = write_site(Path(sys.argv[1]), ask)
print(json.dumps({
    "secrets": {kind: len(words) for kind, words in secrets.items()},
    "seen": {address: answer.status for address, answer in walked.seen.items()},
    "found": [[one.kind, one.where] for one in walked.found],
    "exported": sorted(written.files),
}))
"""


@pytest.mark.django_db
def test_nothing_of_anybody_is_found_in_the_demonstration_country(country, tmp_path):
    run = [sys.executable, "-c", WALK, str(tmp_path / "site")]
    made = subprocess.run(run, env=country.environment, check=True, capture_output=True, timeout=900)
    told = json.loads(made.stdout.splitlines()[-1])
    assert told["found"] == []
    assert min(told["secrets"][kind] for kind in ("name", "phone", "birth date")) > 20, told["secrets"]
    assert len(told["seen"]) > 60
    for kind in (
        "/releases/",
        "/reports/",
        "/plans/",
        "/check/",
        ".zip",
        ".xlsx",
        ".parquet",
        ".pdf",
        ".xml",
        "feed",
    ):
        assert any(kind in address for address in told["seen"]), kind
    # The files for other hosts are the same answers with other links.
    assert {path for path in told["exported"] if path.endswith((".zip", ".pdf", ".csv", ".parquet"))}
