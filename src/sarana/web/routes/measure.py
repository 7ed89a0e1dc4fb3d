from django.urls import URLPattern, path

from sarana.web.views import figures, hidden, intake, intake_rows, papers, press

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
    path("import/", intake.intake, name="intake"),
    path("import/<uuid:key>/", intake.batch, name="batch"),
    path("import/<uuid:key>/quarantine.csv", intake.batch_csv, name="batch-csv"),
    path("import/rows/<uuid:key>/", intake_rows.quarantined_row, name="quarantined-row"),
    path("import/rows/<uuid:key>/discard/", intake_rows.row_discard, name="row-discard"),
]
