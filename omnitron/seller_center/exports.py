"""The pages of exports in Seller Center."""

from omnitron.accounts.panels import SELLER_CENTER
from omnitron.export_pages.place import Place
from omnitron.export_pages.urls import addresses
from omnitron.seller_center.order_list.words import in_words

PLACE = Place(
    panel=SELLER_CENTER,
    namespace="seller_center",
    orders_url_name="seller_center:order-list",
    in_words=in_words,
)

urlpatterns = addresses(PLACE)
