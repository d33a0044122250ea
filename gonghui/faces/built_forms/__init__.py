"""Forms that officers make (primitives/forms), as pages ask for them and show them again.

    @ask.post(AnswerForm, given=lambda request, kind: {"version": version_of(kind)})
    def send(request, kind, *, form, key):
        if not form.finished:
            return {"form": form.next_page()}
        ...form.values, form.attached

The template includes kit/built_form.html within its own <form>; kit/answers.html shows `speaking.lines` again.
"""

from .answer_form import AnswerForm, changes_said

__all__ = ["AnswerForm", "changes_said"]
