"""Forms over a record that somebody else may be changing at the same time."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sarana.web.forms.base import RecordForm

# A longer text is kept as its digest: it stands in its field already, and would be sent twice.
_LONGEST_KEPT = 24


class EditForm(RecordForm):
    """A form over a record's fields that knows what its writer saw: the version, and each value as it stood then."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def changes(self) -> dict[str, Any]:
        """The fields that the writer changed from what he saw, without those he gave up to somebody else's value."""
        seen = json.loads(self.cleaned_data["was"] or "{}")
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"seen_version", "was"}
            and self.data.get(f"keep_{name}") != "theirs"
            and self._has_changed(name, seen.get(name))
        }

    def _has_changed(self, name: str, seen: Any) -> bool:
        posted = self._posted(name)
        if isinstance(seen, dict):
            return bool(_digest(str(posted or "")) != seen["digest"])
        return bool(self.fields[name].has_changed(seen, posted))

    def _posted(self, name: str) -> Any:
        return self.fields[name].widget.value_from_datadict(self.data, self.files, name)


def what_was_wrong() -> forms.CharField:
    """The field for the reason, where something on record is put right."""
    return forms.CharField(
        label=_("What was wrong"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stays in the audit trail, with what stood here before. Write no names."),
    )


def as_seen(make: Callable[[], EditForm], values: dict[str, Any], version: int) -> dict[str, Any]:
    """Initial values of an edit form, with what its writer sees kept for comparison."""
    fields = make().fields
    seen = {name: _kept(fields[name].prepare_value(value)) for name, value in values.items()}
    return {**values, "seen_version": version, "was": json.dumps(seen, ensure_ascii=False, default=str)}


def _kept(value: Any) -> Any:
    return {"digest": _digest(value)} if isinstance(value, str) and len(value) > _LONGEST_KEPT else value


def _digest(text: str) -> str:
    """Sixteen signs that tell one text from another, however the browser ends its lines."""
    lines = "\n".join(text.strip().splitlines())
    return hashlib.blake2b(lines.encode(), digest_size=8).hexdigest()
