from django.apps import AppConfig


class SellerCenterConfig(AppConfig):
    name = "omnitron.seller_center"
    label = "seller_center"
