import logging

from allauth.account.adapter import DefaultAccountAdapter

log = logging.getLogger(__name__)


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by a system administrator; nobody signs up."""

    def is_open_for_signup(self, request):
        return False

    def authentication_failed(self, request, **credentials):
        super().authentication_failed(request, **credentials)
        address = self.get_client_ip(request)
        log.warning("Sign-in refused: %r from %s", credentials.get("username"), address)
