from datetime import date
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from loans.management.sample import story, totals
from loans.management.sample.places import CODES
from loans.management.sample.staff import PASSWORD, SIGN_INS
from programmes.models import TransactionPoint

EARLIEST = date(2026, 1, 1)


class Command(BaseCommand):
    help = "Make sample households, loans and sessions; same day and seed, same data."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--on", type=date.fromisoformat, metavar="YYYY-MM-DD")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--months", type=int, default=24, help="monthly sessions")
        parser.add_argument("--points", type=int, default=len(CODES))
        parser.add_argument("--groups", type=int, help="at most, at each point")
        parser.add_argument(
            "--if-older",
            action="store_true",
            help="leave a sample of that day as it is; add the day to an older one",
        )

    def handle(self, **options: Any) -> None:
        plan = self._plan(options)
        standing = story.stands_on()
        if standing is None:
            self._make(plan)
        elif not options["if_older"]:
            raise CommandError(
                f"There is sample data of {standing:%d/%m/%Y} already, and a ledger is"
                " never emptied. Begin with a new database (make data), or add"
                " --if-older."
            )
        elif standing >= plan.on:
            self.stdout.write(f"sample data of {standing:%d/%m/%Y}: kept as it is")
        else:
            with transaction.atomic():
                story.carry_on(plan.on)
            self.stdout.write(
                f"sample data of {standing:%d/%m/%Y}: kept; a session of"
                f" {plan.on:%d/%m/%Y} waits to be opened"
            )

    def _plan(self, options: dict[str, Any]) -> story.Plan:
        on = options["on"] or timezone.localdate()
        if on < EARLIEST:
            raise CommandError(f"The sample stands on {EARLIEST:%d/%m/%Y} or later.")
        if options["months"] < 1 or options["points"] < 1:
            raise CommandError("At least one month and one point.")
        if not TransactionPoint.objects.exists():
            raise CommandError(
                "First load_places, load_programmes and load_organisations."
            )
        names = ("seed", "months", "groups")
        return story.Plan(
            on=on,
            codes=CODES[: options["points"]],
            **{name: options[name] for name in names},
        )

    def _make(self, plan: story.Plan) -> None:
        with transaction.atomic():
            for line in story.tell(plan):
                self.stdout.write(line)
                self.stdout.flush()
        self.stdout.write("")
        self.stdout.write(
            f"Sample data of {plan.on:%d/%m/%Y}, seed {plan.seed}: invented people at"
            " real places."
        )
        for line in totals.lines():
            self.stdout.write(line)
        call_command("verify_ledger", stdout=self.stdout)
        self.stdout.write("")
        self.stdout.write(f"Sign in with the password {PASSWORD} as:")
        for one in SIGN_INS:
            self.stdout.write(
                f"  {one.username:<11} {one.full_name:<16}"
                f" {one.role.label!s:<24} sees {one.sees}"
            )
