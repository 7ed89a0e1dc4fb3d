from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed
from sarana.base.identifiers import new_id, number_of
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.register.cases.models import Victim
from sarana.register.cases.rules import sees_case_by_right
from sarana.register.proceedings.actions.stages import require_proceeding
from sarana.register.proceedings.enums import Protection
from sarana.register.proceedings.models import Proceeding, Witness


@transaction.atomic
def call_witness(
    *, by: Officer, proceeding: Proceeding, victim: Victim, agreed_on: date, protection: Sequence[str] = ()
) -> Witness:
    """Put on record that a victim agreed to be heard, and how she is protected; the file knows her by a pseudonym.

    Raises:
        ValueError: her agreement lies in the future, she is a witness already, or she belongs to another case.
    """
    require_proceeding(by, proceeding)
    if not sees_case_by_right(by, victim.case):
        raise NotAllowed(Power.SEE_CASES)
    if victim.case_id != proceeding.suspect.case_id:
        raise Refused("The victim belongs to another case; add the victim there first.", field="victim")
    if agreed_on > timezone.localdate():
        raise Refused("The victim can't have agreed in the future.", field="agreed_on")
    if proceeding.witnesses.filter(victim=victim).exists():
        raise Refused("The victim is on record as a witness already.", field="victim")
    witness = Witness.objects.create(
        proceeding=proceeding,
        victim=victim,
        # From a key of its own, so that the pseudonym tells nothing about the victim's number.
        pseudonym=number_of("W", new_id()),
        agreed_on=agreed_on,
        protection=[Protection(code).value for code in protection],
        recorded_by=by,
    )
    change = {"pseudonym": witness.pseudonym, "protection": witness.protection}
    record_deed(by=by, action="call_witness", record=proceeding, change=change)
    return witness


@transaction.atomic
def hear_witness(*, by: Officer, witness: Witness, on: date) -> Witness:
    """Put on record that she was heard."""
    require_proceeding(by, witness.proceeding)
    if witness.withdrawn_on:
        raise Refused("The witness withdrew and can't be heard.", field=None)
    if not witness.agreed_on <= on <= timezone.localdate():
        raise Refused("A witness is heard after agreeing, and not in the future.", field="on")
    witness.heard_on = on
    witness.save(update_fields=["heard_on"])
    record_deed(
        by=by,
        action="hear_witness",
        record=witness.proceeding,
        change={"pseudonym": witness.pseudonym, "on": on},
    )
    return witness


@transaction.atomic
def withdraw_witness(*, by: Officer, witness: Witness, on: date) -> Witness:
    """Put on record that she withdrew her agreement; nobody asks her why."""
    require_proceeding(by, witness.proceeding)
    if not witness.agreed_on <= on <= timezone.localdate():
        raise Refused("A witness withdraws after agreeing, and not in the future.", field="on")
    witness.withdrawn_on = on
    witness.save(update_fields=["withdrawn_on"])
    change = {"pseudonym": witness.pseudonym, "on": on}
    record_deed(by=by, action="withdraw_witness", record=witness.proceeding, change=change)
    return witness
