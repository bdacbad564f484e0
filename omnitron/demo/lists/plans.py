"""What people say about plans, and the accounts to which money goes by hand."""

# About a reason that asks for more, by the type of the plan.
NOTES = {
    "cancel": (
        "The customer called before noon.",
        "Written to us by e-mail, answered the same day.",
        "The customer orders again with the right address.",
    ),
    "refund": (
        "The photos of the customer are in the file.",
        "Came back complete and in its box.",
        "The customer sent it back with the label that we gave.",
    ),
}
LOWERED = "The box was missing: agreed with the customer by phone."
REFUSALS = (
    "The seal is broken and the item was used.",
    "What came back is not what we sent.",
    "Sent back 23 days after delivery.",
)
REFERENCE = "Transfer {number}"

# By the currency; the numbers are those of documentation.
ACCOUNTS = {
    "TRY": "TR330006100519786457841326",
    "BRL": "BR1800360305000010009795493C1",
    "KWD": "KW81CBKU0000000000001234560101",
}
OTHER_ACCOUNT = "DE89370400440532013000"
