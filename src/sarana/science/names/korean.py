"""Korean names from Hangul: the customary spelling of surnames, syllable by syllable."""

import re

from anyascii import anyascii

HANGUL = re.compile("[\uac00-\ud7a3]")
_CUSTOMARY = {
    "김": "kim", "이": "lee", "박": "park", "최": "choi", "정": "jung", "강": "kang", "조": "cho", "윤": "yoon",
    "장": "jang", "임": "lim", "오": "oh", "신": "shin", "서": "seo", "권": "kwon", "안": "ahn", "류": "ryu",
    "유": "yoo", "전": "jeon", "고": "ko", "문": "moon", "백": "baek", "허": "hur", "노": "roh", "곽": "kwak",
    "구": "koo", "우": "woo", "주": "joo", "나": "na", "리": "ri", "림": "rim", "로": "ro", "국": "kook", "기": "ki",
}  # fmt: skip
#: Syllables of given names that are customarily not spelled by the official rules.
_GIVEN = {"우": "woo", "희": "hee", "원": "won", "영": "young"}


def syllables(characters: str) -> tuple[str, ...]:
    """Write a Korean full name, surname first, one Latin syllable a character."""
    first = _CUSTOMARY.get(characters[0]) or anyascii(characters[0]).lower()
    return (first, *(_GIVEN.get(sign) or anyascii(sign).lower() for sign in characters[1:]))
