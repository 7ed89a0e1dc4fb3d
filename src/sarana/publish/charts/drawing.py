"""What charts share: escaping, number forms, a scale with round steps. No style attributes, so that a strict CSP holds."""

import math
from html import escape

FONT = "Noto Sans, Noto Sans Khmer, sans-serif"
BAR = "#1f5f8b"
# What was to be reached, beside what was.
AIM = "#b45309"
BAR_HIDDEN = "#8a8f98"
GRID = "#8a8f98"
# Width of a drawing on a page, in units of which a phone shows about four fifths as pixels.
NARROW = 480
# On a wide screen such a drawing grows no larger than this many pixels, or its words would shout.
_WIDEST = 600
# What fits a phone whole, and how wide a desk shows it.
FITTING = 320
_WIDEST_FITTING = 440
_KHMER = str.maketrans("0123456789,.", "០១២៣៤៥៦៧៨៩.,")


def number(value: float, language: str) -> str:
    """A number as it is read aloud: thousands grouped, no needless decimals; Khmer digits and points in Khmer."""
    written = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    return written.translate(_KHMER) if language == "km" else written


def text(x: float, y: float, words: str, *, anchor: str = "start", weight: str = "") -> str:
    """A text element in the size and colour of its drawing."""
    placed = f' text-anchor="{anchor}"' if anchor != "start" else ""
    heavy = f' font-weight="{weight}"' if weight else ""
    return f'<text x="{x:.0f}" y="{y:.0f}"{placed}{heavy}>{escape(words)}</text>'


def frame(
    width: float,
    height: float,
    title: str,
    inside: list[str],
    *,
    size: int = 13,
    description: str = "",
    narrow: bool = False,
    fits: bool = False,
) -> str:
    """The SVG with its title and description for those who hear it; a page's style sheet may colour its classes.

    Args:
        width: of the drawing, in its own units.
        height: of the drawing.
        title: what is drawn.
        inside: the elements.
        size: of the words.
        description: the numbers in words; empty where the same numbers stand beside it as a table.
        narrow: whether it is drawn for a page.
        fits: whether it is so narrow that a phone shows it whole, without scrolling.
    """
    bound = f'width="{_WIDEST_FITTING if fits else _WIDEST}" ' if narrow else ""
    told = f"<desc>{escape(description)}</desc>" if description else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {bound}viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
        f'font-family="{FONT}" font-size="{size}" fill="currentColor" class="chart-svg{" fits" if fits else ""}">'
        f"<title>{escape(title)}</title>{told}{''.join(inside)}</svg>"
    )


def steps(largest: float) -> list[float]:
    """Three to six round marks from zero that reach the largest value."""
    if largest <= 0:
        return [0, 1]
    rough = largest / 4
    power = 10 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= rough)
    step = max(step, 1) if largest >= 1 else step
    return [step * i for i in range(math.ceil(largest / step) + 1)]
