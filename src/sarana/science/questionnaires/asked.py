"""What a question of an international examiner asks for, in own words, and where the record can answer it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        code: its number here; the article or heading of the instrument stands in ``basis``.
        en: what is asked, in own words.
        km: the same in Khmer.
        who: kinds of bodies that should answer what the record does not.
        figures: indicators whose value of the year and the year before is asked for.
        by: breakdowns of the first figure that are asked for as well.
        facts: facts of the tier test that no indicator counts.
        criteria: indicia under which measures of the plan that answer are filed.
        laws: offences of the code list ``Offence``.
        agreements: whether agreements with other states answer.
        basis: article or heading.
    """

    code: str
    en: str
    km: str
    who: tuple[str, ...]
    figures: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()
    agreements: bool = False
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Questions under one heading."""

    code: str
    en: str
    km: str
    questions: tuple[Question, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """What one examiner asks, after which instrument, and how the wording here stands to the examiner's own."""

    code: str
    en: str
    km: str
    after_en: str
    after_km: str
    parts: tuple[Part, ...]

    @property
    def questions(self) -> list[Question]:
        """All of them, in order."""
        return [one for part in self.parts for one in part.questions]
