import pytest

from omnitron.accounts import audit
from orders.models import ChannelAccess, SalesChannel
from tests.factories import OrderFactory, SalesChannelFactory, UserFactory
from tests.forms import fields_of, post

pytestmark = pytest.mark.django_db

LIST = "/omnitron/settings/channels/"
NEW = LIST + "new/"


@pytest.fixture
def admin(client):
    user = UserFactory(role="Admin", time_zone="Europe/Istanbul")
    client.force_login(user)
    return user


def url_of(channel):
    return f"{LIST}{channel.pk}/"


def text(response):
    return response.content.decode()


def test_an_empty_list_offers_the_first_channel(client, admin):
    assert "No sales channels yet" in text(client.get(LIST))


def test_a_channel_is_added_in_the_time_zone_of_who_adds_it(client, admin):
    response = post(
        client, NEW, name="Vitrine TR", slug="vitrine-tr", channel_type="web", currency="TRY"
    )

    channel = SalesChannel.objects.get()
    assert response.url == url_of(channel)
    assert (channel.name, channel.currency, channel.timezone) == (
        "Vitrine TR",
        "TRY",
        "Europe/Istanbul",
    )


def test_a_currency_must_be_chosen(client, admin):
    page = client.get(NEW)

    response = post(client, NEW, name="Vitrine TR", slug="vitrine-tr")

    assert fields_of(page)["currency"] == [""]
    assert "This field is required." in text(response)
    assert not SalesChannel.objects.exists()


def test_a_channel_is_changed(client, admin):
    channel = SalesChannelFactory(name="Web", currency="BRL")

    post(client, url_of(channel), name="Web TR", currency="TRY", timezone="Asia/Tokyo")

    channel.refresh_from_db()
    assert (channel.name, channel.currency, channel.timezone) == ("Web TR", "TRY", "Asia/Tokyo")


def test_a_channel_with_orders_keeps_what_its_orders_rely_on(client, admin):
    channel = SalesChannelFactory(name="Web", slug="web", currency="BRL")
    OrderFactory(channel=channel)

    fields = fields_of(client.get(url_of(channel)))
    post(client, url_of(channel), name="Web BR", slug="other", currency="EUR")

    assert not {"slug", "currency"} & set(fields)
    channel.refresh_from_db()
    assert (channel.name, channel.slug, channel.currency) == ("Web BR", "web", "BRL")


def test_a_user_gets_access_and_loses_it(client, admin):
    channel, user = SalesChannelFactory(), UserFactory(username="marina")

    given = client.post(url_of(channel) + "access/", {"username": "marina"}, follow=True)
    assert f"{user} has access now." in text(given)
    assert ChannelAccess.objects.filter(user=user, channel=channel).exists()
    taken = client.post(f"{url_of(channel)}access/{user.pk}/withdraw/", follow=True)

    assert f"{user} has no access any more." in text(taken)
    assert not ChannelAccess.objects.exists()
    assert [entry.changes for entry in audit.entries_about(channel)] == [
        {"access": [["marina"], []]},
        {"access": [[], ["marina"]]},
    ]


def test_an_unknown_username_is_named_and_kept(client, admin):
    channel = SalesChannelFactory()

    page = text(client.post(url_of(channel) + "access/", {"username": "mariana"}))

    assert "There is no user “mariana”." in page
    assert 'value="mariana"' in page


def test_who_has_access_is_shown_and_who_has_not_is_suggested(client, admin):
    channel = SalesChannelFactory()
    inside = UserFactory(username="inside", channels=[channel])
    UserFactory(username="outside")
    UserFactory(username="gone", is_active=False)

    page = text(client.get(url_of(channel)))

    assert f"/access/{inside.pk}/withdraw/" in page
    suggested = page.split("<datalist")[1].split("</datalist>")[0]
    assert 'value="outside"' in suggested
    assert "inside" not in suggested
    assert "gone" not in suggested


def test_a_channel_is_deactivated_and_activated(client, admin):
    channel = SalesChannelFactory(name="Web")

    response = client.post(url_of(channel) + "deactivate/", follow=True)
    assert "Web is deactivated." in text(response)
    client.post(url_of(channel) + "activate/")

    channel.refresh_from_db()
    assert channel.is_active


def test_pages_cost_the_same_with_3_and_33_channels_and_users(
    client, admin, django_assert_num_queries
):
    def fill(count):
        channels = SalesChannelFactory.create_batch(count)
        ChannelAccess.objects.bulk_create(
            ChannelAccess(user=user, channel=channel)
            for user in UserFactory.create_batch(count)
            for channel in [first, *channels]
        )

    first = SalesChannelFactory()
    for count in (3, 30):
        fill(count)
        with django_assert_num_queries(4):
            client.get(LIST)
        with django_assert_num_queries(9):
            client.get(url_of(first))
