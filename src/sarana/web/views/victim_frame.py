"""The frame of a form about a victim: heading, way here, who it is about."""

from sarana.register.cases.models import Victim
from sarana.web.components import Link
from sarana.web.views.cases import case_crumbs
from sarana.web.views.form_page import FormPage
from sarana.web.views.phrases import person_facts, url_of


def victim_page(
    victim: Victim,
    title: str,
    save: str,
    lede: str = "",
    kind: str = "",
    template: str = "register/form.html",
) -> FormPage:
    """The frame of a form about a victim."""
    crumbs = [*case_crumbs(victim.case), Link(url=url_of(victim), label=victim.number)]
    kicker = f"{victim.number} · {person_facts(victim)}"
    return FormPage(
        title=title,
        crumbs=crumbs,
        save=save,
        back=url_of(victim),
        kicker=kicker,
        lede=lede,
        kind=kind,
        template=template,
    )
