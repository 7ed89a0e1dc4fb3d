"""A write that is sent twice happens once."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.http import HttpRequest

from sarana.base.accounts.actions import remember_answer, remembered_answer
from sarana.base.accounts.models import Officer

_LONGEST_KEY = 80


def acting(request: HttpRequest) -> Officer:
    """The officer in whose name the request acts."""
    officer: Any = request.auth  # type: ignore[attr-defined]
    assert isinstance(officer, Officer)  # noqa: S101 - set by the token's authentication
    return officer


def once[Record: models.Model](request: HttpRequest, make: Callable[[Officer], Record]) -> Record:
    """Make the record, or give back the one that the same key and body made before.

    Raises:
        ValueError: the key is longer than 80 signs. KeyUsedOtherwise: it was used for another request.
    """
    by = acting(request)
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > _LONGEST_KEY:
        raise ValueError("An idempotency key has at most 80 signs.")
    digest = hashlib.sha256(f"{request.method} {request.path}\n".encode() + request.body).hexdigest()
    with transaction.atomic():
        if key and (found := remembered_answer(by=by, key=key, request_digest=digest)):
            model: Any = apps.get_model(found.record_type)
            return model.objects.get(pk=found.record_id)  # type: ignore[no-any-return]
        record = make(by)
        if key:
            remember_answer(by=by, key=key, request_digest=digest, record=record)
    # As the database gives it back, so that the first answer and a repeated one are the same.
    record.refresh_from_db()
    return record
