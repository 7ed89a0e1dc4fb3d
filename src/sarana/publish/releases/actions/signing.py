"""Two officers sign, one publishes: from then on nothing of a release changes."""

import json

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.ledger.actions import record_deed
from sarana.base.vault.signing import public_key, sign, signature_holds
from sarana.publish.releases.actions.drafting import NotPublished
from sarana.publish.releases.actions.ground import said_of_releases_after
from sarana.publish.releases.actions.lines import add_line, signatures_file, wait_for_the_chain
from sarana.publish.releases.enums import ReleaseDeed, ReleaseState, SignatureBy
from sarana.publish.releases.freezing import MANIFEST, SIGNATURES, sha256
from sarana.publish.releases.manifest import signing_statement
from sarana.publish.releases.models import Release, ReleaseFile, Signature
from sarana.publish.releases.queries import is_frozen
from sarana.publish.releases.rules import may_sign


@transaction.atomic
def sign_release(*, by: Officer, release: Release) -> Signature:
    """Add an officer's signature to a release that withstood the attack: the first, then the second of another person.

    Raises:
        NotAllowed: the officer signed it already, or does not prepare releases.
        NotPublished: the attack failed or was not made, or a file is not the one that was attacked.
    """
    require(by, Power.WRITE_REPORT)
    release = Release.objects.select_for_update().get(pk=release.pk)
    if release.state not in {ReleaseState.ATTACKED, ReleaseState.SIGNED}:
        raise NotPublished("Only a release of which the attack found nothing can be signed.")
    signed = [one.signed_by for one in release.signatures.select_related("signed_by")]
    if not may_sign(by, release, signed):
        raise NotAllowed(Power.WRITE_REPORT)
    _require_whole(release)
    place = SignatureBy.SECOND if signed else SignatureBy.FIRST
    at = timezone.now()
    statement = signing_statement(release, place, by.agency.code, at)
    signature = Signature.objects.create(
        release=release, place=place, signed_by=by, signed_at=at, statement=statement,
        signature=sign(statement.encode()), public_key=public_key(),
    )  # fmt: skip
    release.state = ReleaseState.COUNTERSIGNED if signed else ReleaseState.SIGNED
    release.version += 1
    release.save(update_fields=["state", "version"])
    change = {"place": place, "digest": release.digest}
    record_deed(by=by, action="sign_release", record=release, change=change)
    return signature


@transaction.atomic
def publish_release(*, by: Officer, release: Release) -> Release:
    """Put a release that two officers signed before the public, and add it to the release ledger.

    Raises:
        NotPublished: a signature is missing or broken, a file was changed, or another release came out since the attack.
    """
    require(by, Power.WRITE_REPORT)
    release = Release.objects.select_for_update().get(pk=release.pk)
    if release.state != ReleaseState.COUNTERSIGNED:
        raise NotPublished("Two different officers sign a release before it is published.")
    wait_for_the_chain()
    if said_of_releases_after(release.attacked_after or 0):
        raise NotPublished(
            "Something else was published since the attack. Attack again and have it signed again."
        )
    _require_whole(release)
    signatures = list(release.signatures.order_by("signed_at"))
    for one in signatures:
        expected = signing_statement(release, one.place, one.signed_by.agency.code, one.signed_at)
        if one.statement != expected or not signature_holds(
            one.public_key, one.signature, one.statement.encode()
        ):
            raise NotPublished("A signature does not fit what is to be published; it has to be given again.")
    entry = add_line(ReleaseDeed.PUBLISHED, release.digest, release=release)
    content = signatures_file([(one.statement, one.signature) for one in signatures], entry)
    ReleaseFile.objects.create(
        release=release, name=SIGNATURES, content=content, sha256=sha256(content), size=len(content)
    )
    release.state, release.published_at = ReleaseState.PUBLISHED, entry.at
    release.version += 1
    release.save(update_fields=["state", "published_at", "version"])
    change = {"code": release.code, "digest": release.digest, "head": entry.head}
    record_deed(by=by, action="publish_release", record=release, change=change)
    return release


def _require_whole(release: Release) -> None:
    """The files are those that were attacked.

    Raises:
        NotPublished: one of them is not.
    """
    files = {one.name: bytes(one.content) for one in release.files.all()}
    manifest = files.get(MANIFEST, b"")
    told = json.loads(manifest)["files"] if sha256(manifest) == release.digest else {}
    frozen = {name: sha256(content) for name, content in files.items() if is_frozen(name)}
    if not frozen or frozen != {name: one["sha256"] for name, one in told.items()}:
        raise NotPublished("A file is not the one that was attacked; protect and attack the release again.")
