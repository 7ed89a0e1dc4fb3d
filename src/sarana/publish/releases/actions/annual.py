"""The annual report for the public: signed by one officer, put before everybody by another, made of released figures alone."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.publish.releases.actions.documents import enter
from sarana.publish.releases.actions.drafting import NotPublished
from sarana.publish.releases.actions.ground import said_of_releases_after
from sarana.publish.releases.actions.lines import wait_for_the_chain
from sarana.publish.releases.annual import composed, draws_on, figure_sections, plan_section, released_of_year
from sarana.publish.releases.documents import LANGUAGES, Signed, annual_draft
from sarana.publish.releases.enums import SignatureBy
from sarana.publish.releases.freezing import as_json, sha256
from sarana.publish.releases.models import AnnualReport, ReleasedDocument
from sarana.publish.releases.queries import release_head


@transaction.atomic
def sign_annual_report(*, by: Officer, year: int, day: date | None = None) -> AnnualReport:
    """Freeze what the report of a year says, as released figures and the plan stand now; another officer publishes it.

    Args:
        by: who stands for it first.
        year: of the figures.
        day: on which the plan's progress is told; today without one.

    Raises:
        NotPublished: no figure of the year is released.
    """
    require(by, Power.WRITE_REPORT)
    after, _head = release_head()
    told = released_of_year(year)
    if not any(one.table.population[1] == year for one in told):
        raise NotPublished("No figure of this year is released. The report holds released figures alone.")
    when = day or timezone.localdate()
    content = {
        language: composed(year, told, plan_section(year, when, language), language) for language in LANGUAGES
    }
    report = AnnualReport.objects.create(
        year=year, content=content, digest=sha256(as_json(content)), draws_on=draws_on(year, told), after=after, signed_by=by,
        signed_at=timezone.now(),
    )  # fmt: skip
    change = {"year": year, "digest": report.digest, "after": after}
    record_deed(by=by, action="sign_annual_report", record=report, change=change)
    return report


@transaction.atomic
def release_annual_report(*, by: Officer, report: AnnualReport) -> ReleasedDocument:
    """Put a report that another officer signed before the public, through the gate; a later one of the year replaces it.

    Raises:
        NotPublished: the same officer signed it, it is out, something was released since, or it says what no release shows.
    """
    require(by, Power.WRITE_REPORT)
    report = AnnualReport.objects.select_for_update().get(pk=report.pk)
    if report.signed_by_id == by.pk:
        raise NotPublished("Another person than the one who signed it puts it before the public.")
    if ReleasedDocument.objects.filter(subject=report.pk).exists():
        raise NotPublished("It is before the public already.")
    wait_for_the_chain()
    if said_of_releases_after(report.after):
        raise NotPublished("Figures were released or withdrawn since it was signed. Sign the report anew.")
    _require_released_alone(report)
    now = timezone.now()
    words = [(SignatureBy.FIRST, report.signed_by, report.signed_at), (SignatureBy.SECOND, by, now)]
    signed = tuple(Signed(place.value, officer.agency.code, at) for place, officer, at in words)
    return enter(annual_draft(report, signed), by=by, at=now)


def _require_released_alone(report: AnnualReport) -> None:
    """Its figures are those of releases, to the letter: what everybody has was attacked, and nothing stands beside it.

    Raises:
        NotPublished: something else stands in it.
    """
    told = released_of_year(report.year)
    fits = report.digest == sha256(as_json(report.content)) and report.draws_on == draws_on(report.year, told)
    for language in LANGUAGES:
        *figures, _plan = report.content[language]["sections"]
        fits = fits and as_json(figures) == as_json(figure_sections(report.year, told, language))
    if not fits:
        raise NotPublished("The report says something that no release shows. Sign the report anew.")
