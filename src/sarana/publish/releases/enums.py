from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReleaseState(TextChoices):
    """How far a release has come; it goes one step at a time and back only to be protected anew."""

    DRAFT = "draft", _("Being put together")
    PROTECTED = "protected", _("Protected, not attacked yet")
    FAILED = "failed", _("Something could be derived")
    ATTACKED = "attacked", _("Attacked, nothing found")
    SIGNED = "signed", _("Signed by one officer")
    COUNTERSIGNED = "countersigned", _("Signed by two officers")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Protection(TextChoices):
    """How a table of a release keeps persons from being seen."""

    SUPPRESSION = "suppression", _("True counts, small ones hidden with others beside them")
    ROUNDING = "rounding", _("Every count rounded so that sums hold")
    NOISE = "noise", _("Exact noise, paid from the year's privacy budget")


class NoiseBy(StrEnum):
    """Who draws noise: our own sampler, whose draw can be repeated from its seed, or OpenDP, which takes none."""

    OWN = "own"
    OPENDP = "opendp"


class SignatureBy(TextChoices):
    """Whose signature it is: two different officers sign a release."""

    FIRST = "first", _("First officer")
    SECOND = "second", _("Second officer")


class ReleaseDeed(TextChoices):
    """What a line of the release ledger tells."""

    PUBLISHED = "published", _("Published")
    ERRATUM = "erratum", _("Erratum")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class DocumentKind(TextChoices):
    """What leaves by the gate beside tables of figures."""

    REPORT = "report", _("Report of a period")
    PLAN = "plan", _("Plan")
    DOSSIER = "dossier", _("Self-assessment")
    ANNUAL = "annual", _("Annual report")
    CITED = "cited", _("Numbers that others published")
