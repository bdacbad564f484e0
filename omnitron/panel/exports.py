"""The pages of exports in Omnitron."""

from omnitron.accounts.panels import OMNITRON
from omnitron.export_pages.place import Place
from omnitron.export_pages.urls import addresses
from omnitron.panel.order_list.words import in_words

PLACE = Place(
    panel=OMNITRON,
    namespace="omnitron",
    orders_url_name="omnitron:order-list",
    in_words=in_words,
)

urlpatterns = addresses(PLACE)
