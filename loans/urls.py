"""Addresses: /nouns/, /nouns/<id>/, /nouns/<id>/<verb>/; named noun-verb."""

from django.urls import path

urlpatterns: list[path] = []
