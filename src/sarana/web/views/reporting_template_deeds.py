"""What is changed of a template in use: its title and days, its units, what is asked, its end; for periods to come only."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.register.reporting.actions import change_template, close_template, set_units, withdraw_line
from sarana.register.reporting.models import Template, TemplateLine
from sarana.web.forms.base import RecordForm
from sarana.web.forms.reporting import EndForm, TemplateEditForm, UnitsForm
from sarana.web.views.form_page import fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.reporting import template_link
from sarana.web.views.reporting_templates import template_page

_FIELDS = ("title_km", "title_en", "due_after", "locks_after")


def _in_use(key: UUID) -> Template:
    return get_object_or_404(Template.objects.filter(closed_on=None), pk=key)


@for_officers(Power.EDIT_PLAN)
def edit(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Change title and days."""
    found = _in_use(key)

    def act(form: TemplateEditForm) -> str:
        return template_link(change_template(by=request.user, template=found, **form.cleaned_data)).url

    page = template_page(
        found, _("Change the template"), _("Save"), lede=_("Periods that are open keep their days.")
    )
    return fill_in(
        request, page, TemplateEditForm, act, initial={name: getattr(found, name) for name in _FIELDS}
    )


@for_officers(Power.EDIT_PLAN)
def units(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Choose which units report."""
    found = _in_use(key)

    def make(*args: Any, **kwargs: Any) -> UnitsForm:
        form = UnitsForm(*args, **kwargs)
        form.offer(found)
        return form

    def act(form: UnitsForm) -> str:
        return template_link(set_units(by=request.user, template=found, **form.cleaned_data)).url

    lede = _("It counts from the next period on; what a unit owes in an open period it still owes.")
    page = template_page(found, _("Units that report"), _("Save the units"), lede=lede)
    initial = {"units": [str(pk) for pk in found.units.values_list("pk", flat=True)]}
    return fill_in(request, page, make, act, initial=initial)


@for_officers(Power.EDIT_PLAN)
def end_line(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Ask for an indicator no longer."""
    line = get_object_or_404(
        TemplateLine.objects.filter(asked_until=None, template__closed_on=None).select_related(
            "template", "use__node"
        ),
        pk=key,
    )

    def act(_form: RecordForm) -> str:
        withdraw_line(by=request.user, line=line)
        return template_link(line.template).url

    lede = _(
        "%(indicator)s: no longer from the next period on. What was entered stays, and open periods ask for it."
    )
    page = template_page(
        line.template, _("Ask for it no longer"), _("Ask no longer"), lede=lede % {"indicator": line.use.name}
    )
    return fill_in(request, page, RecordForm, act)


@for_officers(Power.EDIT_PLAN)
def close(request: OfficerRequest, key: UUID) -> HttpResponse:
    """End a template."""
    found = _in_use(key)

    def act(form: EndForm) -> str:
        return template_link(close_template(by=request.user, template=found, **form.cleaned_data)).url

    lede = _("No period is opened and nobody is reminded any more; sheets and reports stay.")
    page = template_page(found, _("Close the template"), _("Close it"), lede=lede)
    return fill_in(request, page, EndForm, act, initial={"on": timezone.localdate()})
