"""A document on its way out: what anybody will read of it, frozen in both languages, and the manifest that is signed."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.utils.translation import override

import sarana
from sarana.base.accounts.models import Agency
from sarana.base.ledger.rules import canonical
from sarana.measure.assessment.models import Assessment
from sarana.measure.press.models import PublishedFigure
from sarana.publish.papers.dossier import public_content
from sarana.publish.papers.public import plan_content, public_pdf, report_content
from sarana.publish.releases.enums import DocumentKind
from sarana.publish.releases.freezing import as_json, sha256
from sarana.publish.releases.models import AnnualReport, ReleasedDocument
from sarana.publish.releases.queries import FIGURES
from sarana.register.plans.models import Plan, PlanVersion
from sarana.register.reporting.models import PeriodReport, PublishedPlan
from sarana.register.reporting.queries import changes_since_published
from sarana.science.disclosure import THRESHOLD

LANGUAGES = ("km", "en")
_FIGURE = ("indicator", "value", "period_start", "period_end", "claimant", "scope", "note", "source")


@dataclass(frozen=True, slots=True)
class Signed:
    """An officer's word for it: as the first or second, of which agency, when."""

    place: str
    agency: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to leave: its names, what it draws on, its files, and whose words stand for it."""

    kind: DocumentKind
    series: str
    titles: Mapping[str, str]
    draws_on: Mapping[str, Any]
    files: Mapping[str, bytes]
    subject: Any = None
    signed: tuple[Signed, ...] = field(default=())


def manifest_of_document(
    draft: Draft,
    code: str,
    *,
    after: int,
    head: str,
    replaces: str,
    published_at: datetime,
    entered_later: bool,
) -> bytes:
    """The document in one canonical form; ``entered_later`` says that it was out before it passed the gate."""
    return as_json(
        {
            "release": code,
            "kind": draft.kind.value,
            "title_km": draft.titles["km"],
            "title_en": draft.titles["en"],
            "replaces": replaces,
            "sarana": sarana.__version__,
            "published_at": published_at.isoformat(),
            "entered_later": entered_later,
            "draws_on": dict(draft.draws_on),
            "threshold": THRESHOLD,
            "officers": [one.place for one in draft.signed],
            "attacked_with": {"release_ledger": after, "head": head},
            "files": {
                name: {"sha256": sha256(content), "bytes": len(content)}
                for name, content in sorted(draft.files.items())
            },
        }
    )


def document_statement(code: str, digest: str, one: Signed) -> str:
    """What an officer's word for a document is signed as; the same form as that for a release."""
    return canonical(
        {"release": code, "manifest": digest, "as": one.place, "agency": one.agency, "at": one.at}
    )


def report_draft(report: PeriodReport, signed: tuple[Signed, ...] = ()) -> Draft:
    """A signed report of a period."""
    told = {language: _in(language, partial(report_content, report, marked=False)) for language in LANGUAGES}
    kept = report.content
    return Draft(
        DocumentKind.REPORT,
        f"report-{report.template.code}-{report.period}",
        {language: told[language]["title"] for language in LANGUAGES},
        {
            "content": report.digest,
            "as_of": kept["as_of"],
            "units": {name: kept[name] for name in ("expected", "reported", "on_time")},
        },
        _read_and_printed(told),
        report.pk,
        signed,
    )


def plan_draft(version: PlanVersion, subject: Any, signed: tuple[Signed, ...] = ()) -> Draft:
    """A version of a plan as it was adopted or amended."""
    kept, plan = version.content, version.plan
    codes = {node["lead"] for node in kept["nodes"]}
    agencies = list(Agency.objects.filter(code__in=codes))
    changes = changes_since_published(version)
    told = {
        language: _in(language, partial(plan_content, version, _names(agencies, language), changes))
        for language in LANGUAGES
    }
    return Draft(
        DocumentKind.PLAN,
        _series_of(plan),
        {language: told[language]["title"] for language in LANGUAGES},
        {"content": version.digest, "version": version.number, "legal_act": version.legal_act},
        _read_and_printed(told),
        subject,
        signed,
    )


def dossier_draft(assessment: Assessment, signed: tuple[Signed, ...] = ()) -> Draft:
    """What everybody may read of a self-assessment."""
    snapshot = assessment.snapshot
    told = {language: _in(language, partial(public_content, assessment, snapshot)) for language in LANGUAGES}
    return Draft(
        DocumentKind.DOSSIER,
        f"tier-{assessment.year}",
        {language: told[language]["title"] for language in LANGUAGES},
        {"snapshot": snapshot.digest if snapshot else "", "report_of": assessment.year},
        _read_and_printed(told),
        assessment.pk,
        signed,
    )


def annual_draft(report: AnnualReport, signed: tuple[Signed, ...] = ()) -> Draft:
    """An annual report of released figures, as one officer signed it."""
    told: dict[str, dict[str, Any]] = report.content
    return Draft(
        DocumentKind.ANNUAL,
        f"annual-{report.year}",
        {language: told[language]["title"] for language in LANGUAGES},
        report.draws_on | {"content": report.digest},
        _read_and_printed(told),
        report.pk,
        signed,
    )


def cited_draft(figures: list[PublishedFigure], signed: tuple[Signed, ...] = ()) -> Draft:
    """Numbers that others published, each with the address where it stands."""
    rows = [{name: _plain(getattr(one, name)) for name in _FIGURE} for one in figures]
    return Draft(
        DocumentKind.CITED,
        "cited",
        {"km": "តួលេខដែលអ្នកដទៃបានផ្សាយ", "en": "Numbers that others published"},
        {"sources": len({one.source for one in figures})},
        {FIGURES: as_json(rows)},
        None,
        signed,
    )


def figure_key(figure: PublishedFigure) -> str:
    """By which a figure is known again in what was frozen."""
    return canonical({name: _plain(getattr(figure, name)) for name in _FIGURE})


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _names(agencies: list[Agency], language: str) -> dict[str, str]:
    return {one.code: one.name_km if language == "km" else one.name_en for one in agencies}


def _series_of(plan: Plan) -> str:
    """Under which versions of a plan follow each other; a second plan for the same years is told apart."""
    series = f"plan-{plan.starts_on.year}-{plan.ends_on.year}"
    own = PublishedPlan.objects.filter(plan_version__plan=plan).values("pk")
    taken = ReleasedDocument.objects.filter(series=series).exclude(subject__in=own).exists()
    return f"{series}-{sha256(plan.pk.bytes)[:6]}" if taken else series


def _in(language: str, told: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    with override(language):
        found = told(language=language)
    # What can't be written in the one canonical form (lazy words) becomes plain text here.
    made: dict[str, Any] = json.loads(json.dumps(found, default=str))
    return made


def _read_and_printed(told: Mapping[str, dict[str, Any]]) -> dict[str, bytes]:
    """What the page shows and what the paper shows, in each language."""
    return {f"{language}.json": as_json(content) for language, content in told.items()} | {
        f"{language}.pdf": public_pdf(content) for language, content in told.items()
    }
