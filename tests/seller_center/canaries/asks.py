"""What is asked of every address of Seller Center: of one's own, and of another seller's.

A word that begins with a dot is looked up in the world of `world.py`: `.mine.package.number`.
"""

from dataclasses import dataclass, field
from functools import reduce

from django.urls import reverse


@dataclass(frozen=True)
class Ask:
    """A request; `hidden` says that what it names is another seller's, and so does not exist.

    `owner` is who would find it.
    """

    name: str
    args: tuple[str, ...]
    method: str
    data: dict[str, str] = field(default_factory=dict)
    hidden: bool = False
    owner: str = ""

    def of(self, world):
        """(address, data) with the world's keys."""
        args = [found(world, word) for word in self.args]
        data = {key: found(world, word) for key, word in self.data.items()}
        return reverse(self.address, args=args), data

    def typed(self, world):
        """What may come back to the one who asked, because it was theirs to begin with."""
        return [str(found(world, word)) for word in (*self.args, *self.data.values())]

    @property
    def address(self):
        """The name of the address, as the resolver has it."""
        return self.name if self.name in OF_FILES else f"seller_center:{self.name}"


def found(world, word):
    """`.mine.item.pk` in the world; any other word as it is."""
    if not word.startswith("."):
        return word
    return reduce(getattr, word[1:].split("."), world)


def see(name, /, *args, **data):
    return Ask(name, args, "get", data)


def do(name, /, *args, **data):
    return Ask(name, args, "post", data)


def hidden(name, /, *args, owner=".other.staff", **data):
    return Ask(name, args, "get", data, hidden=True, owner=owner)


def refused(name, /, *args, owner=".other.staff", **data):
    return Ask(name, args, "post", data, hidden=True, owner=owner)


# The addresses of exports that both panels share have no namespace.
OF_FILES = ("export-link", "export-file", "export-again")
SHARED, STRANGE = ".shared.number", ".strange.number"
PACKAGE, THEIR_PACKAGE = ".mine.package.number", ".other.package.number"
PACKAGE_FORMS = ("ship", "tracking", "invoice", "delivery")
UPDATE, THEIR_UPDATE = ".mine.bulk_update.pk", ".other.bulk_update.pk"
PAGES_OF_UPDATE = ("", "-progress", "-changes", "-unchanged", "-result", "-refused")
STEPS_OF_UPDATE = ("-read-again", "-apply", "-apply-all", "-discard", "-undo")
STEPS_OF_SETTING = ("activate", "deactivate", "make-default")
STEPS_OF_USER = ("activate", "deactivate", "sign-in-link")
CHOSEN, THEIR_CHOSEN = ("orders", ".mine.selection.pk"), ("orders", ".other.selection.pk")

ASKS = [
    see("index"),
    # Orders
    *(see("order-list", status=status) for status in ("", "waiting_packaging", "shipped")),
    see("order-list", sort="date"),
    do("order-filter", customer="Ines"),
    do("order-search", q=SHARED),
    do("order-export", kind="orders", query=""),
    do("order-export", kind="order_items", number=SHARED),
    refused("order-export", kind="orders", number=STRANGE),
    hidden("order-sellers", owner=".mpo", seller="home"),
    see("order-detail", SHARED),
    see("order-detail", SHARED, history="all"),
    hidden("order-detail", STRANGE),
    see("order-plans", SHARED),
    hidden("order-plans", STRANGE),
    see("order-reject", SHARED, item=".mine.item.pk", action="reject"),
    hidden("order-reject", SHARED, item=".other_shared.pk", action="reject"),
    hidden("order-reject", STRANGE, item=".other.item.pk", action="reject"),
    do("order-reject", SHARED, item=".mine.item.pk", action="reject"),
    refused("order-reject", SHARED, item=".other_shared.pk", action="reject"),
    refused("order-reject", STRANGE, item=".other.item.pk", action="reject"),
    do("order-undo-plan", SHARED, ".mine.rejection.pk"),
    refused("order-undo-plan", STRANGE, ".other.rejection.pk"),
    # Packages
    *(see("package-list", view=view) for view in ("all", "preparing", "shipped")),
    see("package-list", number=SHARED),
    do("package-bulk", "start_preparing", package=PACKAGE),
    refused("package-bulk", "start_preparing", package=THEIR_PACKAGE),
    see("package-slips", view="all"),
    do("package-slips", package=PACKAGE),
    refused("package-slips", package=THEIR_PACKAGE),
    do("package-tracking-file", package=PACKAGE),
    refused("package-tracking-file", package=THEIR_PACKAGE),
    see("package-detail", PACKAGE),
    see("package-detail", PACKAGE, history="all"),
    hidden("package-detail", THEIR_PACKAGE),
    see("package-slip", PACKAGE),
    hidden("package-slip", THEIR_PACKAGE),
    do("package-act", PACKAGE, "start_preparing"),
    refused("package-act", THEIR_PACKAGE, "start_preparing"),
    *(do(f"package-{step}", PACKAGE) for step in PACKAGE_FORMS),
    *(refused(f"package-{step}", THEIR_PACKAGE) for step in PACKAGE_FORMS),
    do("package-delivery", PACKAGE, setting_id=".other.setting.pk"),
    do("package-divide", PACKAGE, item=".mine.item.pk"),
    do("package-divide", PACKAGE, item=".other_shared.pk"),
    refused("package-divide", THEIR_PACKAGE, item=".other.item.pk"),
    do("package-reject", PACKAGE, item=".mine.item.pk"),
    do("package-reject", PACKAGE, item=".other_shared.pk"),
    refused("package-reject", THEIR_PACKAGE, item=".other.item.pk"),
    do("package-undo", PACKAGE, ".mine.rejection.pk"),
    refused("package-undo", THEIR_PACKAGE, ".other.rejection.pk"),
    # Returns
    see("return-list"),
    see("return-answer", ".mine.returned.pk"),
    hidden("return-answer", ".other.returned.pk"),
    do("return-answer", ".mine.returned.pk", answer="confirm"),
    refused("return-answer", ".other.returned.pk", answer="confirm"),
    # How sellers did
    see("performance"),
    hidden("seller-list", owner=".mpo"),
    hidden("seller", ".other.seller.pk", owner=".mpo"),
    hidden("seller", ".mine.seller.pk", owner=".mpo"),
    # Settings
    see("delivery-list"),
    see("delivery-create"),
    do("delivery-create", name="Another"),
    see("delivery", ".mine.setting.pk"),
    hidden("delivery", ".other.setting.pk"),
    do("delivery", ".mine.setting.pk", name="Renamed"),
    refused("delivery", ".other.setting.pk", name="Renamed"),
    *(do(f"delivery-{step}", ".mine.setting.pk") for step in STEPS_OF_SETTING),
    *(refused(f"delivery-{step}", ".other.setting.pk") for step in STEPS_OF_SETTING),
    see("user-list"),
    see("user-create"),
    do("user-create", username="zz", email="of-both@example.com"),
    *(see("user", user) for user in (".mine.staff.pk", ".of_both.pk")),
    hidden("user", ".other.staff.pk"),
    do("user", ".of_both.pk", first_name="Renamed"),
    refused("user", ".other.staff.pk", first_name="Renamed"),
    *(do(f"user-{step}", ".of_both.pk") for step in STEPS_OF_USER),
    *(refused(f"user-{step}", ".other.staff.pk") for step in STEPS_OF_USER),
    do("user-end-work", ".of_both.pk", ".mine.seller.pk"),
    refused("user-end-work", ".of_both.pk", ".other.seller.pk"),
    refused("user-end-work", ".other.staff.pk", ".other.seller.pk"),
    # Exports
    see("export-list"),
    see("export-new", *CHOSEN),
    hidden("export-new", *THEIR_CHOSEN),
    do("export-new", *CHOSEN, columns="order_number", format="csv", zone="UTC", action="export"),
    refused("export-new", *THEIR_CHOSEN, columns="order_number", format="csv", zone="UTC"),
    refused("export-choice-delete", *THEIR_CHOSEN, ".other_columns.pk"),
    do("export-repeat", ".mine.export.pk"),
    refused("export-repeat", ".other.export.pk"),
    do("export-cancel", ".mine.export.pk"),
    refused("export-cancel", ".other.export.pk"),
    see("export-link", ".mine.token"),
    hidden("export-link", ".other.token"),
    see("export-file", ".mine.export.pk"),
    hidden("export-file", ".other.export.pk"),
    do("export-again", ".mine.export.pk"),
    refused("export-again", ".other.export.pk"),
    # Files of numbers
    see("bulk-update-list"),
    see("bulk-update-new"),
    do("bulk-update-new"),
    see("bulk-update-template-csv"),
    see("bulk-update-template-xlsx"),
    *(see(f"bulk-update{page}", UPDATE) for page in PAGES_OF_UPDATE),
    *(hidden(f"bulk-update{page}", THEIR_UPDATE) for page in PAGES_OF_UPDATE),
    *(do(f"bulk-update{step}", UPDATE) for step in STEPS_OF_UPDATE),
    *(refused(f"bulk-update{step}", THEIR_UPDATE) for step in STEPS_OF_UPDATE),
]
