"""Chinese names, character by character, in the four readings met in the region."""

from itertools import product

from anyascii import anyascii

from sarana.science.names.chinese_readings import GIVEN, SURNAMES

_LANGUAGES = 4
_MOST_READINGS = 6
_DOUBLE_SURNAME = 4


def _table(lines: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    rows = (line.split() for line in lines.split("\n") if line)
    return {form: tuple(tuple(cell.split("/")) for cell in cells) for forms, *cells in rows for form in forms}


_SURNAME = _table(SURNAMES)
_READING = {**_SURNAME, **_table(GIVEN)}
_FORMS = str.maketrans(
    {
        form: forms[0]
        for forms in (line.split()[0] for line in (SURNAMES + GIVEN).split("\n") if line)
        for form in forms[1:]
    }
)


def one_form(text: str) -> str:
    """Fold traditional characters into simplified ones as far as the table of name characters goes."""
    return text.translate(_FORMS)


def mandarin(text: str) -> str:
    """Write Chinese characters in pinyin without tones, one word a character."""
    return " ".join(
        _READING[sign][0][0] if sign in _READING else anyascii(sign).strip().lower() or sign for sign in text
    )


def readings(characters: str) -> list[tuple[str, ...]]:
    """Give the ways in which a Chinese full name, surname first, is written in Latin letters.

    Args:
        characters: the Chinese characters of one name, without spaces.

    Returns:
        Tuples of one syllable a character: Mandarin first; the other languages where the surname has a known reading.
    """
    pinyin = tuple(mandarin(characters).split(" "))
    known = _SURNAME.get(characters[0])
    if known is None or len(characters) > _DOUBLE_SURNAME:
        return [pinyin]
    found = [pinyin]
    for language in range(1, _LANGUAGES):
        given = [
            _READING[sign][language][0] if sign in _READING else syllable
            for sign, syllable in zip(characters[1:], pinyin[1:], strict=True)
        ]
        found += [(surname, *rest) for surname, rest in product(known[language], [given])]
    return list(dict.fromkeys(found))[:_MOST_READINGS]
