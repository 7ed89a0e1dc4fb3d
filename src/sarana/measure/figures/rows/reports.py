"""Reports: what was told to the authorities."""

from django.db.models import QuerySet

from sarana.measure.figures.rows.reading import key, reader, text
from sarana.register.reports.models import Report


def countable_reports() -> QuerySet[Report]:
    """Every report that may be counted: what a reporter did not allow to be counted is not."""
    return Report.objects.exclude(consent_statistics=False)


reports = reader(
    countable_reports(),
    "pk",
    key("pk"),
    text("received_at"),
    "channel",
    "place_id",
    "forms_of_exploitation",
    "agency__code",
    "state",
)
