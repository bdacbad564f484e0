from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.core.exceptions import DisallowedHost

from omnitron.accounts import audit
from omnitron.accounts.models import AuditEntry
from omnitron.accounts.services import users
from omnitron.accounts.sign_in_links import sign_in_link
from omnitron.accounts.tasks import send_sign_in_link
from omnitron.core.errors import Refusal
from omnitron.core.formats import moment_text
from tests.accounts.people import manager
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


@pytest.mark.parametrize("reach", ["channel", "seller"])
def test_nobody_makes_a_sign_in_link_for_who_sees_more_than_they(reach):
    user = UserFactory(channels=[SalesChannelFactory()] if reach == "channel" else [])
    if reach == "seller":
        SellerStaffFactory(user=user)

    with pytest.raises(Refusal) as refusal:
        users.allow_sign_in_link(actor=manager(), pk=user.pk, site="http://testserver/")

    assert "sees sales channels or sellers that you do not" in str(refusal.value)
    assert not audit.entries_about(user).exists()


def test_who_could_take_a_channel_or_seller_may_make_the_link():
    user = UserFactory(channels=[SalesChannelFactory()])
    SellerStaffFactory(user=user)

    users.allow_sign_in_link(
        actor=manager("orders.manage_channels", "orders.manage_sellers"), pk=user.pk, site="/"
    )

    assert audit.entries_about(user).get().action == AuditEntry.Action.LINK_MADE


def test_who_has_the_same_channel_and_seller_may_make_the_link():
    actor, channel = manager(), SalesChannelFactory()
    user = UserFactory(channels=[channel])
    actor.channel_access.create(channel=channel)
    seller = SellerStaffFactory(user=user).seller
    SellerStaffFactory(user=actor, seller=seller)

    users.allow_sign_in_link(actor=actor, pk=user.pk, site="/")

    assert audit.entries_about(user).get().action == AuditEntry.Action.LINK_MADE


def test_a_sign_in_link_is_logged_without_the_link(django_capture_on_commit_callbacks):
    user = UserFactory(email="marina@example.com")

    with django_capture_on_commit_callbacks() as callbacks:
        users.allow_sign_in_link(
            actor=UserFactory(role="Admin"), pk=user.pk, site="https://omnitron.example/"
        )

    entry = audit.entries_about(user).get()
    assert (entry.action, entry.changes) == (AuditEntry.Action.LINK_MADE, {})
    assert len(callbacks) == 1


def test_a_mailbox_is_not_flooded_with_links():
    actor, user = UserFactory(role="Admin"), UserFactory(first_name="Marina", last_name="Teixeira")
    for _link in range(5):
        users.allow_sign_in_link(actor=actor, pk=user.pk, site="/")

    with pytest.raises(Refusal) as refusal:
        users.allow_sign_in_link(actor=actor, pk=user.pk, site="/")

    again = moment_text(audit.entries_about(user).last().at + timedelta(hours=1), "minute")
    sentence = "5 sign-in links were made for Marina Teixeira within an hour: the next one can be"
    assert str(refusal.value) == f"{sentence} made at {again}."
    assert audit.entries_about(user).count() == 5


def test_no_sign_in_link_for_who_is_deactivated():
    user = UserFactory(is_active=False, first_name="Marina", last_name="Teixeira")

    with pytest.raises(Refusal, match="Marina Teixeira is deactivated"):
        users.allow_sign_in_link(actor=UserFactory(role="Admin"), pk=user.pk, site="https://x/")


def test_the_mail_holds_a_link_that_works(client, settings):
    settings.ALLOWED_HOSTS = ["omnitron.example", "testserver"]
    user = UserFactory(email="marina@example.com")

    send_sign_in_link(user.pk, "https://omnitron.example/")

    message = mail.outbox[0]
    assert message.to == ["marina@example.com"]
    link = next(word for word in message.body.split() if word.startswith("https://"))
    assert client.get(link.removeprefix("https://omnitron.example")).status_code == 302


def test_no_link_is_mailed_to_a_site_that_is_not_ours():
    user = UserFactory(email="marina@example.com")

    with pytest.raises(DisallowedHost):
        send_sign_in_link(user.pk, "https://omnitron.elsewhere/")

    assert mail.outbox == []
