"""Attribute the words of one Khmer sentence.

Khmer news writes the honorific, the name, the role and then the cue, parted by spaces: លោក … អ្នកនាំពាក្យ… បានឱ្យដឹងថា. The words
said follow ថា ("that") or stand in quotation marks. A bare honorific before a cue ("លោកបានបន្តថា") is a pronoun.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sarana.science.statements.embedded import Draft
from sarana.science.statements.kinds import StatementKind
from sarana.science.statements.noun_phrases import Mention, MentionKind
from sarana.science.statements.text import MASK

if TYPE_CHECKING:
    from sarana.science.statements.cast import Cast

_VERB = (
    "មានប្រសាសន៍|ឱ្យដឹង|ឲ្យដឹង|អោយដឹង|ថ្លែង|និយាយ|បញ្ជាក់|លើកឡើង|គូសបញ្ជាក់|បន្ថែម|បន្ត|អះអាង|ប្រកាស|សង្កត់ធ្ងន់|ពន្យល់|ប្រាប់|រាយការណ៍|"
    "អំពាវនាវ|ព្រមាន|ទទួលស្គាល់|បដិសេធ|សន្យា|ប្តេជ្ញា|ប្ដេជ្ញា|ស្នើ|ជំរុញ|ណែនាំ|សរសេរ|បង្ហោះ|កត់សម្គាល់|រំលឹក|ជម្រាប|មានយោបល់|យល់ឃើញ|ចោទ"
)
_CUE = re.compile(
    rf"(?:(?:ក៏|នឹង|កំពុង)?បាន)?(?:(?:{_VERB})(?:[^\s។«“{MASK}]{{0,24}}?)?)(?P<that>ថា|\s*[៖:])\s*|បាន(?:{_VERB})\s*(?=[«“{MASK}])"
)
_ACCORDING = re.compile(
    r"^(?:យោងតាម|តាម(?!រយៈ)|ដោយយោងតាម|បើតាម)\s*(?:ប្រសាសន៍|សម្ដី|សំដី|ការឱ្យដឹង(?:ពី|របស់)|ការបញ្ជាក់របស់|សេចក្តីថ្លែងការណ៍របស់|របាយការណ៍(?:ប្រចាំ\S*?)?របស់)?\s*"
)
_HONORIFIC = re.compile(
    r"(?:ឯកឧត្តម|លោកជំទាវ|លោកស្រី|សម្តេច(?:ក្រឡាហោម|តេជោ|ពិជ័យសេនា)?|សម្ដេច(?:ក្រឡាហោម)?|អ្នកស្រី|កញ្ញា|លោកឧត្តមសេនីយ៍(?:ឯក|ទោ|ត្រី)?|ឧត្តមសេនីយ៍(?:ឯក|ទោ|ត្រី)?|លោកវរសេនីយ៍(?:ឯក|ទោ|ត្រី)?|លោកបណ្ឌិត|លោក)"
)
_FEMALE = ("លោកស្រី", "លោកជំទាវ", "អ្នកស្រី", "កញ្ញា")
_ROLE = (
    "រដ្ឋមន្ត្រី|រដ្ឋលេខាធិការ|អនុរដ្ឋលេខាធិការ|អ្នកនាំពាក្យ|នាយក|អនុប្រធាន|ប្រធាន|អគ្គនាយក|អគ្គលេខាធិការ|អភិបាល|អនុប្រធានអចិន្ត្រៃយ៍|ស្នងការ|ស្នងការរង|មេបញ្ជាការ|"
    "ឯកអគ្គរដ្ឋទូត|ចៅក្រម|ព្រះរាជអាជ្ញា|មន្ត្រី|អ្នកសម្របសម្រួល|ឧបនាយករដ្ឋមន្ត្រី|នាយករដ្ឋមន្ត្រី|មេធាវី|អ្នកស្រាវជ្រាវ|អគ្គស្នងការ|នាយិកា|សមាជិក|ជាប្រធាន|ទីប្រឹក្សា"
)
_ROLE_START = re.compile(rf"(?:ជា)?(?:អនុ)?(?:{_ROLE})")
_BODY = re.compile(
    r"(?:ក្រសួង|គណៈកម្មាធិការ|គណៈកម្មការ|អគ្គនាយកដ្ឋាន|នាយកដ្ឋាន|អង្គការ|ស្ថានទូត|ស្នងការដ្ឋាន|អគ្គស្នងការដ្ឋាន|សាលា(?:ដំបូង|ខេត្ត|រាជធានី)|នគរបាល|សមត្ថកិច្ច|អាជ្ញាធរ|តុលាការ|រដ្ឋាភិបាល|លេខាធិការដ្ឋាន|សមាគម|របាយការណ៍|សេចក្តីថ្លែងការណ៍|ក្រុម)\S*(?:\s+\S+){0,3}$"
)
_DONE = re.compile(r"\s+(?:ក៏)?បាន")  # "the ministry issued a release, saying that": the ministry
_TURN = re.compile(r"(?:^|\s)(?:ប៉ុន្តែ|តែ(?=លោក|ក្រសួង|គណៈ)|រីឯ|ចំណែក(?:ឯ)?|ខណៈ(?:ដែល|ពេលដែល)?|ចំពោះ)\s*")
_LEAD = re.compile(
    r"^(?:តាមរយៈ\S+(?:\s+ឆ្នាំ\S+)?|យ៉ាងណា(?:ក៏ដោយ|មិញ)?|ទោះយ៉ាងណា|ជាមួយគ្នានេះ|ទន្ទឹមនឹងនេះ|ក្នុងឱកាសនោះ|បន្ថែមលើនេះ|លើសពីនេះ|ដោយឡែក|ចំណែក|ចំពោះ)\s*"
)


def attribute(frame: str, at: int, cast: Cast) -> list[Draft]:
    """Return the statements of one Khmer sentence; offsets count in the frame.

    Args:
        frame: The sentence with its quotations masked.
        at: Where it stands in the text; kept for the same signature as the English rules.
        cast: Who has been met; speakers found are noted in it.
    """
    del at
    according = _according(frame, cast)
    if according is not None:
        return [according]
    drafts: list[Draft] = []
    for match in _CUE.finditer(frame):
        if drafts:
            nested = match.start() < drafts[-1].end and not frame[
                drafts[-1].start : match.start()
            ].rstrip().endswith(("និង", "ហើយ", "ដោយ"))
            if nested and not _another_speaks(frame, drafts, match.start()):
                continue
        turn = _another_speaks(frame, drafts, match.start())
        left = frame[turn : match.start()] if turn or not drafts else ""
        mention = _speaker(left, cast) or (drafts[-1].mention if drafts else None)
        if mention is None:
            continue
        cast.note(mention)
        start, end = _tight(frame, match.end(), len(frame))
        if end - start < 3:  # noqa: PLR2004
            before = _tight(frame, 0, max(frame.rfind(MASK, 0, match.start()) + 1, 0))
            start, end = before
        if drafts:
            last = drafts[-1]
            drafts[-1] = last._replace(
                end=_tight(frame, last.start, _before_turn(frame, turn, match.start()))[1]
            )
        if end - start >= 3:  # noqa: PLR2004
            cue = match.group().strip()
            kind = StatementKind.CONTINUATION if drafts and not turn else StatementKind.INDIRECT
            drafts.append(Draft(mention, kind, start, end, cue, match.start(), "Khmer cue", 0.85))
    return drafts


def _another_speaks(frame: str, drafts: list[Draft], cue: int) -> int:
    """Return where another speaker is named after "but" or "while" inside what was said so far, or 0."""
    if not drafts:
        return 0
    turns = list(_TURN.finditer(frame, drafts[-1].start, cue))
    return turns[-1].end() if turns else 0


def _before_turn(frame: str, turn: int, cue: int) -> int:
    """Return where the words of the speaker before end: at the conjunction, or at the cue."""
    conjunction = next((m for m in _TURN.finditer(frame, 0, cue) if m.end() == turn), None) if turn else None
    return conjunction.start() if conjunction is not None else cue


def _according(frame: str, cast: Cast) -> Draft | None:
    match = _ACCORDING.match(frame)
    if match is None or match.end() == 0:
        return None
    comma = re.search(r"\s(?=(?:បាន)?(?:" + _VERB + r")ថា)|,\s|\s៖\s|\sថា\s?", frame[match.end() :])
    head = frame[match.end() : match.end() + comma.start()] if comma else _named_source(frame[match.end() :])
    mention = _speaker(head, cast)
    if mention is None:
        return None
    cue = _CUE.search(frame, match.end())
    begin = cue.end() if cue else match.end() + (comma.end() if comma else len(head))
    start, end = _tight(frame, begin, len(frame))
    if end - start < 3:  # noqa: PLR2004
        return None
    cast.note(mention)
    return Draft(mention, StatementKind.INDIRECT, start, end, match.group().strip(), 0, "according-to", 0.8)


def _named_source(rest: str) -> str:
    """Return the source that opens a sentence without "that": honorific, two words of a name, one of a role; else a word."""
    honorific = _HONORIFIC.match(rest)
    if honorific is None:
        return rest.split(" ", 1)[0]
    named = re.match(r"\s*\S+\s+\S+(?:\s+(?:" + _ROLE_START.pattern + r")\S*)?", rest[honorific.end() :])
    return rest[: honorific.end() + named.end()] if named is not None else rest.split(" ", 1)[0]


def _speaker(left: str, cast: Cast) -> Mention | None:
    """Read the speaker at the end of the words before a cue."""
    left = _LEAD.sub("", left.rstrip(f" ,{MASK}").replace(MASK, " "))
    hits = list(_HONORIFIC.finditer(left))
    if hits:
        hit = hits[0] if len(left) - hits[0].start() < 160 else hits[-1]  # noqa: PLR2004
        return _person(left[hit.end() :].strip(), hit.group(), left[: hit.start()], cast)
    body = _BODY.search(left)
    if body is not None:
        name = _DONE.split(body.group().strip(), maxsplit=1)[0]
        return Mention(MentionKind.BODY, name, organisation=name)
    return cast.last if not left.strip() else None


def _person(rest: str, honorific: str, before: str, cast: Cast) -> Mention | None:  # noqa: PLR0911
    gender = "f" if honorific in _FEMALE else "m"
    if not rest:
        found = next((p for p in reversed(cast.persons.values()) if p.gender in ("", gender)), None)
        return found or cast.last_person
    role_match = _ROLE_START.search(rest)
    if role_match is not None and role_match.start() == 0:
        words = rest.split()
        known = next((p for p in reversed(cast.persons.values()) if p.role and words[0] in p.role), None)
        if known is not None:
            return known
        return _titled(rest, gender)
    name = rest[: role_match.start()].strip() if role_match is not None else " ".join(rest.split()[:2])
    role = rest[role_match.start() :].strip().removeprefix("ជា") if role_match is not None else ""
    if not name or len(name) > 40 or len(name.split()) > 4:  # noqa: PLR2004
        return None
    known = next((p for p in cast.persons.values() if p.name == name or name in p.name.split()), None)
    if known is not None:
        return known._replace(role=role or known.role, gender=gender)
    official = cast.register.get(" ".join(name.lower().split()))
    if official is not None:
        return Mention(
            MentionKind.PERSON, official.name, role or official.role, official.organisation, gender
        )
    if not role:
        title = _ROLE_START.search(before)
        role = before[title.start() :].strip() if title is not None else ""
    return Mention(MentionKind.PERSON, name, role, _organisation(role), gender)


def _titled(rest: str, gender: str) -> Mention:
    """Read "role name": the last two words are the name when the role takes at least one."""
    words = rest.split()
    if len(words) >= 3:  # noqa: PLR2004
        role, name = " ".join(words[:-2]), " ".join(words[-2:])
        return Mention(MentionKind.PERSON, name, role, _organisation(role), gender)
    return Mention(MentionKind.OFFICE, rest, rest, _organisation(rest), gender)


def _organisation(role: str) -> str:
    match = re.search(
        r"(?:ក្រសួង|គណៈកម្មាធិការ|អគ្គនាយកដ្ឋាន|នាយកដ្ឋាន|អង្គការ|ស្ថានទូត|អគ្គស្នងការដ្ឋាន|ស្នងការដ្ឋាន|ខេត្ត|រាជធានី|លេខាធិការដ្ឋាន).*$",
        role,
    )
    return match.group() if match else ""


def _tight(frame: str, start: int, end: int) -> tuple[int, int]:
    while start < end and frame[start] in " ,:៖":
        start += 1
    while end > start and frame[end - 1] in " ,។៕.":
        end -= 1
    return start, end
