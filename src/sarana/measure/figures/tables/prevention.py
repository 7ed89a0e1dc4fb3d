"""Campaigns, their sessions, and surveys of what people know."""

from sarana.measure.figures.rows import prevention
from sarana.measure.figures.tables.columns import DAY, INT, TEXT, Table, day, province, reference

CAMPAIGNS = Table(
    "campaigns",
    (
        ("ref", INT, reference),
        ("audience", TEXT, None),
        ("channel", TEXT, None),
        ("starts_on", DAY, day),
        ("province", TEXT, province),
        ("agency", TEXT, None),
    ),
    prevention.campaigns,
)
SESSIONS = Table(
    "sessions",
    (
        ("ref", INT, reference),
        ("campaign", INT, reference),
        ("audience", TEXT, None),
        ("held_on", DAY, day),
        ("province", TEXT, province),
        ("reached", INT, None),
        ("under_18", INT, None),
    ),
    prevention.sessions,
)
SURVEYS = Table(
    "surveys",
    (
        ("ref", INT, reference),
        ("audience", TEXT, None),
        ("round", TEXT, None),
        ("held_on", DAY, day),
        ("province", TEXT, province),
        ("asked", INT, None),
        ("answers", INT, None),
        ("right_answers", INT, None),
    ),
    prevention.surveys,
)
