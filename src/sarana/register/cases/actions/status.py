from datetime import date

from django.db import transaction
from django.utils import timezone

from sarana.base.accounts.enums import Power
from sarana.base.accounts.models import Officer
from sarana.base.accounts.rules import NotAllowed, require
from sarana.base.ledger.actions import record_deed
from sarana.base.refused import Refused
from sarana.register.cases.enums import Assertion, Standard
from sarana.register.cases.models import StatusAssertion, Victim
from sarana.register.cases.rules import (
    body_of,
    first_identification,
    sees_case_by_right,
    was_minor,
    weigh_assertions,
)
from sarana.register.reports.enums import YesNoUnknown
from sarana.science.palermo import Finding, weigh


class NotSupported(ValueError):
    """The elements on record don't carry the assertion; ``finding`` says what is missing."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(" ".join(finding.reasons_en))


@transaction.atomic
def assert_status(
    *,
    by: Officer,
    victim: Victim,
    assertion: Assertion | str,
    asserted_on: date,
    standard: Standard | str = Standard.PALERMO,
    acts: list[str] | None = None,
    means: list[str] | None = None,
    purposes: list[str] | None = None,
    crossed_border_for_gain: bool = False,
    disputes: StatusAssertion | None = None,
) -> StatusAssertion:
    """Say, in the name of the officer's agency, whether a person is a victim; every earlier word is kept.

    Raises:
        NotSupported: "victim" against the Palermo definition or the law of 2008 without act, means and purpose.
    """
    require(by, Power.ASSERT_STATUS)
    if not sees_case_by_right(by, victim.case):
        raise NotAllowed(Power.SEE_CASES)
    if asserted_on > timezone.localdate():
        raise Refused("A status can't be asserted for a day in the future.", field="asserted_on")
    is_minor = was_minor(victim.age_at_event)
    finding = weigh(
        acts=acts or [],
        means=means or [],
        purposes=purposes or [],
        is_minor=is_minor,
        crossed_border_for_gain=crossed_border_for_gain,
    )
    needs_elements = Standard(standard) in {Standard.PALERMO, Standard.LAW_2008}
    if Assertion(assertion) is Assertion.ACTUAL and needs_elements and finding.missing:
        raise NotSupported(finding)
    said = StatusAssertion.objects.create(
        victim=victim,
        assertion=assertion,
        disputes=disputes,
        asserted_by=by,
        agency=by.agency,
        body=body_of(by.agency.kind),
        asserted_on=asserted_on,
        standard=standard,
        acts=acts or [],
        means=means or [],
        purposes=purposes or [],
        is_minor=_yes_no(is_minor),
        outcome=finding.outcome,
        reasons_en="\n".join(finding.reasons_en),
        reasons_km="\n".join(finding.reasons_km),
    )
    weigh_again(victim)
    change = {
        "assertion": assertion,
        "asserted_on": asserted_on,
        "standard": standard,
        "standing": victim.standing,
    }
    record_deed(by=by, action="assert_status", record=victim, change=change)
    return said


def dispute_status(
    *, by: Officer, disputed: StatusAssertion, assertion: Assertion | str, asserted_on: date, reason: str
) -> StatusAssertion:
    """Contradict another authority's word; both stand, and the person counts as disputed."""
    if not reason.strip():
        raise Refused("Write down why you dispute the status.", field="reason")
    said = assert_status(
        by=by,
        victim=disputed.victim,
        assertion=assertion,
        asserted_on=asserted_on,
        standard=Standard.OTHER if Assertion(assertion) is Assertion.ACTUAL else disputed.standard,
        disputes=disputed,
    )
    with transaction.atomic():
        record_deed(
            by=by,
            action="dispute_status",
            record=disputed.victim,
            change={"disputes": disputed},
            reason=reason,
        )
    return said


def weigh_again(victim: Victim) -> None:
    """Bring ``standing`` and ``first_identified_on`` into line with the assertions."""
    words = list(victim.assertions.all())
    victim.standing = weigh_assertions(words)
    victim.first_identified_on = first_identification(words)
    victim.save(update_fields=["standing", "first_identified_on"])


def _yes_no(answer: bool | None) -> YesNoUnknown:
    if answer is None:
        return YesNoUnknown.UNKNOWN
    return YesNoUnknown.YES if answer else YesNoUnknown.NO
