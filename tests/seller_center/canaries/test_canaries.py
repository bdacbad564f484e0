"""Nothing of another seller is in any answer that a seller's person gets from Seller Center."""

import pytest
from django.core import mail
from django.db import transaction
from django.test import override_settings
from django.urls import get_resolver, reverse

from exports.jobs.mailing import mail_requester
from omnitron.accounts.models import User
from tests.emptying import empty_tables
from tests.seller_center.canaries.asks import ASKS, found
from tests.seller_center.canaries.world import AMOUNTS, CANARY, open_world
from tests.seller_center.history.entries import history_of
from tests.test_page_matrix import patterns

pytestmark = pytest.mark.django_db

OWN = [ask for ask in ASKS if not ask.hidden]
OTHERS = [ask for ask in ASKS if ask.hidden]
HTMX = {"HX-Request": "true"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made once for all requests, and for good: files of exports are written from what is."""
    folder = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with folder, django_db_blocker.unblock():
        yield open_world()
        empty_tables()


def label(ask):
    return " ".join([ask.method, ask.name, *ask.args, *ask.data.values()])


def answer_to(client, ask, world, **options):
    """The answers to a request, and to where it leads."""
    url, data = ask.of(world)
    return getattr(client, ask.method)(url, data, follow=True, **options)


def given_away(response, typed=()):
    """Marks of the other seller in the answer or its headers, but for what was typed."""
    content = b"".join(response) if response.streaming else response.content
    head = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
    text = f"{head}\n{content.decode(errors='replace')}"
    for word in typed:
        text = text.replace(word, "")
    return AMOUNTS.findall(text) + [CANARY] * text.lower().count(CANARY)


@pytest.mark.parametrize("ask", OWN, ids=label)
def test_one_s_own_gives_nothing_of_another_seller_away(client, world, ask):
    client.force_login(world.mine.staff)
    for language, headers in (("en", {}), ("tr", HTMX)):
        User.objects.filter(pk=world.mine.staff.pk).update(language=language)
        with transaction.atomic():
            response = answer_to(client, ask, world, headers=headers)
            transaction.set_rollback(True)

        assert response.status_code in (200, 400, 409, 422)
        assert given_away(response) == []


@pytest.mark.parametrize("ask", OTHERS, ids=label)
def test_another_seller_s_does_not_exist(client, world, ask):
    client.force_login(world.mine.staff)

    response = answer_to(client, ask, world)

    assert response.status_code == 404
    assert given_away(response, ask.typed(world)) == []


@pytest.mark.parametrize("ask", OTHERS, ids=label)
def test_who_owns_it_finds_it(client, world, ask):
    """What the test before does not find is there."""
    client.force_login(found(world, ask.owner))

    assert answer_to(client, ask, world).status_code != 404


def test_no_mail_to_a_seller_s_person_does_either(world, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail_requester(world.mine.export.pk)

    (message,) = mail.outbox
    assert message.to == [world.mine.staff.email]
    text = str(message.message())
    assert "1711" not in text
    assert AMOUNTS.findall(text) + [CANARY] * text.lower().count(CANARY) == []


def test_the_marketplace_s_own_pages_have_the_marks(client, world):
    """Whoever sees the order whole sees them: the tests above would find a leak."""
    client.force_login(world.mpo)
    ask = next(ask for ask in OWN if ask.name == "order-detail")

    assert "77,777.77" in given_away(answer_to(client, ask, world))
    assert CANARY in given_away(answer_to(client, ask, world))


@pytest.mark.parametrize("name", ["order-detail", "package-detail"])
def test_histories_have_the_marks_for_who_may_read_them(client, world, name):
    number = world.shared.number if name == "order-detail" else world.other_shared.package.number
    url = reverse(f"seller_center:{name}", args=[number])
    for user in (world.other.staff, world.mpo):
        client.force_login(user)
        history = history_of(client.get(url, {"history": "all"}))
        assert "77,777.77 goes back" in history or "77,804.49 goes back" in history
        assert history.count(CANARY) > 20


def test_no_address_of_seller_center_is_left_out():
    ours = {name for name in patterns(get_resolver()) if name.startswith("seller_center:")}

    assert {ask.address for ask in ASKS} - ours == {"export-link", "export-file", "export-again"}
    assert ours - {ask.address for ask in ASKS} == set()
