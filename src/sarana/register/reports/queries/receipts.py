"""A reporter's receipt."""

from sarana.register.reports.models import ReportReceipt
from sarana.register.reports.rules import digits_of, fits, lookup_of
from sarana.register.reports.rules.receipts import nobodys_hash


def receipt_shown(typed: str) -> ReportReceipt | None:
    """The receipt that somebody typed; a number that nobody has takes as long as one that somebody has."""
    digits = digits_of(typed)
    if not digits:
        return None
    candidates = list(ReportReceipt.objects.filter(lookup=lookup_of(digits)).select_related("report__agency"))
    right = [receipt for receipt in candidates if fits(receipt.slow_hash, digits)]
    if not candidates:
        fits(nobodys_hash(), digits)
    return right[0] if right else None
