import base64
import os
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import require
from sarana.base.bulk import insert_values
from sarana.base.ledger.actions import record_deed
from sarana.base.once import composed_once
from sarana.base.vault.enums import IdentityKind
from sarana.base.vault.keys import VaultLocked, forget_keys, new_key, provider, search_token
from sarana.base.vault.models import AgencyKey, Draft, Identity, IdentityOpening, SealedWords, SearchToken
from sarana.base.vault.rules import IDENTITY_FIELDS, is_held, tokens_of
from sarana.base.vault.sealing import agency_context, give_key, key_of, open_agency_key, seal, unseal

# Losing these opens nothing and hides nothing; a new signing key has a new public half.
_MADE_ANEW = ("SECRET_KEY", "SIGNING_KEY")

_HOUR = timedelta(hours=1)


class ErasureRefused(Exception):
    """A court's order holds this identity; the message names it."""


type TokenRow = tuple[UUID, str, bytes]


def build_identity(
    *, words: SealedWords, agency_key: AgencyKey, kind: IdentityKind = IdentityKind.PERSON
) -> tuple[Identity, list[TokenRow]]:
    """An unsaved identity with its token rows, for writing many at once."""
    identity = Identity(kind=kind)
    key = give_key(identity, agency_key)
    seal(identity, words, key=key)
    return identity, token_rows(identity, words)


def token_rows(identity: Identity, words: SealedWords) -> list[TokenRow]:
    """The keyed tokens of an identity's words, as rows for ``keep_tokens``."""
    return [(identity.pk, kind.value, search_token(kind, text)) for kind, text in tokens_of(words)]


def keep_tokens(rows: Iterable[TokenRow]) -> None:
    """Save token rows."""
    insert_values(SearchToken, ("identity_id", "kind", "token"), rows)


@transaction.atomic
def keep_identity(
    *, by: Officer, words: SealedWords, agency: Agency | None = None, kind: IdentityKind = IdentityKind.PERSON
) -> Identity:
    """Put a new identity into the vault under the agency's key."""
    identity, tokens = build_identity(words=words, agency_key=key_of(agency or by.agency), kind=kind)
    identity.save(force_insert=True)
    keep_tokens(tokens)
    record_deed(by=by, action="keep_identity", record=identity, change={"fields": sorted(words)})
    return identity


@transaction.atomic
def amend_identity(*, by: Officer, identity: Identity, words: SealedWords) -> Identity:
    """Replace the fields given; the others stay as they are."""
    require(by, Power.OPEN_IDENTITY)
    identity = (
        Identity.objects.select_for_update(of=("self",)).select_related("agency_key").get(pk=identity.pk)
    )
    merged = {**unseal(identity), **words}
    seal(identity, merged)
    identity.save(update_fields=["sealed"])
    identity.tokens.all().delete()
    keep_tokens(token_rows(identity, merged))
    record_deed(by=by, action="amend_identity", record=identity, change={"fields": sorted(words)})
    return identity


@transaction.atomic
def open_identity(
    *,
    by: Officer,
    identity: Identity,
    reason: str,
    through: models.Model,
    fields: Iterable[str] = IDENTITY_FIELDS,
) -> SealedWords:
    """Show the fields asked for, and log who saw them, why and through which record.

    Whether the officer may see ``through`` is for its own app to decide before it calls this.
    """
    require(by, Power.OPEN_IDENTITY)
    if not reason.strip():
        raise ValueError("Write down why you open this identity.")
    words = unseal(identity)
    shown = {name: words[name] for name in fields if words.get(name)}
    label = through._meta.label_lower  # noqa: SLF001
    IdentityOpening.objects.create(
        identity=identity,
        officer=by,
        reason=reason.strip()[:300],
        record_type=label,
        record_id=str(through.pk),
        fields=",".join(shown),
    )
    record_deed(
        by=by,
        action="open_identity",
        record=through,
        change={"fields": sorted(shown)},
        reason=reason.strip()[:300],
    )
    return shown


def open_one_identity(
    *,
    by: Officer,
    identity: Identity,
    reason: str,
    through: models.Model,
    fields: Iterable[str] = IDENTITY_FIELDS,
) -> SealedWords:
    """Show one identity to an officer who asked for this one; an officer opens only so many different ones in an hour.

    Lists that a deed needs as a whole (a handover, a referral, an export that a second officer allowed) go by
    ``open_identity``. Whoever reaches the limit is on the audit trail with it.

    Raises:
        ValueError: the limit is reached; the message says from when on he may go on.
    """
    most = settings.IDENTITIES_PER_HOUR
    others = IdentityOpening.objects.filter(officer=by, at__gt=timezone.now() - _HOUR).exclude(
        identity=identity
    )
    latest = others.values("identity").annotate(last=Max("at")).order_by("-last")
    opened = list(latest.values_list("last", flat=True)[:most])
    if most and len(opened) == most:
        go_on = timezone.localtime(opened[-1] + _HOUR)
        raise ValueError(
            f"You have opened {most} identities within an hour. Go on from {go_on:%H:%M}, or ask a colleague who works on it."
        )
    with transaction.atomic():
        shown = open_identity(by=by, identity=identity, reason=reason, through=through, fields=fields)
        if most and len(opened) == most - 1:
            record_deed(by=by, action="reach_opening_limit", record=by, change={"in_an_hour": most})
    return shown


@transaction.atomic
def set_whereabouts(*, by: Officer, identity: Identity, words: SealedWords) -> None:
    """Put shelter, present address and safe contact into their own compartment."""
    require(by, Power.RECORD_CARE)
    seal(identity, words, column="whereabouts")
    identity.save(update_fields=["whereabouts"])
    record_deed(by=by, action="set_whereabouts", record=identity)


@transaction.atomic
def erase_identity(*, by: Officer, identity: Identity, reason: str) -> None:
    """Destroy the identity's key: the person is forgotten, statistics and ledger stay whole.

    Raises:
        ErasureRefused: a court's order holds it.
    """
    require(by, Power.ERASE_IDENTITY)
    identity = Identity.objects.select_for_update().get(pk=identity.pk)
    if is_held(identity.hold):
        raise ErasureRefused(f"This identity is held by {identity.hold}.")
    identity.tokens.all().delete()
    identity.wrapped_key = identity.sealed = identity.whereabouts = None
    identity.erased_at = timezone.now()
    identity.save(update_fields=["wrapped_key", "sealed", "whereabouts", "erased_at"])
    record_deed(by=by, action="erase_identity", record=identity, reason=reason)


@transaction.atomic
def hold_identity(*, by: Officer, identity: Identity, authority: str, review_on: date | None) -> None:
    """Keep an identity from erasure by a court's order, or lift the order with an empty authority."""
    require(by, Power.ERASE_IDENTITY)
    identity.hold, identity.hold_review_on = authority, review_on
    identity.save(update_fields=["hold", "hold_review_on"])
    record_deed(
        by=by, action="hold_identity", record=identity, change={"authority": authority}, reason=authority
    )


@transaction.atomic
def rotate_master_key() -> int:
    """Wrap every agency's key under the present master key; returns how many were wrapped anew."""
    forget_keys()
    rotated = 0
    for agency_key in AgencyKey.objects.select_for_update():
        if not provider().is_current(bytes(agency_key.wrapped)):
            key = open_agency_key(agency_key)
            agency_key.wrapped = provider().wrap(key, agency_context(agency_key.agency_id))
            agency_key.save(update_fields=["wrapped"])
            record_deed(by=None, action="rotate_master_key", record=agency_key)
            rotated += 1
    forget_keys()
    return rotated


@transaction.atomic
def save_draft(*, by: Officer, form: str, values: SealedWords) -> Draft:
    """Keep what was typed so far; the latest replaces the one before."""
    draft = next(iter(_drafts(officer=by.pk, form=form)), None)
    if draft is None:
        draft = Draft(officer=by, form=form)
        give_key(draft, key_of(by.agency))
    seal(draft, values)
    draft.save()
    return draft


def read_draft(*, by: Officer, form: str) -> SealedWords | None:
    """What the officer had typed into this form and not yet saved."""
    drafts = _drafts(officer=by.pk, form=form)
    return unseal(drafts[0]) if drafts else None


@composed_once
def _drafts(*, officer: int, form: str) -> QuerySet[Draft]:
    return Draft.objects.filter(officer=officer, form=form).select_related("agency_key")


def drop_draft(*, by: Officer, form: str) -> None:
    """Forget a draft once its form was saved."""
    Draft.objects.filter(officer=by, form=form).delete()


def make_missing_keys(folder: Path) -> list[str]:
    """Make the secret, signing, master and index keys that are missing; the last two for an empty database only.

    Returns:
        The names of the files made, each readable by its owner alone.

    Raises:
        VaultLocked: identities are stored already, so a new key would only hide that the old one is lost.
    """
    missing = [
        name for name in (*_MADE_ANEW, "MASTER_KEY", "INDEX_KEY") if not (folder / name.lower()).exists()
    ]
    wanted = [name for name in missing if name == "SECRET_KEY" or not getattr(settings, name)]
    if (lost := [name for name in wanted if name not in _MADE_ANEW]) and _holds_keys():
        raise VaultLocked(
            f"The database holds sealed records, but {' and '.join(lost)} are missing from {folder}. "
            "Restore them from your backup; new ones could not open anything."
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in wanted:
        text = base64.b64encode(new_key()).decode()
        with os.fdopen(
            os.open(folder / name.lower(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w"
        ) as file:
            file.write(text)
        setattr(settings, name, text)
    forget_keys()
    return [name.lower() for name in wanted]


def _holds_keys() -> bool:
    return AgencyKey._meta.db_table in connection.introspection.table_names() and AgencyKey.objects.exists()  # noqa: SLF001
