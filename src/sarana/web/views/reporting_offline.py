"""The sheet of a unit without a network: an XLSForm out, its rows back in as a draft that a person looks at."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from sarana.base.accounts.enums import Power
from sarana.base.accounts.rules import NotAllowed
from sarana.base.vault.actions import save_draft
from sarana.intake.quarter_form import quarter_workbook, read_quarter_rows
from sarana.intake.reading import FileNotTaken
from sarana.register.reporting.rules import (
    is_of_unit,
)
from sarana.web.forms.intake import why_not_taken
from sarana.web.forms.reporting import FileForm
from sarana.web.views.form_page import fill_in
from sarana.web.views.gate import OfficerRequest, for_officers
from sarana.web.views.reporting_sheet import one_slot, sheet_page


@for_officers(Power.NOTE_PROGRESS)
def offline_form(request: OfficerRequest, key: UUID) -> HttpResponse:
    """The unit's form as an XLSForm, to be filled in without a network."""
    found = one_slot(key)
    if not is_of_unit(request.user, found):
        raise NotAllowed(Power.NOTE_PROGRESS)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(quarter_workbook(found), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="quarter-{found.unit.code}-{found.period}.xlsx"'
    return response


@for_officers(Power.NOTE_PROGRESS)
def bring_back(request: OfficerRequest, key: UUID) -> HttpResponse:
    """Read what was filled in offline: it stands in the form as a draft to be looked at; nothing is saved before."""
    found = one_slot(key)
    if not is_of_unit(request.user, found):
        raise NotAllowed(Power.NOTE_PROGRESS)
    enter_url = reverse("web:slot-enter", args=[found.pk])

    def act(form: FileForm) -> str:
        file = form.cleaned_data["file"]
        with NamedTemporaryFile(suffix=Path(file.name).suffix) as kept:
            kept.write(file.read())
            kept.flush()
            try:
                read = read_quarter_rows(Path(kept.name), found)
            except FileNotTaken as fault:
                raise ValueError(why_not_taken(fault)) from fault
        save_draft(
            by=request.user, form=enter_url, values={name: [value] for name, value in read.sheet.items()}
        )
        if read.words:
            year, quarter = found.period.split("-Q")
            words = {**read.words, "year": year, "quarter": quarter}
            save_draft(
                by=request.user,
                form=reverse("web:quarterly-new"),
                values={name: [value] for name, value in words.items()},
            )
        return enter_url

    lede = _("It is put into the form for you to look at; nothing is saved before you save it.")
    page = sheet_page(found, _("Bring back the offline form"), _("Read the file"), lede=lede, with_file=True)
    return fill_in(request, page, FileForm, act)
