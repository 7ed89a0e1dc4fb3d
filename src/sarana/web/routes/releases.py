from django.urls import URLPattern, path

from sarana.web.views import (
    annual_reports,
    documents,
    public_releases,
    release_costs,
    release_deeds,
    releases,
)

urlpatterns: list[URLPattern] = [
    path("releases/", releases.release_list, name="releases"),
    path("releases/new/", release_deeds.release_new, name="release-new"),
    path("releases/documents/", documents.document_list, name="documents-out"),
    path("releases/documents/<slug:code>/withdraw/", documents.document_withdraw, name="document-withdraw"),
    path("releases/annual/", annual_reports.annual_reports, name="annual-reports"),
    path("releases/annual/new/", annual_reports.annual_report_new, name="annual-report-new"),
    path("releases/annual/<uuid:key>/", annual_reports.annual_report, name="annual-report"),
    path(
        "releases/annual/<uuid:key>/publish/",
        annual_reports.annual_report_publish,
        name="annual-report-publish",
    ),
    path("releases/budgets/", release_costs.release_budgets, name="release-budgets"),
    path("releases/tables/<uuid:key>/drop/", release_deeds.release_table_drop, name="release-table-drop"),
    path("releases/<uuid:key>/", releases.release, name="release"),
    path("releases/<uuid:key>/costs/", release_costs.release_costs, name="release-costs"),
    path("releases/<uuid:key>/tables/new/", release_deeds.release_table_new, name="release-table-new"),
    path(
        "releases/<uuid:key>/records/new/", release_deeds.release_microdata_new, name="release-microdata-new"
    ),
    path(
        "releases/<uuid:key>/records/drop/",
        release_deeds.release_microdata_drop,
        name="release-microdata-drop",
    ),
    path("releases/<uuid:key>/protect/", release_deeds.release_protect, name="release-protect"),
    path("releases/<uuid:key>/attack/", release_deeds.release_attack, name="release-attack"),
    path("releases/<uuid:key>/sign/", release_deeds.release_sign, name="release-sign"),
    path("releases/<uuid:key>/publish/", release_deeds.release_publish, name="release-publish"),
    path("releases/<uuid:key>/erratum/", release_deeds.release_erratum, name="release-erratum"),
    path("releases/<uuid:key>/withdraw/", release_deeds.release_withdraw, name="release-withdraw"),
    path("public/releases/", public_releases.public_releases, name="public-releases"),
    path("public/releases/head.json", public_releases.release_head_file, name="public-release-head"),
    path("public/releases/ledger.json", public_releases.release_ledger_file, name="public-ledger"),
    path("public/releases/<slug:release>/", public_releases.public_release, name="public-release"),
    path(
        "public/releases/<slug:release>/release.zip",
        public_releases.public_release_zip,
        name="public-release-zip",
    ),
    path(
        "public/releases/<slug:release>/files/<path:name>",
        public_releases.public_release_file,
        name="public-release-file",
    ),
    path(
        "public/releases/<slug:release>/<slug:table>/",
        public_releases.public_release_table,
        name="public-release-table",
    ),
    # The same in a language of one's choice: addresses to be cited.
    path("public/<slug:spoken>/releases/", public_releases.public_releases, name="public-releases-in"),
    path(
        "public/<slug:spoken>/releases/<slug:release>/",
        public_releases.public_release,
        name="public-release-in",
    ),
    path(
        "public/<slug:spoken>/releases/<slug:release>/<slug:table>/",
        public_releases.public_release_table,
        name="public-release-table-in",
    ),
]
