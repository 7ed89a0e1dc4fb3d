from collections.abc import Iterable
from typing import Any

from django.db import models


class Code(models.Model):
    """One value of a versioned code list (HTCDS option, Palermo element, ILO indicator, offence, country …).

    A value is never deleted: ``valid_until`` ends it, so that old records keep their meaning.
    """

    list = models.CharField(max_length=40)
    code = models.CharField(max_length=80)
    order = models.PositiveIntegerField(default=0)
    label_en = models.CharField(max_length=300)
    label_km = models.CharField(max_length=300)
    # UNODC's form of exploitation this value adds up to, where it does.
    roll_up = models.CharField(max_length=40, blank=True)
    parent = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=200)
    # True for Sarana's declared extensions of a standard's list.
    extension = models.BooleanField(default=False)
    version = models.CharField(max_length=20)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        ordering = ["list", "order", "code"]
        constraints = [models.UniqueConstraint(fields=["list", "code"], name="one_code_per_list")]


class CodesField(models.TextField[Any, Any]):
    """Several codes of one list in one column, as ``|a|b|``: searchable with ``contains`` on every database."""

    # For django-stubs: this column takes and gives a list of text.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def __init__(self, *args: Any, code_list: str = "", **kwargs: Any) -> None:
        self.code_list = code_list
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "code_list": self.code_list}

    def from_db_value(self, value: str | None, *_: Any) -> list[str]:
        return split_codes(value)

    def to_python(self, value: Any) -> list[str]:
        return value if isinstance(value, list) else split_codes(value)

    def get_prep_value(self, value: Any) -> str:
        return value if isinstance(value, str) else join_codes(value or [])


def join_codes(codes: Iterable[str]) -> str:
    """``["a", "b"]`` as ``|a|b|``; none as the empty text."""
    kept = [code.replace("|", "/") for code in codes if code]
    return f"|{'|'.join(kept)}|" if kept else ""


def split_codes(text: str | None) -> list[str]:
    """``|a|b|`` as ``["a", "b"]``."""
    return [code for code in (text or "").split("|") if code]
