"""The administrators' screens of the frame."""

from programmes.admin import lending, people, places, terms

__all__ = ["lending", "people", "places", "terms"]
