"""What units reported: two quarters of sheets, one published report with an erratum, ratings, a review, campaigns, agreements."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.utils import timezone

from sarana.base.accounts.models import Agency, Officer
from sarana.base.days import months_later
from sarana.base.places.queries import provinces
from sarana.demo.agencies import MINISTRIES, NGOS, SHOWN_MINISTRY, SHOWN_PROVINCE, officer_of
from sarana.demo.plan import ASKED_OF_MINISTRIES, COUNTED_BY_HAND
from sarana.publish.releases.actions import release_plan, release_report
from sarana.register.cooperation.actions import oblige, record_instrument
from sarana.register.meetings.actions import found_body, seat_member
from sarana.register.outreach.actions import hold_session, keep_survey, record_campaign
from sarana.register.plans.enums import PlanState
from sarana.register.plans.models import Node, Plan
from sarana.register.reporting.actions import (
    Entered,
    accept_sheet,
    add_line,
    clear_sheet,
    confirm_reading,
    enter_sheet,
    judge_node,
    make_template,
    open_review,
    open_slots,
    rate_node,
    return_sheet,
    sign_report,
)
from sarana.register.reporting.models import Sheet, Slot, Template
from sarana.register.reporting.queries import lines_asked
from sarana.register.reporting.rules import days_of_period, period_before
from sarana.register.tricks.models import Trick

_REPORTED = 17
_OPEN_FOR = 400


class ReportingWriter:
    """Writes it all for one country; what was sent lies within the days in which it could be sent."""

    def __init__(
        self, officers: dict[str, Officer], agencies: dict[str, Agency], until: date, random: Random
    ) -> None:
        self.officers, self.agencies, self.until, self.random = officers, agencies, until, random
        self.by, self.chair = officers["secretariat"], officers["vice_chair"]
        self.plan = Plan.objects.get(state=PlanState.ADOPTED)
        self.measures = {node.code: node for node in Node.objects.filter(plan=self.plan, kind="measure")}

    def write(self) -> None:
        """Templates and sheets first, since a report is signed from them."""
        template = self._template()
        last = period_before("quarter", self.until)
        before = period_before("quarter", days_of_period(last)[0])
        self._quarter(template, before, came=23)
        report = sign_report(by=self.by, template=template, period=before)
        release_report(by=self.chair, report=report)
        self._correct(template, before)
        self._quarter(template, last, came=_REPORTED, accept=False)
        self._ministries()
        self._words()
        self._campaigns()
        self._agreements()
        version = self.plan.versions.latest("number")
        release_plan(by=self.chair, version=version)
        for name in ("provincial", "statistician", "social_worker"):
            confirm_reading(by=self.officers[name], published=version.published)

    def _locks_after(self) -> int:
        """Days enough that a country of any last day has periods in which sheets can still come today."""
        return _OPEN_FOR + max((timezone.localdate() - self.until).days, 0)

    def _template(self) -> Template:
        units = [self.agencies[f"pcct-{code}"] for code in sorted(provinces())]
        template = make_template(
            by=self.by, plan=self.plan, code="province-quarter", title_km="សន្លឹកប្រចាំត្រីមាសរបស់ខេត្ត",
            title_en="Quarterly sheet of the provinces", units=units, due_after=15, timely_after=20, locks_after=self._locks_after(),
        )  # fmt: skip
        for code, _km, english, _definition, splits, _size in COUNTED_BY_HAND:
            use = self.measures[code].indicators.get(name_en=english)
            add_line(by=self.by, template=template, use=use, splits=splits, of_persons=bool(splits))
        return template

    def _quarter(self, template: Template, period: str, *, came: int, accept: bool = True) -> None:
        open_slots(by=self.by, template=template, period=period)
        _first, last = days_of_period(period)
        for number, slot in enumerate(
            template.slots.filter(period=period).select_related("unit").order_by("unit__code")
        ):
            code = slot.unit.code.removeprefix("pcct-")
            if number >= came or (code == SHOWN_PROVINCE and not accept):
                continue
            day = last + timedelta(days=self.random.choice((6, 9, 12, 14, 18, 26)))
            sheet = self._sheet(slot, code, min(day, self.until))
            if accept or number < came - 3:
                accept_sheet(by=self.by, sheet=sheet)

    def _values(self, slot: Slot) -> list[Entered]:
        found = []
        for line, (*_words, size) in zip(
            lines_asked(slot.template, slot.period), COUNTED_BY_HAND, strict=True
        ):
            whole = max(5, round(size * self.random.uniform(0.6, 1.4)))
            women = whole * 11 // 20
            young = whole // 4
            parts = {"female": women, "male": whole - women} if "sex" in line.splits else {}
            parts |= {"under_18": young, "adult": whole - young} if "age" in line.splits else {}
            found.append(Entered(line, Decimal(whole), {name: Decimal(n) for name, n in parts.items()}))
        return found

    def _sheet(self, slot: Slot, code: str, day: date) -> Sheet:
        words = {"narrative": "បានបើកវគ្គអប់រំក្នុងភូមិ។", "obstacle": "ផ្លូវលិចទឹកក្នុងរដូវវស្សា។", "way_forward": ""}
        sheet = enter_sheet(
            by=officer_of(self.officers, "pcct", code), slot=slot, values=self._values(slot), words=words
        )
        return _cleared(sheet, self.officers[f"head-{code}"], day)

    def _ministries(self) -> None:
        """Every half-year ministries are asked; one has always answered, one is behind, and the present one's sheet is empty."""
        template = make_template(
            by=self.by, plan=self.plan, code="ministry-half-year", every="half_year", title_km="សន្លឹកប្រចាំឆមាសរបស់ក្រសួង",
            title_en="Half-yearly return of the ministries", units=[self.agencies[code] for code in MINISTRIES],
            due_after=15, timely_after=20, locks_after=self._locks_after(),
        )  # fmt: skip
        for code, _km, english, _definition, _size in ASKED_OF_MINISTRIES:
            use = self.measures[code].indicators.get(name_en=english)
            add_line(by=self.by, template=template, use=use, splits=(), of_persons=False)
        last = period_before("half_year", self.until)
        before = period_before("half_year", days_of_period(last)[0])
        for period, came in ((before, MINISTRIES[:3]), (last, MINISTRIES[1:3])):
            open_slots(by=self.by, template=template, period=period)
            _first, ended = days_of_period(period)
            for slot in template.slots.filter(period=period, unit__code__in=came).select_related("unit"):
                sheet = self._return_of(
                    slot, min(ended + timedelta(days=self.random.choice((8, 13, 19))), self.until)
                )
                accept_sheet(by=self.by, sheet=sheet)

    def _return_of(self, slot: Slot, day: date) -> Sheet:
        sizes = {english: size for _code, _km, english, _definition, size in ASKED_OF_MINISTRIES}
        code = slot.unit.code
        values = [
            Entered(line, Decimal(round(sizes[line.use.name_en] * self.random.uniform(0.7, 1.3))), {})
            for line in lines_asked(slot.template, slot.period)
        ]
        words = {"narrative": "បានអនុវត្តតាមផែនការ។", "obstacle": "", "way_forward": ""}
        focal = self.officers["focal_point" if code == SHOWN_MINISTRY else f"focal-{code}"]
        sheet = enter_sheet(by=focal, slot=slot, values=values, words=words)
        return _cleared(sheet, self.officers[f"director-{code}"], day)

    def _correct(self, template: Template, period: str) -> None:
        """One province had counted twice: what was published is corrected, and the erratum stays."""
        slot = template.slots.filter(period=period).select_related("unit").order_by("unit__code")[0]
        sheet = return_sheet(by=self.by, sheet=slot.sheet, reason=_TWICE)
        day, code = sheet.cleared_on, slot.unit.code.removeprefix("pcct-")
        slot = Slot.objects.select_related("template", "unit").get(pk=slot.pk)
        accept_sheet(by=self.by, sheet=self._sheet(slot, code, day or self.until))
        release_report(
            by=self.chair,
            report=sign_report(by=self.by, template=template, period=period, reason=_TWICE),
        )

    def _words(self) -> None:
        """Three words about the same measures, two of them far from the rule; and a review half way."""
        ngo = self.officers["ngo_worker"]
        for code, by, rag, text in (
            ("3.3", self.by, "amber", "The programme is agreed in part."), ("3.3", ngo, "red", "No court was trained."),
            ("2.2", ngo, "green", "Inspections are seen in every market."), ("4.2", ngo, "amber", "Beds are full at night."),
        ):  # fmt: skip
            rate_node(by=by, node=self.measures[code], rag=rag, text_en=text, text_km=_KHMER[text])
        review = open_review(by=self.by, plan=self.plan, kind="mid_year")
        judge_node(
            by=self.by, review=review, node=self.measures["1.2"], verdict="goes_on",
            text_en="Five courts are left.", text_km="នៅសល់តុលាការប្រាំ។",
        )  # fmt: skip

    def _campaigns(self) -> None:
        by, first = self.by, months_later(self.until, -5)
        tricks = list(Trick.objects.order_by("code")[:3])
        places = sorted(provinces().items())
        for number, (km, en, audience, channel, agency, cost) in enumerate(_CAMPAIGNS):
            starts = months_later(first, number)
            campaign = record_campaign(
                by=by, title_km=km, title_en=en, agency=self.agencies[agency], audience=audience, channel=channel,
                starts_on=starts, ends_on=min(months_later(starts, 3), self.until), tricks=tricks[: number + 1],
                place=places[3 * number][1], cost=Decimal(cost), currency="USD", hotline="1288", languages="ខ្មែរ",
                message_km="ពិនិត្យអាជ្ញាប័ណ្ណមុននឹងទៅធ្វើការនៅក្រៅប្រទេស។", message_en="Check the licence before you go abroad.",
                materials=2000, node=self.measures["2.1"],
            )  # fmt: skip
            for week in range(4):
                reached = self.random.randrange(60, 180)
                women = reached * 3 // 5
                hold_session(
                    by=by, campaign=campaign, held_on=min(starts + timedelta(days=7 * week), campaign.ends_on),
                    reached=reached, women=women, men=reached - women, under_18=reached // 3, migrants=reached // 5,
                    place=places[3 * number + week][1],
                )  # fmt: skip
            if number < 2:
                for round_, signs, hotline in (("before", 61, 48), ("after", 118, 131)):
                    keep_survey(
                        by=by, campaign=campaign, round=round_, held_on=starts if round_ == "before" else campaign.ends_on,
                        sampling="every_nth", asked=200,
                        answers={"warning_signs": [196, signs], "hotline": [200, hotline], "licence": [190, hotline - 20]},
                    )  # fmt: skip

    def _agreements(self) -> None:
        by = self.by
        joint = found_body(
            by=by, code="joint-th", kind="joint", title_km="គណៈកម្មាធិការចម្រុះ កម្ពុជា-ថៃ", title_en="Joint committee with Thailand",
            agency=self.agencies["wg-cooperation"], every_months=12,
        )  # fmt: skip
        seat_member(by=by, body=joint, agency=self.agencies["ncct"], seat="chair", since=date(2022, 9, 1))
        soon = months_later(self.until, 4)
        for kind, km, en, countries, others, signed, force, expires, body in (
            ("sop", "នីតិវិធីសហប្រតិបត្តិការអនុវត្តច្បាប់ជាមួយថៃ", "Procedure of law-enforcement cooperation with Thailand", ["TH"], "", date(2022, 8, 29), date(2022, 8, 29), soon, joint),
            ("mou", "អនុស្សរណៈបីភាគី", "Trilateral memorandum", ["VN", "LA"], "", date(2016, 1, 20), date(2016, 2, 1), None, None),
            ("treaty", "អនុសញ្ញាអាស៊ានប្រឆាំងការជួញដូរមនុស្ស", "ASEAN convention against trafficking (ACTIP)", [], "ASEAN", date(2015, 11, 21), date(2017, 3, 8), None, None),
            ("mou", "អនុស្សរណៈជាមួយអង្គការ", "Memorandum with a shelter", [], "Lotus House", date(2021, 3, 1), date(2021, 3, 1), months_later(self.until, -2), None),
        ):  # fmt: skip
            found = record_instrument(
                by=by, kind=kind, title_km=km, title_en=en, agency=self.agencies["wg-cooperation"], countries=countries,
                other_parties=others, signed_on=signed, in_force_on=force, expires_on=expires, body=body,
            )  # fmt: skip
            if body is not None:
                oblige(
                    by=by, instrument=found, assigned_to=self.agencies["police"], due_on=months_later(self.until, 2),
                    article="4", text_km="ចាត់តាំងមន្ត្រីទំនាក់ទំនងនៅព្រំដែន។", text_en="Name a liaison officer at each border gate.",
                )  # fmt: skip


def _cleared(sheet: Sheet, by: Officer, day: date) -> Sheet:
    """The sheet as it left its unit on that day."""
    sheet = clear_sheet(by=by, sheet=sheet)
    sheet.cleared_on = day
    sheet.save(update_fields=["cleared_on"])
    return sheet


_TWICE = "ភូមិពីរត្រូវបានរាប់ពីរដង។ (Two villages were counted twice.)"
_CAMPAIGNS = (
    ("ធ្វើចំណាកស្រុកដោយសុវត្ថិភាព", "Safe migration", "migrants", "meeting", "wg-prevention", 6400),
    ("ស្គាល់ល្បិចតាមអនឡាញ", "Know the tricks online", "youth", "social_media", "wg-prevention", 3900),
    ("វិទ្យុសម្រាប់គ្រួសារ", "Radio for families", "families", "radio", NGOS[1], 2500),
)
_KHMER = {
    "The programme is agreed in part.": "កម្មវិធីត្រូវបានឯកភាពមួយផ្នែក។",
    "No court was trained.": "គ្មានតុលាការណាមួយទទួលបានការបណ្តុះបណ្តាលទេ។",
    "Inspections are seen in every market.": "ឃើញមានការត្រួតពិនិត្យនៅគ្រប់ទីផ្សារ។",
    "Beds are full at night.": "គ្រែពេញនៅពេលយប់។",
}
