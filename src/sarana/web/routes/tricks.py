"""Addresses of the catalogue of tricks."""

from django.urls import path

from sarana.web.views import tricks

urlpatterns = [
    path("tricks/", tricks.tricks, name="tricks"),
    path("tricks/new/", tricks.new_trick, name="trick-new"),
    path("tricks/<slug:code>/", tricks.trick, name="trick"),
    path("tricks/<slug:code>/edit/", tricks.edit_trick, name="trick-edit"),
    path("reports/<str:number>/tricks/", tricks.tag_report, name="report-tricks"),
    path("cases/<str:number>/tricks/", tricks.tag_case, name="case-tricks"),
]
