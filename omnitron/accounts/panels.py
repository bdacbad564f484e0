"""The two panels, each named by the permission to work in it."""

OMNITRON = "accounts.use_omnitron"
SELLER_CENTER = "accounts.use_seller_center"
