"""What comes in by the public page, and what its reporter may do with the receipt."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import AgencyKind
from sarana.base.accounts.models import Agency, Officer
from sarana.base.identifiers import number_of
from sarana.base.ledger.actions import record_deed
from sarana.base.places.models import Place
from sarana.base.refused import Refused
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import give_key, key_of, seal
from sarana.register.reports.actions.access import require_sight
from sarana.register.reports.actions.entry import keep_report_tokens
from sarana.register.reports.enums import Channel, Situation, Use
from sarana.register.reports.models import Report, ReportReceipt
from sarana.register.reports.rules import lookup_of, may_share_with, new_receipt, slow_hash_of


@transaction.atomic
def receive_report(
    *,
    agency: Agency,
    situation: Situation | str,
    words: SealedWords,
    consents: Mapping[Use, bool],
    danger_now: str,
    place: Place | None = None,
    minors: str = "unknown",
    persons: int | None = None,
    language: str = "",
    excluded_agencies: Iterable[Agency] = (),
    excluded_provinces: Iterable[Place] = (),
) -> tuple[Report, str]:
    """Put on record what somebody told by the public page; nobody is named as its recorder.

    Args:
        agency: the national body it goes to, never by default the unit nearest the place.
        situation: through which door it came.
        words: everything that was written, sealed at once; two officers open it together.
        consents: what the reporter allows, use by use.
        danger_now: whether somebody is in danger.
        place: the province, if one was chosen.
        minors: whether somebody under 18 is concerned.
        persons: how many persons.
        language: the language to answer in.
        excluded_agencies: bodies that must not see it.
        excluded_provinces: provinces whose officers must not see it.

    Returns:
        The report and its receipt, shown once and kept nowhere.
    """
    report = Report(
        agency=agency,
        received_at=timezone.now(),
        channel=Channel.PUBLIC_PAGE,
        from_public=True,
        situation=situation,
        place=place,
        danger_now=danger_now,
        minors=minors,
        persons=persons,
        language=language,
        **{f"consent_{use}": bool(consents.get(use)) for use in Use},
    )
    report.number = number_of("R", report.id)
    key = give_key(report, key_of(agency))
    seal(report, words, key=key)
    report.save(force_insert=True)
    report.excluded_agencies.set(excluded_agencies)
    report.excluded_provinces.set(excluded_provinces)
    keep_report_tokens(report, words)
    change = {"danger_now": danger_now, "situation": situation, "place": place}
    record_deed(by=None, action="receive_report", record=report, change=change)
    return report, _new_receipt(report)


def door_agency(code: str, excluded: Iterable[Agency] = ()) -> Agency | None:
    """The national body to which a public report goes: the first of the codes that the reporter doesn't exclude.

    Args:
        code: agency codes with commas between; empty for the national committee itself.
        excluded: what the reporter excludes, each with all below it.
    """
    kept_out = [agency.path for agency in excluded]
    if wanted := [part.strip() for part in code.split(",") if part.strip()]:
        by_code = {agency.code: agency for agency in Agency.objects.filter(code__in=wanted, closed_on=None)}
        candidates = [by_code[part] for part in wanted if part in by_code]
    else:
        candidates = list(
            Agency.objects.filter(kind=AgencyKind.NATIONAL_COMMITTEE, parent=None, closed_on=None)
        )
    return next((a for a in candidates if not any(a.path.startswith(path) for path in kept_out)), None)


@transaction.atomic
def give_receipt(*, by: Officer, report: Report) -> str:
    """A receipt for a caller whose report an officer typed; shown once, to be read out.

    Raises:
        ValueError: the report has one already, or came from the public page.
    """
    require_sight(by, report)
    if report.from_public or ReportReceipt.objects.filter(report=report).exists():
        raise Refused("This report has a receipt already; only whoever holds it can change it.", field=None)
    record_deed(by=by, action="give_receipt", record=report)
    return _new_receipt(report)


@transaction.atomic
def replace_receipt(*, receipt: ReportReceipt) -> str:
    """A new receipt for whoever shows the old one, which is worth nothing from now on."""
    report = receipt.report
    receipt.delete()
    record_deed(by=None, action="replace_receipt", record=report)
    return _new_receipt(report)


def _new_receipt(report: Report) -> str:
    digits = new_receipt()
    ReportReceipt.objects.create(report=report, lookup=lookup_of(digits), slow_hash=slow_hash_of(digits))
    return digits


@transaction.atomic
def set_consents(*, receipt: ReportReceipt, consents: Mapping[Use, bool]) -> Report:
    """Change what is allowed; agencies that were let in for a use that is no longer allowed lose sight at once."""
    report = Report.objects.select_for_update(of=("self",)).get(pk=receipt.report_id)
    columns = {f"consent_{use}": bool(consents.get(use)) for use in Use}
    for name, allowed in columns.items():
        setattr(report, name, allowed)
    report.save(update_fields=list(columns))
    gone = [agency for agency in report.shared_with.all() if not may_share_with(agency, report)]
    report.shared_with.remove(*gone)
    change = {**columns, "no_longer_shared_with": sorted(agency.code for agency in gone)}
    record_deed(by=None, action="set_consents", record=report, change=change)
    return report
