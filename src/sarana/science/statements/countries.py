"""Places that claims are about: provinces and the capital, and countries with the words for their people."""

from __future__ import annotations

# Province or capital -> Khmer name. Latin names follow the official gazetteer.
PROVINCES = {
    "Banteay Meanchey": "បន្ទាយមានជ័យ",
    "Battambang": "បាត់ដំបង",
    "Kampong Cham": "កំពង់ចាម",
    "Kampong Chhnang": "កំពង់ឆ្នាំង",
    "Kampong Speu": "កំពង់ស្ពឺ",
    "Kampong Thom": "កំពង់ធំ",
    "Kampot": "កំពត",
    "Kandal": "កណ្ដាល",
    "Koh Kong": "កោះកុង",
    "Kratie": "ក្រចេះ",
    "Mondulkiri": "មណ្ឌលគិរី",
    "Phnom Penh": "ភ្នំពេញ",
    "Preah Vihear": "ព្រះវិហារ",
    "Prey Veng": "ព្រៃវែង",
    "Pursat": "ពោធិ៍សាត់",
    "Ratanakiri": "រតនគិរី",
    "Siem Reap": "សៀមរាប",
    "Preah Sihanouk": "ព្រះសីហនុ",
    "Stung Treng": "ស្ទឹងត្រែង",
    "Svay Rieng": "ស្វាយរៀង",
    "Takeo": "តាកែវ",
    "Oddar Meanchey": "ឧត្ដរមានជ័យ",
    "Kep": "កែប",
    "Pailin": "ប៉ៃលិន",
    "Tboung Khmum": "ត្បូងឃ្មុំ",
}
# Other spellings and towns that press texts use for a province.
PROVINCE_ALIASES = {
    "Preah Sihanoukville": "Preah Sihanouk", "Sihanoukville": "Preah Sihanouk", "Poipet": "Banteay Meanchey",
    "Bavet": "Svay Rieng", "Ratanak Kiri": "Ratanakiri", "Mondul Kiri": "Mondulkiri", "O'Smach": "Oddar Meanchey",
    "Takéo": "Takeo", "Kracheh": "Kratie", "Koh Thom": "Kandal", "Otdar Meanchey": "Oddar Meanchey",
    "Siemreap": "Siem Reap", "Tbong Khmum": "Tboung Khmum", "Tbaung Khmum": "Tboung Khmum", "Chrey Thom": "Kandal",
    "O’Smach": "Oddar Meanchey",
}  # fmt: skip
# Country -> (words for its people and things, Khmer name).
COUNTRIES: dict[str, tuple[tuple[str, ...], str]] = {
    "Cambodia": (("Cambodian", "Cambodians", "Khmer"), "កម្ពុជា"),
    "Thailand": (("Thai", "Thais"), "ថៃ"),
    "Vietnam": (("Vietnamese", "Viet Nam"), "វៀតណាម"),
    "Laos": (("Lao", "Laotian", "Laotians"), "ឡាវ"),
    "Myanmar": (("Burmese", "Myanmarese"), "មីយ៉ាន់ម៉ា"),
    "Malaysia": (("Malaysian", "Malaysians"), "ម៉ាឡេស៊ី"),
    "Indonesia": (("Indonesian", "Indonesians"), "ឥណ្ឌូណេស៊ី"),
    "Philippines": (("Filipino", "Filipinos", "Philippine"), "ហ្វីលីពីន"),
    "Singapore": (("Singaporean", "Singaporeans"), "សិង្ហបុរី"),
    "Brunei": (("Bruneian", "Bruneians"), "ប្រ៊ុយណេ"),
    "China": (("Chinese",), "ចិន"),
    "Taiwan": (("Taiwanese",), "តៃវ៉ាន់"),
    "Hong Kong": (("Hongkonger", "Hongkongers"), "ហុងកុង"),
    "Japan": (("Japanese",), "ជប៉ុន"),
    "South Korea": (("Korean", "Koreans", "South Korean", "South Koreans"), "កូរ៉េ"),
    "India": (("Indian", "Indians"), "ឥណ្ឌា"),
    "Bangladesh": (("Bangladeshi", "Bangladeshis"), "បង់ក្លាដែស"),
    "Pakistan": (("Pakistani", "Pakistanis"), "ប៉ាគីស្ថាន"),
    "Nepal": (("Nepali", "Nepalis", "Nepalese"), "នេប៉ាល់"),
    "Sri Lanka": (("Sri Lankan", "Sri Lankans"), "ស្រីលង្កា"),
    "Kenya": (("Kenyan", "Kenyans"), "កេនយ៉ា"),
    "Uganda": (("Ugandan", "Ugandans"), "អ៊ូហ្គង់ដា"),
    "Ethiopia": (("Ethiopian", "Ethiopians"), "អេត្យូពី"),
    "Nigeria": (("Nigerian", "Nigerians"), "នីហ្សេរីយ៉ា"),
    "South Africa": (("South African", "South Africans"), "អាហ្វ្រិកខាងត្បូង"),
    "Somalia": (("Somali", "Somalis"), "សូម៉ាលី"),
    "Saudi Arabia": (("Saudi", "Saudis"), "អារ៉ាប៊ីសាអូឌីត"),
    "United Arab Emirates": (("Emirati", "UAE"), "អារ៉ាប់រួម"),
    "Turkey": (("Turkish", "Turks", "Türkiye"), "តួកគី"),
    "Russia": (("Russian", "Russians"), "រុស្ស៊ី"),
    "Ukraine": (("Ukrainian", "Ukrainians"), "អ៊ុយក្រែន"),
    "United Kingdom": (("British", "Britain", "UK"), "អង់គ្លេស"),
    "United States": (("American", "Americans", "US", "U.S.", "USA", "America"), "អាមេរិក"),
    "Australia": (("Australian", "Australians"), "អូស្ត្រាលី"),
    "France": (("French",), "បារាំង"),
    "Germany": (("German", "Germans"), "អាល្លឺម៉ង់"),
    "Brazil": (("Brazilian", "Brazilians"), "ប្រេស៊ីល"),
    "Colombia": (("Colombian", "Colombians"), "កូឡុំប៊ី"),
    "Peru": (("Peruvian", "Peruvians"), "ប៉េរូ"),
}
PLACE_OF_WORD: dict[str, str] = {
    **{name: name for name in PROVINCES},
    **PROVINCE_ALIASES,
    **{name: name for name in COUNTRIES},
    **{word: name for name, (words, _) in COUNTRIES.items() for word in words},
}
PLACE_OF_KHMER: dict[str, str] = {
    **{khmer: name for name, khmer in PROVINCES.items()},
    **{khmer: name for name, (_, khmer) in COUNTRIES.items()},
    "ឧត្តរមានជ័យ": "Oddar Meanchey",
    "កណ្តាល": "Kandal",
}
PEOPLE_WORDS = frozenset(word for words, _ in COUNTRIES.values() for word in words)
# One-word places, and those of several words: "Kong" alone may be a person's name, "Koh Kong" is not.
PLACE_TOKENS = frozenset(name.lower() for name in PLACE_OF_WORD if " " not in name and not name.isupper())
PLACE_NAMES = frozenset(name.lower() for name in PLACE_OF_WORD if " " in name)
