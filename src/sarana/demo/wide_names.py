"""A wide pool of invented names, so that a million persons have as few namesakes as in life."""

from random import Random

from sarana.demo.names import invented_name

# Parts of Cambodian names, Khmer and Latin; two of the second list make a given name. Joined by chance: nobody's names.
FAMILIES = [
    ("សុខ", "Sok"), ("ចាន់", "Chan"), ("កែវ", "Keo"), ("លី", "Ly"), ("ហេង", "Heng"), ("មាស", "Meas"),
    ("ទេព", "Tep"), ("នួន", "Nuon"), ("ប៉ែន", "Pen"), ("យិន", "Yin"), ("ឈឹម", "Chhim"), ("ស៊ិន", "Sin"),
    ("ម៉ៅ", "Mao"), ("អ៊ុក", "Ouk"), ("គង់", "Kong"), ("ព្រំ", "Prum"), ("សែម", "Sem"), ("ណុប", "Nop"),
    ("វ៉ាន់", "Van"), ("ឡុង", "Long"), ("រស់", "Ros"), ("ស៊ូ", "Sou"), ("ផាន", "Phan"), ("ទូច", "Touch"),
    ("ឈួន", "Chhuon"), ("សាន", "San"), ("ឈុំ", "Chhum"), ("អ៊ុំ", "Um"), ("ប៊ុន", "Bun"), ("តាន់", "Tan"),
    ("លឹម", "Lim"), ("ញ៉ែម", "Nhem"), ("ជា", "Chea"), ("ឃុន", "Khun"), ("ហុង", "Hong"), ("អ៊ឹម", "Im"),
    ("ទឹម", "Tim"), ("ឡាយ", "Lay"), ("ម៉ម", "Mom"), ("សេង", "Seng"), ("យូ", "You"), ("គឹម", "Kim"),
    ("ផុន", "Phon"), ("ណែម", "Nem"), ("ស៊ាន", "Sean"), ("វង្ស", "Vong"), ("រ៉េត", "Ret"), ("ថន", "Thon"),
    ("ឌី", "Dy"), ("ប៉ុល", "Pol"),
]  # fmt: skip
ELEMENTS = [
    ("សុ", "So"), ("ចាន់", "Chan"), ("វណ្ណ", "Vann"), ("ដារ៉ា", "Dara"), ("រិទ្ធ", "Rith"),
    ("សិដ្ឋ", "Seth"), ("ស្រី", "Srey"), ("មុំ", "Mom"), ("លក្ខ", "Leak"), ("ធា", "Thea"), ("នាង", "Neang"),
    ("រិន", "Rin"), ("រ៉ា", "Ra"), ("នី", "Ny"), ("លីន", "Lin"), ("ម៉ី", "Mey"), ("បូ", "Bo"),
    ("ភា", "Phea"), ("ភ័ក្រ", "Pheak"), ("វុធ", "Vuth"), ("ណា", "Na"), ("ពៅ", "Pov"), ("ម៉ាលីស", "Malis"),
    ("គន្ធា", "Kunthea"), ("សំណាង", "Samnang"), ("បញ្ញា", "Panha"), ("កុសល", "Kosal"), ("វាសនា", "Veasna"),
    ("រតន៍", "Rath"), ("មករា", "Makara"), ("ពិសី", "Pisey"), ("នីតា", "Nita"), ("ធូ", "Thou"),
    ("លីដា", "Lida"), ("ហួរ", "Huor"), ("គឹម", "Kim"), ("ហាក់", "Hak"), ("ស៊ីម", "Sim"), ("ថា", "Tha"),
    ("វីរៈ", "Virak"), ("បុប្ផា", "Bopha"), ("ច័ន្ទ", "Chant"), ("សុភី", "Sophy"), ("រចនា", "Rachana"),
    ("និត", "Nit"), ("ទីណា", "Tina"), ("ម៉ានី", "Many"),
]  # fmt: skip
# A few families are very common, as in life.
COMMON = [1 / (rank + 4) for rank in range(len(FAMILIES))]


def wide_spellings(random: Random) -> tuple[str, str]:
    """The Khmer and the Latin spelling of an invented Cambodian name."""
    family = random.choices(FAMILIES, weights=COMMON)[0]
    one, other = random.choice(ELEMENTS), random.choice(ELEMENTS)
    return f"{family[0]} {one[0]}{other[0]}", f"{family[1]} {one[1]}{other[1].lower()}"


def wide_name(random: Random, citizenship: str, sex: str) -> list[str]:
    """A person's names as an agency wrote them; those of foreigners come from the smaller pool."""
    if citizenship != "KH":
        return invented_name(random, citizenship, sex)
    spellings = wide_spellings(random)
    return list(spellings) if random.getrandbits(1) else [random.choice(spellings)]
