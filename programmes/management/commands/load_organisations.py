from django.core.management.base import BaseCommand
from django.utils import timezone

from programmes.actions.organisations import load_organisations


class Command(BaseCommand):
    help = "Bring in offices, points and organisations; a second run changes nothing."

    def handle(self, **options: object) -> None:
        for what, tally in load_organisations(at=timezone.now()).items():
            self.stdout.write(f"{what}: {tally}")
