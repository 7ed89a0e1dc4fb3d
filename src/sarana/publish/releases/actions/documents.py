"""The one gate for all that is published beside tables: reports of periods, plans, numbers of others.

Each is looked at once more by the rule, frozen in both languages, signed, and entered into the release ledger; what has no line
there is shown to nobody outside.
"""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.base.vault.signing import sign
from sarana.measure.assessment.models import Assessment
from sarana.measure.press.actions import note_erratum, publish_row
from sarana.measure.press.enums import ReviewWord
from sarana.measure.press.models import CheckedText, PublishedErratum, PublishedFigure
from sarana.publish.releases.actions.drafting import NotPublished
from sarana.publish.releases.actions.lines import add_line, signatures_file, wait_for_the_chain
from sarana.publish.releases.documents import (
    Draft,
    Signed,
    cited_draft,
    document_statement,
    dossier_draft,
    figure_key,
    manifest_of_document,
    plan_draft,
    report_draft,
)
from sarana.publish.releases.enums import DocumentKind, ReleaseDeed, SignatureBy
from sarana.publish.releases.freezing import MANIFEST, SIGNATURES, sha256
from sarana.publish.releases.models import DocumentFile, ReleasedDocument
from sarana.publish.releases.queries import release_head, released_totals, rows_ever_cited
from sarana.publish.releases.rules import numbers_not_shown
from sarana.register.plans.enums import Adds
from sarana.register.plans.models import PlanVersion
from sarana.register.reporting.actions import publish_plan, publish_report
from sarana.register.reporting.models import PeriodReport, PublishedPlan, TemplateLine
from sarana.register.reporting.queries import plans_published, reports_published, told_of_year
from sarana.register.reporting.rules import can_be_derived, number_told, shown_to_public


@transaction.atomic
def release_report(*, by: Officer, report: PeriodReport) -> ReleasedDocument:
    """Put a report that another officer signed before the public, through the gate.

    Raises:
        ValueError: who signed it publishes it, or it is published.
        NotPublished: a small count stands in it, or can be derived from it with what is out already.
    """
    report = publish_report(by=by, report=report)
    _require_the_rule(report)
    return enter(report_draft(report, _words_for(report)), by=by, at=report.published_at)


@transaction.atomic
def release_plan(*, by: Officer, version: PlanVersion) -> ReleasedDocument:
    """Put a version of a plan, as a legal act adopted it, before the public, through the gate.

    Raises:
        ValueError: the plan isn't in force, a later version exists, or it is published.
    """
    published = publish_plan(by=by, version=version)
    return enter(_plan_draft(published), by=by, at=published.published_at)


@transaction.atomic
def release_dossier(*, by: Officer, assessment: Assessment) -> ReleasedDocument:
    """Put how the criteria stand by the record before the public: of an assessment that another officer closed.

    Raises:
        NotPublished: it is in work, out already, or the same officer closed it.
    """
    require(by, Power.WRITE_REPORT)
    held = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if held.published_by is None or held.published_at is None:
        raise NotPublished("Only a self-assessment that is closed goes before the public.")
    if held.published_by_id == by.pk:
        raise NotPublished("Another person than the one who closed it puts it before the public.")
    if ReleasedDocument.objects.filter(subject=held.pk).exists():
        raise NotPublished("It is before the public already.")
    now = timezone.now()
    words = [(held.published_by, held.published_at), (by, now)]
    return enter(dossier_draft(held, _signed(words)), by=by, at=now)


@transaction.atomic
def release_row(*, by: Officer, checked: CheckedText, place: str) -> PublishedFigure:
    """Keep the number of a confirmed row, and enter it, so that everybody may hold a sentence against it.

    Raises:
        ValueError: the row was not found right, has no number with a period, stands nowhere, or is on file already.
    """
    figure = publish_row(by=by, checked=checked, place=place)
    confirmed = [ReviewWord.ACCEPT, ReviewWord.WRONG_VERDICT]
    review = checked.reviews.select_related("reviewed_by__agency").get(place=place, word__in=confirmed)
    now = timezone.now()
    words = [(review.reviewed_by, review.reviewed_at), (by, now)]
    # One officer who did both gave one word.
    seen = words[-1:] if review.reviewed_by_id == by.pk else words
    enter(cited_draft([figure], _signed(seen)), by=by, at=now)
    return figure


@transaction.atomic
def release_erratum_of_others(
    *, by: Officer, figure: PublishedFigure, words: str, value: str = "", source: str = ""
) -> PublishedErratum:
    """Note that a number of others was wrong; the right one, where it stands elsewhere, is entered as well.

    Raises:
        ValueError: a right number without the place where it stands.
    """
    noted = note_erratum(by=by, figure=figure, words=words, value=value, source=source)
    if noted.replaced_by is not None:
        enter(cited_draft([noted.replaced_by], _signed([(by, noted.noted_at)])), by=by, at=noted.noted_at)
    return noted


@transaction.atomic
def enter_what_is_out(*, by: Officer | None = None) -> int:
    """Write the lines of what was published before it had to pass the gate, said so in each; nothing that has one gets another.

    Returns:
        How many were written.
    """
    before = ReleasedDocument.objects.count()
    known = set(ReleasedDocument.objects.values_list("kind", "subject"))
    for report in reports_published().order_by("published_at", "number"):
        if (DocumentKind.REPORT, report.pk) not in known:
            draft = report_draft(report, _words_for(report))
            enter(draft, by=by, at=report.published_at, entered_later=True)
    for published in plans_published().order_by("published_at"):
        if (DocumentKind.PLAN, published.pk) not in known:
            enter(_plan_draft(published), by=by, at=published.published_at, entered_later=True)
    cite_figures(by=by)
    return ReleasedDocument.objects.count() - before


@transaction.atomic
def cite_figures(*, by: Officer | None = None) -> ReleasedDocument | None:
    """Enter numbers of others that came with the program or stood on file before; None where every one is entered."""
    known = {figure_key(PublishedFigure(**row)) for row in rows_ever_cited()}
    new = [one for one in PublishedFigure.objects.order_by("pk") if figure_key(one) not in known]
    return enter(cited_draft(new), by=by, at=timezone.now()) if new else None


def _plan_draft(published: PublishedPlan) -> Draft:
    words = [(published.published_by, published.published_at)]
    return plan_draft(published.plan_version, published.pk, _signed(words))


def _words_for(report: PeriodReport) -> tuple[Signed, ...]:
    """Who signed what it says, and who put it before the public: never the same."""
    words = [(report.signed_by, report.signed_at)]
    if report.published_by is not None and report.published_at is not None:
        words.append((report.published_by, report.published_at))
    return _signed(words)


def _signed(words: Iterable[tuple[Officer, datetime]]) -> tuple[Signed, ...]:
    return tuple(
        Signed(place.value, officer.agency.code, at)
        for place, (officer, at) in zip(SignatureBy, words, strict=False)
    )


def enter(
    draft: Draft, *, by: Officer | None, at: datetime | None, entered_later: bool = False
) -> ReleasedDocument:
    """Freeze its files and manifest, sign them, and add its line to the release ledger."""
    wait_for_the_chain()
    at = at or timezone.now()
    after, head = release_head()
    last = ReleasedDocument.objects.filter(series=draft.series).order_by("-number").first()
    number = last.number + 1 if last else 1
    code = f"{draft.series}-{number}"
    manifest = manifest_of_document(
        draft, code, after=after, head=head, replaces=last.code if last else "", published_at=at,
        entered_later=entered_later,
    )  # fmt: skip
    digest = sha256(manifest)
    document = ReleasedDocument.objects.create(
        kind=draft.kind, series=draft.series, number=number, code=code, subject=draft.subject, title_km=draft.titles["km"],
        title_en=draft.titles["en"], digest=digest, published_at=at, released_by=by,
    )  # fmt: skip
    entry = add_line(ReleaseDeed.PUBLISHED, digest, document=document)
    statements = [document_statement(code, digest, one) for one in draft.signed]
    signatures = signatures_file([(one, sign(one.encode())) for one in statements], entry)
    DocumentFile.objects.bulk_create(
        DocumentFile(document=document, name=name, content=content, sha256=sha256(content), size=len(content))
        for name, content in {**draft.files, MANIFEST: manifest, SIGNATURES: signatures}.items()
    )
    change = {"code": code, "digest": digest, "head": entry.head, "entered_later": entered_later}
    record_deed(by=by, action="release_document", record=document, change=change)
    return document


def _require_the_rule(report: PeriodReport) -> None:
    """No small count stands in what is frozen, none follows from it with all reports and releases that are out, no number in words.

    Raises:
        NotPublished: which line it is, never the count.
    """
    told = report.content["values"]
    lines = TemplateLine.objects.select_related("use").in_bulk([one["line"] for one in told])
    by_key = {str(key): line for key, line in lines.items()}
    shown = {int(amount) for one in told for amount in _amounts(one)}
    for one in told:
        line = by_key[one["line"]]
        if line.of_persons and _gives_away(one, line, report.period):
            raise NotPublished(
                f"{one['name_en']}: together with what is published a small count could be told. Sign the report again."
            )
    if unseen := numbers_not_shown(report.reason, shown):
        raise NotPublished(
            f"The reason holds {', '.join(unseen)}, which stands in no line. Sign it with other words."
        )


def _amounts(one: dict[str, Any]) -> list[Decimal]:
    """The numbers that a line tells: its value, and the parts into which it is split."""
    told = (number_told(text) for text in (one["value"], *one["parts"].values()))
    return [amount for amount in told if amount is not None]


def _gives_away(one: dict[str, Any], line: TemplateLine, period: str) -> bool:
    if any(shown_to_public(amount, of_persons=True) is None for amount in _amounts(one)):
        return True
    if line.use.across_periods != Adds.SUM or number_told(one["value"]) is None:
        return False
    known = {period: [one]}
    for when, other in told_of_year(period, line):
        known.setdefault(when, []).append(other)
    total = released_totals().get((line.use.indicator, int(period[:4])))
    if total is not None and total.value is not None and total.protection == "suppression":
        # A release of the same figure tells the year, whoever counted the quarters.
        known.setdefault(period[:4], []).append({"value": str(total.value), "parts": {}})
    return any(can_be_derived(known, period, part) for part in ("", *one["parts"]))
