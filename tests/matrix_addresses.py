"""The address of every page and API operation for one bundle of records; one that nobody can fill fails the matrix."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from sarana.api.api import api
from tests.relations import Bundle

_HOLE = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")

# Whose number stands in an address, by its first part; an operation that still lies ahead has deeds of its own.
NUMBERS = {
    "reports": "report", "cases": "case", "victims": "victim", "suspects": "suspect", "proceedings": "proceeding",
    "operations": "operation", "allegations": "allegation", "interviews": "interview", "traces": "trace",
    "rescue": "rescue", "sought": "sought", "referrals": "referral", "inquiries": "inquiry", "letters": "letter", "links": "case", "repatriations": "repatriation", "handovers": "handover",
}  # fmt: skip
# Deeds that need a record in another state than the rest.
INSTEAD = {
    "interview-answers": "official", "interview-paper": "official", "report-close-refuse": "vague",
    "report-close-confirm": "vague", "trace-flags": "account", "letter-file": "letter-out", "letter-worth": "letter-out",
}  # fmt: skip
AHEAD = {
    "operation-edit",
    "operation-close",
    "operation-call-off",
    "operation-task",
    "operation-task-back",
    "operation-checklist",
}
# What the key in an address stands for, by the page's name.
KEYS = {
    "consent-withdraw": "consent", "flag-lift": "flag", "approval-answer": "approval", "glass-review": "glass", "export-decide": "export", "export-take": "export",
    "errand": "errand", "errand-done": "errand", "pair": "pair", "pair-merge": "pair", "pair-apart": "pair", "pair-unsure": "pair",
    "merge-undo": "merge", "goal-move": "goal", "stay-end": "stay", "stay-read": "stay", "compensation-money": "money",
    "quarterly-form": "form", "quarterly-edit": "form", "quarterly-send": "form", "quarterly-paper": "form", "quarterly-paper-docx": "form",
    "report-open-decide": "opening", "report-open-grant": "opening", "report-same-undo": "link", "case-file": "file",
    "link-end": "trace-link", "victim-dispute": "word", "detention-extend": "held", "detention-end": "held",
    "absence-end": "gone", "witness-heard": "witness", "witness-withdrawn": "witness", "operation-task-back": "task",
    "operation-screened": "found", "allegation-lift": "lock", "crossing-spoken": "crossing", "press-check": "check", "press-source": "source", "press-review": "text", "press-state": "text", "press-publish": "text", "press-link": "text", "press-ask": "text", "press-promise": "text", "press-answer": "question", "press-erratum-new": "published", "press-bring": "source", "press-topic-drop": "topic", "hidden-number-kept": "check",
    "plan": "plan", "plan-state": "plan", "pillar-new": "plan", "plan-board": "plan", "plan-time": "plan",
    "plan-map": "plan", "plan-money": "plan", "plan-xlsx": "plan", "plan-iati": "plan", "plan-trouble": "plan", "plan-changes": "plan", "amendment-new": "plan",
    "amendment": "amendment", "amendment-adopt": "amendment", "amendment-drop": "amendment",
    "amendment-change": "amendment", "amendment-target": "amendment", "amendment-milestone": "amendment", "node": "measure", "node-edit": "measure", "node-new": "measure",
    "node-note": "measure", "node-plan": "measure", "node-tell": "measure", "milestone-reach": "milestone",
    "line-spending": "line", "obstacle": "obstacle", "obstacle-higher": "obstacle", "evidence": "proof", "criterion-file": "criterion-file",
    "evidence-twin": "proof", "body": "body", "body-seat": "body", "meeting-new": "body", "meeting": "meeting",
    "meeting-room": "meeting", "meeting-item": "meeting", "meeting-present": "meeting", "meeting-minutes": "meeting",
    "meeting-sign": "meeting", "meeting-next": "meeting", "item-settle": "meeting", "item-action": "meeting",
    "action-point": "point", "action-done": "point", "action-verify": "point", "action-cancel": "point",
    "template": "template", "template-line": "template", "template-open": "template", "template-edit": "template", "template-units": "template",
    "template-close": "template", "template-line-end": "template-line", "period": "template",
    "chasers": "template", "period-sign": "template", "period-report": "period-report",
    "period-report-publish": "period-report", "period-report-pdf": "period-report", "slot": "slot", "slot-enter": "slot",
    "slot-form": "slot", "slot-read": "slot", "slot-clear": "slot", "slot-accept": "slot", "slot-return": "slot",
    "slot-except": "slot", **{f"public-plan{part}": "published-plan" for part in ("", "-pdf", "-in", "-pdf-in")}, **{f"public-dossier{part}": "published-dossier" for part in ("", "-pdf", "-in", "-pdf-in")}, **{f"public-annual{part}": "published-annual" for part in ("", "-pdf", "-in", "-pdf-in")}, "annual-report": "annual", "annual-report-publish": "annual", "public-plan-iati": "plan-series", "public-document-zip": "published-plan", "document-withdraw": "published-plan",
    "public-report": "published-report", "public-report-pdf": "published-report", "public-report-in": "published-report", "public-report-pdf-in": "published-report", "plan-public": "running-plan",
    "plan-publish": "running-plan", "plan-read": "running-plan", "plan-reviews": "running-plan", "review-new": "running-plan",
    "review": "review", "review-node": "review", "review-close": "review", "plan-sheet-new": "plan", "plan-sheet": "plan-sheet",
    "plan-sheet-take": "plan-sheet", "plan-sheet-row": "plan-sheet", "node-rate": "rated", "campaign": "campaign",
    "campaign-session": "campaign", "campaign-form": "campaign", "campaign-survey": "campaign", "campaign-cite": "campaign",
    "instrument": "instrument", "instrument-edit": "instrument", "instrument-oblige": "instrument",
    "edition": "edition", "edition-screen": "edition", "alert": "alert", "alert-open": "alert", "alert-judge": "alert",
    **{f"release{part}": "release" for part in ("", "-costs", "-table-new", "-microdata-new", "-microdata-drop", "-protect", "-attack", "-sign", "-publish", "-erratum", "-withdraw")},
    "release-table-drop": "release-table",
    "batch": "batch",
    "batch-csv": "batch", "batch-decide": "batch", "batch-decide-csv": "batch", "quarantined-row": "batch-row", "row-discard": "batch-row", "rescue-row": "list-row",
    "rescue-row-aside": "list-row", "sought-photo": "photo", "letter-item-drop": "letter-item",
}  # fmt: skip
# Two records in one address: what the second key stands for.
SECOND_KEYS = {"node": "measure", "item": "item"}
RATED = {"review-node"}
# Parts of addresses that are words, not records.
WORDS = {
    "referral-open": {"token": "no-such-link"}, "repatriation-step": {"what": "traced"}, "handover-sign": {"side": "ours"},
    "figure": {"code": "victims_identified"}, "figure-layout": {"code": "glotip"}, "figure-records": {"code": "victims_identified"},
    "press-ask": {"place": "s1"}, "press-promise": {"place": "s1"}, "published-figure": {"indicator": "victims"}, "officer-retire": {"username": "immigration"},
    "proceeding-move": {"stage": "charge"}, "interview-empty": {"form": "police", "language": "km"},
    "interview-step": {"key": "act"}, "interview-answers": {"page": "1"}, "rescue-template": {"kind": "csv"},
    "plan-sheet-row": {"number": "4"}, "node-new": {"kind": "activity"}, "node-plan": {"deed": "money"}, "node-tell": {"deed": "obstacle"},
    "assessment": {"year": "2022"}, "assessment-publish": {"year": "2022"}, "assessment-release": {"year": "2022"}, "assessment-dossier": {"year": "2022"}, "assessment-dossier-docx": {"year": "2022"}, "assessment-dossier-page": {"year": "2022"},
    "fact-tell": {"year": "2022", "code": "staff_trained"}, "criterion": {"year": "2022", "code": "I1"},
    "criterion-rate": {"year": "2022", "code": "I1"}, "criterion-evidence": {"year": "2022", "code": "I1"}, "criterion-file": {"year": "2022", "code": "I1"},
    **{f"public{part}-in": {"spoken": "km"} for part in ("", "-check", "-feed", "-plan", "-plan-pdf", "-dossier", "-dossier-pdf", "-annual", "-annual-pdf", "-report", "-report-pdf", "-releases", "-release", "-release-table")},
    "province-sheet-pdf": {"code": "12"}, "province-sheet-docx": {"code": "12"},
    "questionnaire": {"code": "greta"}, "questionnaire-pdf": {"code": "greta"}, "questionnaire-docx": {"code": "greta"},
    "public-release-file": {"name": "datapackage.json"},
    "trick": {"code": "easy-computer-job"}, "trick-edit": {"code": "easy-computer-job"},
}  # fmt: skip
POSTED = {
    "send-return", "quarterly-send", "draft", "draft-drop", "report-acknowledge", "report-close-confirm", "report-checked",
    "report-open-grant", "report-receipt", "report-link", "case-quiet-lift", "trace-whole", "victim-identity",
    "interview-end", "interview-paper", "suspect-identity", "operation-prosecutor", "ledger-verify", "snapshot-new",
    "rescue-message", "sought-identity", "sought-photo", "flag-lift", "errand-done", "meeting-sign", "meeting-next", "assessment-publish", "assessment-release", "press-topic-drop", "press-state", "press-publish",
    "slot-clear", "slot-accept", "plan-publish", "plan-read", "plan-sheet-take", "edition-screen", "alert-open",
    "letter-item-drop", "letter-submit", "letter-release", "letter-file",
}  # fmt: skip


def own_patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Every page of the officers' site."""
    for pattern in (resolver or get_resolver("sarana.web.urls")).url_patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from own_patterns(pattern)


def page_address(pattern: URLPattern, bundle: Bundle) -> str:
    """The page's address for these records.

    Raises:
        KeyError: nobody said what stands in the address.
    """
    name = str(pattern.name)
    route = str(pattern.pattern).lstrip("^").rstrip("$").replace("\\.", ".")

    def fill(hole: re.Match[str]) -> str:
        what = hole[1] or hole[2]
        if what in WORDS.get(name, {}):
            return WORDS[name][what]
        if what == "number":
            kind = "planned" if name in AHEAD else INSTEAD.get(name, NUMBERS[route.split("/")[0]])
            return bundle.numbers[kind]
        if what == "node" and name in RATED:
            return str(bundle.keys["rated"])
        if what in bundle.words:
            return bundle.words[what]
        if what in SECOND_KEYS:
            return str(bundle.keys[SECOND_KEYS[what]])
        return str(bundle.keys["mission" if name == "mission" else KEYS[name]])

    asked = f"?case={bundle.numbers['case']}" if name == "allegation-new" else ""
    return "/" + _HOLE.sub(fill, route) + asked


def pages() -> list[tuple[str, URLPattern, str]]:
    """Name, pattern and method of every page."""
    return [(str(p.name), p, "POST" if p.name in POSTED else "GET") for p in own_patterns()]


@cache
def operations() -> tuple[tuple[str, str, str], ...]:
    """Name, path and method of every operation of the API."""
    paths = api.get_openapi_schema()["paths"]
    return tuple(
        (name.removeprefix("sarana_api_").split("_", 1)[1], path, method.upper())
        for path, methods in paths.items()
        for method, operation in methods.items()
        if (name := operation["operationId"])
    )


BODIES: dict[str, dict[str, Any]] = {
    "post_victim": {"identity": {"names": ["Meas Bopha"]}},
    "post_status": {"assertion": "PossibleVictimOfTrafficking", "asserted_on": "2022-09-17"},
    "post_report": {"received_at": "2022-08-09T10:00:00+07:00", "channel": "hotline", "narrative": "Told."},
    "post_case": {"opened_on": "2022-08-09", "title": "A door"},
    "post_trace": {"kind": "phone", "value": "012 345 987"},
    "post_trace_link": {"relation": "uses", "known_from": "witness"},
    "post_interview": {
        "form": "screening",
        "interpretation": "own_language",
        "setting": "safe_room",
        "consent": "yes",
        "reason": "Asked",
    },
    "post_answers": {"answers": {"names": "Meas Bopha"}},
    "post_screening": {"part": "act", "seen": {"recruitment": {"strength": "clear"}}},
    "post_screen": {"names": [{"name": "Keo Vuthy", "role": "suspect"}]},
    "post_check": {"text": "The police freed 104 persons."},
}


_KEYS_OF_OPERATIONS = ("report_id", "case_id", "victim_id", "trace_id", "interview_id")


def operation_address(path: str, bundle: Bundle) -> str:
    """The operation's address for these records."""
    return path.format(**{name: bundle.keys[name] for name in _KEYS_OF_OPERATIONS})
