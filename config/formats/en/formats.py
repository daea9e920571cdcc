"""English words, Vietnamese dates and numbers: one paper, one way to write them."""

from config.formats.vi.formats import *  # noqa: F403 - the same values under each name
