"""Settings > Users."""

from django.contrib import messages
from django.contrib.auth.models import Group
from django.db.models import Count, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from omnitron.accounts.access import permitted
from omnitron.accounts.http import PanelRequest
from omnitron.accounts.models import ApiToken, User
from omnitron.accounts.services import guarding, tokens, users
from omnitron.panel.services import setting_up_users
from omnitron.panel.settings.user_form import UserForm
from omnitron.settings_pages.hand_over import link_to_show, show_link_next
from omnitron.settings_pages.history import history
from omnitron.settings_pages.listing import Words, key_in, listing
from orders.models import Seller

MANAGE = "accounts.manage_users"
WORDS = Words(
    title=gettext_lazy("Users"),
    new=gettext_lazy("New User"),
    searched=gettext_lazy("Username, name or e-mail"),
)


@permitted(MANAGE)
@require_safe
def user_list(request: PanelRequest, /) -> HttpResponse:
    """All users, or those of one authority group."""
    groups = list(Group.objects.order_by("name"))
    group = next((group for group in groups if group.pk == key_in(request, "group")), None)
    rows: QuerySet[User] = User.objects.prefetch_related("groups")
    if group:
        rows = rows.filter(groups=group)
    people = listing(
        request,
        rows.annotate(channels=Count("channel_access", distinct=True)),
        searched=["username", "first_name", "last_name", "email"],
    )
    context = {
        "listing": people,
        "words": WORDS,
        "new_url": reverse("omnitron:user-create"),
        "groups": groups,
        "group": group,
    }
    return render(request, "omnitron/settings/users.html", context)


@permitted(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def user_create(request: PanelRequest, /) -> HttpResponse:
    """A new user, who gets a link to choose a password."""
    start = {
        "language": request.user.language,
        "time_zone": request.user.time_zone,
        "groups": frozenset(),
        "channels": frozenset(),
    }
    form = UserForm(request.POST or None, actor=request.user, values=start)
    site = request.build_absolute_uri("/")
    user = form.saved(
        lambda: setting_up_users.create_user(actor=request.user, site=site, **form.values)
    )
    if user:
        show_link_next(request, user)
        messages.success(request, _("%(name)s was added.") % {"name": user})
        return redirect("omnitron:user", pk=user.pk)
    return render(
        request,
        "omnitron/settings/user.html",
        {"form": form, "may_change": True},
        status=form.status,
    )


@permitted(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def user(request: PanelRequest, /, pk: int) -> HttpResponse:
    """One user: the form, how they sign in, and their history."""
    subject = get_object_or_404(User, pk=pk)
    form = _form(request, subject, request.POST or None)
    changed = form.saved(
        lambda: setting_up_users.change_user(
            actor=request.user, pk=pk, opened=form.opened_values, **form.values
        )
    )
    if changed:
        messages.success(request, _("%(name)s was saved.") % {"name": changed})
        return redirect("omnitron:user", pk=pk)
    return _page(request, subject, form)


@permitted(MANAGE)
@require_POST
def user_set_active(request: PanelRequest, /, pk: int, active: bool) -> HttpResponse:
    """Let a user in again, or keep them out from now on."""
    subject = users.set_active(actor=request.user, pk=pk, active=active)
    if active:
        text = _("%(name)s is active and may sign in.")
    else:
        text = _("%(name)s is deactivated and signed out everywhere.")
    messages.success(request, text % {"name": subject})
    return redirect("omnitron:user", pk=pk)


@permitted(MANAGE)
@require_POST
def user_sign_in_link(request: PanelRequest, /, pk: int) -> HttpResponse:
    """A link by which a user chooses a new password; the next page shows it once."""
    site = request.build_absolute_uri("/")
    show_link_next(request, users.allow_sign_in_link(actor=request.user, pk=pk, site=site))
    return redirect("omnitron:user", pk=pk)


@permitted(MANAGE)
@require_POST
def user_revoke_tokens(request: PanelRequest, /, pk: int) -> HttpResponse:
    """Shut out all programs that ask in a user's name."""
    subject = tokens.revoke_of(actor=request.user, user_pk=pk)
    messages.success(request, _("All tokens of %(name)s were revoked.") % {"name": subject})
    return redirect("omnitron:user", pk=pk)


def _form(request: PanelRequest, subject: User, data: QueryDict | None) -> UserForm:
    return UserForm(data, actor=request.user, values=UserForm.values_of(subject))


def _page(request: PanelRequest, subject: User, form: UserForm) -> HttpResponse:
    may_change = guarding.may_change(request.user, subject)
    if not may_change:
        form.fix(*form.fields)
    context = {
        "form": form,
        "subject": subject,
        "may_change": may_change,
        "link": link_to_show(request, subject, may_change=may_change),
        "link_url": reverse("omnitron:user-sign-in-link", args=[subject.pk]),
        "tokens": ApiToken.objects.valid_of(subject),
        "sellers": Seller.objects.filter(staff__user=subject),
        "history": history(request, subject),
    }
    return render(request, "omnitron/settings/user.html", context, status=form.status)
