"""Many people at one order: what has to come of it (F3)."""

# What is noted of each press: of one form sent often, and of people with a form each.
NOTED = ("form_taken", "form_refused", "person_taken", "person_refused")


def is_answered(noted: dict[str, int], crowd: int) -> bool:
    """Whether everybody was answered, and one form alone, however often it came, made a plan."""
    return (
        noted["form_taken"] > 0
        and noted["form_taken"] + noted["form_refused"] == crowd
        and noted["person_taken"] == 1
        and noted["person_refused"] == crowd - 1
    )
