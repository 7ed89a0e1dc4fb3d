from sarana.register.referrals.actions.consents import (
    forget_what_was_referred,
    record_consent,
    withdraw_consent,
)
from sarana.register.referrals.actions.contracts import (
    answer_referral,
    finish_referral,
    refer_victim,
    revoke_referral,
)
from sarana.register.referrals.actions.sharing import (
    LinkRefused,
    open_link,
    read_by_link,
    read_shared,
    renew_link,
)

__all__ = [
    "LinkRefused",
    "answer_referral",
    "finish_referral",
    "forget_what_was_referred",
    "open_link",
    "read_by_link",
    "read_shared",
    "record_consent",
    "refer_victim",
    "renew_link",
    "revoke_referral",
    "withdraw_consent",
]
