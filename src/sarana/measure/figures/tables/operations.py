"""Operations, whom they found and which reports they acted on."""

from sarana.measure.figures.rows import operations
from sarana.measure.figures.tables.columns import DAY, INT, TEXT, Table, day, province, reference

OPERATIONS = Table(
    "operations",
    (
        ("ref", INT, reference),
        ("kind", TEXT, None),
        ("state", TEXT, None),
        ("carried_out_on", DAY, day),
        ("province", TEXT, province),
        ("premises", INT, None),
        ("screened", INT, None),
    ),
    operations.operations,
    "operation",
    "ref",
)
OPERATION_VICTIMS = Table(
    "operation_victims",
    (("operation", INT, reference), ("victim", INT, reference), ("found_as", TEXT, None)),
    operations.operation_victims,
    "operation",
    "operation",
)
OPERATION_REPORTS = Table(
    "operation_reports",
    (("operation", INT, reference), ("report", INT, reference)),
    operations.operation_reports,
    "operation",
    "operation",
)
