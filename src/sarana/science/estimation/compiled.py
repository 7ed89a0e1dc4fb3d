"""The maximum of many likelihoods by compiled code, where numba is installed; answers are those of NumPy.

Numba takes half a second to load, so that it is worth it for thousands of tables only.
"""

import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from sarana.science.estimation import kernel
from sarana.science.estimation.lattice import Marks, Numbers

# So many counts in all (tables times patterns) pay for the loading.
_WORTH = 1 << 16

# Tables, finite terms, patterns that stay, terms to start from (none: no row); terms, means, and whether each converged.
type Kernel = Callable[[Numbers, Marks, Marks, Numbers], tuple[Numbers, Numbers, Marks]]


def kernel_for(numbers: int) -> Kernel | None:
    """Compiled code for so many counts; None where numba is missing or not worth loading."""
    if find_spec("numba") is None or (numbers < _WORTH and "numba" not in sys.modules):
        return None
    return _compiled()


@cache
def _compiled() -> Kernel:
    """The functions of the kernel module, each compiled after those it calls; the result is kept beside the module."""
    compiling = import_module("numba").njit(cache=True, error_model="numpy")
    for name in ("add_subsets", "add_supersets", "solve", "evaluate", "begin", "ascend", "climb"):
        setattr(kernel, name, compiling(getattr(kernel, name)))
    found: Kernel = kernel.climb
    return found
