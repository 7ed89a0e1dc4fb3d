"""The money behind cases: inquiries, what was done with it, and letters with the financial intelligence unit."""

from sarana.measure.figures.rows import money
from sarana.measure.figures.tables.columns import DAY, INT, TEXT, Table, day, province, reference

MONEY_INQUIRIES = Table(
    "money_inquiries",
    (
        ("ref", INT, reference),
        ("case_ref", INT, reference),
        ("opened_on", DAY, day),
        ("ended_on", DAY, day),
        ("outcome", TEXT, None),
        ("province", TEXT, province),
        ("agency", TEXT, None),
    ),
    money.money_inquiries,
)
ASSET_MEASURES = Table(
    "asset_measures",
    (
        ("ref", INT, reference),
        ("case_ref", INT, reference),
        ("deed", TEXT, None),
        ("kind", TEXT, None),
        ("taken_on", DAY, day),
        ("province", TEXT, province),
    ),
    money.asset_measures,
)
FIU_LETTERS = Table(
    "fiu_letters",
    (
        ("ref", INT, reference),
        ("case_ref", INT, reference),
        ("direction", TEXT, None),
        ("kind", TEXT, None),
        ("dated_on", DAY, day),
        ("asked_on", DAY, day),
    ),
    money.fiu_letters,
)
