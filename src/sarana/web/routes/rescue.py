"""Addresses of rescue requests, sought persons and missions."""

from django.urls import path, re_path

from sarana.web.views import mission, rescue, rescue_deeds, rescue_lists, sought, sought_deeds, sought_photos

urlpatterns = [
    path("rescue/", rescue.requests, name="rescue"),
    path("rescue/new/", rescue.new_request, name="rescue-new"),
    re_path(r"^rescue/template\.(?P<kind>xlsx|csv)$", rescue_lists.template, name="rescue-template"),
    path("rescue/<str:number>/", rescue.request_page, name="rescuerequest"),
    path("rescue/<str:number>/edit/", rescue_deeds.edit, name="rescue-edit"),
    path("rescue/<str:number>/list/", rescue_lists.upload, name="rescue-list"),
    path("rescue/<str:number>/rows/<uuid:key>/", rescue_lists.row, name="rescue-row"),
    path("rescue/<str:number>/rows/<uuid:key>/aside/", rescue_lists.row_aside, name="rescue-row-aside"),
    path("rescue/<str:number>/persons/new/", rescue_deeds.new_person, name="sought-new"),
    path("rescue/<str:number>/steps/", rescue_deeds.steps, name="rescue-steps"),
    path("rescue/<str:number>/units/", rescue_deeds.units, name="rescue-units"),
    path("rescue/<str:number>/bar/", rescue_deeds.bar, name="rescue-bar"),
    path("rescue/<str:number>/message/", rescue_deeds.message, name="rescue-message"),
    path("rescue/<str:number>/handover.pdf", rescue_lists.handover, name="rescue-handover"),
    path("sought/<str:number>/", sought.sought, name="soughtperson"),
    path("sought/<str:number>/step/", sought_deeds.step, name="sought-step"),
    path("sought/<str:number>/result/", sought_deeds.result, name="sought-result"),
    path("sought/<str:number>/detail/", sought_deeds.detail, name="sought-detail"),
    path("sought/<str:number>/victim/", sought_deeds.link, name="sought-victim"),
    path("sought/<str:number>/same/", sought_deeds.same, name="sought-same"),
    path("sought/<str:number>/photos/new/", sought_photos.bring, name="sought-photo-new"),
    path("sought/<str:number>/photos/<uuid:key>/", sought_photos.show, name="sought-photo"),
    path("sought/<str:number>/identity/", sought_deeds.identity, name="sought-identity"),
    path("missions/", mission.own, name="nationals"),
    path("missions/<slug:code>/", mission.mission, name="mission"),
]
