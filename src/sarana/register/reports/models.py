from django.db import models
from django.db.models import F, Q

from sarana.base.accounts.models import Agency, Officer
from sarana.base.identifiers import new_id
from sarana.base.places.models import Place
from sarana.base.vault.models import SealedRecord
from sarana.base.vocabulary.models import CodesField
from sarana.register.reports.enums import (
    Channel,
    ClosureReason,
    OpeningState,
    ReportState,
    Situation,
    TokenOf,
    YesNoUnknown,
)


class Report(SealedRecord):
    """What somebody told: a signal, not yet a case. Its words (``narrative``, ``reporter``, ``whereabouts``) are sealed.

    ``from_public`` marks what came by the public page: nobody recorded it, and two officers open its words together.
    """

    number = models.CharField(max_length=14, unique=True)
    received_at = models.DateTimeField(db_index=True)
    channel = models.CharField(max_length=14, choices=Channel)
    from_public = models.BooleanField(default=False)
    situation = models.CharField(max_length=8, choices=Situation, blank=True)
    # The language in which the reporter wants to be answered.
    language = models.CharField(max_length=5, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    recorded_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+", db_index=False)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    # A place that moves: the vessel, its flag (ISO 3166-1 alpha-2) and where it is bound.
    vessel = models.CharField(max_length=80, blank=True)
    vessel_flag = models.CharField(max_length=3, blank=True)
    next_port = models.CharField(max_length=80, blank=True)
    danger_now = models.CharField(max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN)
    minors = models.CharField(max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN)
    persons = models.PositiveIntegerField(null=True, blank=True)
    forms_of_exploitation = CodesField(code_list="TypeOfExploitation")
    state = models.CharField(max_length=14, choices=ReportState, default=ReportState.RECEIVED)
    acknowledged_at = models.DateTimeField(null=True)
    first_checked_at = models.DateTimeField(null=True)
    # Who proposed to close it; a second officer confirms.
    closing_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closure_reason = models.CharField(max_length=14, choices=ClosureReason, blank=True)
    # What the reporter allowed, use by use; null where nobody asked him (reports that staff recorded).
    consent_rescue = models.BooleanField(null=True)
    consent_embassy = models.BooleanField(null=True)
    consent_ngo = models.BooleanField(null=True)
    consent_statistics = models.BooleanField(null=True)
    # Whom the reporter doesn't trust: nobody of these bodies, or below them, or of these provinces, sees it.
    excluded_agencies = models.ManyToManyField(Agency, related_name="+", blank=True)
    excluded_provinces = models.ManyToManyField(Place, related_name="+", blank=True)
    # Agencies that were let in on it, as far as the reporter allowed.
    shared_with = models.ManyToManyField(Agency, related_name="+", blank=True)
    # Officers whom the report names or who stand close to those it names: they can't see it.
    barred = models.ManyToManyField(Officer, related_name="+", blank=True)
    # Units that an allegation of complicity names: none of their officers, nor of those below them, can see it.
    barred_agencies = models.ManyToManyField(Agency, related_name="+", blank=True)
    # When its words were destroyed for good, by the retention rule.
    expired_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        # Each way by which a list finds its newest, and a desk what waits; they serve the foreign keys as well.
        indexes = [
            models.Index(fields=["state", "-id"]),
            models.Index(fields=["agency", "-id"]),
            models.Index(fields=["recorded_by", "-id"]),
            models.Index(fields=["agency", "state"]),
            models.Index(fields=["recorded_by", "state"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(from_public=True) | Q(recorded_by__isnull=False), name="somebody_recorded_it"
            )
        ]


class ReportToken(models.Model):
    """A keyed hash of a phone, an account, a building's words or a ship in a report: what two reports may share."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="tokens")
    kind = models.CharField(max_length=10, choices=TokenOf)
    token = models.BinaryField(max_length=16)

    class Meta:
        indexes = [models.Index(fields=["token", "report"], name="token_to_report")]


class ReportLink(models.Model):
    """Two reports about the same matter, said by an officer for a reason; nothing is merged, and it can be taken back.

    The pair has no direction: ``one`` is the report with the smaller identifier.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    one = models.ForeignKey(Report, models.PROTECT, related_name="links_forward")
    other = models.ForeignKey(Report, models.PROTECT, related_name="links_back")
    linked_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    linked_at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=300)
    unlinked_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    unlinked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"], condition=Q(unlinked_at=None), name="one_link_per_pair"
            ),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="pair_in_order"),
        ]


class ReportReceipt(models.Model):
    """By what a reporter comes back: a slow hash of his 16 digits, and three keyed bytes that find the row.

    Three bytes can't confirm a guess: whoever holds the database and its keys still pays for the slow hash each time.
    """

    report = models.OneToOneField(Report, models.CASCADE, related_name="receipt")
    lookup = models.BinaryField(max_length=3, db_index=True)
    slow_hash = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)


class ReportMessage(SealedRecord):
    """A message between a reporter and the officers who work on his report; the words are sealed."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="messages")
    # Who wrote it; none is the reporter.
    sent_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField(auto_now_add=True)
    # Whether the other side has read it; when, is nobody's business.
    is_read = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]


class WordsOpening(models.Model):
    """One officer asks to read a public report's words and says why; another lets him, for some hours.

    Where somebody is in danger and nobody who decides can be reached, the first opens them ``alone`` at once, and another
    decides afterwards, by ``confirm_by``.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="openings")
    asked_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    motivation = models.CharField(max_length=300)
    state = models.CharField(max_length=8, choices=OpeningState, default=OpeningState.WAITING)
    decided_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    alone = models.BooleanField(default=False)
    confirm_by = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="two_persons_open"
            ),
            models.CheckConstraint(
                condition=Q(alone=False, confirm_by=None) | Q(alone=True, confirm_by__isnull=False),
                name="alone_is_confirmed_afterwards",
            ),
            # Without a second person nothing is open but what was opened alone.
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(alone=True) | Q(decided_by__isnull=False),
                name="open_by_two_or_alone",
            ),
        ]
        indexes = [models.Index(fields=["alone", "-id"])]
