"""The three official identification interviews as PDF, filled in or empty, in Khmer or English.

The words never touch a disk: the template is read, the answers are handed to it in memory.
"""

from typing import Any

from django.conf import settings
from django.utils import timezone, translation

from sarana.base.vault.models import SealedWords
from sarana.publish.papers.printing import printed
from sarana.publish.papers.words import word
from sarana.register.identification.enums import Interpretation, InterviewForm, SettingKind
from sarana.register.identification.models import Interview
from sarana.register.identification.rules import FROM_CASE, FROM_IDENTITY, answer_in
from sarana.register.reports.enums import YesNoUnknown
from sarana.science.palermo import GUIDE_VERSION, SECTIONS, questions_of

# Each in English and Khmer.
_WORDS: dict[str, tuple[str, str]] = {
    "kingdom": ("Kingdom of Cambodia", "ព្រះរាជាណាចក្រកម្ពុជា"),
    "motto": ("Nation Religion King", "ជាតិ សាសនា ព្រះមហាក្សត្រ"),
    "before": (
        ("Before the first question: say who you are and what this is for. She may stop at any time and leave out any "
        "question. Help does not depend on her answers. Do not ask again what is answered here. A child is asked by a "
        "trained officer only, with somebody whom it trusts."),
        ("មុនសំណួរដំបូង៖ សូមប្រាប់ថាអ្នកជាអ្នកណា និងសួរដើម្បីអ្វី។ គាត់អាចឈប់នៅពេលណាក៏បាន ហើយអាចមិនឆ្លើយសំណួរណាក៏បាន។ "
        "ជំនួយមិនអាស្រ័យលើចម្លើយទេ។ កុំសួរឡើងវិញនូវអ្វីដែលមានចម្លើយរួចហើយ។ កុមារត្រូវសួរដោយមន្ត្រីដែលបានបណ្តុះបណ្តាល "
        "ដោយមានមនុស្សដែលកុមារទុកចិត្តនៅជាមួយ។"),
    ),
    "signatures": ("Signatures", "ហត្ថលេខា"),
    "read_back": (
        "The answers were read back to her in a language she understands, and she could correct them.",
        "ចម្លើយត្រូវបានអានជូនគាត់ស្តាប់ជាភាសាដែលគាត់យល់ ហើយគាត់អាចកែបាន។",
    ),
    "name_date": ("Name, date", "ឈ្មោះ កាលបរិច្ឆេទ"),
    "number": ("Number of the person", "លេខសម្គាល់បុគ្គល"),
    "case": ("Case", "សំណុំរឿង"),
    "begun": ("Begun", "ចាប់ផ្តើម"),
    "ended": ("Ended", "បញ្ចប់"),
    "language": ("Language", "ភាសា"),
    "understanding": ("How they understood each other", "របៀបយល់គ្នា"),
    "interpreter": ("Interpreter", "អ្នកបកប្រែ"),
    "setting": ("Where they talked", "កន្លែងជជែក"),
    "consent": ("She agrees to be asked", "គាត់យល់ព្រមឱ្យសួរ"),
    "person": ("The person, or thumbprint", "សាមីខ្លួន ឬស្នាមមេដៃ"),
    "officer": ("The officer", "មន្ត្រីសួរ"),
    "interpreter_signs": ("The interpreter", "អ្នកបកប្រែ"),
    "version": ("form", "ទម្រង់"),
    "secret": ("Confidential: keep under lock", "សម្ងាត់៖ ត្រូវចាក់សោទុក"),
    "from_identity": ("known from the vault", "ដឹងពីឃ្លាំងសុវត្ថិភាព"),
    "from_case": ("known from the case", "ដឹងពីសំណុំរឿង"),
    "from_interview": ("told in the interview {number}; not asked again", "បានប្រាប់ក្នុងការសម្ភាស {number} មិនសួរឡើងវិញទេ"),
}  # fmt: skip


def interview_pdf(interview: Interview, words: SealedWords, *, language: str) -> bytes:
    """An interview as a paper; what is not answered has room to be written by hand."""
    with translation.override(language):
        return printed("interview", _content(interview.form, language, interview, words))


def empty_form_pdf(form: str, *, language: str) -> bytes:
    """A form with nothing in it."""
    with translation.override(language):
        return printed("interview", _content(form, language, None, {}))


def _w(name: str, language: str) -> str:
    en, km = _WORDS[name]
    return km if language == "km" else en


def _content(form: str, language: str, interview: Interview | None, words: SealedWords) -> dict[str, Any]:
    """Everything the paper says."""
    title = str(InterviewForm(form).label)
    footer = f"{title} · {_w('version', language)} {interview.guide_version if interview else GUIDE_VERSION} · {_w('secret', language)}"
    return {
        "language": language,
        "title": title,
        "footer": footer,
        "head": "kingdom",
        "demonstration": word("demonstration", language) if settings.DEMONSTRATION else "",
        "agency": interview.agency.name if interview else "",
        "number": interview.number if interview else "",
        "w": {name: _w(name, language) for name in ("kingdom", "motto", "before", "signatures", "read_back", "name_date")},
        "facts": _facts(interview, words, language),
        "sections": _sections(form, words, language),
        "signers": [
            {"role": _w("person", language), "name": ""},
            {"role": _w("officer", language), "name": interview.by.name if interview else ""},
            {"role": _w("interpreter_signs", language), "name": words.get("interpreter", "")},
        ],
    }  # fmt: skip


def _facts(interview: Interview | None, words: SealedWords, language: str) -> list[dict[str, Any]]:
    """What is said about the conversation; boxes to tick where nothing is known yet."""
    values: dict[str, str] = dict.fromkeys(
        (
            "number",
            "case",
            "begun",
            "ended",
            "language",
            "understanding",
            "interpreter",
            "setting",
            "consent",
        ),
        "",
    )
    if interview is not None:
        values |= {
            "number": interview.victim.number,
            "case": interview.victim.case.number,
            "begun": _moment(interview.started_at),
            "ended": _moment(interview.ended_at),
            "language": interview.language,
            "understanding": str(interview.get_interpretation_display()),
            "interpreter": words.get("interpreter", ""),
            "setting": str(interview.get_setting_display()),
            "consent": str(interview.get_consent_display()),
        }
    choices: dict[str, list[str]] = {
        "understanding": [str(name) for _, name in Interpretation.choices],
        "setting": [str(name) for _, name in SettingKind.choices],
        "consent": [str(YesNoUnknown.YES.label), str(YesNoUnknown.NO.label)],
    }
    return [
        {"label": _w(name, language), "value": value, "choices": choices.get(name, [])}
        for name, value in values.items()
    ]


def _moment(at: Any) -> str:
    return timezone.localtime(at).strftime("%d/%m/%Y %H:%M") if at else ""


def _sections(form: str, words: SealedWords, language: str) -> list[dict[str, Any]]:
    sources = words.get("sources", {})
    km = language == "km"
    sections, number = [], 0
    for section, questions in questions_of(form).items():
        lines = []
        for one in questions:
            number += 1
            lines.append(
                {
                    "number": number,
                    "text": one.km if km else one.en,
                    "lines": one.lines,
                    "answer": answer_in(words, one.code, language) if words else "",
                    "source": _source(sources.get(one.code, ""), language),
                }
            )
        sections.append({"title": SECTIONS[section][1 if km else 0], "questions": lines})
    return sections


def _source(source: str, language: str) -> str:
    if not source:
        return ""
    fixed = {FROM_IDENTITY: "from_identity", FROM_CASE: "from_case"}
    return _w(fixed.get(source, "from_interview"), language).format(number=source)
