"""Keep, amend and open who somebody is."""

from collections.abc import Iterable
from uuid import UUID

from django.db import models, transaction

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import require
from sarana.base.bulk import insert_values
from sarana.base.ledger.actions import record_deed
from sarana.base.vault.enums import IdentityKind
from sarana.base.vault.keys import search_token
from sarana.base.vault.models import AgencyKey, Identity, IdentityOpening, SealedWords, SearchToken
from sarana.base.vault.rules import IDENTITY_FIELDS, tells_who, tokens_of
from sarana.base.vault.sealing import give_key, key_of, seal, unseal
from sarana.science.names import without_hidden_turns

type TokenRow = tuple[UUID, str, bytes]

# Openings and the ledger are never changed, and outlast the identity.
NAMES_SOMEBODY = "Leave out names and numbers: the reason stays in the audit trail for ever."


def build_identity(
    *, words: SealedWords, agency_key: AgencyKey, kind: IdentityKind = IdentityKind.PERSON
) -> tuple[Identity, list[TokenRow]]:
    """An unsaved identity with its token rows, for writing many at once."""
    identity, words = Identity(kind=kind), _as_seen(words)
    key = give_key(identity, agency_key)
    seal(identity, words, key=key)
    return identity, token_rows(identity, words)


def _as_seen(words: SealedWords) -> SealedWords:
    """The words of an identity as they are seen: printed forms and lists hold no name that turns the others around."""
    return {
        name: [without_hidden_turns(each) for each in value]
        if isinstance(value, list)
        else without_hidden_turns(value)
        if isinstance(value, str)
        else value
        for name, value in words.items()
    }


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
    merged = {**unseal(identity), **_as_seen(words)}
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
    typed: bool = False,
) -> SealedWords:
    """Show the fields asked for, and log who saw them, why and through which record.

    Whether the officer may see ``through`` is for its own app to decide before it calls this. A reason that was ``typed``
    for this person may not tell who it is.

    Raises:
        ValueError: no reason, or one that tells who it is. Erased: the identity was forgotten.
    """
    require(by, Power.OPEN_IDENTITY)
    if not reason.strip():
        raise ValueError("Write down why you open this identity.")
    words = unseal(identity)
    if typed and tells_who(reason, words):
        raise ValueError(NAMES_SOMEBODY)
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


@transaction.atomic
def set_whereabouts(*, by: Officer, identity: Identity, words: SealedWords) -> None:
    """Put shelter, present address and safe contact into their own compartment."""
    require(by, Power.RECORD_CARE)
    seal(identity, words, column="whereabouts")
    identity.save(update_fields=["whereabouts"])
    record_deed(by=by, action="set_whereabouts", record=identity)
