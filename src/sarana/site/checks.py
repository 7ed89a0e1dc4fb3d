"""What must be true of an installation before it serves anybody."""

from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register  # noqa: A004

from sarana.publish.releases.enums import NoiseBy


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


@register()
def noise_can_be_drawn(**_: Any) -> list[CheckMessage]:
    """Whoever is to draw the noise of published tables is known, and there."""
    if settings.NOISE_BY not in set(NoiseBy):
        return [
            Error(
                "SARANA_NOISE_BY is neither own nor opendp.", hint="Unset it for our own.", id="sarana.E002"
            )
        ]
    if settings.NOISE_BY == NoiseBy.OPENDP and not find_spec("opendp"):
        return [Warning("OpenDP is not installed.", hint="pip install 'sarana[privacy]'", id="sarana.W002")]
    return []


@register(deploy=True)
def demonstration_is_off(**_: Any) -> list[CheckMessage]:
    """A demonstration waives the second factor and must never hold real people."""
    if settings.DEMONSTRATION:
        return [Error("SARANA_DEMONSTRATION is on.", hint="Unset it for real work.", id="sarana.E001")]
    return []
