"""Suspects held against lists: how many, and what two people made of the likenesses."""

from sarana.measure.figures.rows import screening
from sarana.measure.figures.tables.columns import DAY, INT, TEXT, Table, local_day, reference

SCREENINGS = Table(
    "screenings",
    (
        ("ref", INT, reference),
        ("on_date", DAY, local_day),
        ("source", TEXT, None),
        ("screened", INT, None),
    ),
    screening.screenings,
)
LIST_ALERTS = Table(
    "list_alerts",
    (
        ("ref", INT, reference),
        ("person", INT, reference),
        ("source", TEXT, None),
        ("regime", TEXT, None),
        ("raised_on", DAY, local_day),
        ("decided_on", DAY, local_day),
        ("state", TEXT, None),
        ("verdict", TEXT, None),
    ),
    screening.list_alerts,
)
