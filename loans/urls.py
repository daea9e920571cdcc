"""Addresses of the life of a loan."""

urlpatterns = []
