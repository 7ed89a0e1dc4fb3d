from django.db import models

from sarana.base.accounts.models import Agency, Officer
from sarana.base.identifiers import new_id
from sarana.measure.press.enums import SourceKind, TextState


class PublishedFigure(models.Model):
    """A number that somebody published: by whom, for which period and scope, where it stands. Never corrected in place."""

    indicator = models.CharField(max_length=80, db_index=True)
    # A number, or a rank such as "2WL": kept as it was printed.
    value = models.CharField(max_length=40)
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    claimant = models.CharField(max_length=120)
    scope = models.CharField(max_length=60, blank=True)
    note = models.TextField(blank=True)
    source = models.URLField(max_length=400)

    class Meta:
        ordering = ["indicator", "period_start", "claimant", "id"]


class Source(models.Model):
    """Where public texts come from: a paper, a ministry, an embassy. Its files are brought by people; nothing is fetched."""

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=12, choices=SourceKind)
    address = models.URLField(max_length=400, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name


class ListedPage(models.Model):
    """An address that a site map of the source lists, for whoever brings the page itself."""

    source = models.ForeignKey(Source, models.CASCADE, related_name="listed")
    address = models.URLField(max_length=400)
    published_on = models.DateField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["source", "address"], name="listed_once")]


class CheckedText(models.Model):
    """A text whose statements were held against the record; the text is public matter and isn't sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    title = models.CharField(max_length=300)
    text = models.TextField()
    published_on = models.DateField(null=True, blank=True)
    checked_at = models.DateTimeField()
    checked_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    # The outcome in the form of the command contract, with the snapshot it was held against.
    result = models.JSONField(default=dict)
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="texts")
    address = models.URLField(max_length=400, blank=True, db_index=True)
    state = models.CharField(max_length=10, choices=TextState, default=TextState.NEW)
    # MinHash of the text, and the text that it repeats (science/statements/likeness.py).
    signature = models.BinaryField(default=b"")
    repeats = models.ForeignKey("self", models.PROTECT, null=True, related_name="repeated_by")

    class Meta:
        ordering = ["-id"]


class Topic(models.Model):
    """Words that an officer, or everybody in his agency, wants to be told of when a text touches them."""

    name = models.CharField(max_length=80)
    # One word or phrase a line.
    words = models.TextField()
    officer = models.ForeignKey(Officer, models.CASCADE, related_name="+")
    # Set when the whole agency is told.
    agency = models.ForeignKey(Agency, models.CASCADE, null=True, related_name="+")
    texts = models.ManyToManyField(CheckedText, related_name="topics")

    class Meta:
        ordering = ["-id"]
