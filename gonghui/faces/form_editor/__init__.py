"""Pages on which officers put a form together: its questions, a preview, and publishing. A slice mounts them.

    EDITOR = FormEditor("hotline-console:form", staff(MANAGE), find=form_of, above=above_of)
    urlpatterns = [*EDITOR.urls("kinds/<uuid:pk>/form/"), …]

`find(request, pk)` is the form that the asker may edit (404 else); `above(request, pk)` the address and the name of the
page it hangs below. Every change names the revision that was seen, so that two officers do not undo each other.
"""

from .editor import FormEditor

__all__ = ["FormEditor"]
