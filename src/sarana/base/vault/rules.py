"""What may be found in the vault and how. Pure decisions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sarana.base.vault.enums import TokenKind
from sarana.base.vault.models import SealedWords
from sarana.base.vault.together import birth_told, facts_together
from sarana.science.names import (
    NameMatch,
    compare_prepared,
    near_keys,
    normalise,
    prepare,
    search_keys,
)

# So alike that one person is the rule, where nothing speaks against it.
STRONG = 0.9
# A slip of days, as clerks make them.
_DAYS_SLIPPED = 3
# What is not a letter, a vowel sign or a digit; from how many letters, and how many last digits, on somebody is told by it.
_NO_SIGN = re.compile(r"[^\w\u17b4-\u17d3]+|_")
_WORD = re.compile(r"[a-z]+")
_PART_TELLS = 4
_NUMBER_TELLS = 8

# The fields of an identity, in the order they are shown.
IDENTITY_FIELDS = ("names", "birth_date", "documents", "phones", "emails", "address")


def tokens_of(words: SealedWords) -> set[tuple[TokenKind, str]]:
    """The plain values that become keyed tokens: name keys, birth date, phones, documents, and several facts at once."""
    tokens = {(TokenKind.NAME, key) for name in words.get("names", []) for key in search_keys(name)}
    if born := words.get("birth_date"):
        tokens.add((TokenKind.BIRTH_DATE, str(born)))
    together = {(TokenKind.TOGETHER, text) for text in facts_together(words)}
    return tokens | together | numbers_of(words)


def numbers_of(words: SealedWords) -> set[tuple[TokenKind, str]]:
    """The phones and document numbers, each in the one form in which it is looked for."""
    phones = {phone_digits(phone) for phone in words.get("phones", [])}
    documents = {document_number(text) for text in words.get("documents", [])}
    return {(TokenKind.PHONE, digits) for digits in phones if digits} | {
        (TokenKind.DOCUMENT, number) for number in documents if number
    }


def tells_who(text: str, words: SealedWords, *, whole: bool = False) -> bool:
    """Whether a text that anybody may read names the person: by a name of hers, a telephone or a document's number.

    A Khmer text has no spaces between words, so that a part of a name counts from four letters on, wherever it stands;
    a Latin one counts as a word. With ``whole`` only the name in full counts, in either order.
    """
    said = normalise(text)
    plain, spoken = _NO_SIGN.sub("", said), set(_WORD.findall(said))
    digits = _digits(said)
    for name in words.get("names", []):
        parts = normalise(name).split()
        in_full = len(parts) > 1 and any("".join(order) in plain for order in (parts, parts[::-1]))
        if in_full or (not whole and any(_is_said(part, plain, spoken) for part in parts)):
            return True
    numbers = [_digits(phone)[-_NUMBER_TELLS:] for phone in words.get("phones", [])]
    if any(len(number) == _NUMBER_TELLS and number in digits for number in numbers):
        return True
    papers = (_NO_SIGN.sub("", normalise(text)) for text in words.get("documents", []))
    return any(len(paper) >= _PART_TELLS and paper in plain for paper in papers)


def _digits(text: str) -> str:
    """The digits of any script as Latin ones."""
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())


def _is_said(part: str, plain: str, spoken: set[str]) -> bool:
    if len(part) < _PART_TELLS:
        return False
    return part in spoken if part.isascii() else part in plain


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """The plain values to look for; each becomes a keyed token before it is used.

    ``sure`` are phones and documents; ``born`` the birth date and its slips; ``pairs`` the keys of two words of a name,
    ``single`` of one word, ``whole`` of all its consonants; ``near`` what a slip may have made of it, likeliest first.
    """

    sure: tuple[tuple[TokenKind, str], ...]
    born: tuple[tuple[TokenKind, str], ...]
    pairs: tuple[tuple[TokenKind, str], ...]
    single: tuple[tuple[TokenKind, str], ...]
    whole: tuple[tuple[TokenKind, str], ...]
    names: tuple[str, ...]

    @property
    def near(self) -> tuple[tuple[TokenKind, str], ...]:
        """Made only when asked for: a name with many bearers needs none of it."""
        known = {key for _, key in (*self.pairs, *self.single, *self.whole)}
        keys = dict.fromkeys(key for name in self.names for key in near_keys(name))
        return tuple((TokenKind.NAME, key) for key in keys if key not in known)


def search_plan(words: SealedWords) -> SearchPlan:
    """How to look for a person of whom these words are known."""
    names = sorted({key for name in words.get("names", []) for key in search_keys(name)})

    def of_names(keys: Iterable[str]) -> tuple[tuple[TokenKind, str], ...]:
        return tuple((TokenKind.NAME, key) for key in keys)

    return SearchPlan(
        sure=tuple(sorted(numbers_of(words))),
        born=tuple((TokenKind.BIRTH_DATE, day) for day in sorted(slipped_days(words.get("birth_date")))),
        pairs=of_names(key for key in names if key[0] == "p"),
        single=of_names(key for key in names if key[0] == "t"),
        whole=of_names(key for key in names if key[0] == "w"),
        names=tuple(words.get("names", [])),
    )


def slipped_days(born: str | None) -> set[str]:
    """The birth date, up to three days beside it, and with day and month exchanged; ISO dates."""
    try:
        day = date.fromisoformat(born or "")
    except ValueError:
        return {born} if born else set()
    days = {day + timedelta(days=slip) for slip in range(-_DAYS_SLIPPED, _DAYS_SLIPPED + 1)}
    if day.day <= 12:  # noqa: PLR2004 - a day that may be a month
        days.add(date(day.year, day.day, min(day.month, 28)))
    return {found.isoformat() for found in days}


class Asked:
    """What is asked of many stored identities, taken apart once; a name that many bear is compared once.

    Evidence is combined so that more of it never lowers the score: 1 minus the product of what each leaves in doubt.
    """

    def __init__(self, words: SealedWords) -> None:
        self._born: str | None = words.get("birth_date")
        self._numbers = numbers_of(words)
        self._names = [prepare(name) for name in words.get("names", [])]
        self._compared: dict[str, NameMatch] = {}

    def likeness(self, stored: SealedWords) -> tuple[float, tuple[str, ...]]:
        """How well a stored identity fits: 0 to 1, and the reasons in words."""
        doubt, reasons = 1.0, list[str]()
        names = stored.get("names", []) if self._names else []
        if best := max(map(self._match, names), key=lambda match: match.score, default=None):
            doubt *= 1 - best.score * 0.92
            reasons += best.reasons
        born = stored.get("birth_date")
        days = days_apart(self._born, born)
        if days is not None and days <= _DAYS_SLIPPED:
            doubt *= 0.4 if days == 0 else 0.6
            reasons.append("born on the same day" if days == 0 else f"born {days} days apart")
        elif is_day_and_month_exchanged(self._born, born):
            doubt *= 0.6
            reasons.append("day and month of birth exchanged")
        if self._numbers:
            both = self._numbers & numbers_of(stored)
            for kind, said in ((TokenKind.PHONE, "same phone"), (TokenKind.DOCUMENT, "same document")):
                if any(k is kind for k, _ in both):
                    doubt *= 0.25
                    reasons.append(said)
        return 1 - doubt, tuple(reasons)

    def is_probably(self, stored: SealedWords, score: float) -> bool:
        """Whether one person is the rule, so that a record of its own must not be made unasked.

        The same document is enough. Otherwise the likeness must be strong, and two births that were both told must not
        speak against it, unless a telephone speaks for it.

        Args:
            stored: the other's words.
            score: the likeness of the two, as :meth:`likeness` told it.
        """
        shared = {kind for kind, _ in self._numbers & numbers_of(stored)}
        if TokenKind.DOCUMENT in shared:
            return True
        fits = births_fit(self._born, stored.get("birth_date"))
        return score >= STRONG and (fits is not False or TokenKind.PHONE in shared)

    def is_name_alone(self, stored: SealedWords) -> bool:
        """Whether nothing but the name speaks for it: no birth that fits, no number."""
        return not (births_fit(self._born, stored.get("birth_date")) or self._numbers & numbers_of(stored))

    def _match(self, name: str) -> NameMatch:
        """The best match of a stored name with any of the asked ones."""
        if (found := self._compared.get(name)) is None:
            known = prepare(name)
            matches = (compare_prepared(asked, known) for asked in self._names)
            found = self._compared[name] = max(matches, key=lambda match: match.score)
        return found


def births_fit(one: str | None, other: str | None) -> bool | None:
    """Whether two births may be one: to three days, with day and month exchanged, or the years where one tells no more.

    Returns:
        None when one of them was never told.
    """
    (day, year), (other_day, other_year) = birth_told(one or ""), birth_told(other or "")
    if not (year and other_year):
        return None
    if not (day and other_day):
        return year == other_year
    apart = days_apart(one, other)
    return (apart is not None and apart <= _DAYS_SLIPPED) or is_day_and_month_exchanged(one, other)


def likeness_of(asked: SealedWords, stored: SealedWords) -> tuple[float, tuple[str, ...]]:
    """How well one stored identity fits what was asked; see :class:`Asked`."""
    return Asked(asked).likeness(stored)


def is_day_and_month_exchanged(one: str | None, other: str | None) -> bool:
    """Whether two ISO dates are the same but for day and month."""
    try:
        a, b = date.fromisoformat(one or ""), date.fromisoformat(other or "")
    except ValueError:
        return False
    return a != b and (a.year, a.month, a.day) == (b.year, b.day, b.month)


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
