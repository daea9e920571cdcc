from django.core.management.base import BaseCommand
from django.utils import timezone

from programmes.actions.programmes import load_programmes


class Command(BaseCommand):
    help = "Bring in programmes, terms and conventions; a second run changes nothing."

    def handle(self, **options: object) -> None:
        for what, tally in load_programmes(at=timezone.now()).items():
            self.stdout.write(f"{what}: {tally}")
