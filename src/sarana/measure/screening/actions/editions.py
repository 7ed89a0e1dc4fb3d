import hashlib
import zlib
from datetime import date

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import require
from sarana.base.ledger.actions import record_deed
from sarana.measure.screening.models import ListEdition
from sarana.measure.screening.queries import edition_in_force, version_of_edition, with_country_codes
from sarana.measure.screening.rules import WHOLE_SHARE
from sarana.science.screening import ListVersion, difference, read_list


class EditionRefused(ValueError):
    """A file that does not become an edition; the message says why and what to do."""


@transaction.atomic
def bring_edition(
    *,
    by: Officer,
    content: bytes,
    beside: bytes = b"",
    generated_on: date | None = None,
    is_shrunk: bool = False,
) -> ListEdition:
    """Keep a list as it came, as a new dated edition, with what it changed against the one before.

    Args:
        by: who brings it.
        content: the file; nothing is fetched.
        beside: OFAC's ALT.CSV.
        generated_on: the edition's day, for a list that does not say its own.
        is_shrunk: that the list really has lost most of its entries.

    Raises:
        ListNotUsable: the file is none, is cut off or does harm.
        EditionRefused: no day, an older or the same edition, or far fewer entries than before.
    """
    require(by, Power.SCREEN_NAMES)
    version = with_country_codes(read_list(content, beside=beside))
    day = version.generated_on or generated_on
    if day is None:
        raise EditionRefused(
            "The file does not say of which day it is. Write the day on which it was published."
        )
    if day > timezone.localdate():
        raise EditionRefused("The edition's day lies in the future.")
    digest = hashlib.sha256(content + beside).hexdigest()
    before = edition_in_force(version.source)
    _fits_after(before, version, day, digest, is_shrunk=is_shrunk)
    edition = ListEdition(
        source=version.source,
        generated_on=day,
        digest=digest,
        content=zlib.compress(content),
        beside=zlib.compress(beside) if beside else None,
        entry_count=len(version.entries),
        before=before,
        differences=_differences(version_of_edition(before), version) if before else [],
        doubts=list(version.doubts[:100]),
        brought_by=by,
    )
    edition.save(force_insert=True)
    change = {
        "source": version.source,
        "generated_on": day.isoformat(),
        "digest": digest,
        "entries": edition.entry_count,
    }
    record_deed(by=by, action="bring_edition", record=edition, change=change)
    return edition


def _fits_after(
    before: ListEdition | None, version: ListVersion, day: date, digest: str, *, is_shrunk: bool
) -> None:
    if ListEdition.objects.filter(source=version.source, digest=digest).exists():
        raise EditionRefused("This very file is on record already; nothing changed.")
    if before and day < before.generated_on:
        raise EditionRefused(
            f"An edition of {before.generated_on.isoformat()} is in force; this one is older and does not replace it."
        )
    if before and not is_shrunk and len(version.entries) < before.entry_count * WHOLE_SHARE:
        raise EditionRefused(
            f"The file has {len(version.entries)} entries, the edition before {before.entry_count}. It may be half a file. "
            "Fetch it again, or say that the list really shrank."
        )


def _differences(before: ListVersion, after: ListVersion) -> list[list[str]]:
    came, went, changed = difference(before, after)
    earlier = {entry.key: entry for entry in before.entries}
    later = {entry.key: entry for entry in after.entries}
    told = [["came", key, later[key].names[0].text] for key in sorted(came)]
    told += [["changed", key, later[key].names[0].text] for key in sorted(changed)]
    return told + [["went", key, earlier[key].names[0].text] for key in sorted(went)]
