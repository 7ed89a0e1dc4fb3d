from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SoughtState(TextChoices):
    """Where the search for one person stands, in the order of the road home."""

    RECEIVED = "received", _("Received")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    NEEDS_DETAIL = "needs_detail", _("Needs detail")
    LOCATED = "located", _("Located")
    OPERATION_PLANNED = "operation_planned", _("Operation planned")
    CONTACTED = "contacted", _("Contacted")
    OUT_OF_PLACE = "out_of_place", _("Out of the place")
    SCREENED = "screened", _("Screened")
    STATUS_GIVEN = "status_given", _("Status given")
    IN_CARE = "in_care", _("In care")
    IDENTITY_CONFIRMED = "identity_confirmed", _("Identity confirmed")
    EXIT_CLEARED = "exit_cleared", _("Exit cleared")
    HANDED_OVER = "handed_over", _("Handed over")
    CLOSED = "closed", _("Closed")


class SearchResult(TextChoices):
    """What the search for one person came to."""

    FOUND = "found", _("Found")
    NOT_FOUND = "not_found", _("Not found")
    ALREADY_LEFT = "already_left", _("Had already left")
    REFUSED = "refused", _("Did not want to leave")
    MOVED = "moved", _("Moved to another place")


class Precision(TextChoices):
    """How exactly the place is known."""

    ROOM = "room", _("Room or floor")
    BUILDING = "building", _("Building")
    COMPOUND = "compound", _("Compound")
    DISTRICT = "district", _("District")
    PROVINCE = "province", _("Province only")


class Detail(TextChoices):
    """What may be missing before anybody can be looked for."""

    PLACE = "place", _("The place: compound or building")
    FLOOR = "floor", _("The floor or room")
    PASSPORT = "passport", _("The passport number")
    BIRTH_DATE = "birth_date", _("The birth date")
    LAST_CONTACT = "last_contact", _("When there was contact last")
    PHOTO = "photo", _("A photograph")
    PHONE = "phone", _("A telephone number or account")
    CONSENT = "consent", _("Whether the person wants to be fetched")
    OTHER = "other", _("Something else: see the messages")


class TravelPaper(TextChoices):
    """With what somebody travels home."""

    PASSPORT = "passport", _("Own passport")
    EMERGENCY = "emergency", _("Emergency travel document")
    OTHER = "other", _("Another document")


class RowState(TextChoices):
    """What became of a line of a mission's list that could not be read at once."""

    WAITING = "waiting", _("Waiting to be mended")
    TAKEN = "taken", _("Mended and taken in")
    SET_ASIDE = "set_aside", _("Set aside for good")
