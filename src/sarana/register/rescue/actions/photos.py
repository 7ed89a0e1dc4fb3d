from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.files.actions import attach_file, read_file
from sarana.base.files.models import Attachment
from sarana.base.files.queries import attachments_of
from sarana.base.files.rules import SHOWN_INLINE, sniff
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.register.rescue.actions.steps import write_step
from sarana.register.rescue.enums import Detail, SoughtState
from sarana.register.rescue.models import SoughtPerson
from sarana.register.rescue.rules import (
    MOST_PHOTOS,
    may_bring_photo,
    may_open_sought,
    may_read_names,
)


@transaction.atomic
def add_photo(*, by: Officer, person: SoughtPerson, name: str, content: bytes) -> Attachment:
    """Keep a picture by which a sought person is known again; it is forgotten together with the identity.

    Where the mission was asked for a photograph, this answers it.

    Raises:
        FileRefused: empty or too large. ValueError: no picture, or there are enough.
        Erased: the identity was erased.
    """
    if not may_bring_photo(by, person.request):
        raise NotAllowed(Power.REQUEST_RESCUE)
    if sniff(content) not in SHOWN_INLINE:
        raise Refused("Send the photograph as PNG or JPEG.", field="content")
    person = SoughtPerson.objects.select_for_update(of=("self",)).select_related("request").get(pk=person.pk)
    if len(attachments_of(person)) >= MOST_PHOTOS:
        raise Refused("There are enough photographs of this person.", field=None)
    photo = attach_file(by=by, record=person, name=name, content=content, under=person.identity)
    if Detail.PHOTO in person.missing:
        person.missing = [code for code in person.missing if code != Detail.PHOTO]
        person.save(update_fields=["missing"])
        record_deed(by=by, action="answer_detail", record=person, change={"given": [Detail.PHOTO.value]})
        if not person.missing and person.state == SoughtState.NEEDS_DETAIL:
            write_step(by=by, person=person, state=SoughtState.RECEIVED, at=timezone.now())
    return photo


@transaction.atomic
def open_photo(
    *, by: Officer, person: SoughtPerson, photo: Attachment, reason: str = ""
) -> tuple[str, bytes]:
    """A photograph, name and content: for the mission that gave it, and with a reason for who works on the request.

    Raises:
        ValueError: an officer of the country gave no reason. Erased: the identity was erased.
    """
    belongs = (photo.record_type, photo.record_id) == (person._meta.label_lower, str(person.pk))  # noqa: SLF001
    works = may_open_sought(by, person.request)
    if not belongs or not (works or may_read_names(by, person.request)):
        raise NotAllowed(Power.OPEN_IDENTITY)
    if works and not reason.strip():
        raise Refused("Write down why you open this photograph.", field="reason")
    record_deed(
        by=by, action="open_photo", record=person, reason=reason.strip()[:300], change={"photo": photo}
    )
    return read_file(by=by, attachment=photo, under=person.identity)
