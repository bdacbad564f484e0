from django.urls import URLPattern

app_name = "seller_center"
urlpatterns: list[URLPattern] = []
