"""The frame: what somebody decided, valid from a day. Knows of no loan."""
