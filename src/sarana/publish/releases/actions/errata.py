"""What is said of a release or a document once it is out: errata and withdrawal, signed and added, never changed."""

import hashlib

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.base.vault.signing import public_key, sign
from sarana.publish.releases.actions.drafting import NotPublished
from sarana.publish.releases.actions.lines import add_line, wait_for_the_chain
from sarana.publish.releases.enums import ReleaseDeed, ReleaseState
from sarana.publish.releases.manifest import erratum_statement
from sarana.publish.releases.models import DocumentWithdrawal, Release, ReleasedDocument, ReleaseErratum
from sarana.publish.releases.queries import shown_tables
from sarana.publish.releases.rules import numbers_not_shown


@transaction.atomic
def write_erratum(
    *, by: Officer, release: Release, words_km: str, words_en: str, replaced_by: Release | None = None
) -> ReleaseErratum:
    """Say what was wrong in a published release; the corrected numbers stand in the release that replaces it.

    Raises:
        NotPublished: it is not out, words are missing in a language, or they hold a number that no released table shows.
    """
    require(by, Power.WRITE_REPORT)
    release = Release.objects.select_for_update().get(pk=release.pk)
    if release.state != ReleaseState.PUBLISHED:
        raise NotPublished("Only a release that is out has errata.")
    if replaced_by is not None and (
        replaced_by.state != ReleaseState.PUBLISHED or replaced_by.pk == release.pk
    ):
        raise NotPublished("Name a published release that replaces this one.")
    words_km, words_en = _required(words_km, words_en)
    _require_shown(words_km, words_en, [release, *([replaced_by] if replaced_by else [])])
    at = timezone.now()
    other = replaced_by.code if replaced_by else ""
    statement = erratum_statement(release, {"km": words_km, "en": words_en}, other, at)
    wait_for_the_chain()
    erratum = ReleaseErratum.objects.create(
        release=release, words_km=words_km, words_en=words_en, replaced_by=replaced_by, written_by=by, written_at=at,
        statement=statement, signature=sign(statement.encode()), public_key=public_key(),
    )  # fmt: skip
    entry = add_line(ReleaseDeed.ERRATUM, _digest(statement), release=release)
    change = {"code": release.code, "replaced_by": other, "head": entry.head}
    record_deed(by=by, action="write_release_erratum", record=release, change=change)
    return erratum


@transaction.atomic
def withdraw_release(*, by: Officer, release: Release, words_km: str = "", words_en: str = "") -> Release:
    """Take a release back. One that is out keeps its address, with the reason in the place of its tables.

    What it showed counts as published for ever: every later attack takes it into account.

    Raises:
        NotPublished: it is withdrawn already, or the reason is missing or holds a number.
    """
    require(by, Power.WRITE_REPORT)
    release = Release.objects.select_for_update().get(pk=release.pk)
    if release.state == ReleaseState.WITHDRAWN:
        raise NotPublished("It is withdrawn already.")
    words_km, words_en = _required(words_km, words_en)
    _require_shown(words_km, words_en, [])
    if release.published_at is not None:
        statement = erratum_statement(
            release, {"km": words_km, "en": words_en, "withdrawn": "yes"}, "", timezone.now()
        )
        add_line(ReleaseDeed.WITHDRAWN, _digest(statement), release=release)
    release.state = ReleaseState.WITHDRAWN
    release.withdrawn_km, release.withdrawn_en = words_km, words_en
    release.version += 1
    release.save(update_fields=["state", "withdrawn_km", "withdrawn_en", "version"])
    record_deed(
        by=by, action="withdraw_release", record=release, change={"code": release.code}, reason=words_en
    )
    return release


@transaction.atomic
def withdraw_document(
    *, by: Officer, document: ReleasedDocument, words_km: str = "", words_en: str = ""
) -> DocumentWithdrawal:
    """Take a report, a plan, a self-assessment or numbers of others back. It keeps its address, with the reason in the place of its words.

    What it told counts as published for ever: what goes out later is held against it as before.

    Raises:
        NotPublished: it is withdrawn already, or the reason is missing in a language or holds a number.
    """
    require(by, Power.WRITE_REPORT)
    wait_for_the_chain()
    if DocumentWithdrawal.objects.filter(document=document).exists():
        raise NotPublished("It is withdrawn already.")
    words_km, words_en = _required(words_km, words_en)
    _require_shown(words_km, words_en, [])
    at = timezone.now()
    statement = erratum_statement(document, {"km": words_km, "en": words_en, "withdrawn": "yes"}, "", at)
    withdrawn = DocumentWithdrawal.objects.create(
        document=document, words_km=words_km, words_en=words_en, withdrawn_by=by, withdrawn_at=at,
        statement=statement, signature=sign(statement.encode()), public_key=public_key(),
    )  # fmt: skip
    entry = add_line(ReleaseDeed.WITHDRAWN, _digest(statement), document=document)
    change = {"code": document.code, "head": entry.head}
    record_deed(by=by, action="withdraw_document", record=document, change=change, reason=words_en)
    return withdrawn


def _required(words_km: str, words_en: str) -> tuple[str, str]:
    if not words_km.strip() or not words_en.strip():
        raise NotPublished("Write it down in Khmer and in English.")
    return words_km.strip(), words_en.strip()


def _require_shown(words_km: str, words_en: str, releases: list[Release]) -> None:
    shown = {
        count
        for release in releases
        for one in shown_tables(release)
        for count in one.table().values.values()
        if count is not None
    }
    if unseen := numbers_not_shown(f"{words_km} {words_en}", shown):
        raise NotPublished(
            f"{', '.join(unseen)} stands in no released table. A number goes out by a release alone: publish it, then name that release."
        )


def _digest(statement: str) -> str:
    return hashlib.sha256(statement.encode()).hexdigest()
