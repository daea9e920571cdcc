"""Keys of acts: unique for ever, and in the order of their making."""

import hashlib
import secrets
from datetime import datetime
from uuid import UUID


def uuid7(moment: datetime, name: str = "") -> UUID:
    """Return a new version 7 key for a moment with a time zone.

    The microseconds stand behind the milliseconds, so that keys of different
    moments sort by them; within one microsecond the order is by chance. With a name,
    moment and name make the same key every time: for acts that a machine repeats.
    Basis: RFC 9562, 5.7 and 6.2 (method 3).

    >>> from datetime import UTC
    >>> key = uuid7(datetime(2026, 3, 5, 9, 14, tzinfo=UTC))
    >>> key.version, str(key)[:13]
    (7, '019cbd46-7fc0')
    """
    if moment.tzinfo is None:
        raise ValueError("a key needs a moment with a time zone")
    milliseconds = int(moment.timestamp()) * 1000 + moment.microsecond // 1000
    fraction = moment.microsecond % 1000 * 4096 // 1000
    if name:
        tail = int.from_bytes(hashlib.sha256(name.encode()).digest()) >> 194
    else:
        tail = secrets.randbits(62)
    return UUID(int=milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | tail)
