"""Codes of the elements, as in the Palermo Protocol's article 3(a), and the extensions that states commonly add."""

ACTS = frozenset({"recruitment", "transportation", "transfer", "harbouring", "receipt"})
MEANS = frozenset(
    {
        "threat",
        "force",
        "other_coercion",
        "abduction",
        "fraud",
        "deception",
        "abuse_power",
        "abuse_vulnerability",
        "payment_control",
    }
)
PURPOSES = frozenset(
    {
        "prostitution_others",
        "other_sexual",
        "forced_labour",
        "slavery",
        "servitude",
        "organ_removal",
        # Declared extensions: the protocol's list is a minimum.
        "forced_criminality",
        "domestic_servitude",
        "forced_marriage",
        "forced_begging",
        "other",
    }
)
