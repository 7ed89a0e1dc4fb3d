"""Warning signs in the text of a job offer: which, where in the text, why it warns and what to check."""

from sarana.science.offers.reading import WarningSign, warning_signs
from sarana.science.offers.signs import SIGNS, Sign, Strength

__all__ = ["SIGNS", "Sign", "Strength", "WarningSign", "warning_signs"]
