"""Name parts from which invented persons are put together; common ones, joined by chance."""

from collections.abc import Callable
from random import Random

# How a person is named: by chance, citizenship (ISO code) and sex; gives the spellings on record.
type Naming = Callable[[Random, str, str], list[str]]

# Khmer spelling and the romanisations met in papers; which one a clerk writes differs from agency to agency.
_FAMILY = [
    ("សុខ", "Sok", "Sokh"), ("ចាន់", "Chan", "Chann"), ("កែវ", "Keo", "Keov"), ("លី", "Ly", "Li"),
    ("ហេង", "Heng", "Haeng"), ("មាស", "Meas", "Mias"), ("ទេព", "Tep", "Tepp"), ("នួន", "Nuon", "Noun"),
    ("ប៉ែន", "Pen", "Pèn"), ("យិន", "Yin", "Yinn"), ("ឈឹម", "Chhim", "Chim"), ("ស៊ិន", "Sin", "Sinn"),
    ("ម៉ៅ", "Mao", "Mav"), ("អ៊ុក", "Ouk", "Uk"), ("គង់", "Kong", "Kung"), ("ព្រំ", "Prum", "Prom"),
    ("សែម", "Sem", "Sèm"), ("ណុប", "Nop", "Nup"), ("វ៉ាន់", "Van", "Vann"), ("ឡុង", "Long", "Loung"),
    ("រស់", "Ros", "Ruos"), ("ស៊ូ", "Sou", "Su"), ("ផាន", "Phan", "Phann"), ("ទូច", "Touch", "Tuch"),
]  # fmt: skip
_GIVEN_F = [
    ("សុភា", "Sophea", "Sophia"), ("ស្រីមុំ", "Sreymom", "Srey Mom"), ("បុប្ផា", "Bopha", "Bupha"),
    ("ចន្ធូ", "Chanthou", "Chan Thou"), ("ដាវី", "Davy", "Davi"), ("កញ្ញា", "Kanha", "Kagna"),
    ("លក្ខិណា", "Leakhena", "Leakena"), ("ម៉ាលីស", "Malis", "Maliss"), ("និមល", "Nimol", "Nimul"),
    ("ផល្លា", "Phalla", "Palla"), ("រចនា", "Rachana", "Rochana"), ("ស្រីនាង", "Sreyneang", "Srey Neang"),
    ("សុខា", "Sokha", "Sukha"), ("សុវណ្ណារី", "Sovannary", "Sovanary"), ("ធីតា", "Thida", "Tida"),
    ("វណ្ណា", "Vanna", "Vana"), ("ស្រីពៅ", "Sreypov", "Srey Peou"), ("ចរិយា", "Chakriya", "Chariya"),
]  # fmt: skip
_GIVEN_M = [
    ("ដារ៉ា", "Dara", "Darra"), ("បូរ៉ា", "Bora", "Borah"), ("វុទ្ធី", "Vuthy", "Vuthi"),
    ("រិទ្ធី", "Rithy", "Rithi"), ("សុភ័ក្ត្រ", "Sopheak", "Sophak"), ("វិបុល", "Vibol", "Vibul"),
    ("ពិសិដ្ឋ", "Piseth", "Pisith"), ("សំណាង", "Samnang", "Somnang"), ("រតនា", "Rattanak", "Ratana"),
    ("កុសល", "Kosal", "Kusal"), ("សុវណ្ណ", "Sovann", "Sovan"), ("មករា", "Makara", "Mokara"),
    ("ចាន់ណា", "Channa", "Chan Na"), ("ធារ៉ា", "Theara", "Thira"), ("ពៅ", "Pov", "Peou"),
    ("វាសនា", "Veasna", "Vasna"), ("ហុងលី", "Hongly", "Hong Ly"), ("គឹមហាក់", "Kimhak", "Kim Hak"),
]  # fmt: skip
_ABROAD = {
    "VN": (["Nguyễn", "Trần", "Lê", "Phạm", "Võ"], ["Minh Anh", "Thị Hoa", "Văn Nam", "Quốc Bảo", "Thu Hà"]),
    "CN": (["王", "李", "张", "陈", "林"], ["伟强", "小芳", "志明", "丽华", "建国"]),
    "ID": (
        ["Putri", "Budi", "Siti", "Agus", "Dewi"],
        ["Lestari", "Santoso", "Wulandari", "Pratama", "Halim"],
    ),
    "TH": (["สมชาย", "สุดา", "อนงค์", "วิชัย"], ["ใจดี", "ศรีสุข", "ทองคำ", "แสงทอง"]),
    "IN": (["Ravi", "Anita", "Suresh", "Pooja"], ["Kumar", "Sharma", "Nair", "Yadav"]),
    "PH": (["Maria", "Jose", "Grace", "Mark"], ["Santos", "Reyes", "Cruz", "Bautista"]),
    "MY": (["Ahmad", "Nur", "Farid", "Siti"], ["Ismail", "Rahman", "Aziz", "Hassan"]),
    "BD": (["Rahim", "Karim", "Shirin", "Nasrin"], ["Hossain", "Akter", "Islam", "Begum"]),
}


def invented_name(random: Random, citizenship: str, sex: str) -> list[str]:
    """A person's names as an agency wrote them: Khmer script, a romanisation, or both; foreign names as spelled there."""
    if citizenship in _ABROAD:
        first, last = _ABROAD[citizenship]
        return [
            f"{random.choice(first)} {random.choice(last)}"
            if citizenship != "CN"
            else random.choice(first) + random.choice(last)
        ]
    family, given = random.choice(_FAMILY), random.choice(_GIVEN_F if sex == "F" else _GIVEN_M)
    khmer, latin = f"{family[0]} {given[0]}", f"{family[1]} {given[1]}"
    match random.random():
        case roll if roll < 0.55:
            return [khmer, latin]
        case roll if roll < 0.8:
            return [khmer]
    return [latin]


def respelled(random: Random, names: list[str]) -> list[str]:
    """The same person's names as another agency wrote them: another romanisation, the order reversed, one script only."""
    for family in _FAMILY:
        for given in (*_GIVEN_F, *_GIVEN_M):
            if f"{family[0]} {given[0]}" in names or f"{family[1]} {given[1]}" in names:
                spelling = f"{family[2]} {random.choice(given[1:])}"
                return [spelling if random.random() < 0.7 else " ".join(reversed(spelling.split(" ", 1)))]
    return [" ".join(reversed(name.split(" "))) for name in names]


def invented_organisation(random: Random) -> list[str]:
    """The name of an invented company."""
    first = random.choice(
        ["Golden Lotus", "Blue Harbour", "New Dragon", "Pearl Coast", "Seven Stars", "Green Delta"]
    )
    second = random.choice(["Trading", "Entertainment", "Services", "Labour Supply", "Property", "Digital"])
    return [f"{first} {second} Co., Ltd. {random.randrange(2, 90)}"]
