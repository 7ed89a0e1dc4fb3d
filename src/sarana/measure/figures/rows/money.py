"""The money behind cases: inquiries, what was done with it, and letters with the financial intelligence unit."""

from sarana.measure.figures.rows.reading import key, reader, text
from sarana.register.fiu.enums import LetterState
from sarana.register.fiu.models import FiuLetter
from sarana.register.money.models import AssetMeasure, MoneyInquiry

money_inquiries = reader(
    MoneyInquiry.objects,
    "pk",
    key("pk"),
    key("case_id"),
    text("opened_on"),
    text("ended_on"),
    "end",
    "case__place_id",
    "agency__code",
)
# What was done with money and goods; amounts stay in the register, where a single one may tell whose it was.
asset_measures = reader(
    AssetMeasure.objects, "pk", key("pk"), key("case_id"), "deed", "kind", text("on"), "case__place_id"
)
# Letters that went out or came in; neither what they say nor whom they name.
fiu_letters = reader(
    FiuLetter.objects.filter(state__in=(LetterState.RELEASED, LetterState.RECEIVED)),
    "pk",
    key("pk"),
    key("case_id"),
    "direction",
    "kind",
    text("dated_on"),
    text("answers__dated_on"),
)
