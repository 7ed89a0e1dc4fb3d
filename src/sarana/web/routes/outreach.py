"""Addresses of campaigns and of agreements with other states."""

from django.urls import path

from sarana.web.views import campaign_deeds, campaigns, instruments

urlpatterns = [
    path("campaigns/", campaigns.campaigns, name="campaigns"),
    path("campaigns/new/", campaign_deeds.new_campaign, name="campaign-new"),
    path("campaigns/<uuid:key>/", campaigns.campaign, name="campaign"),
    path("campaigns/<uuid:key>/sessions/new/", campaign_deeds.new_session, name="campaign-session"),
    path("campaigns/<uuid:key>/survey.xlsx", campaign_deeds.survey_form, name="campaign-form"),
    path("campaigns/<uuid:key>/survey/", campaign_deeds.bring_survey, name="campaign-survey"),
    path("campaigns/<uuid:key>/cited/", campaign_deeds.cite, name="campaign-cite"),
    path("agreements/", instruments.instruments, name="instruments"),
    path("agreements/new/", instruments.new_instrument, name="instrument-new"),
    path("agreements/<uuid:key>/", instruments.instrument, name="instrument"),
    path("agreements/<uuid:key>/edit/", instruments.edit_instrument, name="instrument-edit"),
    path("agreements/<uuid:key>/obligations/new/", instruments.new_obligation, name="instrument-oblige"),
]
