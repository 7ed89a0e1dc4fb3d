from django.db import models

from sarana.base.accounts.models import Agency, Officer
from sarana.base.identifiers import new_id
from sarana.measure.press.enums import ReviewWord, SourceKind, TextState


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


class RowReview(models.Model):
    """What a person found of one row of a checked text: precision is computed from these alone."""

    text = models.ForeignKey(CheckedText, models.CASCADE, related_name="reviews")
    # "s3": the third statement; "s3c1": its first claim; "n2": the second claim in the text's own voice.
    place = models.CharField(max_length=16)
    # The rule that read the row, as it told then.
    method = models.CharField(max_length=40)
    word = models.CharField(max_length=14, choices=ReviewWord)
    reviewed_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["text", "place"], name="reviewed_once")]


class FollowUp(models.Model):
    """A question to a spokesperson about one row, due on a day, and the answer."""

    text = models.ForeignKey(CheckedText, models.CASCADE, related_name="follow_ups")
    place = models.CharField(max_length=16)
    spokesperson = models.CharField(max_length=160)
    question = models.TextField()
    due_on = models.DateField()
    asked_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True)

    class Meta:
        ordering = ["-id"]


class TextLink(models.Model):
    """A text that tells of a case, or of a trick; who may not see the case does not see the link."""

    text = models.ForeignKey(CheckedText, models.CASCADE, related_name="links")
    case = models.ForeignKey("cases.Case", models.CASCADE, null=True, related_name="+")
    trick = models.ForeignKey("tricks.Trick", models.PROTECT, null=True, related_name="+")
    linked_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["text", "case"], name="text_of_case_once"),
            models.UniqueConstraint(fields=["text", "trick"], name="text_of_trick_once"),
            models.CheckConstraint(
                condition=models.Q(case=None, trick__isnull=False) | models.Q(case__isnull=False, trick=None),
                name="link_to_one_thing",
            ),
        ]


class PromiseLink(models.Model):
    """A commitment that somebody made in public, and the node of the plan that an officer holds it to be about."""

    text = models.ForeignKey(CheckedText, models.CASCADE, related_name="promises")
    # The row of the claim, as in :class:`RowReview`.
    place = models.CharField(max_length=16)
    node = models.ForeignKey("plans.Node", models.PROTECT, related_name="promised_in")
    linked_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["text", "place"], name="promise_of_one_node")]


class PublishedErratum(models.Model):
    """A published number that was wrong, what is right, and where that stands; the wrong one stays on file."""

    figure = models.ForeignKey(PublishedFigure, models.PROTECT, related_name="errata")
    replaced_by = models.ForeignKey(PublishedFigure, models.PROTECT, null=True, related_name="+")
    words = models.TextField()
    noted_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
