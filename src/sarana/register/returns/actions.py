from datetime import date

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, agency_in_scope, require
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.base.vault.models import SealedWords
from sarana.base.vault.sealing import give_key, key_of, seal, unseal
from sarana.register.returns.models import QuarterlyForm, Return
from sarana.register.returns.queries import operation_sheets
from sarana.register.returns.rules import days_of_quarter, may_see_quarterly_form


@transaction.atomic
def send_return(*, by: Officer, month: date, nothing_to_report: bool = False) -> Return:
    """Say that the officer's agency has put everything of a month on record; saying it twice changes nothing.

    Raises:
        ValueError: the month isn't over, or the agency owes no returns.
    """
    require(by, Power.SEND_RETURN)
    month = month.replace(day=1)
    if month >= timezone.localdate().replace(day=1):
        raise Refused("The month isn't over yet.", field=None)
    if not by.agency.owes_returns:
        raise Refused("Your agency owes no monthly returns.", field=None)
    sent, is_new = Return.objects.get_or_create(
        agency=by.agency,
        month=month,
        defaults={"nothing_to_report": nothing_to_report, "sent_by": by, "sent_at": timezone.now()},
    )
    if is_new:
        record_deed(
            by=by, action="send_return", record=sent, change={"month": month, "nil": nothing_to_report}
        )
    return sent


@transaction.atomic
def write_quarter(*, by: Officer, year: int, quarter: int, words: SealedWords) -> QuarterlyForm:
    """Write the committee's own words for a quarter, or change them until the form is sent.

    Args:
        by: an officer of the committee that owes returns.
        year: the year.
        quarter: 1 to 4.
        words: ``done``, ``planned``, ``obstacles``, ``cases``, ``decisions``; sealed.

    Raises:
        ValueError: there is no such quarter, it has not begun, the form was sent, or the agency owes no returns.
    """
    require(by, Power.SEND_RETURN)
    first, _last = days_of_quarter(year, quarter)
    if first > timezone.localdate():
        raise Refused("This quarter has not begun yet.", field="quarter")
    if not by.agency.owes_returns:
        raise Refused("Your agency owes no quarterly form.", field=None)
    form = (
        QuarterlyForm.objects.select_for_update(of=("self",))
        .filter(agency=by.agency, year=year, quarter=quarter)
        .first()
    )
    if form is None:
        form = QuarterlyForm(agency=by.agency, year=year, quarter=quarter)
        seal(form, words, key=give_key(form, key_of(by.agency)))
        form.save(force_insert=True)
    elif form.sent_at is not None:
        raise Refused("This form was sent; what it says stands.", field=None)
    else:
        seal(form, {**unseal(form), **words})
        form.version += 1
        form.save(update_fields=["sealed", "version"])
    record_deed(by=by, action="write_quarter", record=form, change={"year": year, "quarter": quarter})
    return form


@transaction.atomic
def send_quarter(*, by: Officer, form: QuarterlyForm) -> QuarterlyForm:
    """Send a quarterly form: its words and the operations in it stand from now on.

    Raises:
        ValueError: the quarter isn't over, or the form was sent already.
    """
    require(by, Power.SEND_RETURN)
    if not agency_in_scope(by, form.agency.path):
        raise NotAllowed(Power.SEND_RETURN)
    form = (
        QuarterlyForm.objects.select_for_update(of=("self",)).select_related("agency__place").get(pk=form.pk)
    )
    if form.sent_at is not None:
        raise Refused("This form was sent; what it says stands.", field=None)
    if days_of_quarter(form.year, form.quarter)[1] >= timezone.localdate():
        raise Refused("The quarter isn't over yet.", field=None)
    sheets = operation_sheets(by, form.agency, form.year, form.quarter)
    form.sheets = [sheet.as_json() for sheet in sheets]
    form.sent_by, form.sent_at = by, timezone.now()
    form.save(update_fields=["sheets", "sent_by", "sent_at"])
    change = {"year": form.year, "quarter": form.quarter, "operations": len(sheets)}
    record_deed(by=by, action="send_quarter", record=form, change=change)
    return form


def read_quarter(*, by: Officer, form: QuarterlyForm) -> SealedWords:
    """The committee's words of a quarter."""
    if not may_see_quarterly_form(by, form):
        raise NotAllowed(Power.SEND_RETURN)
    return unseal(form)
