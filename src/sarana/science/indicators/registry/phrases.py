"""What many definitions share: the breakdowns of a person, the columns that hold them, and the unit."""

from sarana.science.indicators.definition import AGE, CITIZENSHIP, FORM, SEX

PERSON = (SEX, AGE, FORM, CITIZENSHIP)
VICTIM = "v.sex, v.age_group, v.form, v.citizenship"
SUSPECT = "s.sex, s.age_group, s.form, s.citizenship"
PERSONS_EN, PERSONS_KM = "persons", "នាក់"
# Inhabitants of Cambodia, general population census of 3 March 2019, final results (National Institute of Statistics).
INHABITANTS, INHABITANTS_OF = 15_552_211, 2019
RATE_PER = 100_000
