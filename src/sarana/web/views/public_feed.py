"""What was published lately, as RSS 2.0: releases, what was said of them later, reports of periods and plans."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _

from sarana.publish.releases.enums import DocumentKind, ReleaseState
from sarana.publish.releases.models import DocumentWithdrawal, ReleaseErratum
from sarana.publish.releases.queries import documents_out, head_told, published_releases
from sarana.web.views.drawing import language
from sarana.web.views.for_everybody import for_everybody, public_address
from sarana.web.views.public_words import state_of_document
from sarana.web.views.release_words import title_of

_MOST = 30
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class _Feed(Rss201rev2Feed):
    """Of an empty feed Django says that it is of this second; ours says nothing new, so that the same site is the same bytes."""

    def latest_post_date(self) -> datetime:
        """When the latest item was published."""
        return super().latest_post_date() if self.items else _LONG_AGO


class _Item(NamedTuple):
    at: datetime
    title: str
    words: str
    address: str


@for_everybody("public-feed")
def public_feed(request: HttpRequest) -> HttpResponse:
    """The thirty latest, newest first, each under the address that stays."""
    feed = _Feed(
        title=_("What is published"),
        link=request.build_absolute_uri(public_address("public")),
        description=_(
            "Figures, reports and plans of the fight against human trafficking, as they are published."
        )
        + " "
        + _("Release ledger: %(lines)s lines, %(errata)s errata, head %(head)s.") % head_told(),
        language=language(),
        feed_url=request.build_absolute_uri(public_address("public-feed")),
    )
    latest = sorted(
        [*_releases(), *_errata(), *_reports(), *_plans(), *_dossiers(), *_annual(), *_withdrawals()],
        key=lambda one: one.at,
        reverse=True,
    )
    for one in latest[:_MOST]:
        address = request.build_absolute_uri(one.address)
        feed.add_item(
            one.title, address, one.words, pubdate=one.at, unique_id=f"{address}#{one.at:%Y%m%dT%H%M%S}"
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")


def _releases() -> Iterator[_Item]:
    for one in published_releases()[:_MOST]:
        withdrawn = one.withdrawn_km if language() == "km" else one.withdrawn_en
        words = (
            f"{_('Withdrawn')}: {withdrawn}" if one.state == ReleaseState.WITHDRAWN else _("Figures released")
        )
        yield _Item(one.published_at or _LONG_AGO, f"{one.code} · {title_of(one)}", words, public_address("public-release", one.code))  # fmt: skip


def _errata() -> Iterator[_Item]:
    for one in ReleaseErratum.objects.select_related("release").order_by("-written_at")[:_MOST]:
        words = one.words_km if language() == "km" else one.words_en
        title = _("Erratum to %(code)s") % {"code": one.release.code}
        yield _Item(one.written_at, title, words, public_address("public-release", one.release.code))


def _reports() -> Iterator[_Item]:
    for one in documents_out(DocumentKind.REPORT)[:_MOST]:
        yield _Item(one.published_at, title_of(one), state_of_document(one), public_address("public-report", one.code))  # fmt: skip


def _withdrawals() -> Iterator[_Item]:
    found = DocumentWithdrawal.objects.exclude(document__kind=DocumentKind.CITED).select_related("document")
    for one in found.order_by("-withdrawn_at")[:_MOST]:
        words = one.words_km if language() == "km" else one.words_en
        title = _("Withdrawn: %(title)s") % {"title": title_of(one.document)}
        yield _Item(one.withdrawn_at, title, words, public_address(f"public-{one.document.kind}", one.document.code))  # fmt: skip


def _plans() -> Iterator[_Item]:
    for one in documents_out(DocumentKind.PLAN)[:_MOST]:
        version = (
            _("Withdrawn") if getattr(one, "is_withdrawn", False) else _("Version %(n)s") % {"n": one.number}
        )
        yield _Item(one.published_at, title_of(one), version, public_address("public-plan", one.code))


def _annual() -> Iterator[_Item]:
    for one in documents_out(DocumentKind.ANNUAL)[:_MOST]:
        yield _Item(one.published_at, title_of(one), state_of_document(one), public_address("public-annual", one.code))  # fmt: skip


def _dossiers() -> Iterator[_Item]:
    for one in documents_out(DocumentKind.DOSSIER)[:_MOST]:
        yield _Item(one.published_at, title_of(one), _("Withdrawn") if getattr(one, "is_withdrawn", False) else _("Self-assessment"), public_address("public-dossier", one.code))  # fmt: skip
