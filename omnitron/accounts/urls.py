from django.urls import path

from omnitron.accounts.views import api_tokens, own_settings, passwords, signing_in

app_name = "accounts"
urlpatterns = [
    path("login/", signing_in.sign_in, name="login"),
    path("logout/", signing_in.sign_out, name="logout"),
    path("settings/", own_settings.own_settings, name="settings"),
    path("tokens/", api_tokens.token_list, name="token-list"),
    path("tokens/revoke/", api_tokens.token_revoke_all, name="token-revoke-all"),
    path("tokens/<slug:token_key>/revoke/", api_tokens.token_revoke, name="token-revoke"),
    path("password/", passwords.change_password, name="password-change"),
    path(
        "choose-password/<uidb64>/<token>/",
        passwords.ChoosePassword.as_view(),
        name="choose-password",
    ),
]
