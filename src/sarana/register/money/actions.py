from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.identifiers import number_of
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import give_key, key_of, seal, unseal
from sarana.register.cases.models import Case, Suspect
from sarana.register.money.enums import Answer, AssetDeed, AssetKind, InquiryEnd
from sarana.register.money.models import AssetMeasure, FlagAnswer, MoneyInquiry
from sarana.register.money.queries import answers_on, list_for, worth_of
from sarana.register.money.rules import LIST_VERSION, fault_of_asset, may_follow_money
from sarana.register.readings import record_reading
from sarana.register.traces.models import Trace


def _require(by: Officer, case: Case) -> None:
    if not may_follow_money(by, case):
        raise NotAllowed(Power.FOLLOW_MONEY)


@transaction.atomic
def answer_flags(
    *, by: Officer, thing: Suspect | Trace, answers: Mapping[str, tuple[Answer | str, str]]
) -> list[FlagAnswer]:
    """Write down which red flags were seen on a suspect, an account or premises.

    Args:
        by: who looked.
        thing: on what.
        answers: by code, the answer and a note that is sealed; what stands already in the same words is left out.

    Raises:
        ValueError: a flag is not looked for on such a thing.
    """
    _require(by, thing.case)
    known = {flag.code for flag in list_for(thing)}
    if strange := set(answers) - known:
        raise Refused(f"The list does not ask for this here: {', '.join(sorted(strange))}.", field=None)
    before, made = answers_on(thing), []
    for code, (answer, note) in answers.items():
        stands = before.get(code)
        if stands and stands.answer == answer and str(unseal(stands).get("note", "")) == note.strip():
            continue
        said = FlagAnswer(code=code, list_version=LIST_VERSION, answer=Answer(answer), answered_by=by)
        setattr(said, "trace" if isinstance(thing, Trace) else "suspect", thing)
        seal(said, {"note": note.strip()[:2000]}, key=give_key(said, key_of(thing.case.agency)))
        said.save(force_insert=True)
        made.append(said)
    if made:
        change = {said.code: str(said.answer) for said in made}
        record_deed(by=by, action="answer_flags", record=thing, change={"list": LIST_VERSION, **change})
    return made


@transaction.atomic
def open_inquiry(*, by: Officer, case: Case, opened_on: date, question: str) -> MoneyInquiry:
    """Begin a parallel financial investigation in a case.

    Raises:
        ValueError: it begins in the future, asks nothing, or the officer's agency has one open there.
    """
    _require(by, case)
    if opened_on > timezone.localdate():
        raise Refused("A financial investigation can't begin in the future.", field="opened_on")
    if not question.strip():
        raise Refused("Write down what the financial investigation asks.", field="question")
    if MoneyInquiry.objects.filter(case=case, agency=by.agency, ended_on=None).exists():
        raise Refused(
            "Your agency follows the money of this case already; end that investigation first.", field=None
        )
    inquiry = MoneyInquiry(case=case, agency=by.agency, opened_by=by, opened_on=opened_on)
    inquiry.number = number_of("F", inquiry.id)
    seal(inquiry, {"question": question.strip()}, key=give_key(inquiry, key_of(by.agency)))
    inquiry.save(force_insert=True)
    record_deed(by=by, action="open_inquiry", record=inquiry, change={"case": case})
    record_deed(by=by, action="open_inquiry", record=case, change={"inquiry": inquiry})
    return inquiry


@transaction.atomic
def end_inquiry(
    *, by: Officer, inquiry: MoneyInquiry, ended_on: date, end: InquiryEnd | str, finding: str
) -> MoneyInquiry:
    """Say how a financial investigation ended and what it found (sealed).

    Raises:
        ValueError: it has ended, the day is before its begin or in the future, or nothing is said.
    """
    inquiry = MoneyInquiry.objects.select_for_update(of=("self",)).get(pk=inquiry.pk)
    _require(by, inquiry.case)
    if inquiry.ended_on is not None:
        raise Refused("This financial investigation has ended already.", field=None)
    if not inquiry.opened_on <= ended_on <= timezone.localdate():
        raise Refused(
            "A financial investigation ends after it began, and not in the future.", field="ended_on"
        )
    if not finding.strip():
        raise Refused("Write down what was found, even when it is nothing.", field="finding")
    inquiry.ended_on, inquiry.end = ended_on, InquiryEnd(end)
    seal(inquiry, {**unseal(inquiry), "finding": finding.strip()})
    inquiry.save(update_fields=["ended_on", "end", "sealed"])
    record_deed(by=by, action="end_inquiry", record=inquiry, change={"end": end, "ended_on": ended_on})
    return inquiry


def read_inquiry(*, by: Officer, inquiry: MoneyInquiry) -> SealedWords:
    """What an investigation asks and found, for those who follow the money of the case; reading is on record."""
    _require(by, inquiry.case)
    record_reading(by=by, record=inquiry, action="read_inquiry")
    return unseal(inquiry)


@transaction.atomic
def record_asset(
    *,
    by: Officer,
    case: Case,
    deed: AssetDeed | str,
    kind: AssetKind | str,
    on: date,
    ordered_by: str,
    amount: Decimal | None = None,
    currency: str = "",
    suspect: Suspect | None = None,
) -> AssetMeasure:
    """Put on record that money or goods were frozen, seized, confiscated, released or paid to victims.

    Args:
        by: who follows the money of the case.
        case: the case.
        deed: what was done.
        kind: with what.
        on: the day of it.
        ordered_by: court, prosecutor or authority that ordered it.
        amount: its worth, None when not known.
        currency: ISO 4217, with an amount only.
        suspect: whose it was, when that is known.

    Raises:
        ValueError: see ``fault_of_asset``; or the suspect belongs to another case, or nobody is said to have ordered it.
    """
    _require(by, case)
    deed, currency = AssetDeed(deed), currency.strip().upper()
    Case.objects.select_for_update().get(pk=case.pk)  # two payments at once must not pass the sum together
    fault = fault_of_asset(
        amount=amount,
        currency=currency,
        on=on,
        today=timezone.localdate(),
        paid_so_far=worth_of(case, AssetDeed.PAID_TO_VICTIMS, currency),
        taken=worth_of(case, AssetDeed.CONFISCATED, currency),
        pays=deed is AssetDeed.PAID_TO_VICTIMS,
    )
    if fault:
        raise Refused(fault, field="on" if on > timezone.localdate() else "amount")
    if suspect is not None and suspect.case_id != case.pk:
        raise Refused("The suspect belongs to another case.", field="suspect")
    if not ordered_by.strip():
        raise Refused("Write down who ordered the measure.", field="ordered_by")
    measure = AssetMeasure.objects.create(
        case=case,
        suspect=suspect,
        deed=deed,
        kind=AssetKind(kind),
        on=on,
        amount=amount,
        currency=currency,
        ordered_by=ordered_by.strip()[:120],
        recorded_by=by,
    )
    change = {"deed": deed, "kind": kind, "on": on, "amount": amount, "currency": currency}
    record_deed(by=by, action="record_asset", record=case, change=change)
    return measure
