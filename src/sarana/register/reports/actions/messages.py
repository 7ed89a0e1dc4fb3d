"""The message box between a reporter and those who work on his report."""

from django.db import transaction

from sarana.base.accounts.models import Officer
from sarana.base.ledger.actions import record_deed
from sarana.base.once import all_of
from sarana.base.refused import Refused
from sarana.base.vault.sealing import give_key, seal, unseal
from sarana.register.readings import record_reading
from sarana.register.reports.actions.access import require_sight
from sarana.register.reports.actions.entry import require_words
from sarana.register.reports.models import Report, ReportMessage, ReportReceipt

LONGEST = 2000
MOST_FROM_REPORTER = 50


@transaction.atomic
def write_to_reporter(*, by: Officer, report: Report, text: str) -> ReportMessage:
    """Put an answer or a question into the reporter's box; it waits there until he comes back with his receipt.

    Raises:
        ValueError: he has no box, or nothing is written.
    """
    require_sight(by, report)
    if not ReportReceipt.objects.filter(report=report).exists():
        raise Refused("This reporter has no message box.", field=None)
    message = _write(report, by, text)
    record_deed(by=by, action="write_to_reporter", record=report)
    return message


@transaction.atomic
def write_as_reporter(*, receipt: ReportReceipt, text: str) -> ReportMessage:
    """A message of the reporter, who showed his receipt.

    Raises:
        ValueError: nothing is written, or the box is full.
    """
    report = receipt.report
    if report.messages.filter(sent_by=None).count() >= MOST_FROM_REPORTER:
        raise Refused("The message box is full.", field=None)
    message = _write(report, None, text)
    record_deed(by=None, action="reporter_wrote", record=report)
    return message


def _write(report: Report, by: Officer | None, text: str) -> ReportMessage:
    text = text.strip()
    if not text:
        raise Refused("Write something first.", field="text")
    if len(text) > LONGEST:
        raise Refused(
            f"A message has at most {LONGEST} letters; send the rest in a second one.", field="text"
        )
    message = ReportMessage(report=report, sent_by=by)
    key = give_key(message, report.agency_key)
    seal(message, {"text": text}, key=key)
    message.save(force_insert=True)
    return message


@transaction.atomic
def read_messages(*, by: Officer, report: Report) -> list[tuple[ReportMessage, str]]:
    """The whole conversation, for whoever may read the report's words; what the reporter wrote counts as read.

    Raises:
        NotAllowed: he may not read the words.
    """
    require_words(by, report)
    record_reading(by=by, record=report, action="read_report")
    told = _conversation(report)
    report.messages.filter(sent_by=None, is_read=False).update(is_read=True)
    return told


@transaction.atomic
def read_as_reporter(*, receipt: ReportReceipt) -> list[tuple[ReportMessage, str]]:
    """The whole conversation for the reporter, who showed his receipt; answers count as read."""
    told = _conversation(receipt.report)
    receipt.report.messages.exclude(sent_by=None).filter(is_read=False).update(is_read=True)
    return told


def _conversation(report: Report) -> list[tuple[ReportMessage, str]]:
    messages = all_of(ReportMessage, "agency_key", "sent_by__agency", report=report)
    readable = (message for message in messages if message.wrapped_key is not None)
    return [(message, str(unseal(message)["text"])) for message in readable]
