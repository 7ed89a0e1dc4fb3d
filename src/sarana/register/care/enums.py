from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReintegrationStage(TextChoices):
    """Social affairs' four stages."""

    PRE_INTEGRATION = "pre_integration", _("Before integration")
    INTEGRATION = "integration", _("Integration")
    FOLLOW_UP = "follow_up", _("Follow-up with support")
    CLOSED = "closed", _("Closed: lives safely in the community")
