from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sarana.publish.charts.drawing import BAR, GRID, NARROW, frame, number, text

_ROW = 46
_TOP = 22


@dataclass(frozen=True, slots=True)
class TimeRow:
    """One line of a time chart: from when to when, the share that is done, marks on the way, and the class of its bar."""

    label: str
    starts_on: date
    ends_on: date
    done: float = 0.0
    marks: Sequence[date] = ()
    tone: str = ""


def time_chart(
    title: str,
    rows: Sequence[TimeRow],
    first: date,
    last: date,
    today: date,
    *,
    language: str,
    today_word: str,
) -> str:
    """Rows over years (a Gantt chart), each label above its bar so that it is legible at the width of a phone.

    Args:
        title: what is drawn, for those who hear it.
        rows: what runs when.
        first: left edge.
        last: right edge.
        today: where the line of today stands, if it lies between.
        language: km or en, for the years.
        today_word: what stands at that line.
    """
    whole = max((last - first).days, 1)
    bottom = _TOP + _ROW * len(rows)

    def at(day: date) -> float:
        return NARROW * min(max((day - first).days, 0), whole) / whole

    inside = []
    for year in range(first.year, last.year + 1):
        x = at(date(year, 1, 1))
        inside.append(
            f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP - 4}" y2="{bottom}" stroke="{GRID}" stroke-width="0.5"/>'
        )
        inside.append(text(x + 3, 14, number(year, language).replace(",", "").replace(".", "")))
    for at_row, row in enumerate(rows):
        y = _TOP + _ROW * at_row
        left, width = at(row.starts_on), max(at(row.ends_on) - at(row.starts_on), 3)
        inside.append(text(0, y + 16, _short(row.label)))
        inside.append(
            f'<rect class="span {row.tone}" x="{left:.1f}" y="{y + 22}" width="{width:.1f}" height="14" fill="none" '
            f'stroke="{BAR}"/>'
        )
        if row.done > 0:
            inside.append(
                f'<rect class="s1 {row.tone}" x="{left:.1f}" y="{y + 22}" width="{width * min(row.done, 1):.1f}" '
                f'height="14" fill="{BAR}"/>'
            )
        inside += [
            f'<circle class="mark" cx="{at(mark):.1f}" cy="{y + 29}" r="4" fill="{GRID}"/>'
            for mark in row.marks
        ]
    if first <= today <= last:
        x = at(today)
        inside.append(
            f'<line class="today" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP - 4}" y2="{bottom}" stroke="{BAR}" stroke-width="2"/>'
        )
        anchor = "end" if x > NARROW / 2 else "start"
        inside.append(text(x - 4 if anchor == "end" else x + 4, bottom + 16, today_word, anchor=anchor))
    return frame(NARROW, bottom + 24, title, inside, size=14, narrow=True)


def _short(label: str) -> str:
    return label if len(label) <= 60 else f"{label[:58]}…"  # noqa: PLR2004 - what fits above the bars
