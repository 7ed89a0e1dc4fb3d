"""Addresses of the screening of suspects against lists."""

from django.urls import path

from sarana.web.views import alerts, watch_lists

urlpatterns = [
    path("screening/", watch_lists.counts, name="list-screening"),
    path("screening/lists/", watch_lists.editions, name="editions"),
    path("screening/lists/new/", watch_lists.new_edition, name="edition-new"),
    path("screening/lists/<uuid:key>/", watch_lists.edition, name="edition"),
    path("screening/lists/<uuid:key>/screen/", watch_lists.screen, name="edition-screen"),
    path("screening/alerts/", alerts.alerts, name="alerts"),
    path("screening/alerts/<uuid:key>/", alerts.alert, name="alert"),
    path("screening/alerts/<uuid:key>/open/", alerts.open_both, name="alert-open"),
    path("screening/alerts/<uuid:key>/judge/", alerts.judge, name="alert-judge"),
]
