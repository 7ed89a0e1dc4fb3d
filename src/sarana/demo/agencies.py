"""The agencies and officers of the demonstration country."""

from typing import Any

from django.contrib.auth.hashers import make_password

from sarana.base.accounts.enums import AgencyKind, Role
from sarana.base.accounts.models import Agency, Officer
from sarana.base.places.queries import provinces

PASSWORD = "sarana-demonstration"  # noqa: S105 - printed on the screen; the demonstration answers on loopback only
# The province whose officers have ready logins.
SHOWN_PROVINCE = "18"

_CENTRAL: list[tuple[str, str, str, str | None, str, str]] = [
    ("ncct", AgencyKind.NATIONAL_COMMITTEE, "", None, "គណៈកម្មាធិការជាតិប្រយុទ្ធប្រឆាំងអំពើជួញដូរមនុស្ស", "National Committee for Counter Trafficking"),
    ("wg-prevention", AgencyKind.NATIONAL_COMMITTEE, "ncct", None, "ក្រុមការងារបង្ការ", "Working group on prevention"),
    ("wg-protection", AgencyKind.NATIONAL_COMMITTEE, "ncct", None, "ក្រុមការងារការពារ និងសមាហរណកម្ម", "Working group on protection and reintegration"),
    ("wg-enforcement", AgencyKind.NATIONAL_COMMITTEE, "ncct", None, "ក្រុមការងារអនុវត្តច្បាប់", "Working group on law enforcement"),
    ("wg-justice", AgencyKind.NATIONAL_COMMITTEE, "ncct", None, "ក្រុមការងារយុត្តិធម៌", "Working group on justice"),
    ("wg-cooperation", AgencyKind.NATIONAL_COMMITTEE, "ncct", None, "ក្រុមការងារសហប្រតិបត្តិការអន្តរជាតិ", "Working group on international cooperation"),
    ("wg-monitoring", AgencyKind.NATIONAL_COMMITTEE, "ncct", None, "ក្រុមការងារតាមដាន និងទិន្នន័យ", "Working group on monitoring and data"),
    ("moi", AgencyKind.MINISTRY, "", None, "ក្រសួងមហាផ្ទៃ", "Ministry of Interior"),
    ("police", AgencyKind.POLICE, "moi", None, "នគរបាលជាតិ", "National Police"),
    ("immigration", AgencyKind.IMMIGRATION, "moi", None, "អគ្គនាយកដ្ឋានអន្តោប្រវេសន៍", "General Department of Immigration"),
    ("moj", AgencyKind.MINISTRY, "", None, "ក្រសួងយុត្តិធម៌", "Ministry of Justice"),
    ("mosvy", AgencyKind.SOCIAL_AFFAIRS, "", None, "ក្រសួងសង្គមកិច្ច អតីតយុទ្ធជន និងយុវនីតិសម្បទា", "Ministry of Social Affairs"),
    ("mowa", AgencyKind.MINISTRY, "", None, "ក្រសួងកិច្ចការនារី", "Ministry of Women's Affairs"),
    ("molvt", AgencyKind.MINISTRY, "", None, "ក្រសួងការងារ និងបណ្តុះបណ្តាលវិជ្ជាជីវៈ", "Ministry of Labour"),
    ("fiu", AgencyKind.FIU, "", None, "អង្គភាពស៊ើបការណ៍ហិរញ្ញវត្ថុ", "Financial Intelligence Unit"),
    ("ngo-lotus", AgencyKind.NGO, "", None, "អង្គការផ្ទះផ្កាឈូក", "Lotus House"),
    ("ngo-river", AgencyKind.NGO, "", None, "អង្គការទន្លេសុវត្ថិភាព", "Safe River"),
    ("ngo-dawn", AgencyKind.NGO, "", None, "អង្គការអរុណរះ", "New Dawn Shelter"),
    ("embassy-id", AgencyKind.EMBASSY, "", "ID", "ស្ថានទូតឥណ្ឌូនេស៊ី", "Embassy of Indonesia"),
    ("embassy-vn", AgencyKind.EMBASSY, "", "VN", "ស្ថានទូតវៀតណាម", "Embassy of Vietnam"),
    ("embassy-th", AgencyKind.EMBASSY, "", "TH", "ស្ថានទូតថៃ", "Embassy of Thailand"),
]  # fmt: skip
SHOWN_MINISTRY = "molvt"
MINISTRIES = (SHOWN_MINISTRY, "moj", "mosvy", "mowa")
NGOS = ("ngo-lotus", "ngo-river", "ngo-dawn")

_LOGINS: list[tuple[str, str, str, str, str, str]] = [
    ("secretariat", Role.SECRETARIAT, "ncct", "", "ណុប ចរិយា", "Nop Chakriya"),
    ("provincial", Role.PROVINCIAL, f"pcct-{SHOWN_PROVINCE}", SHOWN_PROVINCE, "ផាន វិបុល", "Phan Vibol"),
    ("focal_point", Role.FOCAL_POINT, SHOWN_MINISTRY, "", "ហេង សុភា", "Heng Sophea"),
    ("investigator", Role.INVESTIGATOR, f"police-{SHOWN_PROVINCE}", SHOWN_PROVINCE, "គង់ រិទ្ធី", "Kong Rithy"),
    ("prosecutor", Role.PROSECUTOR, f"court-{SHOWN_PROVINCE}", SHOWN_PROVINCE, "ទេព មករា", "Tep Makara"),
    ("social_worker", Role.SOCIAL_WORKER, "mosvy", "", "មាស ធីតា", "Meas Thida"),
    ("ngo_worker", Role.NGO_WORKER, "ngo-lotus", "", "សែម បុប្ផា", "Sem Bopha"),
    ("immigration", Role.IMMIGRATION, "immigration", "", "ឈឹម វាសនា", "Chhim Veasna"),
    ("embassy", Role.EMBASSY, "embassy-id", "", "ឌេវី ប្រាតាម៉ា", "Dewi Pratama"),
    ("analyst", Role.ANALYST, "fiu", "", "លី ហុងលី", "Ly Hongly"),
    ("statistician", Role.STATISTICIAN, "wg-monitoring", "", "យិន រចនា", "Yin Rachana"),
    ("auditor", Role.AUDITOR, "ncct", "", "រស់ កុសល", "Ros Kosal"),
    ("administrator", Role.ADMINISTRATOR, "ncct", "", "ទូច សំណាង", "Touch Samnang"),
]


def ready_logins() -> list[tuple[str, str]]:
    """(role, name to sign in with), one for each role."""
    return [(str(Role(role).label), username) for username, role, *_ in _LOGINS]


def found_agencies() -> dict[str, Agency]:
    """Make every agency, parents first; returns them by code."""
    made: dict[str, Agency] = {}

    def found(code: str, kind: str, parent: str, name_km: str, name_en: str, **more: Any) -> None:
        above = made.get(parent)
        path = f"{above.path if above else '/'}{code}/"
        made[code] = Agency.objects.create(
            code=code, kind=kind, parent=above, path=path, name_km=name_km, name_en=name_en, **more
        )

    for code, kind, parent, country, name_km, name_en in _CENTRAL:
        found(code, kind, parent, name_km, name_en, country=country or "")
    for code, place in sorted(provinces().items()):
        km, latin = place.name_km, place.name_latin
        found(
            f"pcct-{code}",
            AgencyKind.PROVINCIAL_COMMITTEE,
            "ncct",
            f"គណៈកម្មាធិការ{km}",
            f"{latin} committee",
            place=place,
            owes_returns=True,
        )
        found(
            f"police-{code}",
            AgencyKind.POLICE,
            "police",
            f"ស្នងការដ្ឋាននគរបាល{km}",
            f"{latin} police",
            place=place,
        )
        found(f"court-{code}", AgencyKind.COURT, "moj", f"សាលាដំបូង{km}", f"{latin} court", place=place)
    return made


def appoint_officers(agencies: dict[str, Agency]) -> dict[str, Officer]:
    """Make a ready login for each role, and a police officer and a committee officer in every other province."""
    password = make_password(PASSWORD)
    officers = {
        username: Officer(
            username=username,
            role=role,
            agency=agencies[agency],
            place=provinces().get(place),
            name_km=name_km,
            name_latin=name_latin,
            password=password,
        )
        for username, role, agency, place, name_km, name_latin in _LOGINS
    }
    # The second person of four eyes: for the secretariat, the financial intelligence unit, and at the head of each ministry and provincial committee.
    officers["vice_chair"] = Officer(
        username="vice_chair", role=Role.SECRETARIAT, agency=agencies["ncct"], name_km="ឈួន សុផល", name_latin="Chhoun Sophal",
        password=password,
    )  # fmt: skip
    officers["second_analyst"] = Officer(
        username="second_analyst", role=Role.ANALYST, agency=agencies["fiu"], name_km="កែវ សុជាតា", name_latin="Keo Socheata",
        password=password,
    )  # fmt: skip
    for code in MINISTRIES:
        for name, km, en in (
            ("focal", "អ្នកសម្របសម្រួល", "Focal point"),
            ("director", "ប្រធាននាយកដ្ឋាន", "Director"),
        ):
            if (name, code) == ("focal", SHOWN_MINISTRY):
                continue
            officers[f"{name}-{code}"] = Officer(
                username=f"{name}-{code}", role=Role.FOCAL_POINT, agency=agencies[code], name_km=km, name_latin=en,
                password=password if (name, code) == ("director", SHOWN_MINISTRY) else make_password(None),
            )  # fmt: skip
    for code, place in sorted(provinces().items()):
        officers[f"head-{code}"] = Officer(
            username=f"head-{code}", role=Role.PROVINCIAL, agency=agencies[f"pcct-{code}"], place=place,
            name_km=f"ប្រធាន{place.name_km}", name_latin=f"Head of {place.name_latin}",
            password=password if code == SHOWN_PROVINCE else make_password(None),
        )  # fmt: skip
        if code == SHOWN_PROVINCE:
            continue
        for kind, role in (
            ("police", Role.INVESTIGATOR),
            ("pcct", Role.PROVINCIAL),
            ("court", Role.PROSECUTOR),
        ):
            officers[f"{kind}-{code}"] = Officer(
                username=f"{kind}-{code}",
                role=role,
                agency=agencies[f"{kind}-{code}"],
                place=place,
                name_km=f"មន្ត្រី{place.name_km}",
                name_latin=f"Officer of {place.name_latin}",
                password=make_password(None),
            )
    for officer in officers.values():
        officer.save()
    return officers


def officer_of(officers: dict[str, Officer], kind: str, province: str) -> Officer:
    """The police, committee or court officer of a province."""
    shown = {"police": "investigator", "pcct": "provincial", "court": "prosecutor"}
    return officers[shown[kind] if province == SHOWN_PROVINCE else f"{kind}-{province}"]
