"""The hidden number from the register's own lists: which kinds of agency met the same persons in a year."""
