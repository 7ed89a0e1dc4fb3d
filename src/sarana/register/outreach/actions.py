from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import NotAllowed, agency_in_scope, has_power, require
from sarana.base.ledger.actions import record_deed
from sarana.base.places.models import Place
from sarana.base.refused import Refused
from sarana.register.outreach.enums import Audience, OutreachChannel, Round, Sampling
from sarana.register.outreach.models import Campaign, CampaignCitation, KapSurvey, Session
from sarana.register.outreach.rules import may_run_campaign, session_fault, survey_fault
from sarana.register.plans.enums import NodeKind
from sarana.register.reports.models import Report
from sarana.register.reports.queries import reports_visible_to
from sarana.register.tricks.models import Trick


@transaction.atomic
def record_campaign(
    *,
    by: Officer,
    title_km: str,
    title_en: str,
    agency: Agency,
    audience: Audience | str,
    channel: OutreachChannel | str,
    starts_on: date,
    ends_on: date,
    tricks: Iterable[Trick] = (),
    **fields: Any,
) -> Campaign:
    """Put a campaign on record.

    Raises:
        ValueError: it ends before it begins, costs less than nothing, or carries out something that is no activity.
    """
    require(by, Power.NOTE_PROGRESS)
    if not (has_power(by, Power.EDIT_PLAN) or agency_in_scope(by, agency.path)):
        raise NotAllowed(Power.NOTE_PROGRESS)
    if ends_on < starts_on:
        raise Refused("A campaign can't end before it begins.", field="ends_on")
    node = fields.get("node")
    if node is not None and node.kind not in {NodeKind.ACTIVITY, NodeKind.MEASURE}:
        raise Refused("A campaign carries out an activity or a measure.", field="nodes")
    campaign = Campaign.objects.create(
        title_km=title_km, title_en=title_en, agency=agency, audience=Audience(audience), channel=OutreachChannel(channel),
        starts_on=starts_on, ends_on=ends_on, recorded_by=by, **fields,
    )  # fmt: skip
    campaign.tricks.set(tricks)
    change = {"agency": agency, "audience": audience, "channel": channel, "starts_on": starts_on}
    record_deed(by=by, action="record_campaign", record=campaign, change=change)
    return campaign


def _runs(by: Officer, campaign: Campaign) -> None:
    if not may_run_campaign(by, campaign):
        raise NotAllowed(Power.NOTE_PROGRESS)


@transaction.atomic
def hold_session(
    *,
    by: Officer,
    campaign: Campaign,
    held_on: date,
    reached: int,
    women: int = 0,
    men: int = 0,
    under_18: int = 0,
    migrants: int = 0,
    place: Place | None = None,
    is_estimate: bool = False,
) -> Session:
    """Say how many a session reached.

    Raises:
        ValueError: it lies outside the campaign or ahead, or the parts are more than the whole.
    """
    _runs(by, campaign)
    if not campaign.starts_on <= held_on <= min(campaign.ends_on, timezone.localdate()):
        raise Refused("A session lies within its campaign, and not in the future.", field="held_on")
    if fault := session_fault(reached, women, men, under_18, migrants):
        raise Refused(fault, field="reached")
    session = Session.objects.create(
        campaign=campaign, held_on=held_on, reached=reached, women=women, men=men, under_18=under_18, migrants=migrants,
        place=place, is_estimate=is_estimate,
    )  # fmt: skip
    record_deed(
        by=by, action="hold_session", record=campaign, change={"held_on": held_on, "reached": reached}
    )
    return session


@transaction.atomic
def keep_survey(
    *,
    by: Officer,
    campaign: Campaign,
    round: Round | str,  # noqa: A002 - the field's own word
    held_on: date,
    sampling: Sampling | str,
    asked: int,
    answers: dict[str, list[int]],
    digest: str = "",
) -> KapSurvey:
    """Keep the counts of a survey; a round that was kept already is replaced, and the audit trail keeps both.

    Raises:
        ValueError: nobody was asked, or more answered than were asked.
    """
    _runs(by, campaign)
    if fault := survey_fault(asked, answers):
        raise Refused(fault, field="asked")
    survey, _ = KapSurvey.objects.update_or_create(
        campaign=campaign,
        round=Round(round),
        defaults={
            "held_on": held_on,
            "sampling": Sampling(sampling),
            "asked": asked,
            "answers": answers,
            "digest": digest,
        },
    )
    change = {"round": round, "held_on": held_on, "asked": asked, "answers": answers}
    record_deed(by=by, action="keep_survey", record=campaign, change=change)
    return survey


@transaction.atomic
def cite_campaign(*, by: Officer, campaign: Campaign, report: Report) -> CampaignCitation:
    """Say that whoever told a report named a campaign; saying it twice changes nothing."""
    require(by, Power.RECORD_REPORT)
    if not reports_visible_to(by).filter(pk=report.pk).exists():
        raise NotAllowed(Power.SEE_REPORTS)
    citation, is_new = CampaignCitation.objects.get_or_create(
        campaign=campaign, report=report, defaults={"cited_by": by}
    )
    if is_new:
        record_deed(by=by, action="cite_campaign", record=report, change={"campaign": campaign})
    return citation
