"""Addresses that tell a reader of the browser's history nothing."""

from django.urls import path, re_path

from sarana.door import offers, views
from sarana.door.catalogue import LANGUAGES

_IN = f"(?:{'|'.join(LANGUAGES)})"

urlpatterns = [
    path("", views.languages),
    re_path(rf"^{_IN}/$", views.home),
    re_path(rf"^{_IN}/(?P<door>[123])/$", views.tell),
    re_path(rf"^{_IN}/back/$", views.back),
    re_path(rf"^{_IN}/job/$", offers.check_offer),
    re_path(rf"^{_IN}/leave/$", views.leave),
    re_path(r"^(?P<name>page\.(?:css|js))$", views.asset),
    path("favicon.ico", views.nothing),
    path("robots.txt", views.robots),
]
handler400 = views.refused
handler403 = views.refused
handler404 = views.missing
handler500 = views.broken
