"""Reads: documents that left by the gate, what was taken back of them, annual reports on their way."""

import json
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from sarana.base.once import composed_once
from sarana.publish.releases.enums import DocumentKind
from sarana.publish.releases.freezing import LEDGER
from sarana.publish.releases.models import (
    AnnualReport,
    DocumentFile,
    DocumentWithdrawal,
    ReleasedDocument,
    ReleaseEntry,
)
from sarana.publish.releases.queries.figures import ledger_file, release_head

FIGURES = "figures.json"


def documents_out(kind: DocumentKind | str) -> QuerySet[ReleasedDocument]:
    """Documents that ever went out, the latest first.

    ``is_replaced`` where a later number of the series is out, ``is_withdrawn`` where nothing but the reason is shown any more.
    One without a line in the release ledger is none.
    """
    later = ReleasedDocument.objects.filter(series=OuterRef("series"), number__gt=OuterRef("number"))
    found = ReleasedDocument.objects.filter(kind=kind)
    return _with_line(found.annotate(is_replaced=Exists(later), is_withdrawn=Exists(_withdrawals())))


def documents() -> QuerySet[ReleasedDocument]:
    """Documents of every kind that ever went out, the latest first, withdrawn ones too."""
    found = ReleasedDocument.objects.select_related("released_by__agency")
    return _with_line(found.annotate(is_withdrawn=Exists(_withdrawals())))


def annual_reports() -> QuerySet[AnnualReport]:
    """Annual reports that somebody signed, the latest first, with the ``code`` under which each is out."""
    out = ReleasedDocument.objects.filter(subject=OuterRef("pk")).values("code")[:1]
    return AnnualReport.objects.select_related("signed_by__agency").annotate(code=Subquery(out))


def _withdrawals() -> QuerySet[DocumentWithdrawal]:
    return DocumentWithdrawal.objects.filter(document=OuterRef("pk"))


def _with_line(found: QuerySet[ReleasedDocument]) -> QuerySet[ReleasedDocument]:
    """Of these, those that have a line in the release ledger."""
    return found.filter(Exists(ReleaseEntry.objects.filter(document=OuterRef("pk"))))


def document_out(kind: DocumentKind, code: str) -> ReleasedDocument | None:
    """The one that is cited by this code; None where nothing of this kind is out under it."""
    return next(iter(_document_out(kind=kind.value, code=code)), None)


@composed_once
def _document_out(kind: str, code: str) -> QuerySet[ReleasedDocument]:
    return documents_out(kind).filter(code=code)


def withdrawal_of(document: ReleasedDocument) -> DocumentWithdrawal | None:
    """Why it was taken back; None while it stands."""
    return next(iter(_withdrawal_of(document=document.pk)), None)


@composed_once
def _withdrawal_of(document: UUID) -> QuerySet[DocumentWithdrawal]:
    return DocumentWithdrawal.objects.filter(document=document)


def document_files(document: ReleasedDocument) -> dict[str, bytes]:
    """Every file of a document as anybody may take it, with the ledger that tells what came after."""
    found = {one.name: bytes(one.content) for one in DocumentFile.objects.filter(document=document)}
    return found | {LEDGER: ledger_file()}


def document_file(document: ReleasedDocument, name: str) -> bytes | None:
    """One frozen file of a document."""
    held = next(iter(_file_of_document(document=document.pk, name=name)), None)
    return None if held is None else bytes(held[0])


@composed_once
def _file_of_document(document: UUID, name: str) -> QuerySet[DocumentFile, Any]:
    return DocumentFile.objects.filter(document=document, name=name).values_list("content")


def document_told(document: ReleasedDocument, name: str) -> Any:
    """A frozen JSON file of a document: what the page in that language shows, the manifest, numbers that are cited."""
    return json.loads(document_file(document, name) or b"null")


def rows_cited() -> list[dict[str, Any]]:
    """Numbers of others that were entered into the release ledger and stand: what a sentence is held against for everybody."""
    return list(_rows_cited(release_head()[1]))


@lru_cache(maxsize=2)
def _rows_cited(_head: str) -> tuple[dict[str, Any], ...]:
    names = documents_out(DocumentKind.CITED).filter(withdrawal=None).order_by("number")
    return tuple(row for one in names for row in document_told(one, FIGURES))


def rows_ever_cited() -> list[dict[str, Any]]:
    """The same with those that were withdrawn: they are not entered anew."""
    names = documents_out(DocumentKind.CITED).order_by("number")
    return [row for one in names for row in document_told(one, FIGURES)]
