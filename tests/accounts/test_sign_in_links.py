import pytest
from django.contrib.auth.models import Group

from omnitron.accounts.services import users
from omnitron.accounts.sign_in_links import sign_in_link
from tests.factories import SalesChannelFactory, SellerStaffFactory, UserFactory

pytestmark = pytest.mark.django_db


def opens(client, link):
    """Whether a link still leads to the form for a new password."""
    page = client.get(link, follow=True).content.decode()
    return 'name="new_password1"' in page


def test_a_link_opens_the_form(client):
    assert opens(client, sign_in_link(UserFactory(role="Support"), "/"))


@pytest.mark.parametrize("change", ["group", "channel", "seller", "superuser", "deactivated"])
def test_a_link_ends_when_its_user_rises_or_was_deactivated(client, change):
    user = UserFactory(role="Support")
    link = sign_in_link(user, "/")

    if change == "group":
        user.groups.add(Group.objects.get(name="Admin"))
    elif change == "channel":
        user.channel_access.create(channel=SalesChannelFactory())
    elif change == "seller":
        SellerStaffFactory(user=user)
    elif change == "superuser":
        user.is_superuser = True
        user.save()
    else:
        for active in (False, True):
            users.set_active(actor=UserFactory(role="Admin"), pk=user.pk, active=active)

    assert not opens(client, link)


def test_a_session_from_before_the_deactivation_stays_ended(client):
    user = UserFactory(role="Support")
    client.force_login(user)
    assert client.get("/omnitron/orders/").status_code == 200

    for active in (False, True):
        users.set_active(actor=UserFactory(role="Admin"), pk=user.pk, active=active)

    assert client.get("/omnitron/orders/").status_code == 302
