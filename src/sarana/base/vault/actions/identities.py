"""Keep, amend and open who somebody is."""

from collections.abc import Collection, Iterable
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import require
from sarana.base.bulk import insert_values
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.base.vault.enums import IdentityKind
from sarana.base.vault.keys import search_token
from sarana.base.vault.models import AgencyKey, Identity, IdentityOpening, SealedWords, SearchToken
from sarana.base.vault.rules import IDENTITY_FIELDS, tells_who, tokens_of
from sarana.base.vault.sealing import give_key, key_of, seal, unseal
from sarana.science.names import without_hidden_turns

_HOUR = timedelta(hours=1)

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


def record_opening(
    *,
    by: Officer,
    identity: Identity,
    through: models.Model,
    reason: str,
    shown: Collection[str],
    action: str,
) -> None:
    """Put on record who saw which fields, why and through which record: for the case's owner, and in the ledger."""
    why = reason.strip()[:300]
    IdentityOpening.objects.create(
        identity=identity,
        officer=by,
        reason=why,
        record_type=through._meta.label_lower,  # noqa: SLF001
        record_id=str(through.pk),
        fields=",".join(shown),
    )
    record_deed(by=by, action=action, record=through, change={"fields": sorted(shown)}, reason=why)


def require_nameless(reason: str, identities: Iterable[Identity]) -> None:
    """Refuse a reason that tells who one of these is.

    Raises:
        Refused: it holds a name, a telephone or a document's number of one of them.
    """
    if any(identity.erased_at is None and tells_who(reason, unseal(identity)) for identity in identities):
        raise Refused(NAMES_SOMEBODY, field="reason")


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
        raise Refused("Write down why you open this identity.", field="reason")
    words = unseal(identity)
    shown = {name: words[name] for name in fields if words.get(name)}
    record_opening(
        by=by, identity=identity, through=through, reason=reason, shown=shown, action="open_identity"
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
    ``open_identity``. Whoever reaches the limit is on the audit trail with it. A reason written for one person may not tell
    who it is.

    Raises:
        ValueError: the reason tells who it is; or the limit is reached, and the message says from when on he may go on.
    """
    most = settings.IDENTITIES_PER_HOUR
    others = IdentityOpening.objects.filter(officer=by, at__gt=timezone.now() - _HOUR).exclude(
        identity=identity
    )
    latest = others.values("identity").annotate(last=Max("at")).order_by("-last")
    opened = list(latest.values_list("last", flat=True)[:most])
    if most and len(opened) == most:
        go_on = timezone.localtime(opened[-1] + _HOUR)
        raise Refused(
            f"You have opened {most} identities within an hour. Go on from {go_on:%H:%M}, or ask a colleague who works on it.",
            field=None,
        )
    # After the limit, or refusals would tell whose guess at a name is right.
    require_nameless(reason, [identity])
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
