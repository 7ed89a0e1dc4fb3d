"""What may be found in the vault and how. Pure decisions."""

import re
from datetime import date

from sarana.base.vault.enums import TokenKind
from sarana.base.vault.models import SealedWords
from sarana.science.names import normalise, search_keys

# The fields of an identity, in the order they are shown.
IDENTITY_FIELDS = ("names", "birth_date", "documents", "phones", "emails", "address")


def tokens_of(words: SealedWords) -> set[tuple[TokenKind, str]]:
    """The plain values that become keyed tokens: phonetic name keys, birth date, phones, document numbers."""
    tokens = {(TokenKind.NAME, key) for name in words.get("names", []) for key in search_keys(name)}
    if born := words.get("birth_date"):
        tokens.add((TokenKind.BIRTH_DATE, str(born)))
    tokens |= {
        (TokenKind.PHONE, digits) for phone in words.get("phones", []) if (digits := phone_digits(phone))
    }
    tokens |= {
        (TokenKind.DOCUMENT, number) for doc in words.get("documents", []) if (number := document_number(doc))
    }
    return tokens


def phone_digits(phone: str) -> str:
    """The last eight digits, by which one number matches with and without its country code."""
    return re.sub(r"\D", "", normalise(phone))[-8:]


def document_number(text: str) -> str:
    """Letters and digits only, upper case."""
    return re.sub(r"[\W_]", "", normalise(text)).upper()


def days_apart(one: str | None, other: str | None) -> int | None:
    """Days between two ISO dates; None when either is missing or only partly known."""
    try:
        return abs((date.fromisoformat(one or "") - date.fromisoformat(other or "")).days)
    except ValueError:
        return None


def is_held(hold: str) -> bool:
    """Whether a court's order forbids erasure."""
    return bool(hold.strip())
