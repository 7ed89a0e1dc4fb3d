from django.db import models

from sarana.base.accounts.models import Officer
from sarana.base.identifiers import new_id
from sarana.measure.figures.models import Snapshot
from sarana.publish.releases.enums import DocumentKind, Protection, ReleaseDeed, ReleaseState, SignatureBy

_HASH = 64
_SIGNATURE = 128


class Release(models.Model):
    """Figures that leave the house: declared tables over one frozen snapshot, protected, attacked, signed by two, published."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # By which it is cited, ``2026-3``; it stands in its address for ever.
    code = models.CharField(max_length=12, unique=True)
    title_km = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200)
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="+")
    state = models.CharField(max_length=13, choices=ReleaseState, default=ReleaseState.DRAFT)
    # The release whose numbers this one corrects.
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    drafted_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    # What the attack found: kind, table's population and cell, never a count; and why it could not be done.
    findings = models.JSONField(default=list)
    attack_fault = models.TextField(blank=True)
    # Everything up to this line of the release ledger was attacked with it.
    attacked_after = models.BigIntegerField(null=True)
    # SHA-256 of its manifest, which holds the SHA-256 of every file: what is signed.
    digest = models.CharField(max_length=_HASH, blank=True)
    published_at = models.DateTimeField(null=True)
    withdrawn_km = models.TextField(blank=True)
    withdrawn_en = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]


class ReleaseTable(models.Model):
    """One declared table of a release: a registered figure of one year by some dimensions, and how it is protected."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    release = models.ForeignKey(Release, models.CASCADE, related_name="tables")
    name = models.CharField(max_length=160)
    indicator = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    dimensions = models.JSONField(default=list)
    protection = models.CharField(max_length=12, choices=Protection)
    # The smallest count that may be known, or the base of which every count becomes a multiple.
    threshold = models.PositiveSmallIntegerField()
    # zCDP that noise spends of the year's budget, a fraction as text.
    rho = models.CharField(max_length=40, blank=True)
    # How far a rounded count may lie from the true one.
    within = models.PositiveSmallIntegerField(null=True)
    # What chance drew from, sealed; its commitment is published.
    seed = models.BinaryField(default=bytes)
    commitment = models.CharField(max_length=_HASH, blank=True)
    # The protected table as it is frozen: dimensions with their categories, and rows.
    content = models.JSONField(default=dict)
    cost = models.JSONField(default=dict)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["release", "name"], name="one_table_a_name")]


class ReleaseMicrodata(models.Model):
    """Records of nobody that go out with a release: the CTDC's 27 variables of victims identified in a year, from noisy tables."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    release = models.OneToOneField(Release, models.CASCADE, related_name="microdata")
    year = models.PositiveSmallIntegerField()
    # zCDP that the noise spends of the year's budget, a fraction as text.
    rho = models.CharField(max_length=40)
    seed = models.BinaryField(default=bytes)
    commitment = models.CharField(max_length=_HASH, blank=True)
    # What may be computed from the records, and the records: how many, and each as the places of its values.
    content = models.JSONField(default=dict)

    class Meta:
        ordering = ["release"]


class ReleaseFile(models.Model):
    """A frozen file of a release: its bytes as they are published."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    release = models.ForeignKey(Release, models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=_HASH)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["release", "name"], name="one_file_a_name")]


class Signature(models.Model):
    """An officer's word that a release may go out: Ed25519 over a statement that names its manifest."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    release = models.ForeignKey(Release, models.PROTECT, related_name="signatures")
    place = models.CharField(max_length=6, choices=SignatureBy)
    signed_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    statement = models.TextField()
    signature = models.CharField(max_length=_SIGNATURE)
    public_key = models.CharField(max_length=_HASH)

    class Meta:
        ordering = ["signed_at"]
        constraints = [
            models.UniqueConstraint(fields=["release", "place"], name="one_signature_a_place"),
            models.UniqueConstraint(fields=["release", "signed_by"], name="one_signature_an_officer"),
        ]


class PrivacyBudget(models.Model):
    """How much may be learnt of any person of one data year over all releases with noise (zCDP)."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    rho = models.CharField(max_length=40)

    class Meta:
        ordering = ["-year"]


class BudgetEntry(models.Model):
    """What one table with noise spent of its year's privacy budget; once drawn it is never given back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    budget = models.ForeignKey(PrivacyBudget, models.PROTECT, related_name="entries")
    release = models.ForeignKey(Release, models.PROTECT, related_name="budget_entries")
    table_name = models.CharField(max_length=160)
    rho = models.CharField(max_length=40)
    spent_at = models.DateTimeField()

    class Meta:
        ordering = ["spent_at", "id"]


class ReleaseErratum(models.Model):
    """A signed word on what was wrong in a published release; added, never changed. A number changes by a new release alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    release = models.ForeignKey(Release, models.PROTECT, related_name="errata")
    words_km = models.TextField()
    words_en = models.TextField()
    replaced_by = models.ForeignKey(Release, models.PROTECT, null=True, blank=True, related_name="+")
    written_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    statement = models.TextField()
    signature = models.CharField(max_length=_SIGNATURE)
    public_key = models.CharField(max_length=_HASH)

    class Meta:
        ordering = ["written_at", "id"]


class ReleasedDocument(models.Model):
    """A document that left the house beside tables: a report, a plan, numbers of others that sentences are held against.

    What everybody reads of it is drawn from its frozen files alone; the database refuses to change or remove either.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=8, choices=DocumentKind)
    # What it is a number of: a later number of one series replaces the one before it.
    series = models.SlugField(max_length=100)
    number = models.PositiveSmallIntegerField()
    # Series and number, by which it is cited; it stands in its address for ever.
    code = models.SlugField(max_length=110, unique=True)
    # The record of the house that it was frozen from; never published.
    subject = models.UUIDField(null=True)
    title_km = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    # SHA-256 of its manifest, which holds the SHA-256 of every file: what is signed, and stands in the ledger's line.
    digest = models.CharField(max_length=_HASH)
    published_at = models.DateTimeField()
    released_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-published_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="one_document_a_number"),
            models.UniqueConstraint(fields=["kind", "subject"], name="one_document_a_subject"),
        ]


class AnnualReport(models.Model):
    """What an annual report for the public says, in both languages, as one officer signed it; published by another."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    year = models.PositiveSmallIntegerField()
    content = models.JSONField()
    # SHA-256 of its content in the one canonical form.
    digest = models.CharField(max_length=_HASH)
    # The releases that its figures stand in, with the hash of each one's manifest.
    draws_on = models.JSONField()
    # The last line of the release ledger when it was signed.
    after = models.BigIntegerField()
    signed_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["-signed_at", "-id"]


class DocumentWithdrawal(models.Model):
    """An officer's signed word that a document is taken back, and why; it keeps its address, and what it told counts as published."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.OneToOneField(ReleasedDocument, models.PROTECT, related_name="withdrawal")
    words_km = models.TextField()
    words_en = models.TextField()
    withdrawn_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField()
    statement = models.TextField()
    signature = models.CharField(max_length=_SIGNATURE)
    public_key = models.CharField(max_length=_HASH)

    class Meta:
        ordering = ["withdrawn_at", "id"]


class DocumentFile(models.Model):
    """A frozen file of a document: its bytes as they are published."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.ForeignKey(ReleasedDocument, models.PROTECT, related_name="files")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=_HASH)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["document", "name"], name="one_document_file_a_name")]


class ReleaseEntry(models.Model):
    """A line of the release ledger: what was published, corrected or withdrawn, chained by hash to the line before.

    Its last hash is the release head, which is published; the database itself refuses to change or remove a line.
    """

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    deed = models.CharField(max_length=10, choices=ReleaseDeed)
    # One of the two: tables of figures, or a document.
    release = models.ForeignKey(Release, models.PROTECT, null=True, related_name="entries")
    document = models.ForeignKey(ReleasedDocument, models.PROTECT, null=True, related_name="entries")
    # Of the manifest, or of the statement of an erratum or a withdrawal.
    digest = models.CharField(max_length=_HASH)
    previous = models.CharField(max_length=_HASH)
    head = models.CharField(max_length=_HASH)

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(release=None, document__isnull=False)
                | models.Q(release__isnull=False, document=None),
                name="line_of_one_thing",
            )
        ]

    @property
    def code(self) -> str:
        """What was published, as it is cited."""
        return self.release.code if self.release else self.document.code if self.document else ""
