"""Is this person known already? What the officer may see is shown; of the rest only whom to ask."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from sarana.base.accounts.models import Officer
from sarana.base.vault.models import SealedWords
from sarana.base.vault.queries import Likeness, identities_like
from sarana.register import known as register_known
from sarana.register.cases.models import Suspect, Victim
from sarana.register.known import known_people
from sarana.web.views.phrases import person_facts, url_of

# The comparison's reasons name parts of both names; a page says the reason and keeps the stored name sealed.
_REASONS = {
    "same word": _("a word is the same"),
    "sounds the same": _("a word sounds the same"),
    "same consonants": _("a word has the same consonants"),
    "spelled nearly the same": _("a word is spelled nearly the same"),
    "another form of the same name": _("another form of the same name"),
    "initial": _("an initial fits"),
    "written together": _("written together in one of them"),
    "differs": _("a word differs"),
    "words in another order": _("words in another order"),
    "only in one name": _("one name has a word more"),
    "another legal form": _("another legal form"),
    "same legal form": _("same legal form"),
    "same characters": _("same characters"),
    "in another order": _("in another order"),
    "the others sound the same": _("the others sound the same"),
    "born on the same day": _("born on the same day"),
    "day and month of birth exchanged": _("day and month of birth exchanged"),
    "same phone": _("same telephone number"),
    "same document": _("same document"),
    "by an alias of the list": _("by another name on the list"),
    "by a weak alias of the list": _("by a name that the list itself doubts"),
    "one word only": _("one word only"),
    "the entry is a person": _("the entry is a person"),
    "the entry is a organisation": _("the entry is an organisation"),
    "the entry is a vessel": _("the entry is a ship"),
    "birth year equal": _("the year of birth is the same"),
    "birth fits": _("the birth fits"),
    "nationality equal": _("the same nationality"),
    "nationality differs": _("another nationality"),
    "born less than a year apart": _("born less than a year apart"),
}
_DAYS_APART = re.compile(r"born (\d+) days apart")
_YEARS_APART = re.compile(r"born (\d+) years? apart")
_SOME_CHARACTERS = re.compile(r"(\d+) of (\d+) characters are the same")


@dataclass(frozen=True, slots=True)
class Hit:
    """A likely match that the officer may see: where it appears and why it fits, without a name."""

    people: tuple[Victim | Suspect, ...]
    percent: int
    reasons: tuple[str, ...]

    @property
    def lines(self) -> list[dict[str, str]]:
        return [
            {
                "number": p.number,
                "url": url_of(p),
                "facts": person_facts(p),
                "case": p.case.number,
                "case_url": url_of(p.case),
            }
            for p in self.people
        ]


@dataclass(frozen=True, slots=True)
class Known:
    """What the vault says about the words asked for."""

    hits: tuple[Hit, ...]
    elsewhere: tuple[str, ...]


def look_for(
    officer: Officer, words: SealedWords, find: Callable[[SealedWords], list[Likeness]] = identities_like
) -> Known:
    """Likely matches among all identities: those the officer may see, and the agencies to ask about the others."""
    return told_of(known_people(officer, words, find))


def told_of(known: register_known.Known) -> Known:
    """What a search found, as a page tells it."""
    elsewhere = {identity.agency_key.agency.name for identity in known.elsewhere}
    return Known(tuple(_hit(*one) for one in known.seen), tuple(sorted(elsewhere)))


def _hit(likeness: Likeness, people: tuple[Victim | Suspect, ...]) -> Hit:
    reasons = dict.fromkeys(reason_words(reason) for reason in likeness.reasons)
    return Hit(people, round(likeness.score * 100), tuple(reasons))


def reason_words(reason: str) -> str:
    """A reason of the comparison in the page's language, without the names it compares."""
    if found := _DAYS_APART.fullmatch(reason):
        return gettext("born %(n)s days apart") % {"n": found.group(1)}
    if found := _YEARS_APART.fullmatch(reason):
        return gettext("born %(n)s years apart") % {"n": found.group(1)}
    if found := _SOME_CHARACTERS.fullmatch(reason):
        return gettext("%(same)s of %(all)s characters are the same") % {
            "same": found.group(1),
            "all": found.group(2),
        }
    kind = reason.partition(":")[0]
    return gettext(_REASONS.get(kind, kind))
