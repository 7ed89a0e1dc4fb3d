from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PlanState(TextChoices):
    """Where a plan stands."""

    DRAFT = "draft", _("Draft")
    ADOPTED = "adopted", _("Adopted")
    REVIEW = "review", _("Under review")
    CLOSED = "closed", _("Closed")


# States in which a plan binds: its measures can be late and are reported on.
IN_FORCE = (PlanState.ADOPTED, PlanState.REVIEW)


class NodeKind(TextChoices):
    """The four levels of the spine, each inside the one before it."""

    PILLAR = "pillar", _("Strategy")
    OBJECTIVE = "objective", _("Objective")
    MEASURE = "measure", _("Measure")
    ACTIVITY = "activity", _("Activity")


class MeasureState(TextChoices):
    """How far a measure has come, in the lead agency's own word."""

    NOT_STARTED = "not_started", _("Not started")
    UNDER_WAY = "under_way", _("Under way")
    STUCK = "stuck", _("Stuck")
    DONE = "done", _("Done")


class Delivery(TextChoices):
    """By what a measure is delivered, and so what its achievement is counted by."""

    MILESTONES = "milestones", _("By milestones")
    INDICATOR = "indicator", _("By an indicator")


class Priority(TextChoices):
    """How urgent it is."""

    HIGH = "high", _("High")
    NORMAL = "normal", _("Normal")


class Money(TextChoices):
    """Where money comes from; what nobody pays has a line of its own."""

    STATE = "state", _("State budget")
    DONOR = "donor", _("Donor")
    NGO = "ngo", _("Non-governmental organisation")
    NOT_COVERED = "not_covered", _("Not covered")


class Currency(TextChoices):
    """ISO 4217."""

    KHR = "KHR", _("riel")
    USD = "USD", _("US dollar")


class ObstacleKind(TextChoices):
    """What a measure is stuck on."""

    MONEY = "money", _("Money")
    LAW = "law", _("Law")
    STAFF = "staff", _("Staff")
    OTHER_AGENCY = "other_agency", _("Another agency")
    ACCESS = "access", _("Access")
    SAFETY = "safety", _("Safety")


class Level(TextChoices):
    """Who is asked to clear an obstacle, from the nearest to the highest."""

    UNIT = "unit", _("The unit itself")
    PROVINCE = "province", _("Provincial committee")
    WORKING_GROUP = "working_group", _("Working group")
    NATIONAL = "national", _("National committee")
    CHAIR = "chair", _("Chair of the national committee")


class RiskKind(TextChoices):
    """What may go wrong, or what has to hold for the plan to work."""

    RISK = "risk", _("Risk")
    ASSUMPTION = "assumption", _("Assumption")


class Scheme(TextChoices):
    """The outside frames that a node of the plan is filed under."""

    TVPA = "tvpa", _("US minimum standards (TVPA, sec. 108)")
    ACTIP = "actip", _("ASEAN convention (ACTIP)")
    BOHOL = "bohol", _("Bohol work plan of ASEAN")
    NRM = "nrm", _("Pillars of a national referral mechanism (ODIHR)")
    GRETA = "greta", _("Heads of a GRETA report")


class FindingSource(TextChoices):
    """Who found that something is missing."""

    US_TIP = "us_tip", _("US report on trafficking in persons")
    UN_BODY = "un_body", _("Body of the United Nations")
    NGO = "ngo", _("Non-governmental organisation")
    AUDIT = "audit", _("Audit")


class Audience(TextChoices):
    """Who may see a piece of evidence itself; that it exists, and its hash, everybody sees."""

    UNIT = "unit", _("The lead agency and the secretariat")
    PLAN = "plan", _("Everybody at work")
    PUBLIC = "public", _("The public")


class Direction(TextChoices):
    """Whether an indicator is to rise or to fall."""

    UP = "up", _("The more the better")
    DOWN = "down", _("The fewer the better")


class Adds(TextChoices):
    """How the values of parts make the value of the whole."""

    SUM = "sum", _("They add up")
    LATEST = "latest", _("The latest stands")
    NOT = "not", _("They can't be added")


class Counted(TextChoices):
    """What an indicator counts, along the chain of results."""

    ACTIVITY = "activity", _("Activity")
    OUTPUT = "output", _("Output")
    OUTCOME = "outcome", _("Outcome")
    PREVALENCE = "prevalence", _("Prevalence")


class AmendmentState(TextChoices):
    """Where a proposed change of an adopted plan stands."""

    PROPOSED = "proposed", _("Proposed")
    ADOPTED = "adopted", _("Adopted")
    DROPPED = "dropped", _("Dropped")


class Rag(TextChoices):
    """How a measure stands: red, amber or green, in words that need no colour; grey where nothing can be said."""

    GREEN = "green", _("On course")
    AMBER = "amber", _("At risk")
    RED = "red", _("Off course")
    GREY = "grey", _("Nothing can be said yet")
