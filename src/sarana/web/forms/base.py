"""What every form of the register is: no rule of its own beyond the shape of what was typed."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from sarana.science.names import without_hidden_turns


class RecordForm(forms.Form):
    """A form whose values one action takes; fields that are seldom needed stand folded under "If you know more"."""

    use_required_attribute = False
    folded: ClassVar[tuple[str, ...]] = ()
    folded_title: ClassVar[Any] = _("If you know more")
    # Where a form asks for an argument of its action under another name: what the action refuses then finds its field.
    asked_as: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        if self.is_bound:
            self.data = _as_seen(self.data)
        for field in self.fields.values():
            # A browser cuts off what is pasted beyond it and says nothing; the server keeps all of it and says so.
            field.widget.attrs.pop("maxlength", None)

    def shown_fields(self) -> Iterator[BoundField]:
        """The fields that stand open, and the hidden ones."""
        return (bound for bound in self if bound.name not in self.folded)

    def folded_fields(self) -> list[BoundField]:
        """The fields under the fold."""
        return [self[name] for name in self.folded if name in self.fields]

    def fold_is_open(self) -> bool:
        """Whether something under the fold is wrong or filled in."""
        return any(
            bound.errors or bound.value() not in (None, "", [], "unknown") for bound in self.folded_fields()
        )


def _as_seen(data: Any) -> Any:
    """What was sent, without the signs that turn the direction of a line and are themselves not seen."""
    if not isinstance(data, MultiValueDict):
        return {
            name: without_hidden_turns(value) if isinstance(value, str) else value
            for name, value in data.items()
        }
    seen = QueryDict(mutable=True)
    for name, values in data.lists():
        seen.setlist(name, [without_hidden_turns(value) for value in values])
    return seen


class ReasonForm(RecordForm):
    """Why something is done; nothing else."""

    reason = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
