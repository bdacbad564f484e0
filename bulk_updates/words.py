"""How each reason is called, why it speaks against a row, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from bulk_updates.reasons import Reason
from orders.states import CORRECTABLE, FINAL, Status

if TYPE_CHECKING:
    from django.utils.functional import Promise


class Words(NamedTuple):
    """A short name, whole sentences for why and for what to do, and why where it is known who."""

    label: Promise
    why: Promise | str
    remedy: Promise | str
    why_named: Promise | str = ""


WORDS: dict[Reason, Words] = {
    Reason.TOO_FEW_CELLS: Words(
        _("Cells missing"),
        _("The row has fewer cells than the header."),
        _("Add those that are missing, even if they are blank."),
    ),
    Reason.TOO_MANY_CELLS: Words(
        _("Too many cells"),
        _("The row has more cells than the header."),
        _("Put text that holds the delimiter into quotes."),
    ),
    Reason.CELL_WITHOUT_COLUMN: Words(
        _("Cell without a column"),
        _("A cell stands in a column that has no name."),
        _("Name its column in the first line, or empty the cell."),
    ),
    Reason.CONTROL_CHARACTER: Words(
        _("Character that cannot be seen"),
        _("A cell holds a line break or another character that cannot be seen."),
        _("Type the value anew."),
    ),
    Reason.KEY_MISSING: Words(
        _("Key missing"),
        _("%(column)s is blank."),
        _("Take it from an export: it tells which order line the row is about."),
    ),
    Reason.DAMAGED_NUMBER: Words(
        _("Number damaged by a spreadsheet"),
        _("A spreadsheet has rounded this number."),
        _("Format the column as text, and paste the number again."),
    ),
    Reason.UNKNOWN_ITEM: Words(
        _("Unknown item"),
        _("There is no such order line."),
        _("Take order_number and order_item_id from an export."),
    ),
    Reason.ITEM_OF_OTHER_ORDER: Words(
        _("Item of another order"),
        _("This item belongs to order %(order)s."),
        _("Take both numbers from the same line of an export."),
    ),
    Reason.ITEM_TWICE: Words(
        _("Twice in the file"),
        _("The same item is on line %(line)s too."),
        _("Keep one of them."),
    ),
    Reason.BAD_VERSION: Words(
        _("No version"),
        _("The item has never had such a version."),
        _("Take it from an export, or leave row_version blank to overwrite."),
    ),
    Reason.CHANGED_SINCE_EXPORT: Words(
        _("Changed since the export"),
        _("This item was changed after your export: it is at version %(version)s now."),
        _("Export it again, or leave row_version blank to overwrite."),
        _(
            "%(who)s changed this item on %(when)s, after your export: it is at version"
            " %(version)s now."
        ),
    ),
    Reason.UNKNOWN_STATUS: Words(
        _("Unknown status"),
        _("There is no status “%(value)s”."),
        _("Write its code or its name, such as 500 or Shipped."),
    ),
    Reason.MOVE_NOT_ALLOWED: Words(_("Status move not allowed"), "", ""),
    Reason.NEEDS_PLAN: Words(_("Needs a cancellation plan"), "", ""),
    Reason.UNKNOWN_COMPANY: Words(
        _("Unknown shipping company"),
        _("Not in the list of shipping companies."),
        _("Write a code or a name of that list."),
    ),
    Reason.AMBIGUOUS_COMPANY: Words(
        _("Several shipping companies"),
        _("Several shipping companies are called “%(value)s”."),
        _("Write the code of the one that you mean."),
    ),
    Reason.INACTIVE_COMPANY: Words(
        _("Shipping company not active"),
        _("The shipping company “%(value)s” is not active any more."),
        _("Choose another one, or have it made active in the settings."),
    ),
    Reason.COMPANY_NEEDED: Words(
        _("Shipping company missing"),
        _("The item would be shipped without a shipping company."),
        _("Write the company that carries it."),
    ),
    Reason.TRACKING_NEEDED: Words(
        _("Tracking number missing"),
        _("The shipping company needs a tracking number."),
        _("Write the number that stands on the label."),
    ),
    Reason.NOT_ON_ITS_WAY: Words(
        _("Not on its way"),
        _("The item has arrived, is canceled or waits for its cancellation."),
        _("Leave company and tracking number as they are."),
    ),
    Reason.TWO_NUMBERS: Words(
        _("Two tracking numbers"),
        _("The lines of package %(package)s name two tracking numbers: %(one)s and %(other)s."),
        _("Write one of them, or make a package of its own for what leaves apart."),
    ),
    Reason.TWO_COMPANIES: Words(
        _("Two shipping companies"),
        _("The lines of package %(package)s name two shipping companies: %(one)s and %(other)s."),
        _("Write one of them, or make a package of its own for what leaves apart."),
    ),
    Reason.PART_LEFT: Words(
        _("Left in part"),
        _("A part of the package has left: the item takes no step back."),
        _("Ship what is left of it, or leave its status blank."),
    ),
    Reason.PACKAGE_NOT_WHOLE: Words(
        _("Part of a package"),
        _(
            "Package %(package)s leaves whole: the file does not ship SKU %(sku)s, or that line"
            " is refused."
        ),
        _("Add or correct it, or make a package of its own for what leaves later."),
    ),
    Reason.TOO_LONG: Words(
        _("Too long"), _("At most %(most)s characters fit."), _("Shorten the value.")
    ),
    Reason.BAD_DATE: Words(
        _("No date"),
        _("This is no date that can be read without guessing."),
        _("Write it as 2017-11-30 or as 30.11.2017."),
    ),
    Reason.DATE_IN_FUTURE: Words(
        _("Date in the future"),
        _("The invoice date %(value)s is in the future."),
        _("Write the day on which the invoice was made."),
    ),
    Reason.BAD_URL: Words(
        _("No web address"),
        _("The address must begin with http:// or https://."),
        _("Write all of it, without spaces."),
    ),
    Reason.CANNOT_BE_EMPTIED: Words(
        _("Cannot be emptied"),
        _("A status cannot be emptied."),
        _("Leave the cell blank to keep the status."),
    ),
    Reason.CHANGED_SINCE_PREVIEW: Words(
        _("Changed since the preview"),
        _("This item was changed after the preview."),
        _("Look at the order; upload the row again if it is still right."),
        _("%(who)s changed this item on %(when)s, after the preview."),
    ),
    Reason.CHANGED_SINCE_APPLIED: Words(
        _("Changed again since"),
        _("This item was changed after the file was applied."),
        _("It stays as it is: put it right on the order page."),
        _("%(who)s changed this item on %(when)s, after the file was applied."),
    ),
}


def move_words(before: Status, after: Status) -> tuple[str, str]:
    """Why an item does not go from one status to another by a file, and which way it goes."""
    names = {"before": before.label, "after": after.label}
    if before == Status.CANCELLATION_WAITING:
        why = _("The item waits for its cancellation: status %(after)s is not possible from there.")
        remedy = _("Undo its plan on the order page, or wait for its end.")
    elif before in FINAL:
        why = _("Status %(after)s is not possible from %(before)s, which is final.")
        remedy = _("Leave the status blank.")
    elif after in FINAL or after == Status.CANCELLATION_WAITING:
        why = _("%(after)s is reached by a cancellation plan alone.")
        remedy = _("Cancel or return the item on the order page.")
    else:
        why = _("Status %(after)s is not possible from %(before)s.")
        remedy = (
            _("A wrong status is put right on the order page by “Correct the status”.")
            if {before, after} <= CORRECTABLE
            else _("The trade-in is settled elsewhere: leave the status blank.")
        )
    return str(why) % names, str(remedy)
