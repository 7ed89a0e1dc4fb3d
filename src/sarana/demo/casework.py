"""What officers do by hand in the country: detention and witnesses, tasks of planned operations, allegations, quarters."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from sarana.base.accounts.enums import AgencyKind, Role
from sarana.base.accounts.models import Agency, Officer
from sarana.register.cases.enums import CaseState
from sarana.register.cases.queries import cases_visible_to, victims_visible_to
from sarana.register.cases.rules import ADULT
from sarana.register.complicity.actions import record_allegation
from sarana.register.operations.actions import answer_checklist, give_task, plan_operation
from sarana.register.proceedings.actions import call_witness, record_absence, record_detention
from sarana.register.proceedings.enums import Outcome, Stage
from sarana.register.proceedings.models import Proceeding
from sarana.register.proceedings.queries import proceedings_visible_to
from sarana.register.referrals.actions import answer_referral, record_consent, refer_victim
from sarana.register.returns.actions import send_quarter, write_quarter
from sarana.register.returns.rules import quarter_of

_HELD, _GONE, _HEARD = 8, 2, 6
_REMAND_MONTHS = timedelta(days=183)
_SILENT_ONE_IN = 5
_CONSENT_HOLDS = timedelta(days=180)

# Officials who are alleged here exist nowhere; no account bears such a name.
_ALLEGED = (
    ("អ៊ុន ប៊ុនធឿន, អនុប្រធានប៉ុស្តិ៍", "The owner knew of the visit the evening before."),
    ("Mao Sarin, clerk of an entry office", "Took 200 US dollars for each passport that he did not look at."),
)


def write_casework(officers: dict[str, Officer], until: date) -> None:
    """Add the work of the last months to a country whose cases stand."""
    for court in [o for o in officers.values() if o.role == Role.PROSECUTOR]:
        _before_court(court, until)
    _plan(officers["investigator"], until)
    _allegations(officers["investigator"], until)
    _referrals(officers["investigator"], until)
    clerks = [
        o for o in officers.values() if o.role == Role.PROVINCIAL and not o.username.startswith("head-")
    ]
    _quarters(clerks, until)


def _before_court(court: Officer, until: date) -> None:
    running = proceedings_visible_to(court).filter(
        court=court.agency, outcome=Outcome.OPEN, stage__in=[Stage.ARREST, Stage.CHARGE, Stage.TRIAL]
    )
    for place, proceeding in enumerate(running.prefetch_related("steps")[: _HELD + _GONE]):
        if place < _GONE:
            record_absence(by=court, proceeding=proceeding, since=_last_day(proceeding, until))
        else:
            _hold(court, proceeding, until)
    for proceeding in running[:_HEARD]:
        for victim in proceeding.suspect.case.victims.order_by("pk")[:1]:
            call_witness(
                by=court,
                proceeding=proceeding,
                victim=victim,
                agreed_on=_last_day(proceeding, until),
                protection=["pseudonym", "video", "separate_waiting"],
            )


def _last_day(proceeding: Proceeding, until: date) -> date:
    return max((step.on for step in proceeding.steps.all()), default=until)


def _hold(court: Officer, proceeding: Proceeding, until: date) -> None:
    began_on = _last_day(proceeding, until)
    began_at = timezone.make_aware(datetime.combine(began_on, time(8)))
    record_detention(
        by=court,
        proceeding=proceeding,
        kind="remand",
        began_at=began_at,
        ordered_until=began_on + _REMAND_MONTHS,
    )


def _plan(planner: Officer, until: date) -> None:
    """An operation that lies ahead: two tasks given, and a checklist that still says what is missing."""
    case = cases_visible_to(planner).filter(owner=planner, state=CaseState.ACTIVE).order_by("-pk").first()
    if case is None or case.place is None:
        return
    operation = plan_operation(
        by=planner,
        kind="rescue",
        place=case.place,
        planned_for=until + timedelta(days=3),
        legal_basis="ច្បាប់ឆ្នាំ ២០០៨",
        cases=[case],
        words={"plan": "Two teams; the door to the yard first."},
    )
    give_task(by=planner, operation=operation, kind="lead", officer=planner)
    give_task(by=planner, operation=operation, kind="minutes", officer=planner)
    answers = {"medical": "ready", "transport": "ready", "interpreter": "not_needed", "shelter": "missing"}
    answer_checklist(by=planner, operation=operation, answers=answers)


def _allegations(by: Officer, until: date) -> None:
    cases = cases_visible_to(by).filter(owner=by, state=CaseState.ACTIVE)[: len(_ALLEGED)]
    for case, (official, narrative) in zip(cases, _ALLEGED, strict=False):
        record_allegation(
            by=by,
            case=case,
            made_on=max(case.opened_on, until),
            words={"official": official, "narrative": narrative},
        )


def _referrals(by: Officer, until: date) -> None:
    """Consents and referrals of one officer's newest victims: accepted, waiting, late, and one without a consent."""
    shelter = Agency.objects.filter(kind=AgencyKind.NGO).order_by("pk").first()
    victims = victims_visible_to(by).filter(case__owner=by, age_at_event__gte=ADULT).order_by("-pk")[:4]
    if shelter is None:
        return
    helper = Officer.objects.filter(agency=shelter, is_active=True).first()
    now = timezone.now()
    for place, victim in enumerate(victims):
        shares = place != 0
        consent = record_consent(
            by=by,
            victim=victim,
            purposes=["care", "statistics"],
            fields=["names", "age", "citizenship"],
            recipients=[shelter],
            given_on=until,
            until=max(until, timezone.localdate()) + _CONSENT_HOLDS,
            language="km",
        )
        referral, _link = refer_victim(
            by=by,
            victim=victim,
            services=["SocialCare", "Health"],
            request="គ្រែមួយ គ្រូពេទ្យ និងអ្នកដែលនិយាយភាសារបស់គាត់។",
            receiver=shelter,
            fields=["names", "age"] if shares else [],
            consent=consent if shares else None,
            answer_by=now - timedelta(hours=6) if place == 1 else now + timedelta(days=2),
        )
        if place > 1 and helper:
            answer_referral(by=helper, referral=referral, accept=True)


def _quarters(committees: list[Officer], until: date) -> None:
    """The forms of the last finished quarter: most sent, some written only, some silent."""
    year, quarter = quarter_of(until)
    year, quarter = (year - 1, 4) if quarter == 1 else (year, quarter - 1)
    for place, clerk in enumerate(committees):
        if place % _SILENT_ONE_IN == 0:
            continue
        words = {
            "done": "បានប្រជុំជាមួយអាជ្ញាធរស្រុក និងចុះត្រួតពិនិត្យតាមបញ្ជី។",
            "planned": "ផ្សព្វផ្សាយនៅសាលារៀន និងច្រកព្រំដែន។",
            "obstacles": "ខ្វះអ្នកបកប្រែ និងថវិកាធ្វើដំណើរ។",
            "decisions": "ត្រូវជូនដំណឹងព្រះរាជអាជ្ញាមុនប្រតិបត្តិការនីមួយៗ។",
        }
        form = write_quarter(by=clerk, year=year, quarter=quarter, words=words)
        if place % _SILENT_ONE_IN > 1:
            send_quarter(by=clerk, form=form)
