"""The same noise drawn by OpenDP, for whoever trusts a library that many have examined more than ours (extra ``privacy``).

OpenDP draws from the operating system's chance and takes no seed: what it drew can be kept, but never drawn again to be checked.
"""

from collections.abc import Mapping
from fractions import Fraction
from importlib.metadata import version
from math import inf, nextafter, sqrt

from sarana.science.disclosure.tables import Key


class SamplerMissing(RuntimeError):
    """OpenDP was asked for and is not installed."""


def opendp_version() -> str:
    """Which OpenDP would draw.

    Raises:
        SamplerMissing: it is not installed.
    """
    try:
        import opendp  # noqa: F401 - whether it is there
    except ImportError as missing:
        raise SamplerMissing("OpenDP is not installed: pip install 'sarana[privacy]'.") from missing
    return version("opendp")


def opendp_noisy(counts: Mapping[Key, int], variance: Fraction) -> dict[Key, int]:
    """The counts with OpenDP's discrete Gaussian noise, each drawn once: in the place of ``noisy``.

    Raises:
        SamplerMissing: OpenDP is not installed.
        ValueError: the variance is not above zero.
    """
    opendp_version()
    if variance <= 0:
        raise ValueError("The variance of noise is above zero.")
    if not counts:
        return {}
    import opendp.prelude as dp

    dp.enable_features("contrib")
    space = dp.vector_domain(dp.atom_domain(T="i64")), dp.l2_distance(T="f64")
    measured = dp.m.make_gaussian(*space, scale=scale_for(variance))
    return dict(zip(counts, measured(list(counts.values())), strict=True))


def scale_for(variance: Fraction) -> float:
    """The standard deviation as a float, never below the exact one: what is rounded off must not cost privacy."""
    scale = sqrt(variance)
    while Fraction(scale) ** 2 < variance:
        scale = nextafter(scale, inf)
    return scale
