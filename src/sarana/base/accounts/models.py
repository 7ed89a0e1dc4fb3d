from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import get_language

from sarana.base.accounts.enums import AgencyKind, Role
from sarana.base.places.models import Place


class Agency(models.Model):
    """A body that takes part: a tree from the national committee down to a police post.

    ``path`` holds the codes from the root, ``/ncct/moi/gci/``, so that a subtree is a prefix.
    """

    code = models.SlugField(max_length=40, unique=True)
    name_km = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    kind = models.CharField(max_length=24, choices=AgencyKind)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=400, db_index=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    # ISO 3166-1 alpha-2 of the sending state, for embassies.
    country = models.CharField(max_length=3, blank=True)
    # Whether the agency owes a monthly return, and so belongs to the N of "n of N units reported".
    owes_returns = models.BooleanField(default=False)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["path"]

    @property
    def name(self) -> str:
        return self.name_km if (get_language() or "km").startswith("km") else self.name_en


class OfficerManager(BaseUserManager["Officer"]):
    """Needed by Django's sign-in; officers are made by ``actions.appoint_officer``."""

    def get_by_natural_key(self, username: str | None) -> "Officer":
        return self.get(username__iexact=username)


class Officer(AbstractBaseUser):
    """A person who works with the record, in one role, for one agency, within one place subtree."""

    username = models.CharField(max_length=60, unique=True)
    email = models.EmailField(blank=True)
    name_km = models.CharField(max_length=120)
    name_latin = models.CharField(max_length=120)
    role = models.CharField(max_length=20, choices=Role)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="officers")
    # The place subtree the officer works in; none means the whole country.
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=5, default="km")
    is_active = models.BooleanField(default=True)
    appointed_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = OfficerManager()

    class Meta:
        ordering = ["username"]

    @property
    def name(self) -> str:
        return self.name_km if (get_language() or "km").startswith("km") else self.name_latin

    @property
    def place_prefix(self) -> str:
        """The prefix of the place codes the officer works in; empty for the whole country."""
        return self.place.prefix if self.place else ""

    # Django's generic machinery asks these; all authority comes from rules.py.
    is_staff = False
    is_superuser = False

    def has_perm(self, perm: str, obj: Any = None) -> bool:  # noqa: ARG002
        return False

    def has_module_perms(self, app_label: str) -> bool:  # noqa: ARG002
        return False


class ApiToken(models.Model):
    """A token by which an officer's own program uses the API; only its SHA-256 is kept."""

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)


class IdempotencyKey(models.Model):
    """A key that an API client sent with a write: the same key again gives the first answer and writes nothing."""

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    request_digest = models.CharField(max_length=64)
    record_type = models.CharField(max_length=60)
    record_id = models.CharField(max_length=40)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "key"], name="one_answer_per_key")]
