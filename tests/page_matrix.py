"""Who may open what: one line per address and method.

A page that is not for somebody is not found (404), whoever they are; who is not signed in is
sent to the sign-in page (302).
"""

from dataclasses import dataclass

from omnitron.accounts.roles import ROLES

ANYBODY = ("anonymous", *ROLES)
SIGNED_IN = tuple(ROLES)
OMNITRON = ("Operator", "Finance", "Support", "Admin")
CANCELS = ("Operator", "Finance", "Admin")
FINANCE = ("Finance", "Admin")
SELLER_CENTER = ("MPO", "Seller", "Seller admin", "Admin")
MARKETPLACE = ("MPO", "Admin")
PACKS = ("Seller", "Seller admin", "Admin")
# Who sets up delivery for the marketplace or for a seller, and who sets a seller up.
DELIVERY = ("MPO", "Seller admin", "Admin")
OF_SELLER = ("Seller admin", "Admin")
ADMIN = ("Admin",)
NOBODY = ()
# What htmx is told where a stranger's page asks again and again.
STOP_POLLING = 286


@dataclass(frozen=True)
class Line:
    """Who gets `status` from an address; the others get `otherwise`, strangers `anonymous`."""

    name: str
    args: tuple[object, ...]
    method: str
    status: int
    roles: tuple[str, ...]
    otherwise: int
    anonymous: int

    def expected(self, role):
        if role in self.roles:
            return self.status
        return self.anonymous if role == "anonymous" else self.otherwise


def get(name, *args, to, status=200, otherwise=404, anonymous=302):
    return Line(name, args, "get", status, to, otherwise, anonymous)


def post(name, *args, to, status=302, otherwise=404, anonymous=302):
    return Line(name, args, "post", status, to, otherwise, anonymous)


# The key of every row that the fixture `world` makes, and one that no row ever has: the tests
# before these count the keys up.
KEY = 7001
NONE = 2_000_000_000
# Of the marketplace, where KEY is a seller's own.
SHARED = 7002
# Somebody who works for the seller alone.
STAFF = 7002
PAGES = [
    get("home", to=(*OMNITRON, *SELLER_CENTER), status=302, otherwise=403),
    # Sign-in and one's own account
    get("accounts:login", to=("anonymous",), otherwise=302),
    post("accounts:login", to=("anonymous",), status=422, otherwise=302),
    get("accounts:logout", to=NOBODY, otherwise=405, anonymous=405),
    post("accounts:logout", to=ANYBODY),
    get("accounts:settings", to=SIGNED_IN),
    post("accounts:settings", to=SIGNED_IN, status=200),
    get("accounts:password-change", to=SIGNED_IN),
    post("accounts:password-change", to=SIGNED_IN, status=200),
    get("accounts:choose-password", "MQ", "no-token", to=ANYBODY),
    post("accounts:choose-password", "MQ", "no-token", to=ANYBODY, status=200),
    # For machines; the figures for Prometheus only from the machine itself
    get("healthz", to=ANYBODY),
    get("readyz", to=ANYBODY),
    get("metrics", to=ANYBODY),
    # For gateways, who sign what they send
    get("webhook", "internal", to=NOBODY, otherwise=405, anonymous=405),
    post("webhook", "internal", to=NOBODY, otherwise=400, anonymous=400),
    # Files of exports, each for the one who asked for it; a person's own is in tests/exports
    get("export-link", "no-token", to=NOBODY),
    get("export-file", NONE, to=NOBODY),
    post("export-again", NONE, to=NOBODY),
    # Omnitron: exports; what is a person's own is in tests/panel/exports
    get("omnitron:export-list", to=CANCELS),
    post("omnitron:export-cancel", NONE, to=NOBODY),
    post("omnitron:export-repeat", NONE, to=NOBODY),
    get("omnitron:export-new", "orders", NONE, to=NOBODY),
    post("omnitron:export-new", "orders", NONE, to=NOBODY),
    post("omnitron:export-choice-delete", "orders", NONE, NONE, to=NOBODY),
    # Omnitron: orders
    get("omnitron:index", to=OMNITRON),
    get("omnitron:dashboard-money", to=FINANCE),
    get("omnitron:refund-list", to=OMNITRON),
    get("omnitron:plan-list", to=OMNITRON),
    get("omnitron:rest-list", to=CANCELS),
    get("omnitron:order-list", to=OMNITRON),
    post("omnitron:order-filter", to=OMNITRON),
    post("omnitron:order-search", to=OMNITRON),
    get("omnitron:order-sellers", to=OMNITRON),
    post("omnitron:order-select", to=OMNITRON),
    post("omnitron:order-view-save", to=OMNITRON, status=422),
    post("omnitron:order-view-delete", NONE, to=NOBODY),
    post("omnitron:order-export", to=CANCELS, status=422),
    get("omnitron:order-detail", "ON-1", to=OMNITRON),
    get("omnitron:order-detail", "ON-9", to=NOBODY),
    get("omnitron:order-edit-customer", "ON-1", to=OMNITRON),
    get("omnitron:order-edit-customer", "ON-9", to=NOBODY),
    post("omnitron:order-edit-customer", "ON-1", to=OMNITRON, status=422),
    post("omnitron:order-edit-customer", "ON-9", to=NOBODY),
    post("omnitron:order-erase-customer", "ON-2", to=ADMIN),
    post("omnitron:order-erase-customer", "ON-9", to=NOBODY),
    get("omnitron:order-correct-status", "ON-1", KEY, to=CANCELS),
    get("omnitron:order-correct-status", "ON-2", KEY, to=NOBODY),
    get("omnitron:order-correct-status", "ON-9", KEY, to=NOBODY),
    post("omnitron:order-correct-status", "ON-1", KEY, to=CANCELS, status=422),
    post("omnitron:order-correct-status", "ON-2", KEY, to=NOBODY),
    post("omnitron:order-correct-status", "ON-9", KEY, to=NOBODY),
    post("omnitron:order-presence", "ON-1", to=OMNITRON, status=200, anonymous=STOP_POLLING),
    post("omnitron:order-presence", "ON-9", to=NOBODY, anonymous=STOP_POLLING),
    get("omnitron:order-preview-plan", "ON-1", to=CANCELS, status=302),
    get("omnitron:order-preview-plan", "ON-9", to=NOBODY),
    post("omnitron:order-preview-plan", "ON-1", to=CANCELS, status=422),
    post("omnitron:order-preview-plan", "ON-9", to=NOBODY),
    post("omnitron:order-apply-plan", "ON-1", to=CANCELS, status=422),
    post("omnitron:order-apply-plan", "ON-9", to=NOBODY),
    get("omnitron:order-plans", "ON-1", to=OMNITRON, anonymous=STOP_POLLING),
    get("omnitron:order-plans", "ON-9", to=NOBODY, anonymous=STOP_POLLING),
    post("omnitron:order-undo-plan", "ON-1", KEY, to=CANCELS),
    post("omnitron:order-undo-plan", "ON-1", NONE, to=NOBODY),
    post("omnitron:order-answer-plan", "ON-1", KEY, to=CANCELS, status=422),
    post("omnitron:order-answer-plan", "ON-1", NONE, to=NOBODY),
    post("omnitron:order-refund-account", "ON-1", KEY, to=FINANCE, status=422),
    post("omnitron:order-refund-account", "ON-1", NONE, to=NOBODY),
    post("omnitron:order-refund-account", "ON-9", KEY, to=NOBODY),
    post("omnitron:order-refunds-made", "ON-1", KEY, to=FINANCE, status=422),
    post("omnitron:order-refunds-made", "ON-1", NONE, to=NOBODY),
    post("omnitron:order-refunds-made", "ON-9", KEY, to=NOBODY),
    get("omnitron:order-log", "ON-1", to=OMNITRON),
    get("omnitron:order-log", "ON-9", to=NOBODY),
    post("omnitron:order-add-note", "ON-1", to=OMNITRON, status=422),
    post("omnitron:order-add-note", "ON-9", to=NOBODY),
    get("omnitron:bulk-update-list", to=CANCELS),
    get("omnitron:bulk-update-new", to=CANCELS),
    post("omnitron:bulk-update-new", to=CANCELS, status=422),
    get("omnitron:bulk-update-template-csv", to=CANCELS),
    get("omnitron:bulk-update-template-xlsx", to=CANCELS),
    get("omnitron:bulk-update", KEY, to=CANCELS),
    get("omnitron:bulk-update", NONE, to=NOBODY),
    get("omnitron:bulk-update-progress", KEY, to=CANCELS),
    get("omnitron:bulk-update-progress", NONE, to=NOBODY),
    get("omnitron:bulk-update-changes", KEY, to=CANCELS),
    get("omnitron:bulk-update-changes", NONE, to=NOBODY),
    get("omnitron:bulk-update-unchanged", KEY, to=CANCELS),
    get("omnitron:bulk-update-unchanged", NONE, to=NOBODY),
    get("omnitron:bulk-update-result", KEY, to=CANCELS, status=409),
    get("omnitron:bulk-update-result", NONE, to=NOBODY),
    get("omnitron:bulk-update-refused", KEY, to=CANCELS, status=409),
    get("omnitron:bulk-update-refused", NONE, to=NOBODY),
    post("omnitron:bulk-update-read-again", KEY, to=CANCELS),
    post("omnitron:bulk-update-read-again", NONE, to=NOBODY),
    post("omnitron:bulk-update-apply", KEY, to=CANCELS),
    post("omnitron:bulk-update-apply", NONE, to=NOBODY),
    post("omnitron:bulk-update-apply-all", KEY, to=CANCELS),
    post("omnitron:bulk-update-apply-all", NONE, to=NOBODY),
    post("omnitron:bulk-update-discard", KEY, to=CANCELS),
    post("omnitron:bulk-update-discard", NONE, to=NOBODY),
    post("omnitron:bulk-update-undo", KEY, to=CANCELS),
    post("omnitron:bulk-update-undo", NONE, to=NOBODY),
    get("omnitron:money-close", to=FINANCE),
    get("omnitron:request-list", to=CANCELS),
    post("omnitron:request-approve", to=CANCELS, status=422),
    post("omnitron:request-reject", to=CANCELS, status=422),
    get("omnitron:manual-refund-list", to=FINANCE),
    post("omnitron:manual-refund-claim", KEY, to=FINANCE),
    post("omnitron:manual-refund-claim", NONE, to=NOBODY),
    post("omnitron:manual-refund-let-go", KEY, to=FINANCE),
    post("omnitron:manual-refund-let-go", NONE, to=NOBODY),
    post("omnitron:manual-refund-account", KEY, to=FINANCE, status=422),
    post("omnitron:manual-refund-account", NONE, to=NOBODY),
    post("omnitron:manual-refund-correct-account", KEY, to=FINANCE, status=422),
    post("omnitron:manual-refund-correct-account", NONE, to=NOBODY),
    post("omnitron:manual-refund-made", KEY, to=FINANCE, status=422),
    post("omnitron:manual-refund-made", NONE, to=NOBODY),
    get("omnitron:manual-refund-proof", KEY, to=NOBODY),
    get("omnitron:manual-refund-proof", NONE, to=NOBODY),
    post("omnitron:manual-refund-decide", KEY, to=FINANCE, status=422),
    post("omnitron:manual-refund-decide", NONE, to=NOBODY),
    post("omnitron:manual-refund-try-again", KEY, to=FINANCE),
    post("omnitron:manual-refund-try-again", NONE, to=NOBODY),
    # Omnitron: settings
    get("omnitron:reason-list", to=ADMIN),
    get("omnitron:reason-create", to=ADMIN),
    post("omnitron:reason-create", to=ADMIN, status=200),
    get("omnitron:reason", KEY, to=ADMIN),
    post("omnitron:reason", KEY, to=ADMIN, status=200),
    get("omnitron:reason", NONE, to=NOBODY),
    post("omnitron:reason-activate", KEY, to=ADMIN),
    post("omnitron:reason-deactivate", KEY, to=ADMIN),
    post("omnitron:reason-deactivate", NONE, to=NOBODY),
    get("omnitron:strategy-list", to=ADMIN),
    get("omnitron:strategy", KEY, to=ADMIN),
    post("omnitron:strategy", KEY, to=ADMIN, status=200),
    get("omnitron:strategy", NONE, to=NOBODY),
    post("omnitron:strategy-reset", KEY, to=ADMIN),
    post("omnitron:strategy-reset", NONE, to=NOBODY),
    get("omnitron:strategy-reset", KEY, to=ADMIN, status=405),
    get("omnitron:shipping-company-list", to=ADMIN),
    get("omnitron:shipping-company-create", to=ADMIN),
    post("omnitron:shipping-company-create", to=ADMIN, status=200),
    get("omnitron:shipping-company", KEY, to=ADMIN),
    post("omnitron:shipping-company", KEY, to=ADMIN, status=200),
    get("omnitron:shipping-company", NONE, to=NOBODY),
    post("omnitron:shipping-company-activate", KEY, to=ADMIN),
    post("omnitron:shipping-company-deactivate", KEY, to=ADMIN),
    post("omnitron:shipping-company-deactivate", NONE, to=NOBODY),
    get("omnitron:shipping-company-deactivate", KEY, to=ADMIN, status=405),
    get("omnitron:channel-list", to=ADMIN),
    get("omnitron:channel-create", to=ADMIN),
    post("omnitron:channel-create", to=ADMIN, status=200),
    get("omnitron:channel", KEY, to=ADMIN),
    post("omnitron:channel", KEY, to=ADMIN, status=200),
    get("omnitron:channel", NONE, to=NOBODY),
    post("omnitron:channel-activate", KEY, to=ADMIN),
    post("omnitron:channel-deactivate", KEY, to=ADMIN),
    post("omnitron:channel-give-access", KEY, to=ADMIN, status=422),
    post("omnitron:channel-give-access", NONE, to=NOBODY),
    post("omnitron:channel-withdraw-access", KEY, KEY, to=ADMIN),
    post("omnitron:channel-withdraw-access", KEY, NONE, to=NOBODY),
    get("omnitron:seller-list", to=ADMIN),
    get("omnitron:seller-create", to=ADMIN),
    post("omnitron:seller-create", to=ADMIN, status=200),
    get("omnitron:seller", KEY, to=ADMIN),
    post("omnitron:seller", KEY, to=ADMIN, status=200),
    get("omnitron:seller", NONE, to=NOBODY),
    post("omnitron:seller-activate", KEY, to=ADMIN),
    post("omnitron:seller-deactivate", KEY, to=ADMIN),
    post("omnitron:seller-add-staff", KEY, to=ADMIN, status=422),
    post("omnitron:seller-add-staff", NONE, to=NOBODY),
    post("omnitron:seller-remove-staff", KEY, KEY, to=ADMIN),
    post("omnitron:seller-remove-staff", NONE, KEY, to=NOBODY),
    get("omnitron:user-list", to=ADMIN),
    get("omnitron:user-create", to=ADMIN),
    post("omnitron:user-create", to=ADMIN, status=200),
    get("omnitron:user", KEY, to=ADMIN),
    post("omnitron:user", KEY, to=ADMIN, status=200),
    get("omnitron:user", NONE, to=NOBODY),
    post("omnitron:user-activate", KEY, to=ADMIN),
    post("omnitron:user-deactivate", KEY, to=ADMIN),
    post("omnitron:user-sign-in-link", KEY, to=ADMIN),
    post("omnitron:user-sign-in-link", NONE, to=NOBODY),
    get("omnitron:group-list", to=ADMIN),
    get("omnitron:group-create", to=ADMIN),
    post("omnitron:group-create", to=ADMIN, status=200),
    get("omnitron:group", KEY, to=ADMIN),
    post("omnitron:group", KEY, to=ADMIN, status=200),
    get("omnitron:group", NONE, to=NOBODY),
    post("omnitron:group-delete", KEY, to=ADMIN),
    post("omnitron:group-delete", NONE, to=NOBODY),
    # Seller Center
    get("seller_center:index", to=SELLER_CENTER),
    get("seller_center:bulk-update-list", to=PACKS),
    get("seller_center:bulk-update-new", to=PACKS),
    post("seller_center:bulk-update-new", to=PACKS, status=422),
    get("seller_center:bulk-update-template-csv", to=PACKS),
    get("seller_center:bulk-update-template-xlsx", to=PACKS),
    # It was handed over in Omnitron.
    get("seller_center:bulk-update", KEY, to=NOBODY),
    get("seller_center:bulk-update-progress", KEY, to=NOBODY),
    get("seller_center:bulk-update-changes", KEY, to=NOBODY),
    get("seller_center:bulk-update-unchanged", KEY, to=NOBODY),
    get("seller_center:bulk-update-result", KEY, to=NOBODY),
    get("seller_center:bulk-update-refused", KEY, to=NOBODY),
    post("seller_center:bulk-update-read-again", KEY, to=NOBODY),
    post("seller_center:bulk-update-apply", KEY, to=NOBODY),
    post("seller_center:bulk-update-apply-all", KEY, to=NOBODY),
    post("seller_center:bulk-update-discard", KEY, to=NOBODY),
    post("seller_center:bulk-update-undo", KEY, to=NOBODY),
    get("seller_center:seller-list", to=MARKETPLACE),
    get("seller_center:seller", KEY, to=MARKETPLACE),
    get("seller_center:performance", to=SELLER_CENTER),
    get("seller_center:order-detail", "SC-1", to=SELLER_CENTER),
    get("seller_center:order-detail", "ON-1", to=("MPO", "Admin")),
    get("seller_center:order-detail", "ON-9", to=NOBODY),
    get("seller_center:order-reject", "SC-1", to=SELLER_CENTER, status=422),
    get("seller_center:order-reject", "ON-9", to=NOBODY),
    post("seller_center:order-reject", "SC-1", to=SELLER_CENTER, status=422),
    post("seller_center:order-reject", "ON-9", to=NOBODY),
    get("seller_center:order-plans", "SC-1", to=SELLER_CENTER, anonymous=STOP_POLLING),
    get("seller_center:order-plans", "ON-9", to=NOBODY, anonymous=STOP_POLLING),
    post("seller_center:order-undo-plan", "SC-1", KEY + 1, to=SELLER_CENTER),
    post("seller_center:order-undo-plan", "SC-1", NONE, to=NOBODY),
    post("seller_center:order-undo-plan", "ON-9", KEY + 1, to=NOBODY),
    get("seller_center:return-list", to=SELLER_CENTER),
    get("seller_center:return-answer", KEY + 1, to=SELLER_CENTER),
    get("seller_center:return-answer", NONE, to=NOBODY),
    post("seller_center:return-answer", KEY + 1, to=SELLER_CENTER, status=422),
    post("seller_center:return-answer", NONE, to=NOBODY),
    get("seller_center:order-list", to=SELLER_CENTER),
    post("seller_center:order-filter", to=SELLER_CENTER),
    post("seller_center:order-search", to=SELLER_CENTER),
    get("seller_center:order-sellers", to=MARKETPLACE),
    post("seller_center:order-export", to=SELLER_CENTER, status=422),
    # Seller Center: exports; what is a person's own is in tests/seller_center
    get("seller_center:export-list", to=SELLER_CENTER),
    post("seller_center:export-cancel", NONE, to=NOBODY),
    post("seller_center:export-repeat", NONE, to=NOBODY),
    get("seller_center:export-new", "orders", NONE, to=NOBODY),
    post("seller_center:export-new", "orders", NONE, to=NOBODY),
    post("seller_center:export-choice-delete", "orders", NONE, NONE, to=NOBODY),
    # Seller Center: packages; everybody works for the seller of PK-1, nobody for that of PK-9
    get("seller_center:package-list", to=SELLER_CENTER),
    post("seller_center:package-bulk", "start_preparing", to=PACKS, status=422),
    get("seller_center:package-slips", to=SELLER_CENTER),
    post("seller_center:package-slips", to=SELLER_CENTER, status=422),
    post("seller_center:package-tracking-file", to=PACKS, status=422),
    get("seller_center:package-detail", "PK-1", to=SELLER_CENTER),
    get("seller_center:package-detail", "PK-9", to=NOBODY),
    get("seller_center:package-slip", "PK-1", to=SELLER_CENTER),
    get("seller_center:package-slip", "PK-9", to=NOBODY),
    post("seller_center:package-act", "PK-1", "start_preparing", to=PACKS),
    post("seller_center:package-act", "PK-9", "start_preparing", to=NOBODY),
    post("seller_center:package-ship", "PK-1", to=PACKS, status=422),
    post("seller_center:package-ship", "PK-9", to=NOBODY),
    post("seller_center:package-tracking", "PK-1", to=PACKS, status=422),
    post("seller_center:package-tracking", "PK-9", to=NOBODY),
    post("seller_center:package-invoice", "PK-1", to=PACKS, status=422),
    post("seller_center:package-invoice", "PK-9", to=NOBODY),
    post("seller_center:package-delivery", "PK-1", to=PACKS, status=422),
    post("seller_center:package-delivery", "PK-9", to=NOBODY),
    post("seller_center:package-divide", "PK-1", to=PACKS, status=422),
    post("seller_center:package-divide", "PK-9", to=NOBODY),
    post("seller_center:package-reject", "PK-1", to=SELLER_CENTER, status=422),
    post("seller_center:package-reject", "PK-9", to=NOBODY),
    post("seller_center:package-undo", "PK-1", NONE, to=NOBODY),
    # Seller Center: settings
    get("seller_center:delivery-list", to=DELIVERY),
    get("seller_center:delivery-create", to=DELIVERY),
    post("seller_center:delivery-create", to=DELIVERY, status=200),
    get("seller_center:delivery", KEY, to=DELIVERY),
    post("seller_center:delivery", KEY, to=DELIVERY, status=200),
    get("seller_center:delivery", SHARED, to=DELIVERY),
    get("seller_center:delivery", NONE, to=NOBODY),
    post("seller_center:delivery-activate", KEY, to=DELIVERY),
    post("seller_center:delivery-deactivate", KEY, to=DELIVERY),
    post("seller_center:delivery-deactivate", NONE, to=NOBODY),
    post("seller_center:delivery-make-default", KEY, to=DELIVERY),
    post("seller_center:delivery-make-default", NONE, to=NOBODY),
    get("seller_center:delivery-make-default", KEY, to=DELIVERY, status=405),
    get("seller_center:user-list", to=OF_SELLER),
    get("seller_center:user-create", to=OF_SELLER),
    post("seller_center:user-create", to=OF_SELLER, status=200),
    get("seller_center:user", STAFF, to=OF_SELLER),
    post("seller_center:user", STAFF, to=OF_SELLER, status=200),
    get("seller_center:user", KEY, to=NOBODY),
    post("seller_center:user-activate", STAFF, to=OF_SELLER),
    post("seller_center:user-deactivate", STAFF, to=OF_SELLER),
    post("seller_center:user-deactivate", KEY, to=NOBODY),
    post("seller_center:user-sign-in-link", STAFF, to=OF_SELLER),
    post("seller_center:user-sign-in-link", KEY, to=NOBODY),
    post("seller_center:user-end-work", STAFF, KEY, to=OF_SELLER),
    post("seller_center:user-end-work", KEY, KEY, to=NOBODY),
]
