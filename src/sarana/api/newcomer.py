"""Search before create, for programs: who is like the person on record is looked for before she is added."""

import json
from typing import Any

from django.utils.crypto import constant_time_compare, salted_hmac

from sarana.base.accounts.models import Officer
from sarana.base.vault.meeting import identities_met_or_like
from sarana.base.vault.models import Identity, SealedWords
from sarana.register.known import Known, identity_numbered, known_people


class SearchFirst(Exception):
    """Somebody on record may be the same person; carries the answer for the program."""

    def __init__(self, known: Known, mark: str) -> None:
        self.answer: dict[str, Any] = {
            "fault": "Somebody on record may be the same person: name her in same_as, or send searched.",
            # The reasons of the comparison name the stored name behind a colon; it stays sealed.
            "known": [
                {
                    "number": person.number,
                    "case": person.case.number,
                    "percent": round(likeness.score * 100),
                    "reasons": list(dict.fromkeys(reason.partition(":")[0] for reason in likeness.reasons)),
                }
                for likeness, people in known.seen
                for person in people
            ],
            "elsewhere": sorted({identity.agency_key.agency.code for identity in known.elsewhere}),
            "searched": mark,
        }
        super().__init__(self.answer["fault"])


def identity_meant(by: Officer, words: SealedWords, *, same_as: str, searched: str) -> Identity | None:
    """The identity that the program chose; None for a new one, after it has seen who is like her.

    Raises:
        SearchFirst: somebody is like her and the program has not looked.
        ValueError: ``same_as`` is nobody whom the officer may see.
    """
    if same_as:
        found = identity_numbered(by, same_as)
        if found is None:
            raise ValueError(f"You can see nobody with the number {same_as}.")
        return found
    text = json.dumps(words, ensure_ascii=False, sort_keys=True)
    mark = salted_hmac("sarana.api.searched", f"{by.pk} {text}", algorithm="sha256").hexdigest()
    if constant_time_compare(searched, mark):
        return None
    known = known_people(by, words, identities_met_or_like)
    if known.seen or known.elsewhere:
        raise SearchFirst(known, mark)
    return None
