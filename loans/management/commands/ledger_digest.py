"""Print the digest of the whole ledger: count, sum of amounts, SHA-256.

With a recorded digest, compare: end with 1 on any difference.
"""

import sys

from django.core.management.base import BaseCommand

from loans.actions import seals
from loans.models import Posting
from loans.models.accounts import ACCOUNTS


class Command(BaseCommand):
    help = "Canonical digest of the ledger (form v1), the same on both engines."

    def add_arguments(self, parser):
        parser.add_argument("--expect", help="a digest recorded before")

    def handle(self, *args, **options):
        count = moved = 0

        def rows():
            nonlocal count, moved
            for row in seals.canonical_rows().iterator(chunk_size=2000):
                count += 1
                moved += sum(abs(getattr(row, account)) for account in ACCOUNTS)
                yield row

        digest = seals.digest(seals.canonical(rows()))
        self.stdout.write(f"{count} {moved} {digest}")
        if options["expect"] and options["expect"] != digest:
            self.stderr.write(f"{Posting.__name__}: expected {options['expect']}")
            sys.exit(1)
