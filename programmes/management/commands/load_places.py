from django.core.management.base import BaseCommand
from django.utils import timezone

from programmes.actions.places import load_places


class Command(BaseCommand):
    help = "Bring in the units of the country; a second run changes nothing."

    def handle(self, **options: object) -> None:
        for what, tally in load_places(at=timezone.now()).items():
            self.stdout.write(f"{what}: {tally}")
