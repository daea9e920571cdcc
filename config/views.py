"""Error pages, ways in and out, and the language."""

from allauth.account import views as account
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.i18n import set_language


def _error(request, status: int):
    return render(request, f"errors/{status}.html", status=status)


def bad_request(request, exception=None):
    return _error(request, 400)


def permission_denied(request, exception=None):
    return _error(request, 403)


def page_not_found(request, exception=None):
    return _error(request, 404)


def too_large(request, exception=None):
    return _error(request, 413)


def unprocessable(request, reasons):
    """422 for a refusal that has no form to go back to; reasons are printed."""
    return render(request, "errors/422.html", {"reasons": reasons}, status=422)


def too_many_requests(request, exception=None):
    return _error(request, 429)


def server_error(request):
    """Drawn without the request: whatever broke might break again."""
    return HttpResponse(render_to_string("errors/500.html"), status=500)


def busy(request):
    """503 when the database keeps us waiting; nothing was saved."""
    response = _error(request, 503)
    response["Retry-After"] = "10"
    return response


def csrf_failure(request, reason=""):
    """403 that keeps quiet about the reason and says how to go on.

    Enter pressed twice at sign-in is none: the first sending let its sender in, and
    made a new token.
    """
    if request.user.is_authenticated and request.path == reverse("account_login"):
        return redirect(get_next_redirect_url(request) or "home")
    return render(request, "errors/csrf.html", status=403)


@login_not_required
def admin_sign_in(request):
    """Send the admin's own sign-in to ours, which knows the second factor."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect(f"{reverse('account_login')}?{request.GET.urlencode()}")


@login_not_required
def sign_out(request):
    """Leave, and leave no page behind in the browser's cache."""
    response = account.logout(request)
    if request.method == "POST":
        response["Clear-Site-Data"] = '"cache"'
    return response


@login_not_required
def choose_language(request):
    """Django's own switch; a signed-in person's choice is kept with her account."""
    chosen = request.POST.get("language")
    if request.user.is_authenticated and chosen in dict(settings.LANGUAGES):
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    return set_language(request)
