"""The demonstration country: deterministic by seed, invented persons only, with the flaws of real life."""
