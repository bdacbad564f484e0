from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class SignIn(LoginView):
    """Username and password."""

    template_name = "accounts/login.html"
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """Ends the session; by POST only."""


def locked_out(request: HttpRequest, credentials: dict[str, str]) -> HttpResponse:
    """After repeated failures the door stays shut for a while, whoever knocks."""
    return render(request, "accounts/login.html", {"locked": True}, status=429)
