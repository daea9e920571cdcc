"""Loans, postings and people looked up in the administration; nothing is kept here."""

from loans.admin import lookups

__all__ = ["lookups"]
