from collections.abc import Sequence

from sarana.publish.charts.drawing import BAR, BAR_HIDDEN, frame, number, text

_ROW = 30
_LABEL = 210
_BAR = 380
_VALUE = 70
# On a page each label stands above its bar: it stays whole and legible at the width of a phone.
_NARROW_ROW = 46
_NARROW_BAR = 250
_NARROW_SHEET = 330


def bar_chart(
    title: str,
    rows: Sequence[tuple[str, float | None]],
    *,
    language: str,
    hidden: str = "<5",
    narrow: bool = False,
) -> str:
    """Horizontal bars, one a row, in the order given; a hidden count is a hatched mark of fixed length with a word.

    Args:
        title: what is drawn, for those who hear it.
        rows: label and value; None where the count is hidden.
        language: km or en, for the numbers.
        hidden: what stands beside a hidden count.
        narrow: whether it is drawn for a page, which may be as narrow as a phone, and not for paper.
    """
    largest = max((value for _, value in rows if value is not None), default=0) or 1
    inside = []
    for at, (label, value) in enumerate(rows):
        if narrow:
            top, left, full = 4 + at * _NARROW_ROW + 18, 0, _NARROW_BAR
            inside.append(text(0, top - 2, label))
        else:
            top, left, full = 8 + at * _ROW, _LABEL, _BAR
            inside.append(text(_LABEL - 10, top + 17, _short(label), anchor="end"))
        if value is None:
            inside.append(
                f'<rect x="{left + 1}" y="{top + 4}" width="14" height="18" fill="none" stroke="{BAR_HIDDEN}" '
                f'stroke-dasharray="3 2"/>'
            )
            inside.append(text(left + 20, top + 18, hidden))
            continue
        width = full * value / largest
        inside.append(
            f'<rect class="s1" x="{left}" y="{top + 4}" width="{max(width, 1):.0f}" height="18" fill="{BAR}"/>'
        )
        inside.append(text(left + width + 6, top + 18, number(value, language), weight="600"))
    if narrow:
        height = 8 + len(rows) * _NARROW_ROW
        return frame(_NARROW_SHEET, height, title, inside, size=14, narrow=True, fits=True)
    said = "; ".join(
        f"{label}: {hidden if value is None else number(value, language)}" for label, value in rows
    )
    return frame(_LABEL + _BAR + _VALUE, 16 + len(rows) * _ROW, title, inside, description=said)


def _short(label: str) -> str:
    return label if len(label) <= 30 else f"{label[:28]}…"  # noqa: PLR2004 - what fits beside the bars
