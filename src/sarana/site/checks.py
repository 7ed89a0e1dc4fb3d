"""What must be true of an installation before it serves anybody."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004


@register()
def keys_are_there(**_: Any) -> list[CheckMessage]:
    """The vault's keys exist; without them nothing can be sealed or opened."""
    missing = [name for name in ("MASTER_KEY", "INDEX_KEY", "SIGNING_KEY") if not getattr(settings, name)]
    return [
        Warning(
            f"SARANA_{name} is missing.",
            hint="`sarana migrate` makes it for an empty database; otherwise restore it.",
            id="sarana.W001",
        )
        for name in missing
    ]


@register(deploy=True)
def demonstration_is_off(**_: Any) -> list[CheckMessage]:
    """A demonstration waives the second factor and must never hold real people."""
    if settings.DEMONSTRATION:
        return [Error("SARANA_DEMONSTRATION is on.", hint="Unset it for real work.", id="sarana.E001")]
    return []
