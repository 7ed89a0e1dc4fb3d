"""Campaigns, their sessions, and surveys of what people know."""

import json

from django.db.models.functions import Coalesce

from sarana.measure.figures.rows.reading import Only, Row, key, reader, text
from sarana.register.outreach.models import Campaign, KapSurvey, Session

campaigns = reader(
    Campaign.objects, "pk", key("pk"), "audience", "channel", text("starts_on"), "place_id", "agency__code"
)
# Sessions were held where they say, or else where their campaign takes place.
sessions = reader(
    Session.objects,
    "pk",
    key("pk"),
    key("campaign_id"),
    "campaign__audience",
    text("held_on"),
    Coalesce("place_id", "campaign__place_id"),
    "reached",
    "under_18",
)
_surveys = reader(
    KapSurvey.objects,
    "pk",
    key("pk"),
    "campaign__audience",
    "round",
    text("held_on"),
    "campaign__place_id",
    "asked",
    text("answers"),
)


def surveys(only: Only) -> list[Row]:
    """Every survey of knowledge, attitude and practice with its answers and right answers, all items together."""
    found = []
    for *row, answers in _surveys(only):
        counts = list(json.loads(answers).values())
        found.append((*row, sum(told[0] for told in counts), sum(told[1] for told in counts)))
    return found
