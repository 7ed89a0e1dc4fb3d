"""The rows of a snapshot's tables, read from the register as plain text and numbers: no identity, no free text."""
