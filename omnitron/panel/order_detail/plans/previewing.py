"""From what was chosen to the preview, and from the preview to plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cancellations.planning.objections import About, Objection, Refused
from cancellations.planning.standing import read_standing
from cancellations.services.planning import PageUsed, PlanChanged, make_plan, preview_plan
from cancellations.states import Source
from omnitron.core.errors import Busy, Conflict, NotFound, Refusal, as_refusal
from omnitron.core.waiting import count_again
from omnitron.panel.order_detail.door import order_page
from omnitron.panel.order_detail.page import page_context
from omnitron.panel.order_detail.plans.kept import drop, keep, kept_of
from omnitron.panel.order_detail.plans.preview_shown import key_in
from omnitron.panel.order_detail.plans.preview_words import PreviewInWords
from omnitron.panel.order_detail.plans.telling import tell, tell_on_list
from omnitron.panel.order_detail.plans.typed import Typed
from omnitron.panel.order_detail.plans.wishing import wish_of
from omnitron.panel.requests.listing import Listing
from orders.access import get_order

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import HttpResponse

    from cancellations.models import CancellationPlan
    from cancellations.services.planning import Preview
    from omnitron.accounts.http import PanelRequest
    from orders.models import Order

# What is typed on the preview itself, so that what is wrong with it is shown there.
TYPED_HERE = (About.AMOUNT, About.NOTE, About.SPLIT)


@require_http_methods(["GET", "HEAD", "POST"])
@order_page("cancellations.cancel_items")
def preview_of_plan(request: PanelRequest, /, number: str) -> HttpResponse:
    """What a plan would do; nothing happens, however often it is sent.

    Its address alone shows what this person sent last: going back sends no form.
    """
    order = get_order(request.user, number)
    if request.method == "POST":
        typed = Typed(request.POST)
        keep(request.user, order, typed)
    elif kept := kept_of(request.user, order):
        typed = kept
    else:
        return redirect("omnitron:order-detail", number=number)
    if typed.text("step") == "back":
        return _order_again(request, order, typed)
    if typed.text("step") == "changed":
        return _changed_since(request, order, typed)
    return show_preview(request, order, typed)


def _changed_since(request: PanelRequest, order: Order, typed: Typed) -> HttpResponse:
    """Somebody meant to apply what the preview does not show yet."""
    told = _("You have changed something since: nothing was done. Look again, then apply.")
    return show_preview(request, order, typed, told=told, status=409)


@require_POST
@order_page("cancellations.cancel_items")
def apply_plan(request: PanelRequest, /, number: str) -> HttpResponse:
    """Make the plans that the preview showed, once; another result is shown first."""
    order = get_order(request.user, number)
    typed = Typed(request.POST)
    keep(request.user, order, typed)
    if typed.text("asked") != typed.fingerprint:
        return _changed_since(request, order, typed)
    try:
        plans = _make(request, order, typed)
    except NotFound:
        raise
    except PlanChanged as changed:
        shown = PreviewInWords(order, changed.preview, typed, seen=typed.text("seen"))
        return _render(request, order, shown, told=str(changed), status=409)
    except Refused as refused:
        return _order_again(request, order, typed, refused.objections)
    except PageUsed as used:
        return _order_again(request, order, typed, [Objection(str(used))])
    except Exception as exception:
        refusal = as_refusal(exception)
        if refusal is None:
            raise
        status = 409 if isinstance(refusal, (Busy, Conflict)) else 422
        return show_preview(request, order, typed, told=str(refusal), status=status)
    drop(request.user, order)
    count_again(request.user)
    return _after_plans(request, typed, plans)


def _after_plans(
    request: PanelRequest, typed: Typed, plans: Sequence[CancellationPlan]
) -> HttpResponse:
    """The plans on the page of their order, or the list on which requests were ticked."""
    if typed.requests:
        tell_on_list(request, plans)
        listing = Listing(request.user, QueryDict(typed.text("requests_query").removeprefix("?")))
        return redirect(listing.url + listing.place)
    tell(request, plans)
    return redirect(f"{reverse('omnitron:order-detail', args=[plans[0].order.number])}#plans")


def _make(request: PanelRequest, order: Order, typed: Typed) -> list[CancellationPlan]:
    return make_plan(
        actor=request.user,
        number=order.number,
        wish=wish_of(typed, read_standing(order)),
        source=_source(typed),
        key=key_in(typed.text("key")),
        digest=typed.text("digest"),
    )


def _source(typed: Typed) -> Source:
    return Source.CUSTOMER_REQUEST if typed.requests else Source.OPERATOR


def show_preview(
    request: PanelRequest, order: Order, typed: Typed, *, told: str = "", status: int = 200
) -> HttpResponse:
    """What a plan would do, or the order's page with what speaks against it."""
    try:
        preview, problems = _worked_out(request, order, typed)
    except Refused as refused:
        return _order_again(request, order, typed, refused.objections)
    except NotFound:
        raise
    except Refusal as refusal:
        return _order_again(request, order, typed, [Objection(str(refusal))])
    if why := _why_usual(preview, problems, typed):
        typed, problems, told = typed.without_split(), (), f"{told} {why}".strip()
    if any(problem.text == told for problem in problems):
        # It is said beside what it is about.
        told = ""
    seen = typed.text("seen") if told else ""
    shown = PreviewInWords(order, preview, typed, problems=problems, seen=seen)
    return _render(request, order, shown, told=told, status=422 if problems else status)


def _worked_out(
    request: PanelRequest, order: Order, typed: Typed
) -> tuple[Preview, Sequence[Objection]]:
    """The preview, or where what was typed on it cannot be, the one without that and why."""
    standing = read_standing(order)
    found: list[Objection] = []
    for part in (typed, typed.without_split(), typed.without_amounts()):
        problems: Sequence[Objection]
        try:
            wish, source = wish_of(part, standing), _source(typed)
            number = order.number
            return preview_plan(actor=request.user, number=number, wish=wish, source=source), found
        except Refused as refused:
            if any(objection.about not in TYPED_HERE for objection in refused.objections):
                raise
            problems = refused.objections
        except NotFound:
            raise
        except Refusal as refusal:
            problems = [Objection(str(refusal), about=About.SPLIT)]
        found += [problem for problem in problems if problem not in found]
    raise Refused(found)


def _why_usual(preview: Preview, problems: Sequence[Objection], typed: Typed) -> str:
    """Why the usual split takes the place of one that was chosen for other amounts; '' if not."""
    if not problems or any(problem.about != About.SPLIT for problem in problems):
        return ""
    if len(preview.drafts) > 1:
        return problems[0].text
    total = sum(draft.amount for draft in preview.drafts)
    if typed.split_is_carried and sum(typed.shares.values()) != total:
        return _("Another amount goes back now, so the split is the usual one again.")
    return ""


def _render(
    request: PanelRequest, order: Order, shown: PreviewInWords, *, told: str, status: int
) -> HttpResponse:
    context = {"order": order, "shown": shown, "told": told}
    return render(request, "omnitron/plans/preview.html", context, status=status)


def _order_again(
    request: PanelRequest, order: Order, typed: Typed, objections: Sequence[Objection] = ()
) -> HttpResponse:
    """The page of the order with all that was typed, and what speaks against it."""
    context = page_context(request, order, typed, objections)
    status = 422 if objections else 200
    return render(request, "omnitron/order/detail.html", context, status=status)
