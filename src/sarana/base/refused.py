"""What an action refuses, and which of its arguments is at fault."""


class Refused(ValueError):
    """What an action refuses: a sentence that says what to do, and the argument that it is about.

    A page shows the sentence beside the field of that name, the API names the field. ``field`` is None where the refusal is
    about the record as it stands and nothing that was written would mend it; whoever refuses has to say which it is.
    """

    def __init__(self, text: str, *, field: str | None) -> None:
        self.field = field
        super().__init__(text)
