"""What officers do with a release: begin it, add tables, protect, attack, sign, publish, correct, withdraw."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.publish.releases.actions import (
    add_microdata,
    add_table,
    attack_release,
    draft_release,
    drop_microdata,
    drop_table,
    protect_release,
    publish_release,
    sign_release,
    withdraw_release,
    write_erratum,
)
from sarana.publish.releases.models import Release, ReleaseTable
from sarana.publish.releases.queries import published_releases, releases
from sarana.science.indicators import INDICATORS
from sarana.web.components import Link, Words
from sarana.web.forms.base import RecordForm
from sarana.web.forms.releases import ErratumForm, MicrodataForm, NewReleaseForm, TableForm, WithdrawForm
from sarana.web.views.drawing import language
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.release_words import title_of
from sarana.web.views.releases import release_url, releases_link
from sarana.web.views.working import Tell, work_on


def _page(title: Words, save: Words, lede: Words, release: Release | None = None, kind: str = "") -> FormPage:
    crumbs, back = [releases_link()], reverse("web:releases")
    if release is not None:
        back = release_url(release)
        crumbs.append(Link(url=back, label=f"{release.code} · {title_of(release)}"))
    return FormPage(title=title, crumbs=crumbs, save=save, back=back, lede=lede, kind=kind)


def _release(key: UUID) -> Release:
    return get_object_or_404(releases(), pk=key)


def _named(tell: Tell) -> Tell:
    """Tells of a figure by its name in the reader's language, and not by its code."""
    spoken = language()

    def named(what: str, done: int, of: int) -> None:
        code, _space, year = what.rpartition(" ")
        one = INDICATORS[code]
        tell(f"{one.name_km if spoken == 'km' else one.name_en} {year}", done, of)

    return named


@for_officers(Power.WRITE_REPORT)
def release_new(request: OfficerRequest) -> HttpResponse:
    """Begin a release over a snapshot."""
    page = _page(
        _("New release"), _("Begin it"), _("Choose the frozen copy of the record, then declare the tables.")
    )
    return fill_in(
        request,
        page,
        NewReleaseForm,
        lambda form: release_url(draft_release(by=request.user, **form.cleaned_data)),
    )


@for_officers(Power.WRITE_REPORT)
def release_table_new(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Declare one more table."""
    found = _release(key)
    page = _page(
        _("Add a table"),
        _("Add it"),
        _("Only what is declared is published. Fewer and coarser tables hide less."),
        found,
    )

    def act(form: TableForm) -> str:
        add_table(by=request.user, release=found, **form.cleaned_data)
        return release_url(found)

    return fill_in(request, page, TableForm, act)


@for_officers(Power.WRITE_REPORT)
def release_table_drop(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Take a table out again."""
    table = get_object_or_404(ReleaseTable.objects.select_related("release__snapshot"), pk=key)
    page = _page(
        _("Take the table out"),
        _("Take it out"),
        _("What its noise spent of the budget stays spent."),
        table.release,
        "danger",
    )

    def act(_form: RecordForm) -> str:
        drop_table(by=request.user, table=table)
        return release_url(table.release)

    return fill_in(request, page, RecordForm, act)


@for_officers(Power.WRITE_REPORT)
def release_microdata_new(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Declare records of nobody."""
    found = _release(key)
    page = _page(
        _("Add records of nobody"), _("Add them"),
        _("Rows in the CTDC’s 27 variables that belong to no person, drawn from noisy tables of victims identified in a year. Where they go out, all tables of that year go out with noise."),
        found,
    )  # fmt: skip

    def act(form: MicrodataForm) -> str:
        add_microdata(by=request.user, release=found, **form.cleaned_data)
        return release_url(found)

    return fill_in(request, page, MicrodataForm, act)


@for_officers(Power.WRITE_REPORT)
def release_microdata_drop(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Take the records of nobody out again."""
    found = _release(key)
    page = _page(
        _("Take the records of nobody out"), _("Take them out"),
        _("What their noise spent of the budget stays spent."), found, "danger",
    )  # fmt: skip

    def act(_form: RecordForm) -> str:
        drop_microdata(by=request.user, release=found)
        return release_url(found)

    return fill_in(request, page, RecordForm, act)


@for_officers(Power.WRITE_REPORT)
def release_protect(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Protect every table as was chosen; a large release tells how far it is."""
    found = _release(key)
    page = _page(
        _("Protect the tables"), _("Protect them"),
        _("What protection costs stands beside each table afterwards. Noise is drawn once and paid for at once."), found,
    )  # fmt: skip

    def do(tell: Tell) -> str:
        return release_url(protect_release(by=request.user, release=found, progress=_named(tell)))

    return work_on(request, page, do)


@for_officers(Power.WRITE_REPORT)
def release_attack(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Attack it together with everything that is out; a large release tells how far it is."""
    found = _release(key)
    page = _page(
        _("Attack the release"), _("Attack it"),
        _("A stranger who kept everything that was ever published is let at the frozen files. Signatures given before are void."),
        found,
    )  # fmt: skip

    def do(tell: Tell) -> str:
        return release_url(attack_release(by=request.user, release=found, progress=_named(tell)))

    return work_on(request, page, do)


@for_officers(Power.WRITE_REPORT)
def release_sign(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Sign what withstood the attack."""
    found = _release(key)
    page = _page(
        _("Sign the release"), _("Sign it"),
        _("You say that these tables may go out as they are frozen. Look at what protection costs before. Two different officers sign."),
        found,
    )  # fmt: skip

    def act(_form: RecordForm) -> str:
        return release_url(sign_release(by=request.user, release=found).release)

    return fill_in(request, page, RecordForm, act)


@for_officers(Power.WRITE_REPORT)
def release_publish(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Put it before the public."""
    found = _release(key)
    page = _page(
        _("Publish the release"), _("Publish it"),
        _("Everybody can read it from now on, and nothing in it changes any more. A correction is a release of its own."), found,
    )  # fmt: skip

    def act(_form: RecordForm) -> str:
        return release_url(publish_release(by=request.user, release=found))

    return fill_in(request, page, RecordForm, act)


@for_officers(Power.WRITE_REPORT)
def release_erratum(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Say what was wrong."""
    found = _release(key)
    page = _page(
        _("Write an erratum"), _("Sign and publish it"),
        _("Say what was wrong and why. Numbers stand in releases alone: publish the corrected one first and name it here."), found,
    )  # fmt: skip

    def make(*given: object, **more: object) -> ErratumForm:
        return ErratumForm(published_releases().exclude(pk=found.pk), *given, **more)

    def act(form: ErratumForm) -> str:
        return release_url(write_erratum(by=request.user, release=found, **form.cleaned_data).release)

    return fill_in(request, page, make, act)


@for_officers(Power.WRITE_REPORT)
def release_withdraw(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Take it back."""
    found = _release(key)
    page = _page(
        _("Withdraw the release"), _("Withdraw it"),
        _("Its address stays, with your words in the place of the tables. What it showed counts as published for ever."),
        found, "danger",
    )  # fmt: skip

    def act(form: WithdrawForm) -> str:
        return release_url(withdraw_release(by=request.user, release=found, **form.cleaned_data))

    return fill_in(request, page, WithdrawForm, act)
