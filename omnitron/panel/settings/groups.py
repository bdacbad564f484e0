"""Settings > Authority Groups."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import Group
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from omnitron.accounts import permissions
from omnitron.accounts.access import permitted
from omnitron.accounts.http import PanelRequest
from omnitron.accounts.models import User
from omnitron.accounts.roles import ROLES
from omnitron.accounts.services import groups
from omnitron.core.merging import Values
from omnitron.core.opened_form import OpenedForm
from omnitron.settings_pages.history import history
from omnitron.settings_pages.listing import Words, key_in, listing
from omnitron.settings_pages.ticks import TicksField

MANAGE = "accounts.manage_groups"
WORDS = Words(
    title=gettext_lazy("Authority Groups"),
    new=gettext_lazy("New Authority Group"),
    searched=gettext_lazy("Name"),
)


class GroupForm(OpenedForm):
    """A name and what its members may do."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=150)
    codes = TicksField(label=gettext_lazy("Permissions"), required=False)

    def __init__(self, *args: Any, actor: User, values: Values, **kwargs: Any) -> None:
        super().__init__(*args, values=values, **kwargs)
        areas = permissions.by_area()
        self.offer("codes", [(permissions.AREAS[a], [*areas[a].items()]) for a in areas])
        self._codes.lock(frozenset(permissions.labels()) - permissions.held_by(actor))

    @classmethod
    def values_of(cls, row: Any) -> dict[str, Any]:
        """What the form shows of a group."""
        return {"name": row.name, "codes": permissions.codes(row.permissions.all())}

    @property
    def _codes(self) -> TicksField:
        return cast("TicksField", self.fields["codes"])

    @property
    def is_above(self) -> bool:
        """Whether the group gives what this person lacks, and is not theirs to change."""
        return not self._codes.widget.locked.isdisjoint(self.initial["codes"])

    def areas(self) -> list[tuple[Any, list[Any]]]:
        """The boxes under the headings of their areas."""
        boxes = {box.data["value"]: box for box in self["codes"].subwidgets}
        return [
            (permissions.AREAS[area], [boxes[code] for code in codes])
            for area, codes in permissions.by_area().items()
        ]

    def clean_codes(self) -> frozenset[str]:
        """The permissions to have, those included that are not this person's to take."""
        opened: Values = self.cleaned_data.get("opened", self.initial)
        return self._codes.together(self.cleaned_data["codes"], opened.get("codes", []))


@permitted(MANAGE)
@require_safe
def group_list(request: PanelRequest, /) -> HttpResponse:
    """All authority groups: the built-in roles and those made here."""
    rows = Group.objects.annotate(
        members=Count("user", distinct=True), rights=Count("permissions", distinct=True)
    )
    context = {
        "listing": listing(request, rows, searched=["name"]),
        "words": WORDS,
        "new_url": reverse("omnitron:group-create"),
        "built_in": list(ROLES),
    }
    return render(request, "omnitron/settings/groups.html", context)


@permitted(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def group_create(request: PanelRequest, /) -> HttpResponse:
    """A new authority group, maybe as a copy (?copy=) of another one."""
    form = GroupForm(request.POST or None, actor=request.user, values=_start(request))
    group = form.saved(lambda: groups.create_group(actor=request.user, **form.values))
    if group:
        messages.success(request, _("%(name)s was added.") % {"name": group})
        return redirect("omnitron:group", pk=group.pk)
    context = {"form": form, "may_change": True}
    return render(request, "omnitron/settings/group.html", context, status=form.status)


@permitted(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def group(request: PanelRequest, /, pk: int) -> HttpResponse:
    """One authority group: what it may, how many have it, and its history."""
    subject = get_object_or_404(Group.objects.annotate(members=Count("user")), pk=pk)
    values = GroupForm.values_of(subject)
    form = GroupForm(request.POST or None, actor=request.user, values=values)
    changed = form.saved(
        lambda: groups.change_group(
            actor=request.user, pk=pk, opened=form.opened_values, **form.values
        )
    )
    if changed:
        messages.success(request, _("%(name)s was saved.") % {"name": changed})
        return redirect("omnitron:group", pk=pk)
    is_built_in = subject.name in ROLES
    may_change = not (is_built_in or form.is_above)
    if not may_change:
        form.fix(*form.fields)
    context = {
        "form": form,
        "group": subject,
        "is_built_in": is_built_in,
        "may_change": may_change,
        "copy_url": f"{reverse('omnitron:group-create')}?copy={pk}",
        "history": history(request, subject),
    }
    return render(request, "omnitron/settings/group.html", context, status=form.status)


@permitted(MANAGE)
@require_POST
def group_delete(request: PanelRequest, /, pk: int) -> HttpResponse:
    """Remove an authority group that nobody has."""
    name = groups.delete_group(actor=request.user, pk=pk)
    messages.success(request, _("%(name)s was deleted.") % {"name": name})
    return redirect("omnitron:group-list")


def _start(request: PanelRequest) -> dict[str, Any]:
    """An empty form, or what may be copied of another group: nobody gives what they lack."""
    original = Group.objects.filter(pk=key_in(request, "copy")).first()
    if original is None:
        return {"name": "", "codes": frozenset()}
    held = permissions.held_by(request.user)
    return {
        "name": _("%(name)s (copy)") % {"name": original},
        "codes": permissions.codes(original.permissions.all()) & held,
    }
