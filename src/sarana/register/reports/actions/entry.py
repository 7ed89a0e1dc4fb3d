from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.identifiers import number_of
from sarana.base.ledger.actions import record_deed
from sarana.base.places.models import Place
from sarana.base.refused import Refused
from sarana.base.vault.keys import search_token
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import give_key, key_of, seal, unseal
from sarana.register.editing import apply_changes
from sarana.register.readings import record_reading
from sarana.register.reports.actions.access import require_sight
from sarana.register.reports.actions.linking import bar_from_all
from sarana.register.reports.enums import Channel, ReportState, YesNoUnknown
from sarana.register.reports.models import Report, ReportToken
from sarana.register.reports.rules import (
    is_excluded,
    is_kept_out,
    may_read_words,
    may_share_with,
    tokens_of_report,
)


@transaction.atomic
def record_report(
    *,
    by: Officer,
    received_at: datetime,
    channel: Channel | str,
    words: SealedWords,
    place: Place | None = None,
    agency: Agency | None = None,
    danger_now: str = YesNoUnknown.UNKNOWN,
    minors: str = YesNoUnknown.UNKNOWN,
    persons: int | None = None,
    forms_of_exploitation: list[str] | None = None,
    vessel: str = "",
    vessel_flag: str = "",
    next_port: str = "",
    excluded_agencies: Iterable[Agency] = (),
    excluded_provinces: Iterable[Place] = (),
) -> Report:
    """Put on record what somebody told.

    Args:
        by: who records it.
        received_at: when it was told; not in the future.
        channel: how it came.
        words: ``narrative``, ``reporter``, ``whereabouts``: sealed at once.
        place: where, as precisely as the gazetteer can say.
        agency: the agency it goes to; the recorder's own when not given.
        danger_now: whether somebody is in danger now.
        minors: whether somebody under 18 is concerned.
        persons: how many persons it concerns.
        forms_of_exploitation: HTCDS codes.
        vessel: name of a vessel, for a place that moves.
        vessel_flag: its flag state, ISO 3166-1 alpha-2.
        next_port: where it is bound.
        excluded_agencies: bodies that must not see it, as whoever told it wishes.
        excluded_provinces: provinces whose officers must not see it.

    Raises:
        ValueError: it was told in the future, or the recorder or the agency that it goes to is kept out.
    """
    require(by, Power.RECORD_REPORT)
    if received_at > timezone.now():
        raise Refused("A report can't have been received in the future.", field="received_at")
    report = Report(
        agency=agency or by.agency,
        recorded_by=by,
        received_at=received_at,
        channel=channel,
        place=place,
        danger_now=danger_now,
        minors=minors,
        persons=persons,
        forms_of_exploitation=forms_of_exploitation or [],
        vessel=vessel,
        vessel_flag=vessel_flag,
        next_port=next_port,
    )
    report.number = number_of("R", report.id)
    key = give_key(report, key_of(report.agency))
    seal(report, words, key=key)
    report.save(force_insert=True)
    report.excluded_agencies.set(excluded_agencies)
    report.excluded_provinces.set(excluded_provinces)
    if is_excluded(by, report) or is_kept_out(report.agency, report):
        raise Refused(
            "Your own body or province is kept out; somebody else must record this.",
            field="excluded_agencies",
        )
    keep_report_tokens(report, words)
    change = {"channel": channel, "received_at": received_at, "place": place, "danger_now": danger_now}
    record_deed(by=by, action="record_report", record=report, change=change)
    return report


@transaction.atomic
def acknowledge_report(*, by: Officer, report: Report) -> Report:
    """Say that somebody has taken the report up."""
    require_sight(by, report)
    if report.state == ReportState.RECEIVED:
        report.state, report.acknowledged_at = ReportState.ACKNOWLEDGED, timezone.now()
        report.save(update_fields=["state", "acknowledged_at"])
        record_deed(by=by, action="acknowledge_report", record=report)
    return report


@transaction.atomic
def amend_report(*, by: Officer, report: Report, seen_version: int, changes: dict[str, Any]) -> Report:
    """Change fields of a report; see ``apply_changes`` for what happens when two officers edit it."""
    require_sight(by, report)
    if report.from_public and changes.get("channel", Channel.PUBLIC_PAGE) != Channel.PUBLIC_PAGE:
        raise Refused("A report of the public page stays one.", field=None)
    return apply_changes(
        by=by, record=report, seen_version=seen_version, changes=changes, action="amend_report"
    )


def read_report(*, by: Officer, report: Report) -> SealedWords:
    """What was told, word for word; reading is put on record once per officer, report and day.

    Raises:
        NotAllowed: the officer may not see it, or it came by the public page and no second officer let him read it.
    """
    require_words(by, report)
    record_reading(by=by, record=report, action="read_report")
    return unseal(report)


def require_words(by: Officer, report: Report) -> None:
    """Raise NotAllowed unless the officer may read what was told, now."""
    require_sight(by, report)
    if not may_read_words(by, report, timezone.now()):
        raise NotAllowed(Power.GRANT_OPENING)


@transaction.atomic
def bar_officer_from_report(*, by: Officer, report: Report, officer: Officer, reason: str) -> None:
    """Keep an officer from a report that names him or somebody close to him, and from the cases that came of it.

    Raises:
        ValueError: nobody of oversight would see it any more; a report vanishes for nobody's sake.
    """
    require_sight(by, report)
    bar_from_all(officer, report)
    record_deed(by=by, action="bar_officer", record=report, change={"officer": officer}, reason=reason)


@transaction.atomic
def record_first_check(*, by: Officer, report: Report) -> Report:
    """Say that somebody looked into it for the first time: called back, asked, went there."""
    require_sight(by, report)
    if report.first_checked_at is None:
        report.first_checked_at = timezone.now()
        report.save(update_fields=["first_checked_at"])
        record_deed(by=by, action="record_first_check", record=report)
    return report


@transaction.atomic
def share_report(*, by: Officer, report: Report, agency: Agency, reason: str) -> None:
    """Let another agency see the report, as far as the reporter allows; a public report's words stay closed to it too.

    Raises:
        ValueError: no reason is given, or the reporter excluded the agency or refused this use.
    """
    require_sight(by, report)
    if not reason.strip():
        raise Refused("Write down why the agency needs the report.", field="reason")
    if not may_share_with(agency, report):
        raise Refused("The reporter does not want this agency to see the report.", field="agency")
    report.shared_with.add(agency)
    record_deed(
        by=by, action="share_report", record=report, change={"agency": agency.code}, reason=reason.strip()
    )


def keep_report_tokens(report: Report, words: SealedWords) -> None:
    """Keep the keyed tokens by which other reports about the same matter are noticed."""
    found = tokens_of_report(words, vessel=report.vessel, from_public=report.from_public)
    ReportToken.objects.bulk_create(
        ReportToken(report=report, kind=kind, token=search_token(f"report {kind}", text))
        for kind, text in sorted(found)
    )
