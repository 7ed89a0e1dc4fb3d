"""Who may see, read and open a report, how urgent it is and when it is late. Pure decisions."""

from sarana.register.reports.rules.clocks import Clock, acknowledge_by, check_by, is_late, next_clock
from sarana.register.reports.rules.receipts import (
    digits_of,
    fits,
    grouped,
    lookup_of,
    new_receipt,
    plain_status,
    slow_hash_of,
)
from sarana.register.reports.rules.sight import (
    CONFIRM_WITHIN,
    OPENING_LASTS,
    bodies_above,
    is_barred_from_report,
    is_excluded,
    may_grant_opening,
    may_open_alone,
    may_read_words,
    may_see_report,
    may_share_with,
    provinces_of,
    stands_above,
    use_of,
)
from sarana.register.reports.rules.tokens import tokens_of_report
from sarana.register.reports.rules.triage import Part, Triage, triage, triage_of

__all__ = [
    "CONFIRM_WITHIN",
    "OPENING_LASTS",
    "Clock",
    "Part",
    "Triage",
    "acknowledge_by",
    "bodies_above",
    "check_by",
    "digits_of",
    "fits",
    "grouped",
    "is_barred_from_report",
    "is_excluded",
    "is_late",
    "lookup_of",
    "may_grant_opening",
    "may_open_alone",
    "may_read_words",
    "may_see_report",
    "may_share_with",
    "new_receipt",
    "next_clock",
    "plain_status",
    "provinces_of",
    "slow_hash_of",
    "stands_above",
    "tokens_of_report",
    "triage",
    "triage_of",
    "use_of",
]
