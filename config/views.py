"""Error pages, and the admin's way in led to ours."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse


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
    """403 that keeps quiet about the reason and says how to go on."""
    return render(request, "errors/csrf.html", status=403)


@login_not_required
def admin_sign_in(request):
    """Send the admin's own sign-in to ours, which knows the second factor."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect(f"{reverse('account_login')}?{request.GET.urlencode()}")
