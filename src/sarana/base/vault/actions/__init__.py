from sarana.base.vault.actions.drafts import (
    drop_draft,
    drop_drafts_of,
    drop_drafts_that_name,
    read_draft,
    save_draft,
)
from sarana.base.vault.actions.erasing import ErasureRefused, erase_identity, forget_words, hold_identity
from sarana.base.vault.actions.identities import (
    TokenRow,
    amend_identity,
    build_identity,
    keep_identity,
    keep_tokens,
    open_identity,
    open_one_identity,
    record_opening,
    require_nameless,
    set_whereabouts,
    token_rows,
)
from sarana.base.vault.actions.keeping import make_missing_keys, rotate_master_key

__all__ = [
    "ErasureRefused",
    "TokenRow",
    "amend_identity",
    "build_identity",
    "drop_draft",
    "drop_drafts_of",
    "drop_drafts_that_name",
    "erase_identity",
    "forget_words",
    "hold_identity",
    "keep_identity",
    "keep_tokens",
    "make_missing_keys",
    "open_identity",
    "open_one_identity",
    "read_draft",
    "record_opening",
    "require_nameless",
    "rotate_master_key",
    "save_draft",
    "set_whereabouts",
    "token_rows",
]
