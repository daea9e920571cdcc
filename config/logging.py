"""Logs carry no identity numbers, account numbers or telephones."""

import re
from logging import Filter, LogRecord
from traceback import format_exception

# A run of 9 or 12 digits is an identity number, 10 or 11 from 0 or 84 a telephone.
PERSONAL_NUMBER = re.compile(r"(?<!\d)(?:\d{12}|\d{9}|0\d{9}|\+?84\d{9})(?!\d)")


class MaskPersonalNumbers(Filter):
    """Put *** for each such number in the text, its arguments and its traceback."""

    def filter(self, record: LogRecord) -> bool:
        record.msg = PERSONAL_NUMBER.sub("***", record.getMessage())
        record.args = None
        if record.exc_info and not record.exc_text:
            record.exc_text = _traceback(record)
        if record.exc_text:
            record.exc_text = PERSONAL_NUMBER.sub("***", record.exc_text)
        return True


def _traceback(record: LogRecord) -> str:
    return "".join(format_exception(*record.exc_info)).rstrip("\n")
