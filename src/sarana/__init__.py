"""Sarana (សរណៈ, "refuge"): the shared record of a country's fight against human trafficking."""

__version__ = "0.1.0"
