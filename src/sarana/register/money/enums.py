from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Answer(TextChoices):
    """What was found when a red flag was looked for. What was not looked for is not written down."""

    SEEN = "seen", _("Seen")
    NOT_SEEN = "not_seen", _("Looked for, not seen")
    EXPLAINED = "explained", _("Seen, with an innocent explanation")


class InquiryEnd(TextChoices):
    """How a parallel financial investigation ended."""

    CHARGED = "charged", _("Led to a charge of money laundering")
    USED = "used", _("Its findings are used in the trafficking case")
    NOTHING = "nothing", _("Found nothing that carries further")
    ELSEWHERE = "elsewhere", _("Handed to another authority")


class AssetDeed(TextChoices):
    """What was done with money or goods, in the order in which it usually happens (FATF recommendations 4 and 38)."""

    FROZEN = "frozen", _("Frozen")
    SEIZED = "seized", _("Seized")
    CONFISCATED = "confiscated", _("Confiscated")
    RETURNED = "returned", _("Released to its owner")
    PAID_TO_VICTIMS = "paid_to_victims", _("Paid to victims")


class AssetKind(TextChoices):
    """What the measure was about."""

    CASH = "cash", _("Cash")
    ACCOUNT = "account", _("Bank account")
    VIRTUAL = "virtual", _("Virtual currency")
    PROPERTY = "property", _("Land or building")
    VEHICLE = "vehicle", _("Vehicle")
    GOODS = "goods", _("Goods")
