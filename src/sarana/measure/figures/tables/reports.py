"""Reports: what was told to the authorities."""

from sarana.measure.figures.rows import reports
from sarana.measure.figures.tables.columns import DAY, INT, TEXT, Table, form, local_day, province, reference

REPORTS = Table(
    "reports",
    (
        ("ref", INT, reference),
        ("received_on", DAY, local_day),
        ("channel", TEXT, None),
        ("province", TEXT, province),
        ("form", TEXT, form),
        ("agency", TEXT, None),
        ("state", TEXT, None),
    ),
    reports.reports,
    "report",
    "ref",
)
