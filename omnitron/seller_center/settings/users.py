"""Settings > Users: who works for the sellers that one works for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from omnitron.accounts import audit, permissions
from omnitron.accounts.access import permitted
from omnitron.accounts.panels import SELLER_CENTER
from omnitron.core.errors import NotFound
from omnitron.seller_center.settings.user_form import StaffForm
from omnitron.settings_pages.form_page import form_page
from omnitron.settings_pages.hand_over import link_to_show, show_link_next
from omnitron.settings_pages.history import history
from omnitron.settings_pages.listing import Words, listing
from orders.models import SellerStaff
from orders.services import staffing
from orders.staff import SELLER, get_staff, may_activate, may_change, own_sellers, staff_seen_by

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from omnitron.accounts.http import PanelRequest
    from omnitron.accounts.models import AuditEntry, User

MANAGE = staffing.MANAGE
FORM = "seller_center/settings/user.html"
# What tells of other sellers and of sales channels in the log of a user.
ELSEWHERE = ["sellers", "channels"]
WORDS = Words(
    title=gettext_lazy("Users"),
    new=gettext_lazy("New User"),
    # Not by e-mail: of those who are not one's own only the name is shown.
    searched=gettext_lazy("Username or name"),
    icon="users",
    none=gettext_lazy("You do not work for a seller yet"),
    purpose=gettext_lazy(
        "An administrator can add you to the staff of a seller. Its users are shown here then."
    ),
)


@permitted(MANAGE, panel=SELLER_CENTER)
@require_safe
def user_list(request: PanelRequest, /) -> HttpResponse:
    """Everybody who works for the sellers of this person."""
    posts = SellerStaff.objects.filter(seller__in=request.user.seller_ids)
    rows = staff_seen_by(request.user).prefetch_related(
        "groups", Prefetch("seller_staff", posts.select_related("seller"), to_attr="posts")
    )
    searched = ["username", "first_name", "last_name"]
    context = {
        "listing": listing(request, rows, searched=searched),
        "words": WORDS,
        "new_url": reverse("seller_center:user-create") if request.user.seller_ids else "",
    }
    return render(request, "seller_center/settings/users.html", context)


@permitted(MANAGE, panel=SELLER_CENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def user_create(request: PanelRequest, /) -> HttpResponse:
    """A new user of one's sellers, who gets a link to choose a password."""
    own = request.user.seller_ids
    if not own:
        raise NotFound(_("You do not work for a seller yet."))
    start = {
        "language": request.user.language,
        "time_zone": request.user.time_zone,
        "role": SELLER,
        "sellers": frozenset(own if len(own) == 1 else ()),
    }
    form = StaffForm(request.POST or None, actor=request.user, values=start)

    def save() -> User:
        site = request.build_absolute_uri("/")
        user = staffing.create_user(actor=request.user, site=site, **form.values)
        show_link_next(request, user)
        return user

    return form_page(
        request,
        form,
        save,
        told=_("%(name)s was added."),
        url_name="seller_center:user",
        template=FORM,
        context=lambda: {"may_change": True},
    )


@permitted(MANAGE, panel=SELLER_CENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def user(request: PanelRequest, /, pk: int) -> HttpResponse:
    """One user: the form, how they sign in, for whom they work; of a stranger to all but one's
    sellers only the name and the way out.
    """
    subject = get_staff(request.user, pk)
    if not may_change(request.user, subject):
        context = {"subject": subject, "sellers": _sellers_of(request, subject)}
        return render(request, "seller_center/settings/other_user.html", context)
    values = StaffForm.values_of(subject)
    form = StaffForm(request.POST or None, actor=request.user, values=values)
    changed = form.saved(
        lambda: staffing.change_user(
            actor=request.user, pk=pk, opened=form.opened_values, **form.values
        )
    )
    if changed is None:
        return render(request, FORM, _context(request, subject, form), status=form.status)
    messages.success(request, _("%(name)s was saved.") % {"name": changed})
    if MANAGE not in permissions.held_by(request.user):
        # They have just given their own role away.
        return redirect("seller_center:index")
    return redirect("seller_center:user", pk=pk)


@permitted(MANAGE, panel=SELLER_CENTER)
@require_POST
def user_set_active(request: PanelRequest, /, pk: int, active: bool) -> HttpResponse:
    """Let a user in again, or keep them out from now on."""
    subject = staffing.set_active(actor=request.user, pk=pk, active=active)
    if active:
        text = _("%(name)s is active and may sign in.")
    else:
        text = _("%(name)s is deactivated and signed out everywhere.")
    messages.success(request, text % {"name": subject})
    return redirect("seller_center:user", pk=pk)


@permitted(MANAGE, panel=SELLER_CENTER)
@require_POST
def user_sign_in_link(request: PanelRequest, /, pk: int) -> HttpResponse:
    """A link by which a user chooses a new password; the next page shows it once."""
    site = request.build_absolute_uri("/")
    subject = staffing.allow_sign_in_link(actor=request.user, pk=pk, site=site)
    show_link_next(request, subject)
    return redirect("seller_center:user", pk=pk)


@permitted(MANAGE, panel=SELLER_CENTER)
@require_POST
def user_end_work(request: PanelRequest, /, pk: int, seller_pk: int) -> HttpResponse:
    """End somebody's work for one of this person's sellers."""
    subject, seller = staffing.end_work(actor=request.user, pk=pk, seller_pk=seller_pk)
    text = _("%(user)s does not work for %(seller)s any more.")
    messages.success(request, text % {"user": subject, "seller": seller})
    return redirect("seller_center:user-list")


def _context(request: PanelRequest, subject: User, form: StaffForm) -> dict[str, Any]:
    return {
        "form": form,
        "may_change": True,
        "subject": subject,
        "kept_out": not subject.is_active and not may_activate(request.user, subject),
        "own_sellers": _sellers_of(request, subject),
        "link": link_to_show(request, subject, may_change=True),
        "link_url": reverse("seller_center:user-sign-in-link", args=[subject.pk]),
        "history": history(request, subject, _told_of(request, subject)),
    }


def _sellers_of(request: PanelRequest, subject: User) -> QuerySet[Any]:
    return own_sellers(request.user).filter(staff__user=subject)


def _told_of(request: PanelRequest, subject: User) -> QuerySet[AuditEntry]:
    """What colleagues did with a user; nobody else and no other seller is named."""
    colleagues = staff_seen_by(request.user).values("pk")
    entries = audit.entries_about(subject).filter(actor__in=colleagues)
    return entries.exclude(changes__has_any_keys=ELSEWHERE)
