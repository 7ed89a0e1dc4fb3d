from collections.abc import Sequence
from dataclasses import dataclass

from sarana.publish.charts.drawing import AIM, BAR, GRID, NARROW, frame, number, steps, text


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The room for a drawing and the size of its words."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    size: int


_PAPER = _Sheet(660, 260, 60, 24, 24, 36, 12)
_PAGE = _Sheet(NARROW, 260, 52, 30, 28, 34, 15)
# A few periods beside their targets, whole on a phone without scrolling.
_PHONE = _Sheet(330, 230, 46, 34, 28, 32, 13)
_FEW = 4
_CLOSE = 28
_INSET = 24
type _Points = Sequence[tuple[str, float | None]]


def line_chart(
    title: str,
    points: _Points,
    *,
    language: str,
    partial: str | None = None,
    narrow: bool = False,
    aims: Sequence[float | None] = (),
) -> str:
    """A line over periods, with a mark and its number at each; a gap where nothing can be said.

    Args:
        title: what is drawn, for those who hear it.
        points: label of the period and value, in order.
        language: km or en, for the numbers.
        partial: label of a period that isn't over; its stretch is dashed.
        narrow: whether it is drawn for a page, which may be as narrow as a phone, and not for paper.
        aims: what was to be reached in each period, drawn as a short bar beside the line; none where nothing was.
    """
    fits = narrow and bool(aims) and len(points) <= _FEW
    sheet = _PHONE if fits else _PAGE if narrow else _PAPER
    told_values = [value for _, value in points if value is not None]
    marks = steps(max([*told_values, *(aim for aim in aims if aim is not None)], default=0))
    high = marks[-1] or 1
    grid, inside = [], []
    for mark in marks:
        _, y = _place(sheet, points, high, 0, mark)
        grid.append(f'<line x1="{sheet.left}" x2="{sheet.width - sheet.right}" y1="{y:.1f}" y2="{y:.1f}"/>')
        inside.append(text(sheet.left - 8, y + 4, number(mark, language), anchor="end"))
    inside = [*_group("grid", f'stroke="{GRID}" stroke-width="0.5"', grid), *inside]
    inside += _aims(sheet, points, high, aims)
    inside += _line(sheet, points, high, language, partial, aims)
    said = "; ".join(
        f"{label}: {'–' if value is None else number(value, language)}" for label, value in points
    )
    told = "" if narrow else said
    return frame(
        sheet.width, sheet.height, title, inside, size=sheet.size, description=told, narrow=narrow, fits=fits
    )


def _group(name: str, look: str, drawn: list[str]) -> list[str]:
    """Shapes that look alike, with their look said once: a page of drawings has to stay light."""
    return [f'<g class="{name}" {look}>', *drawn, "</g>"] if drawn else []


def _place(sheet: _Sheet, points: _Points, high: float, at: int, value: float) -> tuple[float, float]:
    # The number at the first mark stands apart from those beside the axis.
    left = sheet.left + _INSET
    room = sheet.width - left - sheet.right
    x = left + (at * room / (len(points) - 1) if len(points) > 1 else room / 2)
    return x, sheet.height - sheet.bottom - (sheet.height - sheet.top - sheet.bottom) * value / high


def _aims(sheet: _Sheet, points: _Points, high: float, aims: Sequence[float | None]) -> list[str]:
    inside = []
    for at, aim in enumerate(aims):
        if aim is None:
            continue
        x, y = _place(sheet, points, high, at, aim)
        inside.append(
            f'<line class="l2" x1="{x - 14:.1f}" x2="{x + 14:.1f}" y1="{y:.1f}" y2="{y:.1f}" stroke="{AIM}" stroke-width="4"/>'
        )
    return inside


def _line(
    sheet: _Sheet,
    points: _Points,
    high: float,
    language: str,
    partial: str | None,
    aims: Sequence[float | None],
) -> list[str]:
    lines, dots, inside = list[str](), list[str](), list[str]()
    before: tuple[float, float] | None = None
    for at, (label, value) in enumerate(points):
        x, _ = _place(sheet, points, high, at, 0)
        inside.append(text(x, sheet.height - 12, label, anchor="middle"))
        if value is None:
            before = None
            continue
        here = _place(sheet, points, high, at, value)
        if before:
            dash = ' stroke-dasharray="5 4"' if label == partial else ""
            lines.append(
                f'<line x1="{before[0]:.1f}" y1="{before[1]:.1f}" x2="{here[0]:.1f}" y2="{here[1]:.1f}"{dash}/>'
            )
        dots.append(f'<circle cx="{here[0]:.1f}" cy="{here[1]:.1f}" r="4"/>')
        aim = aims[at] if at < len(aims) else None
        # A number that would lie on the bar of its target stands below its mark.
        is_close = aim is not None and 0 <= here[1] - _place(sheet, points, high, at, aim)[1] <= _CLOSE
        below = sheet.size + 8 if is_close else -10
        inside.append(text(here[0], here[1] + below, number(value, language), anchor="middle", weight="600"))
        before = here
    look = f'stroke="{BAR}" stroke-width="2.5"'
    return [*_group("l1", look, lines), *_group("s1", f'fill="{BAR}"', dots), *inside]
