"""Records that come from other systems, the table by which they are read, and a case on paper."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import NotAllowed
from sarana.intake.models import FieldRule
from sarana.intake.other_systems import Coverage, NoRecords
from sarana.intake.other_systems_actions import check_coverage, import_records, set_field_rule
from sarana.publish.papers.case_paper import case_paper
from sarana.register.cases.queries import case_numbered
from sarana.web.components import Column, Link, Status
from sarana.web.forms.care_filters import RuleFilter
from sarana.web.forms.exchange import PrintForm, RecordsForm, RuleForm
from sarana.web.forms.rescue import language_now
from sarana.web.views.case_deeds import case_page
from sarana.web.views.form_page import FormPage, fill_in
from sarana.web.views.gate import OfficerRequest, for_officers, only
from sarana.web.views.intake import batch_link, intake_link
from sarana.web.views.listing import as_csv, csv_address, page_of, wants_csv
from sarana.web.views.sections import Section

# The notes of the rules that come with the installation, named here so that they stand in the catalogue.
RULE_NOTES = {
    gettext_noop("officers of another system"), gettext_noop("their own number"), gettext_noop("the other system's own state"),
    gettext_noop("when the other system stored it"), gettext_noop("their own key: the row is known again by it"), gettext_noop("their own key"),
    gettext_noop("the other system's own module"), gettext_noop("the ministry's number"), gettext_noop("its subtype says more"),
    gettext_noop("follows from the birth date"),
}  # fmt: skip
_MOST_BYTES = 20 * 1024 * 1024
_CSV = {
    name: name for name in ("system", "their_field", "their_code", "field", "code", "service_group", "note")
}


def rule_note(note: str) -> str:
    """The note of a rule that came with the installation, in the page's language; an officer's own as he wrote it."""
    return _(note) if note in RULE_NOTES else note


@for_officers(Power.IMPORT_RECORDS)
def rules(request: OfficerRequest) -> HttpResponse:
    """The table by which Primero's and OSCaR's records are read."""
    asked = RuleFilter(request.GET)
    found = asked.narrow(FieldRule.objects.all())
    if wants_csv(request):
        return as_csv(request, "field-rules", found, _CSV)
    page = page_of(request, found)
    context = {
        "title": _("How other systems are read"),
        "lede": _(
            "Each field and code of Primero and OSCaR, and where it goes. What no rule takes is named at every import."
        ),
        "crumbs": [intake_link(), Link(url="", label=_("How other systems are read"))],
        "filter": asked,
        "filtered": any(asked.cleaned_data.values()),
        "page": page,
        "rows": [
            {
                "system": rule.get_system_display(),
                "their_field": rule.their_field,
                "url": f"{reverse('web:field-rule')}?key={rule.pk}",
                "their_code": rule.their_code or None,
                "field": rule.field or Status(code="closed", label=_("Left behind")),
                "code": rule.code or None,
                "note": rule_note(rule.note) or rule.service_group or None,
            }
            for rule in page.rows
        ],
        "columns": [
            Column(key="system", label=_("System")),
            Column(key="their_field", label=_("Their field"), kind="token", link="url"),
            Column(key="their_code", label=_("Their code"), kind="token"),
            Column(key="field", label=_("Field of HTCDS"), kind="token"),
            Column(key="code", label=_("Code of HTCDS"), kind="token"),
            Column(key="note", label=_("Note")),
        ],
        "csv": csv_address(request),
        "add": Link(url=reverse("web:field-rule"), label=_("New rule")),
        "nothing": _("No rule"),
        "nothing_text": _("The rules we begin with come with the installation."),
    }
    return render(request, "register/list.html", context)


@for_officers(Power.IMPORT_RECORDS)
def rule(request: OfficerRequest) -> HttpResponse:
    """Make or change a rule."""
    key = request.GET.get("key", "")
    known = FieldRule.objects.filter(pk=int(key)).values(*_CSV).first() if key.isdecimal() else None

    def act(form: RuleForm) -> str:
        set_field_rule(by=request.user, **form.cleaned_data)
        return reverse("web:field-rules")

    link = Link(url=reverse("web:field-rules"), label=_("How other systems are read"))
    page = FormPage(title=_("A rule"), crumbs=[intake_link(), link], save=_("Save the rule"), back=link.url)
    return fill_in(request, page, RuleForm, act, initial=known or {})


@for_officers(Power.IMPORT_RECORDS)
def records(request: OfficerRequest) -> HttpResponse:
    """Bring records of another system: look first what would be lost, then import."""

    def act(form: RecordsForm) -> str | HttpResponse:
        given = form.cleaned_data
        file = given["file"]
        if file.size > _MOST_BYTES:
            raise ValueError("The file is larger than 20 MB; send it in parts.")
        text = file.read().decode("utf-8-sig", errors="replace")
        try:
            if given["deed"] == "check":
                found = check_coverage(by=request.user, system=given["system"], text=text)
                return render(request, "register/parts.html", _coverage(found))
            batch = import_records(by=request.user, system=given["system"], text=text, file_name=file.name)
        except NoRecords as fault:
            raise ValueError(str(fault)) from fault
        messages.success(request, _("The file was imported."))
        return batch_link(batch).url

    page = FormPage(
        title=_("Records of Primero or OSCaR"),
        crumbs=[intake_link()],
        save=_("Go on"),
        back=reverse("web:intake"),
        with_file=True,
        lede=_("Everything that does not come along is named."),
    )
    return fill_in(request, page, RecordsForm, act, initial={"deed": "check"})


def _coverage(found: Coverage) -> dict[str, Any]:
    columns = [
        Column(key="field", label=_("Their field"), kind="token"),
        Column(key="code", label=_("Their code"), kind="token"),
        Column(key="times", label=_("Times"), kind="number"),
    ]

    def rows(counts: Any) -> list[dict[str, object]]:
        return [{"field": name, "code": None, "times": n} for name, n in counts.most_common(60)]

    codes = [
        {"field": path, "code": code, "times": n}
        for path, counts in sorted(found.unknown_codes.items())
        for code, n in counts.most_common(20)
    ]
    return {
        "title": _("What would be read"),
        "kicker": _("%(n)s records") % {"n": found.records},
        "crumbs": [intake_link(), Link(url="", label=_("What would be read"))],
        "lede": _("%(share)s of the filled fields are read or left behind on purpose. Nothing was kept.")
        % {"share": f"{found.share:.0%}"},
        "deeds": [
            Link(url=reverse("web:records"), label=_("Import it")),
            Link(url=reverse("web:field-rules"), label=_("How other systems are read")),
        ],
        "sections": [
            Section(
                title=_("Fields that no rule takes"),
                columns=columns,
                rows=rows(found.unknown_fields),
                nothing=_("None."),
            ),
            Section(title=_("Codes that would be lost"), columns=columns, rows=codes, nothing=_("None.")),
            Section(
                title=_("Left behind on purpose"),
                columns=columns,
                rows=rows(found.left_behind),
                nothing=_("None."),
            ),
            Section(title=_("Read"), columns=columns, rows=rows(found.read), nothing=_("None.")),
        ],
    }


@for_officers(Power.SEE_CASES)
def print_case(request: OfficerRequest, number: str) -> HttpResponse:
    """A case on paper, as much of it as the paper's reader may know."""
    case = only(case_numbered(request.user, number=number.upper()))

    def act(form: PrintForm) -> HttpResponse:
        try:
            made = case_paper(by=request.user, case=case, language=language_now(), **form.cleaned_data)
        except NotAllowed as fault:
            raise ValueError(
                "Your role does not open what this paper would tell; choose one that tells less."
            ) from fault
        response = HttpResponse(made, content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="case-{case.number}.pdf"'
        response["Cache-Control"] = "no-store, private"
        return response

    lede = _("Choose the least that serves. The paper says who made it, when and what for.")
    return fill_in(
        request, case_page(case, _("Print the case"), _("Make the paper (PDF)"), lede=lede), PrintForm, act
    )
