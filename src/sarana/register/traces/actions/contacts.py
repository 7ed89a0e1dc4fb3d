from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Agency, Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.base.vault.sealing import give_key, key_of, seal
from sarana.register.cases.actions.casework import require_edit
from sarana.register.cases.models import Case
from sarana.register.traces.models import AgencyContact, QuietCase
from sarana.register.traces.rules import may_set_contact


@transaction.atomic
def set_contact(
    *,
    by: Officer,
    agency: Agency,
    head: Officer | None = None,
    deputy: Officer | None = None,
    phone: str = "",
    email: str = "",
) -> AgencyContact:
    """Say whom another unit calls at an agency.

    Raises:
        ValueError: somebody of another agency was named, or head and deputy are one.
    """
    if not may_set_contact(by, agency):
        raise NotAllowed(Power.MANAGE_ACCOUNTS)
    for officer in (head, deputy):
        if officer is not None and officer.agency_id != agency.pk:
            raise Refused("Head and deputy belong to the agency itself.", field="head")
    if head is not None and head == deputy:
        raise Refused("Head and deputy are two persons.", field="deputy")
    if email:
        validate_email(email)
    contact, _ = AgencyContact.objects.update_or_create(
        agency=agency,
        defaults={"head": head, "deputy": deputy, "phone": phone.strip(), "email": email.strip()},
    )
    change = {"head": head, "deputy": deputy, "phone": phone.strip()}
    record_deed(by=by, action="set_contact", record=agency, change=change)
    return contact


@transaction.atomic
def keep_quiet(*, by: Officer, case: Case, reason: str) -> QuietCase:
    """Let no other unit learn that this case works on the same; it still learns of theirs. The reason is sealed.

    Raises:
        ValueError: no reason was given.
    """
    require_edit(by, case)
    if not reason.strip():
        raise Refused("Write down why no other unit may learn of the case.", field="reason")
    quiet = QuietCase.objects.filter(case=case).select_related("agency_key").first() or QuietCase(case=case)
    key = give_key(quiet, key_of(case.agency))
    quiet.kept_by, quiet.lifted_at = by, None
    seal(quiet, {"reason": reason.strip()}, key=key)
    quiet.save()
    record_deed(by=by, action="keep_quiet", record=case)
    return quiet


@transaction.atomic
def lift_quiet(*, by: Officer, case: Case) -> None:
    """Let other units learn of the case again; only its owner decides that."""
    require_edit(by, case)
    if by.pk != case.owner_id:
        raise NotAllowed(Power.EDIT_CASE)
    QuietCase.objects.filter(case=case, lifted_at=None).update(lifted_at=timezone.now())
    record_deed(by=by, action="lift_quiet", record=case)
