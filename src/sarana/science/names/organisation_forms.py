"""Legal forms of organisations, in many languages, folded into a few kinds.

The form says little about which organisation is meant; it is set apart from the words that do.
"""

import re

from sarana.science.names.word_weights import GENERIC, weight_of

#: One line a kind: the sign first, then the phrases that mean it, parted by ``|``.
_FORMS = """
~ltd ltd|limited|ltd co|co ltd|company limited|co limited|pte ltd|pte|pty ltd|pty|private limited|pvt ltd|pvt|sdn bhd|bhd
~llc llc|limited liability company|limited liability co|ooo|obshchestvo s ogranichennoy otvetstvennostyu|tov|gmbh
~llc gesellschaft mit beschrankter haftung|gesellschaft mbh|sarl|societe a responsabilite limitee|srl|bv|besloten vennootschap
~llc societatea cu raspundere limitata|sociedad de responsabilidad limitada|spolka z ograniczona odpowiedzialnoscia|sp z o o|eood|ood|doo|kft|sro
~jsc jsc|joint stock company|ojsc|open joint stock company|pjsc|public joint stock company|cjsc|closed joint stock company
~jsc oao|pao|zao|ao|aktsionernoe obshchestvo|otkrytoe aktsionernoe obshchestvo|publichnoe aktsionernoe obshchestvo
~jsc zakrytoe aktsionernoe obshchestvo|ag|aktiengesellschaft|sa|societe anonyme|sociedad anonima|spa|societa per azioni
~jsc nv|naamloze vennootschap|plc|public limited company|ab|aktiebolag|aktiebolaget|oyj|asa|kk|kabushiki kaisha|tbk|pt|perseroan terbatas
~jsc cong ty co phan|as|a s|sa de cv|se
~ltd cong ty tnhh|tnhh|cong ty trach nhiem huu han|krumhun|borisat|borisat chamkat|youxian gongsi
~inc inc|incorporated|corp|corporation|co|company
~lp lp|limited partnership|llp|limited liability partnership|kg|gmbh co kg|lllp|kommanditgesellschaft
~ev ev|eingetragener verein|ngo|nonprofit|asbl
"""
#: Written in their own scripts, before romanisation would blur them.
_IN_SCRIPT = (
    ("ក្រុមហ៊ុន", " krumhun "), ("ខូអិលធីឌី", " co ltd "), ("ឯ.ក", " ltd "), ("ឯ,ក", " ltd "),
    ("股份有限公司", " jsc "), ("有限责任公司", " llc "), ("有限責任公司", " llc "), ("有限公司", " ltd "), ("公司", " company "),
    ("株式会社", " kk "), ("주식회사", " jsc "), ("บริษัท", " company "), ("จำกัด", " ltd "), ("มหาชน", " jsc "),
    ("شركة", " company "), ("общество с ограниченной ответственностью", " ooo "),
    ("открытое акционерное общество", " oao "), ("публичное акционерное общество", " pao "),
    ("закрытое акционерное общество", " zao "), ("акционерное общество", " ao "),
    ("товариство з обмеженою відповідальністю", " tov "),
)  # fmt: skip
#: Words that stand apart in English and Russian company names but mean the same.
_SAME_WORD = {"gesellschaft": "company", "organisation": "organization", "centre": "center", "corp": "corporation",
              "intl": "international", "bros": "brothers", "mfg": "manufacturing", "dept": "department",
              "govt": "government", "assn": "association", "grp": "group", "hldgs": "holdings"}  # fmt: skip


def _phrases() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for line in _FORMS.split("\n"):
        sign, _, phrases = line.partition(" ")
        if sign:
            found |= {tuple(phrase.split()): sign for phrase in phrases.split("|")}
    return found


_PHRASES = _phrases()
_LONGEST = max(len(phrase) for phrase in _PHRASES)
_FIRST = frozenset(phrase[0] for phrase in _PHRASES)
_TELLING = _FIRST | _SAME_WORD.keys()
#: Also ordinary names of people: a form only beside another sign of an organisation.
_DOUBTFUL = frozenset({"as", "sa", "co", "se", "ao", "doo", "tov", "pao", "zao", "spa", "asa", "ngo"})
_DOTTED = (
    (re.compile(r"(?<![a-z.])s\. ?a\.(?![a-z])"), " jsc "),
    (re.compile(r"(?<![a-z.])co\.(?![a-z])"), " inc "),
    (re.compile(r"(?<![a-z.])a/s(?![a-z])"), " jsc "),
)
_SCRIPT_FORMS = re.compile("|".join(re.escape(words) for words, _ in _IN_SCRIPT))
_SCRIPT_SIGNS = dict(_IN_SCRIPT)


def forms_in_script(normal: str) -> str:
    """Replace legal forms written in Khmer, Chinese, Thai, Arabic or Cyrillic by their Latin signs."""
    return _SCRIPT_FORMS.sub(lambda found: _SCRIPT_SIGNS[found.group()], normal)


def split_forms(words: list[str]) -> tuple[list[str], list[str]]:
    """Part the words of a name into those that name and the kinds of legal form.

    Args:
        words: romanised words in their order.

    Returns:
        The naming words, and the sorted signs of the forms found. A name made of forms alone keeps its words.
    """
    if _TELLING.isdisjoint(words) or len(words) == 1:
        return words, []
    words = [_SAME_WORD.get(word, word) for word in words]
    naming: list[str] = []
    forms: set[str] = set()
    at, end = 0, len(words)
    while at < end:
        for size in range(min(_LONGEST, end - at) if words[at] in _FIRST else 0, 0, -1):
            sign = _PHRASES.get(tuple(words[at : at + size]))
            if sign and (size > 1 or _is_form(words, at)):
                forms.add(sign)
                at += size
                break
        else:
            naming.append(words[at])
            at += 1
    return (naming, sorted(forms)) if naming else (words, [])


def _is_form(words: list[str], at: int) -> bool:
    word = words[at]
    if word not in _DOUBTFUL:
        return True
    others = words[:at] + words[at + 1 :]
    return any(
        weight_of(other) == GENERIC or ((other,) in _PHRASES and other not in _DOUBTFUL) for other in others
    )


def forms_with_dots(normal: str) -> str:
    """Replace legal forms that only their dots or strokes tell from a word (S.A., Co., A/S)."""
    for pattern, sign in _DOTTED:
        normal = pattern.sub(sign, normal)
    return normal
