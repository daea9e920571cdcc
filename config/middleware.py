"""What every request passes: readable input, session age, second factor, no caches."""

import logging

from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers, patch_cache_control

from config import views

log = logging.getLogger(__name__)

# The session is written once a minute, not at each request.
SESSION_TOUCH_SECONDS = 60


def refuse_unreadable_input(get_response):
    """400 for a NUL byte in the path, query or fields; 413 for too large a body."""

    def middleware(request):
        try:
            texts = [request.path, *_texts(request.GET), *_texts(request.POST)]
        except RequestDataTooBig as problem:
            return views.too_large(request, problem)
        if any("\x00" in text for text in texts):
            return views.bad_request(request)
        return get_response(request)

    return middleware


def _texts(fields):
    for name, values in fields.lists():
        yield name
        yield from values


def forget_browser_language(get_response):
    """Vietnamese until a person chooses; office computers often speak English."""

    def middleware(request):
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        return get_response(request)

    return middleware


def end_old_sessions(get_response):
    """Keep a used session alive for half an hour more, twelve hours at the longest.

    A page that fetches its own progress says so in a header and keeps nothing alive.
    """

    def middleware(request):
        if request.user.is_authenticated:
            now = int(timezone.now().timestamp())
            begun = request.session.setdefault("begun_at", now)
            idle = now - request.session.get("used_at", 0)
            if now - begun > settings.SESSION_LONGEST_SECONDS:
                logout(request)
            elif idle >= SESSION_TOUCH_SECONDS and not _is_unattended(request):
                request.session["used_at"] = now
        return get_response(request)

    return middleware


def _is_unattended(request) -> bool:
    return "X-Unattended" in request.headers


def keep_out_of_caches(get_response):
    """Pages of a signed-in person are stored nowhere but on her screen."""

    def middleware(request):
        response = get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
            patch_cache_control(response, no_store=True)
        return response

    return middleware


def speak_their_language(get_response):
    """The language kept with the account goes before that of the browser."""

    def middleware(request):
        if request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return get_response(request)

    return middleware


class BusyPage:
    """Answer 503 when a lock is not given in time, or the database is away.

    A class, since Django tells only a method process_exception of a view's failure.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, OperationalError):
            return None
        # SQLite calls a missing table or column so too, and waiting does not bring it.
        if str(exception).startswith("no such "):
            return None
        log.warning("Database busy at %s: %s", request.path, exception)
        return views.busy(request)


def require_second_factor(get_response):
    """Where the setting asks for it, nothing but enrolment before a second factor."""

    def middleware(request):
        if _lacks_second_factor(request):
            return redirect("mfa_activate_totp")
        return get_response(request)

    return middleware


def _lacks_second_factor(request) -> bool:
    if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
        return False
    if request.path.startswith(("/account/", "/sign-out/", "/language/", "/static/")):
        return False
    return not request.user.authenticator_set.exists()
