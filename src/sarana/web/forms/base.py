"""What every form of the register is: no rule of its own beyond the shape of what was typed."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _


class RecordForm(forms.Form):
    """A form whose values one action takes; fields that are seldom needed stand folded under "If you know more"."""

    use_required_attribute = False
    folded: ClassVar[tuple[str, ...]] = ()
    folded_title: ClassVar[Any] = _("If you know more")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

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


class ReasonForm(RecordForm):
    """Why something is done; nothing else."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2, "maxlength": 300})
    )
