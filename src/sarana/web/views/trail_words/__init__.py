"""What was done, and to what kind of record, in words: for stories told from the ledger."""

from sarana.web.components import Words
from sarana.web.views.trail_words.accounts import ACCOUNTS
from sarana.web.views.trail_words.care import CARE
from sarana.web.views.trail_words.cases import CASES
from sarana.web.views.trail_words.figures import FIGURES
from sarana.web.views.trail_words.justice import JUSTICE
from sarana.web.views.trail_words.plans import PLANS
from sarana.web.views.trail_words.reports import REPORTS
from sarana.web.views.trail_words.rescue import RESCUE

__all__ = ["DEEDS"]

DEEDS: dict[str, Words] = {**REPORTS, **CASES, **CARE, **RESCUE, **JUSTICE, **PLANS, **FIGURES, **ACCOUNTS}
