"""All addresses of the house, and one page with nothing on it: the limit of pages."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.urls import urlpatterns as of_the_house
from loans.views.pages import page


def empty(request: HttpRequest) -> HttpResponse:
    return page(request, "layouts/desk.html", title="")


urlpatterns = [path("empty/", empty), *of_the_house]
