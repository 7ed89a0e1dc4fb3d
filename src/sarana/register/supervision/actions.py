from datetime import date
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, agency_in_scope
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import give_key, key_of, seal, unseal
from sarana.register.cases.models import Case
from sarana.register.cases.rules import may_edit_case, sees_case_by_right
from sarana.register.supervision.enums import Ask, FlagKind, Word
from sarana.register.supervision.models import Approval, Errand, Flag
from sarana.register.supervision.queries import REMINDED, officers_to_remind


@transaction.atomic
def give_errand(
    *, by: Officer, officer: Officer, what: str, due_on: date, case: Case | None = None
) -> Errand:
    """Note something to be done by oneself or a colleague.

    Raises:
        NotAllowed: the colleague is of another body, or one of the two does not see the case.
        ValueError: nothing is said, or the day is over.
    """
    if officer.pk != by.pk and not agency_in_scope(by, officer.agency.path):
        raise NotAllowed(Power.SEE_CASES)
    if case and not (sees_case_by_right(by, case) and sees_case_by_right(officer, case)):
        raise NotAllowed(Power.SEE_CASES)
    if not what.strip():
        raise Refused("Write down what is to be done.", field="what")
    if due_on < timezone.localdate():
        raise Refused("The day is over already.", field="due_on")
    errand = Errand(case=case, given_by=by, officer=officer, due_on=due_on)
    seal(errand, {"what": what.strip()[:500]}, key=give_key(errand, key_of(officer.agency)))
    errand.save(force_insert=True)
    record_deed(
        by=by,
        action="give_errand",
        record=errand,
        change={"officer": officer, "due_on": due_on, "case": case},
    )
    return errand


@transaction.atomic
def finish_errand(*, by: Officer, errand: Errand) -> Errand:
    """Say that it is done; saying it twice changes nothing."""
    if by.pk not in {errand.officer_id, errand.given_by_id}:
        raise NotAllowed(Power.SEE_CASES)
    if errand.done_at is None:
        errand.done_at = timezone.now()
        errand.save(update_fields=["done_at"])
        record_deed(by=by, action="finish_errand", record=errand)
    return errand


def read_errand(*, by: Officer, errand: Errand) -> SealedWords:
    """What is to be done, for the two it concerns."""
    if by.pk not in {errand.officer_id, errand.given_by_id}:
        raise NotAllowed(Power.SEE_CASES)
    return unseal(errand)


@transaction.atomic
def raise_flag(*, by: Officer, case: Case, kind: FlagKind | str, note: str = "") -> Flag:
    """Mark a case for whoever opens it."""
    if not may_edit_case(by, case):
        raise NotAllowed(Power.EDIT_CASE)
    flag = Flag(case=case, kind=FlagKind(kind), raised_by=by, raised_at=timezone.now())
    seal(flag, {"note": note.strip()[:500]}, key=give_key(flag, key_of(case.agency)))
    flag.save(force_insert=True)
    record_deed(by=by, action="raise_flag", record=case, change={"kind": flag.kind})
    return flag


@transaction.atomic
def lift_flag(*, by: Officer, flag: Flag) -> Flag:
    """Take a mark away; that it stood stays on record."""
    if not may_edit_case(by, flag.case):
        raise NotAllowed(Power.EDIT_CASE)
    if flag.lifted_at is None:
        flag.lifted_by, flag.lifted_at = by, timezone.now()
        flag.save(update_fields=["lifted_by", "lifted_at"])
        record_deed(by=by, action="lift_flag", record=flag.case, change={"kind": flag.kind})
    return flag


@transaction.atomic
def ask_approval(*, by: Officer, case: Case, ask: Ask | str, supervisor: Officer) -> Approval:
    """Ask a supervisor's word before a step.

    Raises:
        ValueError: he asks himself, the other sees no such case, or the same is asked already.
    """
    if not may_edit_case(by, case):
        raise NotAllowed(Power.EDIT_CASE)
    if supervisor.pk == by.pk:
        raise Refused("Nobody supervises himself; name another officer.", field="supervisor")
    if not sees_case_by_right(supervisor, case):
        raise Refused("This officer can't see the case.", field="supervisor")
    if Approval.objects.filter(case=case, ask=ask, answered_at=None).exists():
        raise Refused("This is asked already and waits for an answer.", field=None)
    asked = Approval.objects.create(
        case=case, ask=Ask(ask), asked_by=by, asked_at=timezone.now(), supervisor=supervisor
    )
    record_deed(by=by, action="ask_approval", record=case, change={"ask": ask, "supervisor": supervisor})
    return asked


@transaction.atomic
def answer_approval(*, by: Officer, approval: Approval, word: Word | str, reason: str = "") -> Approval:
    """Say yes, or send it back with what is missing."""
    approval = Approval.objects.select_for_update(of=("self",)).select_related("case").get(pk=approval.pk)
    if by.pk != approval.supervisor_id or not sees_case_by_right(by, approval.case):
        raise NotAllowed(Power.SEE_CASES)
    if approval.answered_at:
        raise Refused("This was answered already.", field=None)
    if word == Word.SENT_BACK and not reason.strip():
        raise Refused("Write down what is missing.", field="reason")
    approval.word, approval.reason, approval.answered_at = Word(word), reason.strip()[:300], timezone.now()
    approval.save(update_fields=["word", "reason", "answered_at"])
    change = {"ask": approval.ask, "word": word}
    record_deed(by=by, action="answer_approval", record=approval.case, change=change, reason=approval.reason)
    return approval


# What every reminder says, to everybody: that something waits, and nothing of what.
_SUBJECT = {"km": "មានកិច្ចការរង់ចាំអ្នក", "en": "Something waits for you"}
_BODY = {
    "km": "ជម្រាបសួរ\n\nមានកិច្ចការដែលដល់កំណត់។ សូមចូលទៅកន្លែងធ្វើការរបស់អ្នក ដើម្បីមើល។\n",
    "en": "Good day,\n\nsomething of yours is due. Please sign in at your place of work to see it.\n",
}


def remind_officers(*, today: date) -> int:
    """Write to each officer for whom something is due, once a day: no name, no number, no detail, not even how many.

    Returns:
        To how many it was sent. Nothing is sent when no mail server is set.
    """
    if not settings.MAIL_HOST:
        return 0
    sent = 0
    for officer in officers_to_remind(today):
        language = officer.language if officer.language in _SUBJECT else "km"
        message = EmailMessage(
            _SUBJECT[language], _BODY[language], settings.DEFAULT_FROM_EMAIL, [officer.email]
        )
        try:
            message.send()
        except (OSError, SMTPException):
            # The mail server is down or refuses this address; it is tried again tomorrow.
            continue
        record_deed(by=None, action=REMINDED, record=officer)
        sent += 1
    return sent
