"""The net of links on paper: what a page of it shows, drawn and as tables, with who took it and when.

Numbers and kinds only, as on the page: no name and no value of a trace is handed to it, and no victim is in the net.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from sarana.publish.papers.printing import printed
from sarana.publish.papers.words import word

#: A table of more lines is read on no paper; the CSV holds everything.
MOST_LINES = 500
# The page's colours by day; on paper there is no style sheet beside the drawing.
_COLOURS = {
    "s1": "#0b5350",
    "s2": "#c0661a",
    "s3": "#4b5fa8",
    "s4": "#93356b",
    "s5": "#5f7a1f",
    "s6": "#6b737b",
}
_INK, _EDGE = "#17324d", "#8a949e"

# Each in English and Khmer.
WORDS: dict[str, tuple[str, str]] = {
    "state": ("Kingdom of Cambodia", "ព្រះរាជាណាចក្រកម្ពុជា"),
    "taken": ("Taken by {name} on {day}", "យកដោយ {name} នៅថ្ងៃទី {day}"),
    "lead": (
        (
            "A tie is a reason to look and no finding. Made of the cases that this officer may see, with numbers and kinds only. "
            "Victims and what is theirs are never in it."
        ),
        (
            "ចំណងជាហេតុផលឱ្យពិនិត្យ មិនមែនជាការសន្និដ្ឋានទេ។ ធ្វើឡើងពីសំណុំរឿងដែលមន្ត្រីនេះអាចមើលបាន មានតែលេខ និងប្រភេទប៉ុណ្ណោះ។ "
            "ជនរងគ្រោះ និងអ្វីដែលជារបស់គេ មិនស្ថិតក្នុងនេះឡើយ។"
        ),
    ),
    "signs": (
        (
            "Box with round corners: case. Square: suspect or organisation. Hexagon: telephone, account, vehicle, document. House: "
            "premises. Line: confirmed thick, likely dashed, unsure dotted."
        ),
        (
            "ប្រអប់ជ្រុងមូល៖ សំណុំរឿង។ ការ៉េ៖ ជនសង្ស័យ ឬអង្គការ។ ឆកោណ៖ ទូរស័ព្ទ គណនី យានយន្ត ឯកសារ។ រូបផ្ទះ៖ ទីតាំង។ "
            "បន្ទាត់៖ បញ្ជាក់ហើយគឺក្រាស់ ទំនងគឺដាច់ៗ មិនច្បាស់គឺចុចៗ។"
        ),
    ),
    "left": (
        "{n} more did not fit into the drawing; the table holds them.",
        "នៅសល់ {n} ទៀតដែលមិនចូលក្នុងគំនូរ តារាងមានទាំងអស់។",
    ),
    "more": (
        "The first {most} of {n} lines; the CSV file holds all.",
        "{most} បន្ទាត់ដំបូងក្នុងចំណោម {n} ឯកសារ CSV មានទាំងអស់។",
    ),
    "newest": (
        "Only the newest 3,000 cases are in it, and those of the numbers that were asked for.",
        "មានតែសំណុំរឿងថ្មីបំផុត ៣០០០ និងសំណុំរឿងនៃលេខដែលបានសួរប៉ុណ្ណោះ។",
    ),
    "estimated": (
        "The largest part was too large to go through whole; the pairs in it are estimated.",
        "ផ្នែកធំបំផុតធំពេកមិនអាចគណនាទាំងមូលបាន ចំនួនគូក្នុងនោះជាការប៉ាន់ស្មាន។",
    ),
    "none": ("Nothing on record ties them.", "គ្មានអ្វីក្នុងកំណត់ត្រាចងពួកគេទេ។"),
    "secret": ("Confidential: keep under lock", "សម្ងាត់៖ ត្រូវចាក់សោទុក"),
}


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table of the paper; ``right`` are the columns of numbers."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: frozenset[int] = frozenset()


def links_pdf(
    *, title: str, tables: Sequence[PaperTable], svg: str = "", left: int = 0, taken_by: str, language: str,
    left_out: bool = False, estimated: bool = False,
) -> bytes:  # fmt: skip
    """A page of the net as a tagged PDF, for reading and for a file; Khmer (``km``) or English (``en``).

    Args:
        title: of the page.
        tables: what it tells.
        svg: its drawing, as the page has it.
        left: how many things did not fit into the drawing.
        taken_by: the officer, by name.
        language: of the fixed words; titles and cells come in it.
        left_out: whether older cases did not fit into the net.
        estimated: whether pairs were estimated.
    """
    w = {name: both[language == "km"] for name, both in WORDS.items()}
    day = timezone.localtime().strftime("%d/%m/%Y %H:%M")
    limits = [w["lead"], *([w["newest"]] if left_out else []), *([w["estimated"]] if estimated else [])]
    return printed(
        "links",
        {
            "language": language,
            "title": title,
            "demonstration": word("demonstration", language) if settings.DEMONSTRATION else "",
            "w": w,
            "taken": w["taken"].format(name=taken_by, day=day),
            "limits": limits,
            "svg": _with_colours(svg),
            "signs": w["signs"] if svg else "",
            "left": w["left"].format(n=f"{left:,}") if left else "",
            "tables": [_content(table, w) for table in tables],
        },
    )


def _content(table: PaperTable, w: dict[str, str]) -> dict[str, Any]:
    many = len(table.rows)
    return {
        "title": table.title,
        "head": list(table.head),
        "rows": [list(row) for row in table.rows[:MOST_LINES]],
        "right": sorted(table.right),
        "more": w["more"].format(most=f"{MOST_LINES:,}", n=f"{many:,}") if many > MOST_LINES else "",
    }


def _with_colours(svg: str) -> str:
    """The drawing with the style that the page's sheet gives it."""
    if not svg:
        return ""
    fills = "".join(f".{name}{{fill:{colour}}}" for name, colour in _COLOURS.items())
    style = f"<style>{fills}.tie,.firm{{stroke:{_EDGE};stroke-width:1.5}}.firm{{stroke-width:3}}"
    style += "text{paint-order:stroke;stroke:#fff;stroke-width:4px;stroke-linejoin:round}</style>"
    head, rest = svg.replace("currentColor", _INK).split(">", 1)
    return f"{head}>{style}{rest}"
