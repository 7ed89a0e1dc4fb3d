"""The registered figures. A change of meaning is a new version, never a silent edit."""

from sarana.science.indicators.definition import Indicator
from sarana.science.indicators.registry.justice import JUSTICE
from sarana.science.indicators.registry.lists import LISTS
from sarana.science.indicators.registry.money import MONEY
from sarana.science.indicators.registry.prevention import PREVENTION
from sarana.science.indicators.registry.signals import SIGNALS
from sarana.science.indicators.registry.victims import VICTIMS

INDICATORS: dict[str, Indicator] = {
    one.code: one for one in (*SIGNALS, *VICTIMS, *JUSTICE, *PREVENTION, *LISTS, *MONEY)
}


def indicator(code: str) -> Indicator:
    """The figure's definition.

    Raises:
        KeyError: with the codes that exist.
    """
    if code not in INDICATORS:
        raise KeyError(f"No indicator {code!r}; there are: {', '.join(INDICATORS)}.")
    return INDICATORS[code]
