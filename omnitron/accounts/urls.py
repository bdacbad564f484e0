from django.urls import path

from omnitron.accounts.views import own_settings, passwords, signing_in

app_name = "accounts"
urlpatterns = [
    path("login/", signing_in.sign_in, name="login"),
    path("logout/", signing_in.sign_out, name="logout"),
    path("settings/", own_settings.own_settings, name="settings"),
    path("password/", passwords.change_password, name="password-change"),
    path(
        "choose-password/<uidb64>/<token>/",
        passwords.ChoosePassword.as_view(),
        name="choose-password",
    ),
]
