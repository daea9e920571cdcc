#!/usr/bin/env python
"""The command line of the project."""

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if "runserver" not in sys.argv:
        # Jobs and migrations may take longer than a page is allowed to.
        os.environ.setdefault("DATABASE_STATEMENT_TIMEOUT", "0")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
