from collections.abc import Sequence

from sarana.publish.charts.drawing import BAR, GRID, frame, number, steps, text

_WIDTH, _HEIGHT = 660, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 16, 24, 36
# Room at both ends, so that a number never stands on the scale.
_INSET = 28


def line_chart(
    title: str, points: Sequence[tuple[str, float | None]], *, language: str, partial: str | None = None
) -> str:
    """A line over periods, with a mark and its number at each; a gap where nothing can be said.

    Args:
        title: what is drawn, for those who hear it.
        points: label of the period and value, in order.
        language: km or en, for the numbers.
        partial: label of a period that isn't over; its stretch is dashed.
    """
    known = [value for _, value in points if value is not None]
    marks = steps(max(known, default=0))
    high = marks[-1] or 1
    across = (_WIDTH - _LEFT - _RIGHT - 2 * _INSET) / max(1, len(points) - 1)

    def place(at: int, value: float) -> tuple[float, float]:
        x = _LEFT + _INSET + at * across if len(points) > 1 else (_WIDTH + _LEFT - _RIGHT) / 2
        return x, _HEIGHT - _BOTTOM - (_HEIGHT - _TOP - _BOTTOM) * value / high

    inside = []
    for mark in marks:
        y = place(0, mark)[1]
        inside.append(
            f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{GRID}" stroke-width="0.5"/>'
        )
        inside.append(text(_LEFT - 8, y + 4, number(mark, language), anchor="end", size=12))
    before: tuple[float, float] | None = None
    for at, (label, value) in enumerate(points):
        x, _ = place(at, 0)
        inside.append(text(x, _HEIGHT - 12, label, anchor="middle", size=12))
        if value is None:
            before = None
            continue
        here = place(at, value)
        if before:
            dash = ' stroke-dasharray="5 4"' if label == partial else ""
            inside.append(
                f'<line x1="{before[0]:.1f}" y1="{before[1]:.1f}" x2="{here[0]:.1f}" y2="{here[1]:.1f}" '
                f'stroke="{BAR}" stroke-width="2.5"{dash}/>'
            )
        inside.append(f'<circle cx="{here[0]:.1f}" cy="{here[1]:.1f}" r="4" fill="{BAR}"/>')
        inside.append(
            text(here[0], here[1] - 10, number(value, language), anchor="middle", size=12, weight="600")
        )
        before = here
    said = "; ".join(
        f"{label}: {'–' if value is None else number(value, language)}" for label, value in points
    )
    return frame(_WIDTH, _HEIGHT, title, said, inside)
