"""Suspects held against lists: how many, and what two people made of the likenesses."""

from collections import Counter

from django.db.models import Exists, OuterRef

from sarana.measure.figures.rows.reading import Only, Row, key, read, reader, text
from sarana.measure.screening.enums import AlertState
from sarana.measure.screening.models import Alert, ScreenedName
from sarana.measure.screening.queries import subjects

# "2022-09-01 03": a moment as the database tells it, to the hour.
_HOUR_SIGNS = 13


def screenings(_only: Only) -> list[Row]:
    """How many suspects were held against a list for the first time, by hour and list: counts, never who."""
    screened = ScreenedName.objects.filter(Exists(subjects().filter(pk=OuterRef("identity"))))
    hours = Counter(
        (moment[:_HOUR_SIGNS], source) for moment, source in read(screened, text("first_at"), "source")
    )
    return [(f"{source} {hour}", f"{hour}:00:00", source, count) for (hour, source), count in hours.items()]


# Likenesses between a suspect and a list that hold, and what two people made of them.
list_alerts = reader(
    Alert.objects.filter(Exists(subjects().filter(pk=OuterRef("identity")))).exclude(state=AlertState.LAPSED),
    "pk",
    key("pk"),
    key("identity_id"),
    "source",
    "regime",
    text("raised_at"),
    text("decided_at"),
    "state",
    "verdict",
)
