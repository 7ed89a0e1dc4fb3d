"""Releases for everybody: the list, one with its tables drawn and tabled, every file, the erratum log, the release head."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.vault.signing import public_key
from sarana.publish.releases.actions.protecting import PUBLISHER
from sarana.publish.releases.enums import ReleaseState
from sarana.publish.releases.freezing import packed
from sarana.publish.releases.models import Release
from sarana.publish.releases.nobody import name_of
from sarana.publish.releases.queries import (
    errata_of,
    file_to_publish,
    files_to_publish,
    head_told,
    ledger_file,
    microdata_of,
    published_releases,
    release_head,
    releases_out,
    shown_tables,
)
from sarana.publish.releases.shown import ShownTable
from sarana.web.components import Column, Link
from sarana.web.forms.releases import ReleaseFilter
from sarana.web.views.downloads import download
from sarana.web.views.drawing import language
from sarana.web.views.for_everybody import GONE, for_everybody, public_address
from sarana.web.views.listing import csv_address, csv_file, page_of, wants_csv
from sarana.web.views.public_tables import chart_of, count_shown, laid_out
from sarana.web.views.release_words import protection_told, title_of
from sarana.web.views.sections import Section

_MOST_ROWS = 40
_FORMS = ("csv", "xlsx", "parquet", "json")


def _home() -> list[Link]:
    return [
        Link(url=public_address("public"), label=_("What is published")),
        Link(url=public_address("public-releases"), label=_("Figures")),
    ]


@for_everybody("public-releases")
def public_releases(request: HttpRequest) -> HttpResponse:
    """Every release that is out, the latest first, and the head of the release ledger."""
    asked = ReleaseFilter(request.GET)
    records = asked.narrowed(published_releases())
    if wants_csv(request):
        columns = ("code", "title_km", "title_en", "state", "published_at", "digest")
        return csv_file("releases", columns, records.values_list(*columns))[0]
    page = page_of(request, records)
    number, head = release_head()
    context = {
        "title": _("Figures"),
        "lede": _("Each release is protected so that no person can be seen in it, attacked before it went out, and signed by two officers."),
        "filter": asked,
        "filtered": asked.words,
        "page": page,
        "csv": csv_address(request),
        "columns": [
            Column(key="title", label=_("Release"), link="url"),
            Column(key="code", label=_("Code"), kind="code"),
            Column(key="state", label=_("State")),
            Column(key="on", label=_("Published on"), kind="date"),
        ],
        "rows": [
            {
                "title": title_of(one),
                "url": public_address("public-release", one.code),
                "code": one.code,
                "state": one.get_state_display(),
                "on": one.published_at,
            }
            for one in page.rows
        ],
        "ways": [],
        "head": {"number": number, "head": head, "key": public_key()},
        "crumbs": [_home()[0], Link(url="", label=_("Figures"))],
    }  # fmt: skip
    return render(request, "releases/list.html", context)


def release_head_file(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The head of the release ledger with the number of errata, and the public key, for whoever keeps them elsewhere."""
    return JsonResponse({**head_told(), "public_key": public_key()})


def release_ledger_file(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Every line of the release ledger: whoever holds it sees which errata, corrections and withdrawals there are."""
    return HttpResponse(ledger_file(), content_type="application/json")


def _out(code: str) -> Release:
    found = releases_out(code=code)
    if not found:
        raise Http404
    return found[0]


@for_everybody("public-release")
def public_release(request: HttpRequest, release: str) -> HttpResponse:
    """One release: its tables, how to cite and check it, what was said of it later."""
    return _page(request, _out(release))


def _page(request: HttpRequest, found: Release, status: int = 200) -> HttpResponse:
    is_out = found.state == ReleaseState.PUBLISHED
    tables = shown_tables(found) if is_out else []
    address = request.build_absolute_uri(public_address("public-release", found.code))
    context = {
        "release": found,
        "title": title_of(found),
        "withdrawn": "" if is_out else (found.withdrawn_km if language() == "km" else found.withdrawn_en),
        "sections": [_index(found, tables), *_of_nobody(found), *_errata(found)] if is_out else _errata(found),
        "citation": _citation(found, address),
        "corrects": found.corrects and Link(url=public_address("public-release", found.corrects.code), label=found.corrects.code),
        "archive": reverse("web:public-release-zip", args=[found.code]) if is_out else "",
        "data": [
            Link(url=reverse("web:public-release-file", args=[found.code, name]), label=name)
            for name in ("datapackage.json", "dcat.jsonld", "manifest.json", "signatures.json")
        ]
        if is_out
        else [],
        "command": f"sarana verify release {found.code} --key {public_key()[:16]}",
        "crumbs": [*_home(), Link(url="", label=found.code)],
    }  # fmt: skip
    return render(request, "releases/public.html", context, status=status)


def _index(found: Release, tables: list[ShownTable]) -> Section:
    return Section(
        title=_("Tables"),
        columns=[
            Column(key="title", label=_("Table"), link="url"),
            Column(key="total", label=_("Total"), kind="number"),
        ],
        rows=[
            {
                "title": one.told[f"title_{language()}"],
                "url": public_address("public-release-table", found.code, one.name),
                "total": count_shown(one.table().values.get(("*",) * len(one.told["dimensions"]))),
            }
            for one in tables
        ],
        nothing=_("It holds no table."),
    )


def _of_nobody(found: Release) -> list[Section]:
    """Records of nobody with their files, where the release holds any."""
    held = next(iter(microdata_of(release=found.pk)), None)
    if held is None:
        return []
    files = [(f"microdata/{name_of(held.year)}.{kind}", kind.upper()) for kind in ("csv", "json")]
    rows = [
        {"file": label, "url": reverse("web:public-release-file", args=[found.code, name]), "what": what}
        for (name, label), what in zip(
            files,
            (
                _("%(n)s rows that belong to no person, in the CTDC’s 27 variables")
                % {"n": len(held.content["rows"])},
                _("What they are, and which tables may be computed from them"),
            ),
            strict=True,
        )
    ]
    return [
        Section(
            title=_("Records of nobody"),
            columns=[
                Column(key="file", label=_("File"), link="url"),
                Column(key="what", label=_("What it holds")),
            ],
            rows=rows,
            nothing="",
        )
    ]


def _errata(found: Release) -> list[Section]:
    rows = [
        {
            "at": one.written_at,
            "words": one.words_km if language() == "km" else one.words_en,
            "other": one.replaced_by.code if one.replaced_by else "",
            "url": public_address("public-release", one.replaced_by.code) if one.replaced_by else "",
        }
        for one in errata_of(release=found.pk)
    ]
    return [
        Section(
            title=_("Errata"),
            columns=[
                Column(key="at", label=_("Written on"), kind="date"),
                Column(key="words", label=_("What was wrong")),
                Column(key="other", label=_("Replaced by"), kind="code", link="url"),
            ],
            rows=rows,
            nothing=_("Nothing in it was corrected."),
        )
    ]


def _citation(found: Release, address: str) -> str:
    year = timezone.localdate(found.published_at).year if found.published_at else ""
    return f"{PUBLISHER[language()]} ({year}). {title_of(found)}. {_('Release')} {found.code}. SHA-256 {found.digest[:16]}. {address}"


@for_everybody("public-release-table")
def public_release_table(request: HttpRequest, release: str, table: str) -> HttpResponse:
    """One table of a release: drawn, tabled, with its definition and its files."""
    found = _out(release)
    if found.state != ReleaseState.PUBLISHED:
        return _page(request, found, GONE)
    shown = next((one for one in shown_tables(found) if one.name == table), None)
    if shown is None:
        raise Http404
    told = shown.told
    columns, rows = laid_out(shown)
    title = str(told[f"title_{language()}"])
    context = {
        "title": title,
        "definition": told[f"definition_{language()}"],
        "protection": protection_told(told["protection"]),
        "columns": columns,
        "rows": rows[:_MOST_ROWS],
        "cut": len(rows) > _MOST_ROWS or len(told["dimensions"]) > 2,  # noqa: PLR2004 - a page has two directions
        "chart": chart_of(shown, title, most=_MOST_ROWS),
        "files": [
            Link(url=reverse("web:public-release-file", args=[found.code, f"tables/{shown.name}.{kind}"]), label=kind.upper())
            for kind in _FORMS
        ],
        "release": Link(url=public_address("public-release", found.code), label=found.code),
        "crumbs": [*_home(), Link(url=public_address("public-release", found.code), label=found.code), Link(url="", label=title)],
    }  # fmt: skip
    return render(request, "releases/public_table.html", context)


def public_release_file(request: HttpRequest, release: str, name: str) -> HttpResponse:
    """One frozen file; of a release that was withdrawn its page with the reason, as gone for good."""
    found = _out(release)
    if found.state != ReleaseState.PUBLISHED:
        return _page(request, found, GONE)
    content = file_to_publish(found, name)
    if content is None:
        raise Http404
    return download(f"{found.code}-{name.rsplit('/', 1)[-1]}", content)


def public_release_zip(request: HttpRequest, release: str) -> HttpResponse:
    """All files of a release in one archive, as ``sarana verify release`` takes it."""
    found = _out(release)
    if found.state != ReleaseState.PUBLISHED:
        return _page(request, found, GONE)
    return download(f"release-{found.code}.zip", packed(files_to_publish(found)))
