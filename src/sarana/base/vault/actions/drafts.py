"""Half-filled forms: kept, read again, dropped."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q, QuerySet

from sarana.base.accounts.models import Officer
from sarana.base.once import composed_once
from sarana.base.vault.models import Draft, SealedWords
from sarana.base.vault.rules import tells_who
from sarana.base.vault.sealing import give_key, key_of, seal, unseal


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


def drop_drafts_of(numbers: Iterable[str]) -> None:
    """Forget every officer's drafts of forms whose address holds one of these records' numbers."""
    of_one = Q()
    for number in numbers:
        of_one |= Q(form__contains=f"/{number}/")
    if of_one:
        Draft.objects.filter(of_one).delete()


def drop_drafts_that_name(words: SealedWords) -> None:
    """Forget every officer's drafts in which this person's whole name, telephone or document stands."""
    meant = [
        draft.pk
        for draft in Draft.objects.select_related("agency_key")
        if tells_who(" ".join(text for value in unseal(draft).values() for text in value), words, whole=True)
    ]
    Draft.objects.filter(pk__in=meant).delete()
