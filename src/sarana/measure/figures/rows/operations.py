"""Operations, whom they found and which reports they acted on."""

from sarana.measure.figures.rows.reading import Only, Row, key, reader, text
from sarana.register.operations.models import Operation, PersonFound

operations = reader(
    Operation.objects,
    "pk",
    key("pk"),
    "kind",
    "state",
    text("carried_out_on"),
    "place_id",
    "premises_inspected",
    "persons_screened",
)
operation_victims = reader(
    PersonFound.objects, "operation_id", key("operation_id"), key("victim_id"), "found_as"
)
_reports_acted_on = reader(
    Operation.reports.through.objects, "operation_id", key("operation_id"), key("report_id")
)
_reports_of_cases = reader(
    Operation.cases.through.objects.filter(case__reports__isnull=False),
    "operation_id",
    key("operation_id"),
    key("case__reports"),
)


def operation_reports(only: Only) -> list[Row]:
    """Which report each operation acted on, directly or through a case."""
    return list({*_reports_acted_on(only), *_reports_of_cases(only)})
