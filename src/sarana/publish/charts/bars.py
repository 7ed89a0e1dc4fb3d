from collections.abc import Sequence

from sarana.publish.charts.drawing import BAR, BAR_HIDDEN, frame, number, text

_ROW = 30
_LABEL = 210
_BAR = 380
_VALUE = 70


def bar_chart(
    title: str, rows: Sequence[tuple[str, float | None]], *, language: str, hidden: str = "<5"
) -> str:
    """Horizontal bars, one a row, in the order given; a hidden count is a hatched mark of fixed length with a word.

    Args:
        title: what is drawn, for those who hear it.
        rows: label and value; None where the count is hidden.
        language: km or en, for the numbers.
        hidden: what stands beside a hidden count.
    """
    largest = max((value for _, value in rows if value is not None), default=0) or 1
    inside = []
    for at, (label, value) in enumerate(rows):
        top = 8 + at * _ROW
        inside.append(text(_LABEL - 10, top + 17, _short(label), anchor="end"))
        if value is None:
            inside.append(
                f'<rect x="{_LABEL}" y="{top + 4}" width="14" height="18" fill="none" stroke="{BAR_HIDDEN}" '
                f'stroke-dasharray="3 2"/>'
            )
            inside.append(text(_LABEL + 20, top + 17, hidden))
            continue
        width = _BAR * value / largest
        inside.append(
            f'<rect x="{_LABEL}" y="{top + 4}" width="{max(width, 1):.1f}" height="18" fill="{BAR}"/>'
        )
        inside.append(text(_LABEL + width + 6, top + 17, number(value, language), weight="600"))
    said = "; ".join(
        f"{label}: {hidden if value is None else number(value, language)}" for label, value in rows
    )
    return frame(_LABEL + _BAR + _VALUE, 16 + len(rows) * _ROW, title, said, inside)


def _short(label: str) -> str:
    return label if len(label) <= 30 else f"{label[:28]}…"  # noqa: PLR2004 - what fits beside the bars
