from allauth.account.adapter import DefaultAccountAdapter


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are made by a system administrator; nobody signs up."""

    def is_open_for_signup(self, request):
        return False
