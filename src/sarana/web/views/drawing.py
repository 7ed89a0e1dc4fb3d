"""What pages with drawings share: the language to draw in, and the drawing as a part of a page."""

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language


def language() -> str:
    """The page's language, for drawings and papers."""
    return "km" if (get_language() or "km").startswith("km") else "en"


def drawn(svg: str) -> SafeString:
    """A drawing of ours: every word in it was escaped where it was drawn."""
    return mark_safe(svg)  # noqa: S308
