"""How linear programmes over the sums of tables are solved."""

# Above so many unknowns the interior point is faster than the simplex.
LARGE = 4_000


def method_for(unknowns: int) -> str:
    """HiGHS's simplex, or its interior point where there are many unknowns."""
    return "highs-ipm" if unknowns > LARGE else "highs"
