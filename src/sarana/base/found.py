"""What is asked once for the process and kept, but only once it was found."""

from collections.abc import Callable, Sized


class KeptOnceFound[Found: Sized]:
    """Ask, and keep the answer unless it is empty: a process that starts before its tables are filled asks again."""

    def __init__(self, ask: Callable[[], Found]) -> None:
        self._ask = ask
        self._kept: Found | None = None
        self.__doc__ = ask.__doc__

    def __call__(self) -> Found:
        """The answer that is kept, or a new one."""
        if self._kept is not None:
            return self._kept
        found = self._ask()
        if found:
            self._kept = found
        return found

    def cache_clear(self) -> None:
        """Ask anew from now on."""
        self._kept = None
