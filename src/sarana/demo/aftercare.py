"""What is done for the persons of the shown province: plans, beds, money, ways home; and the working day around it.

Few records through the register's own actions. Sealed words are Khmer, as an officer would write them; all are invented.
"""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from sarana.base.accounts.models import Officer
from sarana.base.places.models import Place
from sarana.base.vault.actions import save_draft
from sarana.register.care.actions import (
    ask_compensation,
    move_goal,
    move_reintegration,
    open_shelter,
    plan_goal,
    record_money,
    record_visit,
    reopen_reintegration,
    take_bed,
)
from sarana.register.cases.actions import add_victim, break_glass, review_glass
from sarana.register.cases.models import Case, GlassBreak, Victim
from sarana.register.cases.queries import victims_visible_to
from sarana.register.cases.rules import GLASS_TIME
from sarana.register.duplicates.actions import keep_apart, merge_pair, name_pair
from sarana.register.repatriation.actions import (
    answer_tracing,
    ask_tracing,
    assess_place,
    begin_repatriation,
    issue_document,
    make_handover_list,
    record_agreement,
    send_feedback,
    sign_handover,
)
from sarana.register.repatriation.models import Repatriation
from sarana.register.supervision.actions import ask_approval, give_errand, raise_flag

_PEOPLE = 14
_PLANS, _HOMEWARD = 4, 6
# Among so many of the newest those are sought who have another country to go home to.
_AMONG = 80
_GOALS = (
    ("health", "Health", "anti_trafficking_post_trafficking", "គេងមិនលក់ ភ័យពេលយប់", "គេងលក់ និងឈប់ភ័យ", "under_way"),
    ("livelihood", "Livelihood", "anti_trafficking_community_reintegration", "គ្មានចំណូល", "រៀនកាត់ដេរ ហើយបើកហាងតូចមួយ", ""),
    ("housing", "SocialCare", "anti_trafficking_transitional_accommodation", "គ្មានកន្លែងស្នាក់នៅ", "មានបន្ទប់ជួលផ្ទាល់ខ្លួន", "reached"),
)  # fmt: skip
_HOUSES = (("women", 12, "ngo_worker"), ("girls", 8, "ngo_worker"), ("families", 6, "social_worker"))
_ERRANDS = ("ទូរសព្ទទៅគ្រូពេទ្យ", "សុំសំបុត្រកំណើតពីឃុំ", "រៀបចំឡានសម្រាប់ថ្ងៃចន្ទ", "សួរតុលាការអំពីថ្ងៃសវនាការ")


def look_after(officers: dict[str, Officer], until: date) -> None:
    """Add care, ways home, pairs, emergencies, errands and drafts to a country whose cases stand."""
    police, social = officers["investigator"], officers["social_worker"]
    own = victims_visible_to(police).filter(case__owner=police, identity__erased_at=None)
    among = list(own.order_by("-pk")[:_AMONG])
    people = among[:_PEOPLE]
    if not people:
        return
    _plans(social, people[:_PLANS], until)
    _beds(officers, people[:_PLANS], until)
    _money(social, people[:2], until)
    _return_and_again(social, until)
    _ways_home(social, among, until)
    _seen_twice(police, people)
    _at_night(officers, people)
    _working_day(officers, people[0].case, people)


def _plans(by: Officer, people: list[Victim], until: date) -> None:
    today = timezone.localdate()
    for place, victim in enumerate(people):
        for area, kind, group, need, goal, state in _GOALS[: 1 + place % len(_GOALS)]:
            planned = plan_goal(
                by=by, victim=victim, area=area, kind=kind, service_group=group, need=need, goal=goal,
                due_on=today + timedelta(days=30 * (place + 1)),
            )  # fmt: skip
            if state:
                move_goal(by=by, goal=planned, to=state, on=min(until, today))


def _beds(officers: dict[str, Officer], people: list[Victim], until: date) -> None:
    houses = [
        open_shelter(
            by=officers[who], takes_in=takes_in, beds=beds, words={"address": "ផ្លូវប្រឌិត លេខ ០", "phone": "000 000 000"}
        )
        for takes_in, beds, who in _HOUSES
    ]  # fmt: skip
    for place, victim in enumerate(people):
        take_bed(by=officers["social_worker"], victim=victim, shelter=houses[place % len(houses)], on=until)


def _money(by: Officer, people: list[Victim], until: date) -> None:
    for place, victim in enumerate(people):
        asked = ask_compensation(
            by=by, victim=victim, route="court" if place else "employer", asked_on=until, amount_asked=Decimal(8_000_000)
        )  # fmt: skip
        if not place:
            record_money(
                by=by, compensation=asked, granted_on=until, amount_granted=Decimal(5_000_000), paid_on=until,
                amount_paid=Decimal(1_000_000),
            )  # fmt: skip


def _return_and_again(by: Officer, until: date) -> None:
    """Somebody who went home long ago was visited; help ended; she was trafficked again."""
    home_on = until - timedelta(days=420)
    begun = victims_visible_to(by).filter(
        case__opened_on__lt=home_on - timedelta(days=60), reintegration=None
    )
    victim = begun.order_by("-pk").first()
    if victim is None:
        return
    move_reintegration(by=by, victim=victim, stage="integration", on=home_on)
    for months, how in ((1, 2), (3, 3), (6, 4)):
        record_visit(
            by=by, victim=victim, months=months, visited_on=home_on + timedelta(days=31 * months),
            areas={"safety": how, "housing": how, "livelihood": max(1, how - 1)}, note="គាត់ថា៖ ល្អជាងមុន",
        )  # fmt: skip
    move_reintegration(by=by, victim=victim, stage="closed", on=home_on + timedelta(days=200))
    reopen_reintegration(by=by, victim=victim, on=until - timedelta(days=20), because="retrafficked")


def _ways_home(by: Officer, people: list[Victim], until: date) -> None:
    """Six ways home, each some steps further than the one before; three of them on a list that both sides signed."""
    begun_on, port = until - timedelta(days=80), Place.objects.get(code="18")
    abroad = [victim for victim in people if victim.citizenships and victim.citizenships != ["KH"]]
    ready: list[Repatriation] = []
    for place, victim in enumerate(_of_one_country(abroad)[:_HOMEWARD]):
        country = victim.citizenships[0]
        way = begin_repatriation(
            by=by, victim=victim, direction="out_of", country=country, their_number=f"{country}-0000-{place + 1}",
            words={"their_contact": "មន្ត្រីប្រឌិត 000 000 000"},
        )  # fmt: skip
        if place > 0:
            way = record_agreement(by=by, way=way, on=begun_on)
        if place > 1:
            way = ask_tracing(by=by, way=way, on=begun_on)
        if place > 2:
            way = answer_tracing(by=by, way=way, on=begun_on + timedelta(days=20), result="found")
            way = assess_place(
                by=by, way=way, on=begun_on + timedelta(days=30), assessment="with_support", place=port, note="ម្តាយទទួល"
            )  # fmt: skip
            ready.append(
                issue_document(by=by, way=way, on=begun_on + timedelta(days=40), travel_document="emergency")
            )
    if not ready:
        return
    handover = make_handover_list(by=by, ways=ready, planned_on=begun_on + timedelta(days=50), place=port)
    for countersigned in (False, True):
        sign_handover(by=by, handover=handover, on=begun_on + timedelta(days=50), countersigned=countersigned)
    home = Repatriation.objects.get(pk=ready[0].pk)
    send_feedback(by=by, way=home, on=until, words="គាត់រស់នៅជាមួយម្តាយ")


def _of_one_country(people: list[Victim]) -> list[Victim]:
    """Those of the country from which most of them come."""
    homes = Counter(victim.citizenships[0] for victim in people)
    return [victim for victim in people if victim.citizenships[0] == max(homes, key=homes.__getitem__)]


def _seen_twice(by: Officer, people: list[Victim]) -> None:
    """Three pairs: one waits, one was merged, one is two sisters."""
    case = people[0].case
    names = (["ទេព ប្រឌិតា", "Tep Prodita"], ["មាស ប្រឌិតា", "Meas Prodita"], ["រស់ ប្រឌិតា", "Ros Prodita"])
    for place, spelled in enumerate(names):
        one, other = (
            add_victim(
                by=by, case=case, sex="F", age_at_event=22, words={"names": [name], "birth_date": f"200{place}-02-03"}
            )
            for name in spelled
        )  # fmt: skip
        pair = name_pair(by=by, one=one, other=other)
        if place == 1:
            merge_pair(by=by, pair=pair, keep=one.identity_id, reason="ស្លាកស្នាមដូចគ្នា ហើយគាត់ប្រាប់ខ្លួនឯង")
        elif place:
            keep_apart(by=by, pair=pair, reason="បងប្អូនភ្លោះ")


def _at_night(officers: dict[str, Officer], people: list[Victim]) -> None:
    """Two cases opened in an emergency: one was reviewed, one waits for the morning."""
    cases = list(Case.objects.filter(pk__in=[victim.case_id for victim in people]).order_by("pk")[:2])
    openers = (officers["immigration"], officers["police-12"])
    for place, (case, opener) in enumerate(zip(cases, openers, strict=False)):
        if opener.agency_id in case.partners.values_list("pk", flat=True):
            continue
        glass = break_glass(by=opener, number=case.number, reason="មានមនុស្សត្រូវបានគេដឹកទៅព្រំដែននៅម៉ោងប្រាំ")
        night = timezone.now() - timedelta(hours=9)
        GlassBreak.objects.filter(pk=glass.pk).update(broken_at=night, until=night + GLASS_TIME)
        if not place:
            review_glass(by=officers["auditor"], glass=glass, finding="justified", note="បានទូរសព្ទទៅប៉ុស្តិ៍៖ ពិត")


def _working_day(officers: dict[str, Officer], case: Case, people: list[Victim]) -> None:
    police, social = officers["investigator"], officers["social_worker"]
    today = timezone.localdate()
    for place, what in enumerate(_ERRANDS):
        officer = police if place % 2 else social
        give_errand(by=officer, officer=officer, what=what, due_on=today + timedelta(days=place), case=case)
    raise_flag(by=police, case=case, kind="health", note="ត្រូវការគ្រូពេទ្យមុនសម្ភាស")
    ask_approval(by=social, case=case, ask="plan", supervisor=police)
    for officer, victim, form, said in (
        (social, people[0], "goals/new", {"goal": ["ចង់រៀនធ្វើនំ"]}),
        (police, people[-1], "consents/new", {"guardian": ["ម្តាយមីង"]}),
    ):
        path = f"/victims/{victim.number}/{form}/"
        save_draft(by=officer, form=path, values={"draft_form": [path], **said})
