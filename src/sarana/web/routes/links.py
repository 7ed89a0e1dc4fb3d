"""Addresses of the net of suspects, traces and cases."""

from django.urls import path

from sarana.web.views import links

urlpatterns = [
    path("links/", links.ways, name="link-ways"),
    path("links/parts/", links.parts, name="link-parts"),
    path("links/brokers/", links.brokers, name="link-brokers"),
    path("links/<str:number>/", links.part, name="link-part"),
]
