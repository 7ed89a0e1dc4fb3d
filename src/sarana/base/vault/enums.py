from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class IdentityKind(TextChoices):
    """Whose identity the vault keeps."""

    PERSON = "person", _("Person")
    ORGANISATION = "organisation", _("Organisation")


class TokenKind(TextChoices):
    """What a keyed search token stands for. Short domains (sex, province) are never indexed."""

    NAME = "name", _("Name")
    BIRTH_DATE = "birth_date", _("Birth date")
    PHONE = "phone", _("Phone")
    DOCUMENT = "document", _("Document")
    TOGETHER = "together", _("Several facts together")
    SOURCE = "source", _("Number at the sender")
