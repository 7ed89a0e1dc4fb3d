"""Draw the noise of a table, by our own sampler from a seed or by OpenDP, as the operator chose."""

from fractions import Fraction
from typing import Any

from django.conf import settings

from sarana.publish.releases.actions.drafting import NotPublished
from sarana.publish.releases.actions.seeds import keep_seed
from sarana.publish.releases.chance import chance_from, new_seed
from sarana.publish.releases.enums import NoiseBy
from sarana.publish.releases.models import ReleaseTable
from sarana.science.disclosure import SamplerMissing, Table, noisy_table, opendp_noisy, opendp_version


def drawn(table: ReleaseTable, true: Table, rho: Fraction) -> tuple[Table, dict[str, Any]]:
    """The table with noise, and what its manifest says of the draw: what it was committed to, or that nobody can repeat it.

    Raises:
        NotPublished: OpenDP was chosen and is not installed.
    """
    if settings.NOISE_BY == NoiseBy.OPENDP:
        try:
            by = f"OpenDP {opendp_version()}"
            shown = noisy_table(true, rho, sampler=opendp_noisy)
        except SamplerMissing as missing:
            raise NotPublished(
                "Noise is to be drawn by OpenDP, which is not installed. Ask whoever runs the server."
            ) from missing
        return shown, {"commitment": "", "drawn_by": by, "repeatable": False}
    seed = new_seed()
    keep_seed(table, seed)
    return noisy_table(true, rho, chance=chance_from(seed)), {"commitment": table.commitment}
