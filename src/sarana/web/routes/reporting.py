"""Addresses of reporting by units, and of what everybody may read."""

from django.urls import path

from sarana.web.views import (
    public,
    public_check,
    public_feed,
    reporting,
    reporting_offline,
    reporting_period,
    reporting_reports,
    reporting_sheet,
    reporting_template_deeds,
    reporting_templates,
)

urlpatterns = [
    path("reporting/", reporting.reporting, name="reporting"),
    path("reporting/templates/new/", reporting_templates.new_template, name="template-new"),
    path("reporting/templates/<uuid:key>/", reporting_templates.template, name="template"),
    path("reporting/templates/<uuid:key>/lines/new/", reporting_templates.new_line, name="template-line"),
    path("reporting/templates/<uuid:key>/open/", reporting_templates.open_period, name="template-open"),
    path("reporting/templates/<uuid:key>/edit/", reporting_template_deeds.edit, name="template-edit"),
    path("reporting/templates/<uuid:key>/units/", reporting_template_deeds.units, name="template-units"),
    path("reporting/templates/<uuid:key>/close/", reporting_template_deeds.close, name="template-close"),
    path("reporting/lines/<uuid:key>/end/", reporting_template_deeds.end_line, name="template-line-end"),
    path("reporting/templates/<uuid:key>/<str:period>/", reporting_period.period, name="period"),
    path("reporting/templates/<uuid:key>/<str:period>/reminders/", reporting_period.chasers, name="chasers"),
    path("reporting/templates/<uuid:key>/<str:period>/sign/", reporting_reports.sign, name="period-sign"),
    path("reporting/reports/<uuid:key>/", reporting_reports.report, name="period-report"),
    path("reporting/reports/<uuid:key>/publish/", reporting_reports.publish, name="period-report-publish"),
    path("reporting/reports/<uuid:key>/report.pdf", reporting_reports.report_paper, name="period-report-pdf"),
    path("slots/<uuid:key>/", reporting_sheet.slot, name="slot"),
    path("slots/<uuid:key>/enter/", reporting_sheet.enter, name="slot-enter"),
    path("slots/<uuid:key>/form.xlsx", reporting_offline.offline_form, name="slot-form"),
    path("slots/<uuid:key>/form/", reporting_offline.bring_back, name="slot-read"),
    path("slots/<uuid:key>/clear/", reporting_sheet.clear, name="slot-clear"),
    path("slots/<uuid:key>/accept/", reporting_sheet.accept, name="slot-accept"),
    path("slots/<uuid:key>/return/", reporting_sheet.give_back, name="slot-return"),
    path("slots/<uuid:key>/more-time/", reporting_sheet.more_time, name="slot-except"),
    path("public/", public.public, name="public"),
    path("public/feed.xml", public_feed.public_feed, name="public-feed"),
    path("public/check/", public_check.public_check, name="public-check"),
    path("public/plans/<slug:code>/", public.public_plan, name="public-plan"),
    path("public/plans/<slug:code>/plan.pdf", public.public_plan_pdf, name="public-plan-pdf"),
    path("public/plans/<slug:series>/iati.xml", public.public_plan_iati, name="public-plan-iati"),
    path("public/tier/<slug:code>/", public.public_dossier, name="public-dossier"),
    path("public/tier/<slug:code>/dossier.pdf", public.public_dossier_pdf, name="public-dossier-pdf"),
    path("public/<slug:spoken>/tier/<slug:code>/", public.public_dossier, name="public-dossier-in"),
    path(
        "public/<slug:spoken>/tier/<slug:code>/dossier.pdf",
        public.public_dossier_pdf,
        name="public-dossier-pdf-in",
    ),
    path("public/documents/<slug:code>/document.zip", public.public_document_zip, name="public-document-zip"),
    path("public/reports/<slug:code>/", public.public_report, name="public-report"),
    path("public/reports/<slug:code>/report.pdf", public.public_report_pdf, name="public-report-pdf"),
    # The same in a language of one's choice: addresses to be cited.
    path("public/<slug:spoken>/", public.public, name="public-in"),
    path("public/<slug:spoken>/feed.xml", public_feed.public_feed, name="public-feed-in"),
    path("public/<slug:spoken>/check/", public_check.public_check, name="public-check-in"),
    path("public/<slug:spoken>/plans/<slug:code>/", public.public_plan, name="public-plan-in"),
    path(
        "public/<slug:spoken>/plans/<slug:code>/plan.pdf", public.public_plan_pdf, name="public-plan-pdf-in"
    ),
    path("public/<slug:spoken>/reports/<slug:code>/", public.public_report, name="public-report-in"),
    path(
        "public/<slug:spoken>/reports/<slug:code>/report.pdf",
        public.public_report_pdf,
        name="public-report-pdf-in",
    ),
]
