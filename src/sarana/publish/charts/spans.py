from collections.abc import Sequence

from sarana.publish.charts.drawing import BAR, FITTING, GRID, frame, number, steps, text

_ROW = 46
_EDGE = 26


def span_chart(
    title: str,
    spans: Sequence[tuple[str, float, float, float]],
    *,
    language: str,
    across: str,
    narrow: bool = False,
) -> str:
    """Ranges over the same numbers, a row each: a line from the lower to the upper limit with a mark in between.

    Args:
        title: what is drawn, for those who hear it.
        spans: label, lower limit, what lies between, upper limit.
        language: km or en, for the numbers.
        across: what the numbers are.
        narrow: whether it is drawn for a page, which may be as narrow as a phone, and not for paper.
    """
    wide = FITTING if narrow else 660
    marks = steps(max(upper for _, _, _, upper in spans))
    floor = 8 + _ROW * len(spans)

    def at(value: float) -> float:
        return _EDGE + (wide - 2 * _EDGE) * value / (marks[-1] or 1)

    inside = []
    for mark in marks:
        inside.append(
            f'<line class="grid" x1="{at(mark):.1f}" x2="{at(mark):.1f}" y1="4" y2="{floor}" '
            f'stroke="{GRID}" stroke-width="0.5"/>'
        )
        inside.append(text(at(mark), floor + 18, number(mark, language), anchor="middle"))
    inside.append(text(wide - 4, floor + 38, across, anchor="end"))
    for row, (label, lower, middle, upper) in enumerate(spans):
        y = 8 + _ROW * row + 32
        inside.append(text(0, y - 14, label))
        inside.append(
            f'<line class="l1" x1="{at(lower):.1f}" x2="{at(upper):.1f}" y1="{y}" y2="{y}" stroke="{BAR}" '
            f'stroke-width="5" stroke-linecap="round"/>'
        )
        inside.append(f'<circle class="s1" cx="{at(middle):.1f}" cy="{y}" r="7" fill="{BAR}"/>')
    said = "; ".join(
        f"{label}: {number(round(lower), language)} – {number(round(upper), language)}"
        for label, lower, _, upper in spans
    )
    return frame(
        wide,
        floor + 46,
        title,
        inside,
        size=14,
        description="" if narrow else said,
        narrow=narrow,
        fits=narrow,
    )
