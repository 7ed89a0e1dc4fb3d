"""How a trace is written so that it matches, who sees it, and who may learn that two cases cross. Pure decisions."""

import re
from collections.abc import Iterable

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import agency_in_scope, has_power
from sarana.base.refused import Refused
from sarana.base.vault.enums import TokenKind
from sarana.base.vault.keys import search_token
from sarana.base.vault.models import SealedWords
from sarana.base.vault.rules import document_number, phone_digits
from sarana.register.cases.models import Case
from sarana.register.cases.rules import is_barred_from, may_open_identities, may_see_case
from sarana.register.complicity.models import Allegation
from sarana.register.reports.enums import YesNoUnknown
from sarana.register.traces.enums import Relation, TraceKind
from sarana.register.traces.models import AgencyContact, Crossing, QuietCase, Trace
from sarana.science.names import normalise

COUNTRY_CODE = "855"
_KHMER_DIGITS = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")
# A national number without its zero has eight or nine digits, with the country's code eleven or twelve (ITU-T E.164).
_NATIONAL = (8, 9)
_FEWEST_PHONE_DIGITS = 6
_FEWEST_SIGNS = 3
# What of a value a page may show: the end of it.
TAIL = 3
_SITES = re.compile(
    r"^(https?://)?(www\.|m\.)?(facebook\.com|fb\.com|t\.me|telegram\.me|tiktok\.com|instagram\.com|x\.com|twitter\.com)/"
)


def normal_phone(text: str) -> str:
    """``+`` and digits as in E.164; numbers without a country's code are the country's own."""
    folded = normalise(text).translate(_KHMER_DIGITS)
    digits = re.sub(r"\D", "", folded)
    if folded.lstrip().startswith("+"):
        return f"+{digits}"
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    if digits.startswith("0"):
        return f"+{COUNTRY_CODE}{digits[1:]}"
    if digits.startswith(COUNTRY_CODE) and len(digits) - len(COUNTRY_CODE) in _NATIONAL:
        return f"+{digits}"
    return f"+{COUNTRY_CODE}{digits}" if len(digits) in _NATIONAL else f"+{digits}"


def _bare_handle(folded: str) -> str:
    """The name of an account without its site, its signs and what a copied address carries behind it."""
    value = ""
    while value != folded:
        value, folded = folded, _SITES.sub("", folded).split("?")[0].strip("/@ ")
    return value


def normal_value(kind: TraceKind, text: str) -> str:
    """A value in the one form under which it is found again.

    Raises:
        ValueError: too little is left of it to tell it from others.
    """
    if kind is TraceKind.PHONE:
        value = normal_phone(text)
        if len(value) <= _FEWEST_PHONE_DIGITS:
            raise Refused("A telephone number has at least six digits.", field="value")
        return value
    folded = normalise(text).translate(_KHMER_DIGITS)
    if kind is TraceKind.HANDLE:
        value = _bare_handle(folded)
    elif kind is TraceKind.PREMISES:
        # Words in any order: "Building 4, Otres road" and "Otres road, building 4" are one place.
        value = " ".join(sorted(re.findall(r"[\w\u1780-\u17d3]+", folded)))
    else:
        value = re.sub(r"[\W_]", "", folded).upper()
    if len(value) < _FEWEST_SIGNS:
        raise Refused("Write the whole of it: so few letters or digits tell nothing apart.", field="value")
    return value


def trace_token(kind: TraceKind, text: str) -> bytes:
    """The keyed hash of a trace's value."""
    return search_token(f"trace {kind.value}", normal_value(kind, text))


def vault_token(kind: TraceKind, text: str) -> bytes | None:
    """The token under which the vault would keep the same phone or document of a person; None for other kinds."""
    if kind is TraceKind.PHONE:
        return search_token(TokenKind.PHONE, phone_digits(text))
    if kind is TraceKind.DOCUMENT:
        return search_token(TokenKind.DOCUMENT, document_number(text))
    return None


def values_of(words: SealedWords) -> set[tuple[TraceKind, str]]:
    """The phones and documents of an identity in their normal form; what is too short to tell anything is left out."""
    found = set()
    for kind, name in ((TraceKind.PHONE, "phones"), (TraceKind.DOCUMENT, "documents")):
        for text in words.get(name, []):
            try:
                found.add((kind, normal_value(kind, text)))
            except ValueError:
                continue
    return found


def same_person(one: SealedWords, other: SealedWords) -> bool:
    """The same whole name and the same birth date: strong enough to tell two units of each other."""
    born = one.get("birth_date")
    if not born or born != other.get("birth_date"):
        return False
    names = [{_whole(name) for name in words.get("names", [])} for words in (one, other)]
    return bool(names[0] & names[1])


def _whole(name: str) -> str:
    return " ".join(sorted(normalise(name).split()))


def tail_of(kind: TraceKind | str, value: str) -> str:
    """The end of a number, to tell traces apart on a page without showing them; nothing of a name or an address."""
    if kind in {TraceKind.PREMISES, TraceKind.HANDLE}:
        return ""
    return f"…{value.strip()[-TAIL:]}"


def may_see_trace(officer: Officer, trace: Trace) -> bool:
    """Whether the officer may see that the trace exists: whoever may see its case."""
    return may_see_case(officer, trace.case)


def may_read_trace(officer: Officer, trace: Trace) -> bool:
    """Whether the officer may see the end of the value, and open the whole of it with a reason."""
    return may_open_identities(officer, trace.case)


def is_quiet(case: Case) -> bool:
    """Whether no other unit may learn of the case: it is kept quiet, or an official is suspected or said to be in it."""
    if case.suspects.filter(is_official=YesNoUnknown.YES).exists() or case.barred_agencies.exists():
        return True
    if Allegation.objects.filter(case=case).exists():
        return True
    return QuietCase.objects.filter(case=case, lifted_at=None).exists()


def is_told(officer: Officer, case: Case) -> bool:
    """Whether the officer is the one of this case who is told of crossings: its owner, his agency's head or deputy."""
    if officer.pk == case.owner_id:
        return True
    contact = AgencyContact.objects.filter(agency=case.agency_id).first()
    return contact is not None and officer.pk in {contact.head_id, contact.deputy_id}


def side_is_barred(officer: Officer, case: Case, other: Case) -> bool:
    """Whether the officer, or anybody at work on ``case``, is kept from ``other``: then nobody there may learn of it.

    Where a whole unit is kept away, the other case is quiet anyway.
    """
    at_work = {officer.pk, case.owner_id, case.opened_by_id, *case.team.values_list("pk", flat=True)}
    return other.barred.filter(pk__in=at_work).exists()


def may_learn_of(officer: Officer, crossing: Crossing) -> bool:
    """Whether the officer is told that another unit works on the same, and whom to call.

    Never when the other case is quiet, never when somebody of his side is kept from it; and not when he sees the
    other case anyway.
    """
    return (
        is_told(officer, crossing.case)
        and may_see_case(officer, crossing.case)
        and not may_see_case(officer, crossing.other)
        and not is_quiet(crossing.other)
        and not side_is_barred(officer, crossing.case, crossing.other)
    )


def may_be_called(candidate: Officer, cases: Iterable[Case]) -> bool:
    """Whether the name of this officer may be given: he serves, and neither case keeps him away."""
    return candidate.is_active and not any(is_barred_from(candidate, case) for case in cases)


def may_set_contact(officer: Officer, agency: Agency) -> bool:
    """Whether the officer may say whom others call at an agency: one of its own who works on cases, or an administrator."""
    own = officer.agency_id == agency.pk and has_power(officer, Power.OPEN_CASE)
    return own or (has_power(officer, Power.MANAGE_ACCOUNTS) and agency_in_scope(officer, agency.path))


# Which relations make sense for a kind of trace; the first is offered first.
RELATIONS: dict[TraceKind, tuple[Relation, ...]] = {
    TraceKind.PHONE: (
        Relation.USES,
        Relation.OWNS,
        Relation.CALLED,
        Relation.RECRUITED_THROUGH,
        Relation.FOUND_WITH,
    ),
    TraceKind.ACCOUNT: (Relation.USES, Relation.OWNS, Relation.PAID_INTO, Relation.PAID_FROM),
    TraceKind.HANDLE: (Relation.USES, Relation.OWNS, Relation.RECRUITED_THROUGH, Relation.CALLED),
    TraceKind.VEHICLE: (Relation.USES, Relation.OWNS, Relation.CARRIED_IN, Relation.FOUND_WITH),
    TraceKind.PREMISES: (
        Relation.KEPT_AT,
        Relation.WORKED_AT,
        Relation.OWNS,
        Relation.USES,
        Relation.HAPPENED_AT,
    ),
    TraceKind.DOCUMENT: (Relation.USES, Relation.OWNS, Relation.FOUND_WITH),
}
