from django.urls import URLPattern, path

from sarana.web.views import figures, hidden, intake, intake_rows, papers, plan_forms, plans, press

urlpatterns: list[URLPattern] = [
    path("figures/", figures.figures, name="figures"),
    path("figures/snapshot/", figures.new_snapshot, name="snapshot-new"),
    path("figures/hidden-number/", hidden.hidden_number, name="hidden-number"),
    path("figures/<slug:code>/", figures.figure, name="figure"),
    path("figures/<slug:code>/records/", figures.figure_records, name="figure-records"),
    path("press/", press.press, name="press"),
    path("press/new/", press.new_check, name="press-new"),
    path("press/published/", press.published, name="published"),
    path("press/published/<str:indicator>/", press.published_figure, name="published-figure"),
    path("press/<uuid:key>/", press.check, name="press-check"),
    path("papers/", papers.papers, name="papers"),
    path("papers/annual.pdf", papers.paper_pdf, name="paper-pdf"),
    path("papers/annual.html", papers.paper_html, name="paper-html"),
    path("plans/", plans.plans, name="plans"),
    path("plans/new/", plan_forms.new_plan, name="plan-new"),
    path("plans/<uuid:key>/", plans.plan, name="plan"),
    path("plans/<uuid:key>/state/", plans.plan_state_change, name="plan-state"),
    path("plans/<uuid:key>/strategies/new/", plan_forms.new_pillar, name="pillar-new"),
    path("strategies/<uuid:key>/measures/new/", plan_forms.new_measure, name="measure-new"),
    path("measures/<uuid:key>/", plans.measure, name="measure"),
    path("measures/<uuid:key>/edit/", plan_forms.edit_measure, name="measure-edit"),
    path("measures/<uuid:key>/targets/new/", plan_forms.new_target, name="measure-target"),
    path("measures/<uuid:key>/notes/new/", plan_forms.new_note, name="measure-note"),
    path("import/", intake.intake, name="intake"),
    path("import/<uuid:key>/", intake.batch, name="batch"),
    path("import/<uuid:key>/quarantine.csv", intake.batch_csv, name="batch-csv"),
    path("import/rows/<uuid:key>/", intake_rows.quarantined_row, name="quarantined-row"),
    path("import/rows/<uuid:key>/discard/", intake_rows.row_discard, name="row-discard"),
]
