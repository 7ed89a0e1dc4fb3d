"""What pages with drawings share: the language to draw in, and the drawing as a part of a page."""

import re

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language


def language() -> str:
    """The page's language, for drawings and papers."""
    return "km" if (get_language() or "km").startswith("km") else "en"


_NUMBER = re.compile(r"(?<=>)[០-៩][០-៩., –]*(?=<)")
_AS_TABLES_WRITE = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")


def drawn(svg: str) -> SafeString:
    """A drawing of ours: every word in it was escaped where it was drawn.

    Its numbers are written as in the table beside it, in Arabic numerals; papers in Khmer write Khmer ones in both.
    """
    return mark_safe(_NUMBER.sub(lambda number: number[0].translate(_AS_TABLES_WRITE), svg))  # noqa: S308
