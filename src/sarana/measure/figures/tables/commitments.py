"""What was agreed, planned and owed: instruments with other countries, milestones, and monthly returns."""

from sarana.measure.figures.rows import commitments
from sarana.measure.figures.tables.columns import DAY, INT, TEXT, Table, day, local_day, province, reference

RETURNS = Table(
    "returns",
    (("agency", TEXT, None), ("month", DAY, day), ("sent_on", DAY, local_day)),
    commitments.returns,
)
INSTRUMENTS = Table(
    "instruments",
    (
        ("ref", INT, reference),
        ("kind", TEXT, None),
        ("signed_on", DAY, day),
        ("in_force_on", DAY, day),
        ("expires_on", DAY, day),
        ("ended_on", DAY, day),
    ),
    commitments.instruments,
)
MILESTONES = Table(
    "milestones",
    (
        ("ref", INT, reference),
        ("due_on", DAY, day),
        ("reached_on", DAY, day),
        ("province", TEXT, province),
        ("agency", TEXT, None),
    ),
    commitments.milestones,
)
UNITS = Table("units", (("agency", TEXT, None), ("province", TEXT, province)), commitments.units)
