"""Hold the ledger against its own rows; end with 1 if anything differs."""

import sys

from django.core.management.base import BaseCommand

from loans.models import Posting
from loans.reports.verification import CHECKS, differences


class Command(BaseCommand):
    help = "Recompute balances, pairs, interest, sheets and seals from the postings."

    def add_arguments(self, parser):
        parser.add_argument(
            "--most", type=int, default=200, help="differences printed at most"
        )

    def handle(self, *args, **options):
        count = 0
        for difference in differences():
            count += 1
            if count <= options["most"]:
                self.stdout.write(str(difference))
        if count > options["most"]:
            self.stdout.write(f"and {count - options['most']} more")
        postings = Posting.objects.count()
        self.stdout.write(f"{postings} postings, {len(CHECKS)} checks, {count} differ")
        if count:
            sys.exit(1)
