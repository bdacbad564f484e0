"""The permissions of the product: one for each thing that a person can ask for."""

from collections.abc import Iterable

from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from omnitron.accounts.models import User
from omnitron.core.errors import Forbidden

Labels = dict[str, str | Promise]

AREAS: Labels = {
    "panels": _("Panels"),
    "orders": _("Orders"),
    "bulk_updates": _("Bulk updates"),
    "payments": _("Payments"),
    "cancellations": _("Cancellations and returns"),
    "exports": _("Exports"),
    "integrations": _("Integrations"),
    "settings": _("Settings"),
}


def labels() -> Labels:
    """{"app.codename": label} of all permissions that a model declares, in their order."""
    return {
        f"{model._meta.app_label}.{codename}": label
        for model in apps.get_models()
        for codename, label in model._meta.permissions
    }


def by_area() -> dict[str, Labels]:
    """The permissions under the headings of the authority group's form."""
    areas: dict[str, Labels] = {area: {} for area in AREAS}
    for code, label in labels().items():
        areas.setdefault(_area(code), {})[code] = label
    return {area: found for area, found in areas.items() if found}


def _area(code: str) -> str:
    app, codename = code.split(".")
    if codename.startswith("manage_"):
        return "settings"
    return "panels" if app == "accounts" else app


def held_by(user: User) -> frozenset[str]:
    """What a person's groups give them, even while they are deactivated; all for a superuser."""
    if user.is_superuser:
        return frozenset(labels())
    return codes(Permission.objects.filter(group__user=user))


def of_groups(groups: QuerySet[Group]) -> frozenset[str]:
    """What membership in some groups gives."""
    return codes(Permission.objects.filter(group__in=groups))


def by_group() -> dict[int, frozenset[str]]:
    """What each authority group gives, by its key."""
    rows = Permission.objects.filter(group__isnull=False).values_list(
        "group__pk", "content_type__app_label", "codename"
    )
    found: dict[int, set[str]] = {}
    for pk, app, codename in rows:
        found.setdefault(pk, set()).add(f"{app}.{codename}")
    return {pk: frozenset(codes) for pk, codes in found.items()}


def codes(permissions: QuerySet[Permission]) -> frozenset[str]:
    """The permissions as "app.codename"."""
    rows = permissions.values_list("content_type__app_label", "codename").distinct()
    return frozenset(f"{app}.{codename}" for app, codename in rows)


def described(codes: Iterable[str]) -> str:
    """The permissions in words, for a sentence."""
    known = labels()
    return ", ".join(f"“{known.get(code, code)}”" for code in sorted(codes))


def require(actor: User, permission: str) -> None:
    """Raise `Forbidden` for somebody whose authority groups do not give a permission."""
    if not actor.has_perm(permission):
        raise Forbidden(
            gettext("This needs %(permissions)s, which you do not have. Ask an administrator.")
            % {"permissions": described([permission])}
        )
