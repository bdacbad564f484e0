from urllib.parse import urlsplit

from celery import shared_task
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.core.mail import send_mail
from django.http.request import validate_host
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from omnitron.accounts.models import User
from omnitron.accounts.sign_in_links import sign_in_link


@shared_task
def send_sign_in_link(user_id: int, site: str) -> None:
    """Mail a user the link to choose a password; made here, as a broker should keep no secret.

    Raises `DisallowedHost` for a site that is not ours: who writes to the queue gets no link.
    """
    host = urlsplit(site).hostname or ""
    if not validate_host(host, settings.ALLOWED_HOSTS):
        raise DisallowedHost(host)
    user = User.objects.get(pk=user_id)
    with translation.override(user.language):
        text = render_to_string(
            "accounts/sign_in_link.txt", {"user": user, "link": sign_in_link(user, site)}
        )
        send_mail(_("Your sign-in to Omnitron"), text, None, [user.email])
