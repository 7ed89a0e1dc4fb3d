"""Which columns of the register enter a snapshot. No identity, no free text; every reference is a keyed pseudonym."""

from sarana.measure.figures.tables import (
    care,
    cases,
    commitments,
    money,
    operations,
    prevention,
    reports,
    screening,
    suspects,
)
from sarana.measure.figures.tables.columns import Table

# 2: referrals, repatriations, compensation, reopenings, allegations, elements, and the law of a proceeding.
# 3: campaigns, sessions, surveys, instruments, milestones; tables in parts, kept together by the record that rows belong to.
# 4: what victims were made to do and held by, their events; screening of suspects against lists; the money behind cases.
# 5: who the recruiter was to a victim; pseudonyms are numbers.
# 6: letters with the financial intelligence unit.
SCHEMA_VERSION = 6
# Before, pseudonyms were text, whose first 60 bits (15 signs) are the numbers of today.
NUMBERS_SINCE = 5
# The first of those with the same root holds one row for each record of it.
TABLES: tuple[Table, ...] = (
    reports.REPORTS,
    cases.CASES,
    cases.VICTIMS,
    cases.EVENTS,
    cases.ASSERTIONS,
    operations.OPERATIONS,
    operations.OPERATION_VICTIMS,
    operations.OPERATION_REPORTS,
    suspects.SUSPECTS,
    suspects.STEPS,
    care.SERVICES,
    care.REINTEGRATION,
    commitments.RETURNS,
    care.REFERRALS,
    care.REPATRIATIONS,
    care.COMPENSATIONS,
    care.REOPENINGS,
    suspects.ALLEGATIONS,
    cases.ELEMENTS,
    prevention.CAMPAIGNS,
    prevention.SESSIONS,
    prevention.SURVEYS,
    commitments.INSTRUMENTS,
    commitments.MILESTONES,
    screening.SCREENINGS,
    screening.LIST_ALERTS,
    money.MONEY_INQUIRIES,
    money.ASSET_MEASURES,
    money.FIU_LETTERS,
    commitments.UNITS,
)
