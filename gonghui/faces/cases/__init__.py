"""Everything that pages and programs do with a kind of case, made of the kind and a few words of its slice.

    CASES = CasePages(HOTLINE, base="hotline/base.html", facts="hotline/console/facts.html", related=("ticket",))
    member_urls = [..., *CASES.asker_urls()], "hotline"
    console_urls = [*CASES.handler_urls("cases/"), ...], "hotline-console"
    CaseApi(HOTLINE, router)

    @CASES.handled.act(LetterForm, form_name="letter_form")      # an act of the slice's own from the handler's page
    def letter(request, pk, *, form):
        actions.letter(CASES.find(request, pk), form.cleaned_data, by=request.caller, now=request.now)
        return Done(_("已写好"))

Who sees which case is the kind's to say (casework's querysets); nothing here widens it. See docs/faces.md.
"""

from .api import CaseApi
from .pages import CasePages
from .words import acts_in_words

__all__ = ["CaseApi", "CasePages", "acts_in_words"]
