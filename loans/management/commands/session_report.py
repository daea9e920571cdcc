"""Print everything about one session: what was done, refused, counted and sealed."""

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from loans.models import Session
from loans.reports.session_day import session_report
from programmes.access import Permission, posts_granting
from programmes.models import User


class Command(BaseCommand):
    help = "Print everything about a session, refused and repeated sendings included."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("id", type=int, help="the session's number in its address")
        parser.add_argument(
            "--as", dest="username", metavar="USER", help="only if this user may see it"
        )

    def handle(self, *, id, username, **options) -> None:
        sessions = Session.objects.all()
        if username:
            sessions = sessions.within(self._posts(username))
        session = (
            sessions.select_related(
                "point", "office", "prepared_by", "opened_by", "closed_by", "seal"
            )
            .filter(pk=id)
            .first()
        )
        if session is None:
            raise CommandError(f"Session {id}: not found.")
        with translation.override("vi"):
            for line in session_report(session):
                self.stdout.write(line)

    def _posts(self, username: str):
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"There is no user {username}.")
        posts = posts_granting(user, Permission.POSTING_SEE, timezone.localdate())
        if not posts:
            raise CommandError(f"{username} may not see postings.")
        return posts
