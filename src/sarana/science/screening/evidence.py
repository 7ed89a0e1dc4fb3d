"""What a birth date, a nationality or a document adds to a likeness of names, and what it takes away."""

from typing import NamedTuple

from sarana.science.names import NameMatch
from sarana.science.screening.births import is_same_day, is_swapped, years_apart
from sarana.science.screening.listed import Birth, ListedAs, ListedEntry, ListedName

_SAME_DAY, _SAME_YEAR, _SAME_COUNTRY, _SAME_DOCUMENT = 0.5, 0.25, 0.1, 0.85
_ROUNDED = 1e-4
_ANOTHER_COUNTRY, _WEAK_ALIAS, _ANOTHER_KIND = 0.97, 0.96, 0.75
# From so many years apart on it is another person's birth; a clerk's slip explains less.
_SLIP_YEARS, _OTHER_PERSON_YEARS = 2.0, 8.0
_ANOTHER_BIRTH = 0.76
# A name in war of one word, met as one word of a longer name.
_ONE_WORD = 0.78
# Each word of which only the consonants were compared, since one of the scripts writes no vowels.
_CONSONANTS_ONLY = 0.91


class Query(NamedTuple):
    """Who is looked for.

    Attributes:
        name: in any script.
        births: what is known of the birth date.
        nationalities: in the same form as the entries'.
        documents: numbers of identity papers.
        listed_as: a person or an organisation, when that is known.
    """

    name: str
    births: tuple[Birth, ...] = ()
    nationalities: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    listed_as: ListedAs | None = None


def weigh(
    query: Query,
    entry: ListedEntry,
    name: ListedName,
    match: NameMatch,
    *,
    is_one_word_of_several: bool = False,
) -> tuple[float, tuple[str, ...]]:
    """The score of a hit, 0 to 1, and its reasons.

    Each thing that fits takes a share of what was in doubt; each that contradicts takes a share of the score. So the same
    query with one more true fact never scores lower than without it.
    """
    score, reasons = match.score, list(match.reasons)
    if name.alias:
        reasons.insert(0, "by a weak alias of the list" if name.weak else "by an alias of the list")
    if name.weak:
        score *= _WEAK_ALIAS
    if heard := [reason for reason in reasons if reason.startswith("same consonants")]:
        score *= _CONSONANTS_ONLY ** min(len(heard), 2)
    if is_one_word_of_several:
        score *= _ONE_WORD
        reasons.append("one word only")
    if (
        query.listed_as
        and entry.listed_as != query.listed_as
        and ListedAs.OTHER not in {entry.listed_as, query.listed_as}
    ):
        score *= _ANOTHER_KIND
        reasons.append(f"the entry is a {entry.listed_as}")
    for change, reason in (
        _of_births(query, entry),
        _of_countries(query, entry),
        _of_documents(query, entry),
    ):
        score = score + (1 - score) * change if change > 0 else score * (1 + change)
        if reason:
            reasons.append(reason)
    return round(min(score, 1.0), 4), tuple(reasons)


def most_that(likeness: float, *, with_documents: bool) -> float:
    """The highest score that ``weigh`` can give names of this likeness, whatever else is known; a little above for rounding."""
    doubt = (1 - likeness) * (1 - _SAME_DAY) * (1 - _SAME_COUNTRY)
    return 1 - doubt * ((1 - _SAME_DOCUMENT) if with_documents else 1) + _ROUNDED


def _of_births(query: Query, entry: ListedEntry) -> tuple[float, str]:
    pairs = [(one, other) for one in query.births for other in entry.births]
    if not pairs:
        return 0.0, ""
    if any(is_same_day(one, other) for one, other in pairs):
        return _SAME_DAY, "born on the same day"
    if any(is_swapped(*pair) for pair in pairs):
        return _SAME_YEAR, "day and month of birth exchanged"
    apart, nearest = min(((years_apart(*pair), pair) for pair in pairs), key=lambda found: found[0])
    return _of_the_same_time(*nearest) if apart == 0 else _of_another_time(apart)


def _of_the_same_time(one: Birth, other: Birth) -> tuple[float, str]:
    if one.earliest.year == other.earliest.year and one.latest.year == other.latest.year:
        return _SAME_YEAR, "birth year equal"
    # Within a span of years many are born; the wider it is, the less it says.
    wide = max((span.latest - span.earliest).days / 365 for span in (one, other))
    return _SAME_YEAR / max(1.0, wide), "birth fits"


def _of_another_time(apart: float) -> tuple[float, str]:
    beyond = max(0.0, apart - _SLIP_YEARS) / (_OTHER_PERSON_YEARS - _SLIP_YEARS)
    return -min(1.0, beyond) * (1 - _ANOTHER_BIRTH), f"born {_years(apart)} apart"


def _years(apart: float) -> str:
    years = round(apart)
    return "less than a year" if not years else "1 year" if years == 1 else f"{years} years"


def _of_countries(query: Query, entry: ListedEntry) -> tuple[float, str]:
    if not query.nationalities or not entry.nationalities:
        return 0.0, ""
    if set(query.nationalities) & set(entry.nationalities):
        return _SAME_COUNTRY, "nationality equal"
    return _ANOTHER_COUNTRY - 1, "nationality differs"


def _of_documents(query: Query, entry: ListedEntry) -> tuple[float, str]:
    mine = {bare_number(number) for number in query.documents} - {""}
    return (
        (_SAME_DOCUMENT, "same document")
        if mine & {bare_number(number) for number in entry.documents}
        else (0.0, "")
    )


def bare_number(number: str) -> str:
    """Letters and digits of a number of a paper or account."""
    return "".join(sign for sign in number.casefold() if sign.isalnum())
