"""Addresses of bodies, meetings and action points."""

from django.urls import path

from sarana.web.views import action_points, bodies, meeting_deeds, meetings

urlpatterns = [
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/new/", bodies.new_body, name="body-new"),
    path("bodies/<uuid:key>/", bodies.body, name="body"),
    path("bodies/<uuid:key>/seats/new/", bodies.new_seat, name="body-seat"),
    path("bodies/<uuid:key>/meetings/new/", meeting_deeds.new_meeting, name="meeting-new"),
    path("meetings/", meetings.meetings, name="meetings"),
    path("meetings/<uuid:key>/", meetings.meeting, name="meeting"),
    path("meetings/<uuid:key>/room/", meetings.room, name="meeting-room"),
    path("meetings/<uuid:key>/items/new/", meeting_deeds.new_item, name="meeting-item"),
    path("meetings/<uuid:key>/present/", meeting_deeds.present, name="meeting-present"),
    path("meetings/<uuid:key>/minutes/", meeting_deeds.minutes, name="meeting-minutes"),
    path("meetings/<uuid:key>/sign/", meeting_deeds.sign, name="meeting-sign"),
    path("meetings/<uuid:key>/next/", meeting_deeds.following, name="meeting-next"),
    path("meetings/<uuid:key>/items/<uuid:item>/", meeting_deeds.settle, name="item-settle"),
    path("meetings/<uuid:key>/items/<uuid:item>/action/", meeting_deeds.item_action, name="item-action"),
    path("action-points/", action_points.action_points, name="action-points"),
    path("action-points/new/", action_points.new_action, name="action-new"),
    path("action-points/<uuid:key>/", action_points.action_point, name="action-point"),
    path("action-points/<uuid:key>/done/", action_points.done, name="action-done"),
    path("action-points/<uuid:key>/verify/", action_points.verify, name="action-verify"),
    path("action-points/<uuid:key>/cancel/", action_points.cancel, name="action-cancel"),
]
