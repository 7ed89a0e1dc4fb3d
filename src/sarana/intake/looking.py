"""Search before create, for rows of a file: who is probably on record, as the officer may know it, and who stands in it twice."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sarana.base.accounts.models import Officer
from sarana.base.vault.crowd import Tokens, names_heard, probably_met, tokens_asked
from sarana.base.vault.models import SealedWords
from sarana.intake.cells import Fault
from sarana.intake.mapping import Mapped
from sarana.register.known import Known, known_of_each

# So many persons are looked for in one go.
MOST_AT_ONCE = 250


@dataclass(slots=True)
class Looked:
    """What a look for one row's person found, and the tokens by which she was looked for."""

    tokens: Tokens = field(default_factory=dict)
    known: Known = field(default_factory=lambda: Known((), ()))

    @property
    def is_known(self) -> bool:
        """Whether somebody on record is told of: shown where the officer sees her, else by whom to ask."""
        return bool(self.known.seen or self.known.elsewhere)


def look_for_rows(
    by: Officer, people: Sequence[SealedWords], heard: Counter[bytes] | None = None
) -> list[Looked]:
    """Look for the persons of some rows among everybody on record, as the form that adds one person does.

    Only who is probably the same is found. What the officer may not see is told as the form tells it: whom to ask; and
    of whom he must not even learn that she is on record, nothing.

    Args:
        by: who looks.
        people: what each row says of its person.
        heard: how often each name was met in the file so far; these rows are added.
    """
    heard = Counter() if heard is None else heard
    asked = [(words, tokens_asked(words) if _says_who(words) else {}) for words in people]
    for _words, tokens in asked:
        heard.update(names_heard(tokens))
    met = probably_met(asked, heard)
    known = known_of_each(by, met)
    return [Looked(tokens, one) for (_words, tokens), one in zip(asked, known, strict=True)]


def _says_who(words: SealedWords) -> bool:
    """Whether a name or a number is told: nobody is looked for by a day and a village alone."""
    return any(words.get(name) for name in ("names", "phones", "documents"))


def faults_of(mapped: Mapped, looked: Looked, twins: Sequence[int]) -> list[Fault]:
    """Why the row waits and what to do; ``twins`` are rows further up that are probably about the same person.

    It tells nobody's number: whoever reads it may see less than who brought the file.
    """
    where = _field(mapped)
    faults = [
        Fault(
            where,
            f"Row {twin} of the same file is probably about the same person.",
            f"ជួរទី {twin} ក្នុងឯកសារដដែល ប្រហែលជាអំពីបុគ្គលតែមួយ។",
            *_REMEDY,
        )
        for twin in twins[:1]
    ]
    if looked.is_known:
        faults.append(
            Fault(
                where,
                *ON_RECORD,
                *_REMEDY,
            )
        )
    return faults


def unseen_fault() -> Fault:
    """The file names somebody whom the officer can't see."""
    return Fault(
        "same_as",
        "You can see nobody with this number.",
        "អ្នកមិនអាចមើលឃើញបុគ្គលណាដែលមានលេខនេះទេ។",
        "Check the number; then decide on the import's page, or in the file of rows that wait.",
        "សូមពិនិត្យលេខ រួចសម្រេចនៅទំព័រនាំចូល ឬក្នុងឯកសារជួរដែលរង់ចាំ។",
    )


ON_RECORD = (
    "Somebody on record is probably the same person.",
    "ក្នុងកំណត់ត្រាមានបុគ្គលម្នាក់ ដែលប្រហែលជាបុគ្គលដដែល។",
)
_REMEDY = (
    "Say on the import's page whether she is the same person or another; until then nobody is created.",
    "សូមប្រាប់នៅទំព័រនាំចូល ថាជាបុគ្គលដដែល ឬបុគ្គលផ្សេង។ មុននោះ គ្មានការបង្កើតបុគ្គលណាទេ។",
)
_FIELDS = {"names": "prs_FirstName", "documents": "prs_IdentityNumber", "phones": "prs_MobilePhone"}


def _field(mapped: Mapped) -> str:
    return next((field for name, field in _FIELDS.items() if mapped.identity.get(name)), "prs_FirstName")
