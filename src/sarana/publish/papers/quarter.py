"""The quarterly form of a provincial committee on paper, with room for signatures."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from sarana.base.accounts.models import Agency
from sarana.base.places.models import Place
from sarana.base.vault.models import SealedWords
from sarana.publish.charts.drawing import number
from sarana.publish.papers.printing import printed
from sarana.register.operations.enums import OperationKind
from sarana.register.returns.models import QuarterlyForm
from sarana.register.returns.queries import OperationSheet

WORDS: dict[str, tuple[str, str]] = {
    "title": ("Quarterly report of the provincial committee", "របាយការណ៍ប្រចាំត្រីមាសរបស់គណៈកម្មាធិការខេត្ត"),
    "quarter": ("Quarter", "ត្រីមាសទី"),
    "year": ("Year", "ឆ្នាំ"),
    "operations": ("1. Operations of the quarter", "១. ប្រតិបត្តិការក្នុងត្រីមាស"),
    "done": ("2. What was done", "២. ការងារដែលបានអនុវត្ត"),
    "planned": ("3. What is planned", "៣. ផែនការបន្ត"),
    "obstacles": ("4. What was hard", "៤. ឧបសគ្គ"),
    "cases": ("5. Cases raised", "៥. សំណុំរឿងដែលបានលើកឡើង"),
    "decisions": ("6. What was decided", "៦. សេចក្តីសម្រេច"),
    "number": ("Operation", "ប្រតិបត្តិការ"),
    "day": ("Day", "ថ្ងៃ"),
    "kind": ("Kind", "ប្រភេទ"),
    "place": ("Where", "ទីកន្លែង"),
    "agency": ("Led by", "ដឹកនាំដោយ"),
    "premises": ("Premises", "ទីតាំង"),
    "screened": ("Screened", "បានពិនិត្យ"),
    "freed": ("Freed", "បានសង្គ្រោះ"),
    "arrested": ("Arrested", "បានចាប់ខ្លួន"),
    "told": ("Prosecutor told", "ជូនដំណឹងអយ្យការ"),
    "interpreter": ("Interpreter", "អ្នកបកប្រែ"),
    "total": ("Total", "សរុប"),
    "none": ("No operation was carried out in this quarter.", "គ្មានប្រតិបត្តិការក្នុងត្រីមាសនេះទេ។"),
    "nothing": ("Nothing written.", "មិនមាន។"),
    "draft": ("Draft, not sent", "សេចក្តីព្រាង មិនទាន់ផ្ញើ"),
    "sent": ("Sent on", "ផ្ញើនៅថ្ងៃ"),
    "prepared": ("Prepared by", "រៀបចំដោយ"),
    "seen": ("Seen and agreed", "បានឃើញ និងឯកភាព"),
    "chair": ("Chair of the committee", "ប្រធានគណៈកម្មាធិការ"),
    "date": ("Date", "ថ្ងៃទី"),
    "yes": ("yes", "បាន"),
    "no": ("no", "មិនបាន"),
}
_PARTS = ("done", "planned", "obstacles", "cases", "decisions")


def quarterly_pdf(
    form: QuarterlyForm, *, words: SealedWords, sheets: Sequence[OperationSheet], language: str = "km"
) -> bytes:
    """The form as a tagged PDF in Khmer (``km``) or English (``en``)."""
    return printed("quarter", quarterly_content(form, words, sheets, language))


def quarterly_content(
    form: QuarterlyForm, words: SealedWords, sheets: Sequence[OperationSheet], language: str
) -> dict[str, Any]:
    """What the form says, the same for PDF and Word."""
    w = {name: pair[language == "km"] for name, pair in WORDS.items()}
    places = {p.code: p for p in Place.objects.filter(code__in=[s.place for s in sheets])}
    agencies = {a.code: a for a in Agency.objects.filter(code__in=[s.agency for s in sheets])}
    km = language == "km"

    def place(code: str) -> str:
        found = places.get(code)
        return (found.name_km if km else found.name_latin) if found else "–"

    def agency(code: str) -> str:
        found = agencies.get(code)
        return (found.name_km if km else found.name_en) if found else "–"

    rows = [
        [
            sheet.number,
            date.fromisoformat(sheet.carried_out_on).strftime("%d.%m.%Y") if sheet.carried_out_on else "–",
            str(OperationKind(sheet.kind).label),
            place(sheet.place),
            agency(sheet.agency),
            *(number(n, language) for n in _counts(sheet)),
            w["yes"] if sheet.prosecutor_told else w["no"],
            w["yes"] if sheet.interpreter_present else w["no"],
        ]
        for sheet in sheets
    ]
    totals = [number(sum(column), language) for column in zip(*map(_counts, sheets), strict=True)]
    return {
        "language": language,
        "w": w,
        "agency": form.agency.name_km if km else form.agency.name_en,
        "year": str(form.year),
        "quarter": str(form.quarter),
        "rows": rows,
        "totals": totals,
        "parts": [{"title": w[part], "text": str(words.get(part, ""))} for part in _PARTS],
        "sent": timezone.localdate(form.sent_at).strftime("%d.%m.%Y") if form.sent_at else "",
        "sent_by": (form.sent_by.name_km if km else form.sent_by.name_latin) if form.sent_by else "",
    }


def _counts(sheet: OperationSheet) -> tuple[int, int, int, int]:
    return sheet.premises_inspected, sheet.persons_screened, sheet.freed, sheet.arrested
