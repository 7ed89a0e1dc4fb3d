from django.db import models

from sarana.base.accounts.models import Agency, Officer
from sarana.base.identifiers import new_id
from sarana.base.vault.models import Identity
from sarana.register.cases.models import Victim
from sarana.register.identification.enums import Interpretation, InterviewForm, Part, SettingKind, Strength
from sarana.register.reports.enums import YesNoUnknown


class Interview(models.Model):
    """A conversation with a person to identify her: a guided screening or one of the official interviews.

    What she said is sealed under the key of her own identity, so that erasing her identity forgets it as well.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=14, unique=True)
    victim = models.ForeignKey(Victim, models.PROTECT, related_name="interviews")
    identity = models.ForeignKey(Identity, models.PROTECT, related_name="interviews")
    form = models.CharField(max_length=10, choices=InterviewForm)
    language = models.CharField(max_length=40, blank=True)
    interpretation = models.CharField(max_length=14, choices=Interpretation)
    setting = models.CharField(max_length=10, choices=SettingKind)
    consent = models.CharField(max_length=8, choices=YesNoUnknown, default=YesNoUnknown.UNKNOWN)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    # The version of the guide and of the questions that were asked.
    guide_version = models.CharField(max_length=20)
    # answers, notes and where each answer comes from, under the identity's key.
    sealed = models.BinaryField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["victim", "id"])]


class ScreeningAnswer(models.Model):
    """What was seen of one element in a guided screening; the note about it is sealed with the interview."""

    interview = models.ForeignKey(Interview, models.PROTECT, related_name="seen")
    part = models.CharField(max_length=10, choices=Part)
    code = models.CharField(max_length=24)
    strength = models.CharField(max_length=8, choices=Strength)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["interview", "part", "code"], name="each_element_once_a_screening"
            )
        ]
