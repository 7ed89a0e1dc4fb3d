"""Forms over a record that somebody else may be changing at the same time."""

import json
from typing import Any

from django import forms

from sarana.web.forms.base import RecordForm


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
            and self.fields[name].has_changed(seen.get(name), self._posted(name))
        }

    def _posted(self, name: str) -> Any:
        return self.fields[name].widget.value_from_datadict(self.data, self.files, name)


def as_seen(make: type[EditForm], values: dict[str, Any], version: int) -> dict[str, Any]:
    """Initial values of an edit form, with what its writer sees kept for comparison."""
    fields = make().fields
    seen = {name: fields[name].prepare_value(value) for name, value in values.items()}
    return {**values, "seen_version": version, "was": json.dumps(seen, ensure_ascii=False, default=str)}
