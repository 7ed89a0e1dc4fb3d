from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Recruiter(TextChoices):
    """Who makes the offer."""

    STRANGER_ONLINE = "stranger_online", _("Stranger online")
    NEIGHBOUR = "neighbour", _("Neighbour or acquaintance")
    RELATIVE = "relative", _("Relative")
    RETURNEE = "returnee", _("Somebody who came back or is still held")
    BROKER = "broker", _("Broker")
    LICENSED_AGENCY = "licensed_agency", _("Licensed agency")
    FALSE_AGENCY = "false_agency", _("Agency without a licence, or in another’s name")
    EMPLOYER = "employer", _("Employer")


class LureChannel(TextChoices):
    """Where the offer is met."""

    SOCIAL_NETWORK = "social_network", _("Social network")
    MESSENGER = "messenger", _("Messenger")
    JOB_SITE = "job_site", _("Job site")
    RADIO = "radio", _("Radio")
    HOME_VISIT = "home_visit", _("Visit at home")
    WORKPLACE = "workplace", _("Place of work")
    WORD_OF_MOUTH = "word_of_mouth", _("Word of mouth")


class Paper(TextChoices):
    """What is taken away from people."""

    PASSPORT = "passport", _("Passport")
    IDENTITY_CARD = "identity_card", _("Identity card")
    PHONE = "phone", _("Telephone")
    BANK_ACCOUNT = "bank_account", _("Bank account or card")


class RouteKind(TextChoices):
    """How people are moved."""

    AIRPORT = "airport", _("By air")
    OVERLAND = "overland", _("Overland, through a border post")
    UNOFFICIAL = "unofficial", _("Overland, past the border posts")
    RIVER = "river", _("By river")
    SEA = "sea", _("By sea")
    WITHIN = "within", _("Within the country")


class FinanceFlag(TextChoices):
    """What banks and payment services see of it."""

    MULE_ACCOUNT = "mule_account", _("Account opened for somebody else’s use")
    RANSOM_TRANSFER = "ransom_transfer", _("Family pays at once to a stranger’s account")
    CRYPTO_PAYOUT = "crypto_payout", _("Payment in a virtual currency")
    SHARED_DETAILS = "shared_details", _("Several workers, one telephone or address")
    WAGES_RETURNED = "wages_returned", _("Wages go back to the employer")
    FEES_FROM_MANY = "fees_from_many", _("Fees of many jobseekers to one person")


class Confidence(TextChoices):
    """How well what is told about a trick is founded."""

    HIGH = "high", _("High: courts or several independent sources")
    MEDIUM = "medium", _("Medium: one named source")
    LOW = "low", _("Low: hearsay")


class TrickState(TextChoices):
    """Whether the trick is met at present."""

    ACTIVE = "active", _("Active")
    DORMANT = "dormant", _("Dormant")
