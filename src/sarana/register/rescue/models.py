from django.db import models

from sarana.base.accounts.models import Agency, Officer
from sarana.base.places.models import Place
from sarana.base.vault.models import Identity, SealedRecord
from sarana.base.vocabulary.models import CodesField
from sarana.register.cases.enums import Sex
from sarana.register.cases.models import Victim
from sarana.register.reports.enums import YesNoUnknown
from sarana.register.rescue.enums import Precision, RowState, SearchResult, SoughtState, TravelPaper
from sarana.register.tricks.models import Trick


class RescueRequest(SealedRecord):
    """A mission asks for nationals who are held: one request, many persons.

    Sealed: ``contact`` (officer and safe way to answer), ``place_words`` (compound, building), ``moved_from``,
    ``recruiter`` (name or handle), ``route``, ``remarks``.
    """

    number = models.CharField(max_length=14, unique=True)
    mission = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    note_number = models.CharField(max_length=60, blank=True)
    recorded_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    received_at = models.DateTimeField(db_index=True)
    # Language in which the mission answers, BCP 47.
    language = models.CharField(max_length=8, default="en")
    # The day by which the mission asks for an answer.
    answer_by = models.DateField(null=True, blank=True)
    danger_now = models.CharField(max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    precision = models.CharField(max_length=10, choices=Precision, blank=True)
    # The day from which what is known of the place dates.
    known_on = models.DateField(null=True, blank=True)
    trick = models.ForeignKey(Trick, models.PROTECT, null=True, blank=True, related_name="+")
    entered_on = models.DateField(null=True, blank=True)
    entry_point = models.CharField(max_length=80, blank=True)
    ransom = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    ransom_currency = models.CharField(max_length=3, blank=True)
    # Agencies that were asked to work on it. Named one by one: the unit nearest to a compound is never asked by default.
    units = models.ManyToManyField(Agency, related_name="+", blank=True)
    barred = models.ManyToManyField(Officer, related_name="+", blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["mission", "-id"])]


class SoughtPerson(SealedRecord):
    """One person of a rescue request, from the mission's word to the journey home; who it is lies in the vault.

    Sealed: ``place_words`` (building, floor, room), ``health``, ``handle`` (device or account), ``family``, and once
    arranged ``travel_number``, ``flight``, ``receiver``. ``whereabouts`` is the officers' own compartment: where the
    person stays now; no mission, list, export or paper shows it.
    """

    number = models.CharField(max_length=14, unique=True)
    request = models.ForeignKey(RescueRequest, models.PROTECT, related_name="persons")
    identity = models.ForeignKey(Identity, models.PROTECT, related_name="as_sought")
    # The line of the mission's list, from 1.
    line = models.PositiveIntegerField(null=True, blank=True)
    whereabouts = models.BinaryField(null=True, blank=True)
    sex = models.CharField(max_length=1, choices=Sex, default=Sex.UNKNOWN)
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    is_minor = models.CharField(max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN)
    consent = models.CharField(max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN)
    contact_endangers = models.CharField(max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN)
    last_contact_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=18, choices=SoughtState, default=SoughtState.RECEIVED)
    state_since = models.DateTimeField()
    # When the state must have been left; none once the road is at its end.
    leave_by = models.DateTimeField(null=True, db_index=True, blank=True)
    missing = CodesField(code_list="Detail")
    victim = models.ForeignKey(Victim, models.PROTECT, null=True, blank=True, related_name="sought_as")
    # An officer's word that this is the same person as another line; both lines stand, totals count one.
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="same")
    result = models.CharField(max_length=12, choices=SearchResult, blank=True)
    result_on = models.DateField(null=True, blank=True)
    unit = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    days_detained = models.PositiveIntegerField(null=True, blank=True)
    payment_demanded = models.CharField(max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN)
    fine_waived = models.CharField(max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN)
    travel_paper = models.CharField(max_length=10, choices=TravelPaper, blank=True)
    source_key = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 - unique only where there is one
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["request", "state"])]
        constraints = [
            models.UniqueConstraint(fields=["request", "source_key"], name="one_person_per_list_row")
        ]


class SoughtStep(SealedRecord):
    """A dated state on somebody's road: who said so, when and why (sealed). Steps are added, never changed."""

    person = models.ForeignKey(SoughtPerson, models.PROTECT, related_name="steps")
    before = models.CharField(max_length=18, choices=SoughtState, blank=True)
    state = models.CharField(max_length=18, choices=SoughtState)
    at = models.DateTimeField()
    leave_by = models.DateTimeField(null=True)
    missing = CodesField(code_list="Detail")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["person", "at"])]


class RescueMessage(SealedRecord):
    """A message between a mission and those who work on its request; its text is sealed."""

    request = models.ForeignKey(RescueRequest, models.PROTECT, related_name="messages")
    person = models.ForeignKey(SoughtPerson, models.PROTECT, null=True, related_name="messages")
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    from_mission = models.BooleanField()
    sent_at = models.DateTimeField()
    # When somebody of the other side opened it first.
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["request", "-id"])]


class ListRow(SealedRecord):
    """A line of a mission's list that could not be taken in: its cells are sealed, field, reason and remedy are told."""

    request = models.ForeignKey(RescueRequest, models.PROTECT, related_name="list_rows")
    row = models.PositiveIntegerField()
    source_key = models.CharField(max_length=64)
    # One object per fault: {"field", "reason_en", "reason_km", "remedy_en", "remedy_km"}; never the cell's content.
    faults = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=RowState, default=RowState.WAITING)
    person = models.ForeignKey(SoughtPerson, models.PROTECT, null=True, related_name="+")
    brought_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    handled_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["row"]
        constraints = [models.UniqueConstraint(fields=["request", "source_key"], name="one_row_per_list")]
