from pathlib import Path

from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from loans.actions.refusals import Refused
from loans.documents.document import Document
from loans.documents.registry import FORMS, form_named
from programmes.access import posts_granting
from programmes.models import User


class Command(BaseCommand):
    help = "Print a form into a PDF file, as somebody who may; the printing is logged."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("form", help=", ".join(FORMS))
        parser.add_argument(
            "id",
            help="as in the form's addresses: SESSION[/GROUP, LOAN, COUNT] or POSTING",
        )
        parser.add_argument("--as", dest="username", metavar="USER", required=True)
        parser.add_argument("-o", "--output", type=Path, required=True)

    def handle(self, *, form, id, username, output, **options) -> None:
        document = self._document(form)
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"There is no user {username}.")
        posts = posts_granting(user, document.permission, timezone.localdate())
        if not posts:
            raise CommandError(f"{username} may not print {document.code}.")
        try:
            subject = document.find(id, posts)
            pdf = document.pdf(by=user, at=timezone.now(), **subject)
        except ObjectDoesNotExist as missing:
            raise CommandError(f"{document.code} {id}: not found.") from missing
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        output.write_bytes(pdf)
        self.stdout.write(f"{document.code} {id}: {output}, {len(pdf)} bytes")

    def _document(self, form: str) -> Document:
        try:
            return form_named(form)
        except KeyError as unknown:
            known = ", ".join(FORMS)
            raise CommandError(
                f"There is no form {form}; there is {known}."
            ) from unknown
