from datetime import timedelta

from django.db.models import Prefetch, QuerySet, Sum

from sarana.register.outreach.models import Campaign, KapSurvey
from sarana.register.outreach.rules import CITED_WITHIN_DAYS


def campaigns() -> QuerySet[Campaign]:
    """Every campaign with how many it reached, the latest first; what was taught is public matter."""
    return (
        Campaign.objects.select_related("agency", "place", "node__plan")
        .prefetch_related(Prefetch("surveys", KapSurvey.objects.order_by("held_on")))
        .annotate(people=Sum("sessions__reached"))
    )


def citations_in_time(campaign: Campaign) -> int:
    """How many reports cite the campaign that came while it ran or within 90 days of its end."""
    return campaign.citations.filter(
        report__received_at__date__gte=campaign.starts_on,
        report__received_at__date__lte=campaign.ends_on + timedelta(days=CITED_WITHIN_DAYS),
    ).count()


def people_of(campaign: Campaign) -> int:
    """How many a campaign of ``campaigns()`` reached; heads are counted at each session, so some more than once."""
    return getattr(campaign, "people", None) or 0
