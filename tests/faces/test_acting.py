"""One way to act: what a page and its acts answer, whoever wrote them."""

import uuid

import pytest
from django import forms
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import Http404, HttpResponse
from django.test import RequestFactory

from gonghui.faces.acting import Done, page
from gonghui.kernel.refusals import Kind, Refused

REQUESTS = RequestFactory()
PAGE, ACT = "/services/honours/", "/services/honours/stars/"


class Full(Refused):
    kind, code = Kind.CONFLICT, "test.full"
    says, mend = "满了", "换一场"


class StarForm(forms.Form):
    stars = forms.IntegerField(max_value=5)


def guard_of(passed):
    """A guard that writes down for which door it was asked."""

    def guard(door):
        def guarded(request, **args):
            passed.append(request.method)
            return door(request, **args)

        return guarded

    return guard


def honours(do=None, form=None, guard=None, **options):
    """A page with one act; what the page was given stands in `seen`."""
    seen, passed = [], []

    @page("faces:coming", "kit/refusal.html", guard_of(passed))
    def show(request, code, *, form=None, refusal=None):
        if code == "gone":
            raise Http404
        seen.append({"form": form, "refusal": refusal, "asked": request.GET.dict()})
        return {}

    act = show.act(form, guard=guard, **options)(do or (lambda request, code: Done("好了")))
    return show, act, seen, passed


def sent(address=ACT, data=None, method="post", referer="", htmx=False):
    request = getattr(REQUESTS, method)(address, data or {})
    request.session, request.htmx, request.now = {}, htmx, None
    request._messages = FallbackStorage(request)
    if referer:
        request.META["HTTP_REFERER"] = f"http://testserver{referer}"
    return request


def test_what_worked_is_said_on_the_page_as_it_was():
    _show, act, _seen, _passed = honours()
    response = act(sent(referer=f"{PAGE}?q=a&page=3"), code="honours")
    assert (response.status_code, response["Location"]) == (303, f"{PAGE}?q=a&page=3")
    assert [str(each) for each in sent()._messages] == []


def test_a_page_elsewhere_lends_no_filters():
    _show, act, _seen, _passed = honours()
    for referer in ("/mine/?q=a", "//evil.example/services/honours/?q=a", "/services/honours/x/?q=a"):
        assert act(sent(referer=referer), code="honours")["Location"] == PAGE


def test_it_may_go_elsewhere_and_answer_a_file():
    assert honours(lambda request, code: Done(to="/mine/"))[1](sent(), code="honours")["Location"] == "/mine/"
    assert honours(lambda request, code: HttpResponse("x"))[1](sent(), code="honours").content == b"x"


def refuse(request, code):
    raise Full()


def test_a_refusal_shows_the_page_again_with_the_no_and_its_status():
    _show, act, seen, _passed = honours(refuse)
    response = act(sent(referer=f"{PAGE}?q=a"), code="honours")
    assert response.status_code == 409
    assert "满了" in response.content.decode()
    assert isinstance(seen[-1]["refusal"], Full)
    assert seen[-1]["asked"] == {"q": "a"}, "the page has lost its filter"


def test_a_no_about_a_page_that_is_gone_is_still_said():
    _show, act, _seen, _passed = honours(refuse)
    response = act(sent(htmx=True), code="gone")
    assert (response.status_code, "满了" in response.content.decode()) == (409, True)


def test_a_page_that_is_gone_after_the_act_is_not_found():
    _show, act, _seen, _passed = honours(lambda request, code: {"star": 1})
    with pytest.raises(Http404):
        act(sent(), code="gone")


def test_a_form_that_is_wrong_comes_back_and_nothing_is_done():
    done = []
    _show, act, seen, _passed = honours(lambda request, code, form: done.append(form), StarForm)
    response = act(sent(data={"stars": "9"}), code="honours")
    assert (response.status_code, done) == (422, [])
    assert seen[-1]["form"].errors["stars"]


def test_an_act_is_given_what_it_names():
    given = {}

    def do(request, code, *, form, reason, key):
        given.update(form=form.cleaned_data, reason=reason, key=key)
        return Done()

    key = str(uuid.uuid4())
    _show, act, _seen, _passed = honours(do, StarForm)
    act(sent(data={"stars": "4", "reason": f"  太\u200b吵，\n{'啊' * 300}", "key": key.upper()}), code="honours")
    assert given["form"] == {"stars": 4}
    assert given["key"] == key
    assert (given["reason"][:5], len(given["reason"])) == ("太吵， 啊", 200)


def test_without_its_key_the_act_is_refused_on_its_page():
    _show, act, seen, _passed = honours(lambda request, code, key: pytest.fail("it was done"))
    assert act(sent(), code="honours").status_code == 422
    assert seen[-1]["refusal"].code == "faces.form_key"


def test_who_comes_to_an_act_by_a_link_is_taken_to_its_page():
    show, act, _seen, passed = honours(lambda request, code, star: Done())
    response = act(sent(f"{ACT}?page=2", method="get"), code="honours", star=1)
    assert (response.status_code, response["Location"], passed) == (302, f"{PAGE}?page=2", [])
    assert act(sent(method="put"), code="honours", star=1).status_code == 405
    assert show(sent(PAGE, method="head"), code="honours").status_code == 200
    assert show(sent(PAGE), code="honours").status_code == 405, "a page without an act of its own takes no POST"


def test_an_acts_own_guard_keeps_the_act_and_the_pages_the_page():
    stricter = []
    show, act, _seen, passed = honours(refuse, guard=guard_of(stricter))
    act(sent(), code="honours")
    assert (stricter, passed) == (["POST"], ["POST"]), "the page after the no is shown under its own guard"
    show(sent(PAGE, method="get"), code="honours")
    assert (stricter, passed) == (["POST"], ["POST", "GET"])


def test_an_act_whose_address_names_something_else_finds_its_page():
    _show, act, _seen, _passed = honours(lambda request, star: Done(), at=lambda request, star: {"code": "honours"})
    assert act(sent(), star=7)["Location"] == PAGE


def test_htmx_gets_the_part_alone():
    _show, act, _seen, _passed = honours(refuse, part="kit/badge.html")
    assert "满了" not in act(sent(htmx=True), code="honours").content.decode()
    assert "满了" in act(sent(), code="honours").content.decode()


def test_a_page_posts_to_itself_and_fills_its_own_form():
    @page("faces:coming", "kit/refusal.html")
    def show(request, code):
        return {}

    @show.post(StarForm, form_name="star_form", given=lambda request, code: {"initial": {"stars": len(code)}})
    def rate(request, code, *, form):
        return {"rated": form.cleaned_data["stars"]}

    assert show._empty_forms(sent(), {"code": "honours"}, {})["star_form"].initial == {"stars": 7}
    assert show(sent(PAGE, data={"stars": "3"}), code="honours").status_code == 200
    assert show(sent(PAGE, data={"stars": "x"}), code="honours").status_code == 422


def test_a_form_without_its_key_tells_nobody_of_what_is_not_theirs():
    _show, act, _seen, _passed = honours(lambda request, code, key: pytest.fail("it was done"))
    with pytest.raises(Http404):
        act(sent(), code="gone")
