"""The audit trail: of one record for those who see it, of everything for oversight; and the proof that it is whole."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, has_power
from sarana.base.ledger.actions import Verification, verify_ledger
from sarana.base.ledger.models import Checkpoint, Entry
from sarana.base.ledger.queries import head, trail_of
from sarana.measure.screening.queries import alerts_kept_from
from sarana.register.complicity.queries import records_kept_from
from sarana.register.duplicates.queries import pairs_kept_from
from sarana.register.operations.queries import operations_kept_from
from sarana.register.rescue.queries import rescue_kept_from
from sarana.web.components import Column, Link
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.phrases import url_of
from sarana.web.views.trail import MARK, change_words, deed_words, numbered_records, record_numbered
from sarana.web.views.trail_words.kinds import KINDS

_CSV = {
    "seq": "seq",
    "at": "at",
    "officer": "officer__username",
    "agency": "agency",
    "action": "action",
    "record_type": "record_type",
    "record_id": "record_id",
    "reason": "reason",
    "change": "change",
    "hash": "hash",
}

FAULTS = {
    "missing": gettext_lazy("it is missing"),
    "does not follow the entry before it": gettext_lazy("it does not follow the entry before it"),
    "was changed after it was written": gettext_lazy("it was changed after it was written"),
}


@for_officers()
def ledger(request: OfficerRequest) -> HttpResponse:
    """The entries, latest first: of the record that the address names, or all."""
    number = request.GET.get("record", "").strip()
    record = record_numbered(request.user, number) if number else None
    if number and record is None:
        raise Http404
    if record is None and not has_power(request.user, Power.SEE_LEDGER):
        raise NotAllowed(Power.SEE_LEDGER)
    entries = trail_of(record) if record else entries_open_to(request.user)
    if wants_csv(request):
        return as_csv(request, "ledger", entries, _CSV)
    page = page_of(request, entries)
    crumbs = (
        [Link(url=url_of(record), label=record.number), Link(url="", label=_("Audit trail"))]
        if record
        else []
    )
    context = {
        "record": record,
        "crumbs": crumbs,
        "page": page,
        "rows": _rows(request.user, page.rows),
        "columns": _columns(with_record=record is None),
        "csv": csv_address(request),
        "may_verify": has_power(request.user, Power.SEE_LEDGER),
        "checkpoint": Checkpoint.objects.order_by("-size").first() if record is None else None,
    }
    return render(request, "desk/ledger.html", context)


def entries_open_to(officer: Officer) -> QuerySet[Entry]:
    """Every entry but those about records from which a conflict of interest keeps the officer."""
    entries = Entry.objects.select_related("officer", "officer__agency")
    kept = {
        **records_kept_from(officer),
        **rescue_kept_from(officer),
        "operations.operation": {str(key) for key in operations_kept_from(officer)},
        "duplicates.pair": pairs_kept_from(officer),
        "screening.alert": alerts_kept_from(officer),
    }
    for kind, keys in kept.items():
        if keys:
            entries = entries.exclude(record_type=kind, record_id__in=keys)
    return entries


def _columns(*, with_record: bool) -> list[Column]:
    record = [Column(key="record", label=_("Record"), kind="code", link="url")] if with_record else []
    return [
        Column(key="seq", label=_("No."), kind="code"),
        Column(key="at", label=_("When"), kind="datetime"),
        Column(key="deed", label=_("What")),
        *record,
        Column(key="by", label=_("Who")),
        Column(key="change", label=_("Why, and what changed")),
        Column(key="mark", label=_("Hash"), kind="code"),
    ]


def _rows(officer: Officer, entries: Sequence[Entry]) -> list[dict[str, object]]:
    links = _links(officer, entries)
    rows: list[dict[str, object]] = []
    for entry in entries:
        link = links.get(entry.record_id)
        kind = KINDS.get(entry.record_type, entry.record_type)
        rows.append(
            {
                "seq": str(entry.seq),
                "at": entry.at,
                "deed": deed_words(entry.action),
                "record": link.label if link else kind,
                "url": link.url if link else "",
                "by": f"{entry.officer.name} ({entry.agency})" if entry.officer else _("The system"),
                "change": "; ".join(part for part in (entry.reason, change_words(entry)) if part) or None,
                "mark": entry.hash[:MARK],
            }
        )
    return rows


def _links(officer: Officer, entries: Sequence[Entry]) -> dict[str, Link]:
    """Numbers and addresses of the records that the officer may see, one query for each kind."""
    links: dict[str, Link] = {}
    for records in numbered_records(officer).values():
        label = records.model._meta.label_lower  # noqa: SLF001
        pks: list[Any] = [entry.record_id for entry in entries if entry.record_type == label]
        for record in records.filter(pk__in=pks) if pks else ():
            links[str(record.pk)] = Link(url=url_of(record), label=record.number)
    return links


@require_POST
@for_officers(Power.SEE_LEDGER)
def verify(request: OfficerRequest) -> HttpResponse:
    """Read the whole chain now and say whether it is whole."""
    latest = Checkpoint.objects.order_by("-size").first()
    found = verify_ledger(
        published_size=latest.size if latest else None, published_head=latest.head if latest else None
    )
    context = {
        "found": found,
        "fault": _fault(found),
        "checkpoint": latest,
        "head": head()[1],
        "crumbs": [
            Link(url=reverse("web:ledger"), label=_("Audit trail")),
            Link(url="", label=_("Verification")),
        ],
    }
    return render(request, "desk/verification.html", context)


def _fault(found: Verification) -> str:
    return str(FAULTS.get(found.fault, _(found.fault))) if found.fault else ""
