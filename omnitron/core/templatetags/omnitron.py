"""The small words of the pages: icons, badges, money, times, fields. See docs/frontend.md."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from omnitron.core import drawing, formats
from omnitron.core.badges import look_of
from omnitron.core.icons import ICONS

register = template.Library()

# Named parts of the style sheet for each kind of widget; text fields are what is left.
_WIDGET_CLASSES = {"select": "form-select", "selectmultiple": "form-select"}


@cache
def _sprite() -> str:
    return static("built/icons.svg")


@register.simple_tag
def once(template: str) -> SafeString:
    """`{% once "frame/styles.html" %}`: a part that is the same for everybody, drawn once."""
    return drawing.draw(template)


@register.simple_tag
def icon(name: str, css_class: str = "") -> SafeString:
    """`{% icon "receipt" %}`, `{% icon "x" "i-sm" %}`: an icon that says nothing by itself.

    Raises `ValueError` for a name that omnitron/core/icons.py does not list.
    """
    if name not in ICONS:
        raise ValueError(f"Icon “{name}” is not listed in omnitron/core/icons.py.")
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        f"i {css_class}".rstrip(),
        _sprite(),
        name,
    )


@register.simple_tag(takes_context=True)
def here(context: Context, name: str, *args: object) -> str:
    """`{% here "bulk-update" update.pk %}`: a page by its name, in the panel of this one."""
    return reverse(f"{context['request'].resolver_match.namespace}:{name}", args=args)


@register.simple_tag
def badge(label: str, tone: str = "idle", glyph: str = "ring", act: bool = False) -> SafeString:
    """`{% badge _("Active") tone="done" glyph="ok" %}`: a shape, a word and a tone."""
    return format_html(
        '<span class="st{} t-{}"><svg aria-hidden="true"><use href="{}#g-{}"/></svg>{}</span>',
        " st-act" if act else "",
        tone,
        _sprite(),
        glyph,
        label,
    )


@register.simple_tag
def status_badge(status: int | str, label: str = "") -> SafeString:
    """`{% status_badge order.status order.get_status_display %}`, or a member of an enumeration.

    The look comes from omnitron/core/badges.py; `label` says the same status in other words.
    """
    look = look_of(status)
    return badge(label or getattr(status, "label", str(status)), look.tone, look.glyph, look.act)


@register.simple_tag
def money(amount: Decimal | None, currency: str) -> str:
    """`{% money order.amount order.currency %}`: formatted for the currency and the language."""
    return formats.money_text(amount, currency)


@register.simple_tag
def when(moment: date | None, form: str = "list") -> SafeString | str:
    """`{% when order.placed_at "long" %}`: a moment in the person's time zone.

    Forms: list (26 Nov, 23:47; with the year if it is another one), minute (26 Nov 2017, 23:47),
    zoned (… 23:47 CET), long (… 23:47:31 CET), date, time, clock (23:47:31), day
    (Sun 26 Nov 2017; today is named).
    """
    if moment is None:
        return formats.NOTHING
    machine = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    return format_html(
        '<time datetime="{}">{}</time>', machine.isoformat(), formats.moment_text(moment, form)
    )


@register.simple_tag
def zone_name(*, city: bool = False) -> str:
    """`{% zone_name %}`: the person's time zone all year round, for heads of columns.

    `city` leaves the continent out, where the column is narrow.
    """
    name = timezone.get_current_timezone_name().replace("_", " ")
    return name.rpartition("/")[2] if city else name


@register.filter
def count(number: int) -> str:
    """`{{ update.row_count|count }}`: a number of things, its thousands apart."""
    return formats.count_text(number)


@register.filter
def bare_amount(amount: Decimal) -> str:
    """`{{ setting.price|bare_amount }}`: an amount whose currency is that of each order."""
    return formats.bare_amount_text(amount)


@register.filter
def initials(name: object) -> str:
    """`{{ user|initials }}`: the first letters of the first and the last word.

    A username in brackets after the name does not count.
    """
    words = str(name).partition(" (")[0].split()
    return "".join(word[0].upper() for word in (words[:1] + words[1:][-1:]))


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, label: str = "", **attrs: Any) -> dict[str, Any]:
    """`{% field form.email autocomplete="off" %}`: label, widget, help and errors as one.

    Further arguments become attributes of the widget; an underscore in a name is a hyphen.
    """
    kind = bound.widget_type
    given = {name.replace("_", "-"): value for name, value in attrs.items()}
    if kind == "checkbox":
        given["class"] = "form-check-input"
    elif not bound.use_fieldset:
        given["class"] = _widget_class(kind, invalid=bool(bound.errors))
    return {
        "field": bound,
        "kind": kind,
        "label": label or bound.label,
        "widget": "" if bound.use_fieldset else bound.as_widget(attrs=given),
    }


def _widget_class(kind: str, *, invalid: bool) -> str:
    return _WIDGET_CLASSES.get(kind, "form-control") + (" is-invalid" if invalid else "")


@register.inclusion_tag("components/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """`{% form_errors form %}`: what keeps a form from being saved."""
    return {
        "fields": [bound for bound in form if bound.errors],
        "general": form.non_field_errors(),
    }


@register.simple_tag
def part(template: str, **values: Any) -> SafeString:
    """`{% part "omnitron/orders/yes_no.html" field=form.reported %}`: an include of fields.

    It sees nothing but what it is given, and is drawn once for everybody whose fields look alike.
    """
    return drawing.draw(template, **values)


@register.simple_tag
def multiselect(bound: BoundField, anything: str = "") -> SafeString:
    """`{% multiselect form.channel %}`: several choices behind a line that names them.

    `anything` is what the line says when nothing is chosen, instead of "Any".
    """
    return drawing.draw("components/multiselect.html", field=bound, anything=anything)


@register.simple_block_tag
def section(content: str, title: str, **options: Any) -> str:
    """`{% section _("Billing Information") key="billing" gist=city %} … {% endsection %}`.

    A card that opens and closes. `key` remembers which; `opened` is how it begins; `gist` says
    the most of it while it is closed; `css_class` and `id` are the card's.
    """
    context = {"title": title, "content": content, **options}
    return get_template("components/section.html").render(context)


@register.simple_block_tag
def log_entry(content: str, at: datetime, icon: str = "note", tone: str = "idle") -> str:
    """`{% log_entry at=event.at icon="user" tone="accent" %} … {% endlog_entry %}`: a log line."""
    context = {"content": content, "at": at, "icon": icon, "tone": tone}
    return get_template("components/log_entry.html").render(context)
