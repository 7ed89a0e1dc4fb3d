"""What two reports may share without anybody reading them: phones, accounts, the words of a building, a ship.

Only words about the place and those who do it are taken. What a reporter says about himself (``reporter``, his wishes
for contact) never becomes a token, nor does a public report's narrative: otherwise an officer could record a report with
a phone in it and learn from the likeness who told another one.
"""

import re
import unicodedata

from sarana.base.vault.models import SealedWords
from sarana.base.vault.rules import phone_digits
from sarana.register.reports.enums import TokenOf

_PHONE = re.compile(r"\+?\d[\d\s\-().]{6,}\d")
_ACCOUNT = re.compile(r"(?:@|(?:t\.me|wa\.me|facebook\.com|fb\.com|line\.me)/)([\w.\-]{3,})", re.IGNORECASE)
_PHONE_DIGITS = 8
_LEAST_LETTERS = 3
_MOST_TOKENS = 60
# Words that most buildings share, in the languages of the form.
_COMMON = (
    "building", "floor", "room", "house", "street", "road", "near", "the", "and", "behind", "opposite", "hotel",
    "casino", "company", "province", "city", "market", "village", "commune", "district", "next", "tower", "block",
    "អគារ", "ជាន់ទី", "ជាន់", "បន្ទប់", "ផ្ទះ", "លេខ", "ផ្លូវ", "ជិត", "ក្បែរ", "ខាងក្រោយ", "ទល់មុខ", "សណ្ឋាគារ", "កាស៊ីណូ", "ក្រុមហ៊ុន",
    "ខេត្ត", "ក្រុង", "ភូមិ", "ឃុំ", "សង្កាត់", "ខណ្ឌ", "ស្រុក", "ផ្សារ", "នៅ", "ទី",
    "tòa nhà", "tầng", "phòng", "đường", "gần", "khách sạn", "công ty", "toa nha", "tang", "phong", "duong",
    "大楼", "楼", "房间", "路", "附近", "酒店", "赌场", "公司", "层",
    "อาคาร", "ชั้น", "ห้อง", "ถนน", "ใกล้", "โรงแรม", "บริษัท",
    "gedung", "lantai", "kamar", "jalan", "dekat", "perusahaan",
)  # fmt: skip
_COMMON_WORDS = re.compile("|".join(sorted((re.escape(word) for word in _COMMON), key=len, reverse=True)))
_LATIN_COMMON = frozenset(word for word in _COMMON if word.isascii())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _contacts(text: str) -> set[str]:
    phones = {phone_digits(found) for found in _PHONE.findall(text)}
    accounts = {name.strip(".") for name in _ACCOUNT.findall(text)}
    return {phone for phone in phones if len(phone) >= _PHONE_DIGITS} | accounts


def _building_words(text: str) -> set[str]:
    """Words that tell one building from another: whole words of spaced scripts, what common words leave of the others."""
    spaced = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in _plain(text))
    words: set[str] = set()
    for word in spaced.split():
        if word.isascii():
            words |= {word} - _LATIN_COMMON
        else:
            words |= set(_COMMON_WORDS.sub(" ", word).split())
    return {word for word in words if _tells(word)}


def _tells(word: str) -> bool:
    """Whether a word is long enough to tell a building: three letters, two of a script that writes syllables."""
    if word.isascii() and word[0].isdigit():
        return len(word) > _LEAST_LETTERS
    return len(word) >= (_LEAST_LETTERS - 1 if unicodedata.category(word[0]) == "Lo" else _LEAST_LETTERS)


def tokens_of_report(
    words: SealedWords, *, vessel: str = "", from_public: bool = False
) -> set[tuple[TokenOf, str]]:
    """The plain values that become keyed tokens, at most sixty of them."""
    about_them = [words.get("accused", "")]
    about_place = [words.get(name, "") for name in ("building", "location")]
    if not from_public:
        about_them += [words.get("narrative", ""), words.get("whereabouts", "")]
        about_place.append(words.get("whereabouts", ""))
    tokens = {(TokenOf.CONTACT, contact) for text in about_them for contact in _contacts(_plain(text))}
    tokens |= {(TokenOf.BUILDING, word) for text in about_place for word in _building_words(text)}
    moving = (vessel, words.get("vessel", ""), words.get("vehicle", ""))
    names = ("".join(sign for sign in _plain(text) if sign.isalnum()) for text in moving)
    tokens |= {(TokenOf.VESSEL, name) for name in names if len(name) >= _LEAST_LETTERS}
    return set(sorted(tokens)[:_MOST_TOKENS])
