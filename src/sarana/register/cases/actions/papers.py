from django.db import transaction

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.files.actions import attach_file, read_file
from sarana.base.files.models import Attachment
from sarana.register.cases.actions.casework import require_edit
from sarana.register.cases.models import Case
from sarana.register.cases.rules import may_open_identities


@transaction.atomic
def attach_to_case(*, by: Officer, case: Case, name: str, content: bytes) -> Attachment:
    """Keep a file with a case; raises FileRefused when it isn't taken."""
    require_edit(by, case)
    return attach_file(by=by, record=case, name=name, content=content)


@transaction.atomic
def read_case_file(*, by: Officer, case: Case, attachment: Attachment) -> tuple[str, bytes]:
    """A case's file, name and content; a file may show who somebody is, so it takes the right to open identities."""
    belongs = (attachment.record_type, attachment.record_id) == (case._meta.label_lower, str(case.pk))  # noqa: SLF001
    if not (belongs and may_open_identities(by, case)):
        raise NotAllowed(Power.OPEN_IDENTITY)
    return read_file(by=by, attachment=attachment)
