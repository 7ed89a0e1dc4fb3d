"""Who has been met so far in a text: persons with roles, bodies, and whom a pronoun or an office points to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sarana.science.statements import english
from sarana.science.statements.mentions import subject_before
from sarana.science.statements.noun_phrases import Mention, MentionKind, noun_phrase
from sarana.science.statements.offices import organisation_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from sarana.science.statements.kinds import Official

_WINDOW = 20_000  # characters searched around a bare name for its full form or role
_LEAD = 90  # characters before a name in which its role may stand
_LOOKUPS = 200  # such searches per text: keeps hostile input linear
_REMEMBERED = 400


@dataclass(slots=True)
class Cast:
    """The persons and bodies of one text, in order of their last appearance."""

    text: str
    persons: dict[str, Mention] = field(default_factory=dict)
    bodies: dict[str, Mention] = field(default_factory=dict)
    register: dict[str, Official] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    last: Mention | None = None
    last_person: Mention | None = None
    last_body: Mention | None = None
    last_group: Mention | None = None
    lookups: int = 0

    @classmethod
    def of(cls, text: str, officials: Iterable[Official]) -> Cast:
        """Start a cast for a text, with the register of officials at hand."""
        cast = cls(text)
        for official in officials:
            for name in (official.name, *official.aliases):
                cast.register[_key(name)] = official
                cast.known.update(word.lower() for word in name.split() if len(word) > 1)
        return cast

    def known_words(self) -> AbstractSet[str]:
        """Lower-case words of every name met or registered; the set itself, since a copy a name costs the square of the names."""
        return self.known

    def resolve(self, mention: Mention, at: int, *, local_body: Mention | None = None) -> Mention | None:
        """Return the full mention that a printed one stands for; None for a pronoun without antecedent."""
        match mention.kind:
            case MentionKind.PRONOUN:
                return self._antecedent(mention, local_body)
            case MentionKind.PERSON:
                return self._person(mention, at)
            case MentionKind.OFFICE:
                return self._office(mention)
            case MentionKind.BODY | MentionKind.DOCUMENT:
                return self._body(mention)
            case _:
                return mention

    def note(self, mention: Mention) -> None:
        """Remember that this mention has just been spoken of."""
        self.last = mention
        if mention.kind is MentionKind.PERSON:
            self.last_person = mention
            self.persons.pop(mention.name, None)
            if len(self.persons) < _REMEMBERED:
                self.persons[mention.name] = mention
            self.known.update(word.lower() for word in mention.name.split() if len(word) > 1)
        elif mention.kind in (MentionKind.BODY, MentionKind.DOCUMENT):
            self.last_body = mention
            self.bodies.pop(mention.name, None)
            if len(self.bodies) < _REMEMBERED:
                self.bodies[mention.name] = mention
        elif mention.kind is MentionKind.OFFICE:
            self.last_person = mention
        else:
            self.last_group = mention

    def _antecedent(self, mention: Mention, local_body: Mention | None) -> Mention | None:  # noqa: PLR0911
        word = mention.name
        if word == "it":
            return local_body or self.last_body
        if word == "they":
            if self.last is not None and self.last.kind is not MentionKind.PERSON:
                return self.last
            return self.last_group or self.last_body
        if word in ("we", "i"):
            return self.last_person or self.last
        if mention.gender:
            if self.last_person is not None and self.last_person.gender in ("", mention.gender):
                return self.last_person
            for person in reversed(self.persons.values()):
                if person.gender in ("", mention.gender):
                    return person
        return self.last_person

    def _person(self, mention: Mention, at: int) -> Mention:
        official = self.register.get(_key(mention.name))
        full = self.persons.get(mention.name)
        if full is None and official is None:
            full = self._by_part(mention.name)
            if full is None:
                official = self._official_by_part(mention.name)
            if full is None and official is None and " " not in mention.name:
                full = self._from_text(mention, at)
        if official is not None:
            known = self.persons.get(official.name)
            mention = mention._replace(name=official.name, gender=mention.gender or official.gender)
            full = known or Mention(
                MentionKind.PERSON, official.name, official.role, official.organisation, official.gender
            )
        if full is None:
            return self._with_role(mention, at)
        mention = Mention(
            MentionKind.PERSON,
            full.name,
            _joined(mention.role, full.role),
            full.organisation or mention.organisation,
            full.gender or mention.gender,
        )
        return mention if mention.role else self._with_role(mention, at)

    def _by_part(self, name: str) -> Mention | None:
        wanted = name.lower().split()
        for person in reversed(self.persons.values()):
            words = person.name.lower().split()
            if len(words) > len(wanted) and (
                words[-len(wanted) :] == wanted or words[: len(wanted)] == wanted
            ):
                return person
        return None

    def _official_by_part(self, name: str) -> Official | None:
        wanted = name.lower().split()
        found = {
            official.name: official
            for key, official in self.register.items()
            if key.split()[-len(wanted) :] == wanted or key.split()[: len(wanted)] == wanted
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def _from_text(self, mention: Mention, at: int) -> Mention | None:
        """Search the text before for the full form of a single name."""
        if self.lookups >= _LOOKUPS:
            return None
        self.lookups += 1
        window = self.text[max(0, at - _WINDOW) : at]
        pattern = re.compile(rf"((?:[A-Z][\w’'-]+[ ]){{1,3}}){re.escape(mention.name)}\b(?![’'])")
        match = pattern.search(window)
        if match is None:
            return None
        full = noun_phrase(
            window[max(0, match.start() - 80) : match.end()].split("\n")[-1], self.known_words()
        )
        if full is None or full.kind is not MentionKind.PERSON or " " not in full.name:
            return None
        return self._with_role(full, max(0, at - _WINDOW) + match.end())

    def _with_role(self, mention: Mention, at: int) -> Mention:
        """Search around for "Name, apposition," when the role is not printed here."""
        if mention.role or self.lookups >= _LOOKUPS:
            return mention
        self.lookups += 1
        begin = max(0, at - _WINDOW)
        window = self.text[begin : at + _WINDOW]
        # The name is looked for first and the words before it taken then: the other way round every sign would be tried.
        behind = 0
        for match in re.finditer(rf"\b{re.escape(mention.name)}(,\s[^.;\n”\"]{{3,160}}?,)?", window):
            lead = window[max(behind, match.start() - _LEAD) : match.start()]
            lead = lead[max(lead.rfind("."), lead.rfind("\n")) + 1 :].split(",")[-1]
            behind = match.end()
            if match.group(1):
                apposed = subject_before(lead + mention.name + match.group(1), self.known_words())
                if apposed is not None and apposed.kind is MentionKind.PERSON and apposed.role:
                    return apposed._replace(name=mention.name, gender=mention.gender or apposed.gender)
            titled = noun_phrase(lead + mention.name, self.known_words())
            if titled is not None and titled.name == mention.name and titled.role:
                return titled._replace(gender=mention.gender or titled.gender)
        return mention

    def _office(self, mention: Mention) -> Mention:
        words = mention.name.lower().split()
        if len(words) > 3 or not mention.definite:  # noqa: PLR2004
            return mention
        head = words[-1]
        for person in reversed(self.persons.values()):
            role = person.role.lower()
            if head in re.findall(r"[\w-]+", role) and all(
                word in role or word in english.NOT_NAMES for word in words
            ):
                return person
        if (
            head in {"official", "officer", "leader", "expert", "activist", "analyst", "campaigner"}
            and self.last_person
        ):
            return self.last_person
        return mention

    def _body(self, mention: Mention) -> Mention:
        words = mention.name.split()
        if len(words) > 2 or mention.name[:1].isupper() or not mention.definite:  # noqa: PLR2004
            return mention
        head = words[-1].lower()
        for body in reversed(self.bodies.values()):
            if len(body.name.split()) > len(words) and head in body.name.lower().split():
                return body
        for person in reversed(self.persons.values()):
            if head in person.organisation.lower().split():
                return Mention(MentionKind.BODY, person.organisation, organisation=person.organisation)
        if (
            head in {"group", "organisation", "organization", "ngo", "body", "agency"}
            and self.last_body is not None
        ):
            return self.last_body
        if (
            head in {"group", "ngo", "organisation", "organization"}
            and self.last_person
            and self.last_person.organisation
        ):
            name = organisation_of(self.last_person.role) or self.last_person.organisation
            return Mention(MentionKind.BODY, name, organisation=name)
        return mention


def _key(name: str) -> str:
    return " ".join(name.lower().split())


def _joined(one: str, other: str) -> str:
    """Join two printed roles of the same person, unless one says the other."""
    if not one or one.lower() in other.lower():
        return other
    if not other or other.lower() in one.lower():
        return one
    return f"{other}; {one}"
