import pytest
from django.db import connection

from orders.models import Order
from orders.searching import TooManyNumbers, search, split_numbers, unmatched_numbers
from tests.factories import OrderFactory, OrderItemFactory

pytestmark = pytest.mark.django_db


def found(text):
    result = search(Order.objects.all(), text)
    return set(Order.objects.filter(result.condition).values_list("number", flat=True))


def named(number, first="", last="", email="", phone=""):
    return OrderFactory(number=number, first_name=first, last_name=last, email=email, phone=phone)


def test_a_pasted_list_is_split_at_anything_a_sheet_puts_between():
    assert split_numbers('"17","18";\t19\r\n20  17\ufeff') == ["17", "18", "19", "20"]


def test_more_than_ten_thousand_numbers_are_refused_with_the_limit():
    with pytest.raises(TooManyNumbers, match=r"10,001 numbers were pasted; 10,000 at most"):
        split_numbers("\n".join(str(n) for n in range(10_001)))


def test_five_thousand_numbers_are_answered():
    OrderFactory(number="4999")
    result = search(Order.objects.all(), "\n".join(str(n) for n in range(5_000)))
    assert (result.numbers, len(result.unmatched)) == (5_000, 4_999)


def test_a_list_names_what_it_did_not_find():
    named("17112400381")
    result = search(Order.objects.all(), "17112400381\n17112400999, 171124003B1")
    assert result.unmatched == ["17112400999", "171124003B1"]
    assert found("17112400381\n17112400999, 171124003B1") == {"17112400381"}


@pytest.mark.parametrize("column", ["tracking_number", "invoice_number"])
def test_a_line_s_number_finds_its_order(column):
    item = OrderItemFactory(**{column: "JD0417739120BR"})
    OrderItemFactory(**{column: "OTHER"})
    assert found("JD0417739120BR") == {item.order.number}


def test_the_beginning_of_an_order_number_is_enough():
    named("17112400381")
    named("18112400381")
    assert found("17112") == {"17112400381"}


def test_numbers_mixed_of_all_kinds_are_one_list():
    item = OrderItemFactory(tracking_number="JD04", order__number="1711")
    other = OrderItemFactory(invoice_number="CA2017-40177", order__number="1712")
    result = search(Order.objects.all(), "JD04 CA2017-40177 nothing")
    assert result.unmatched == ["nothing"]
    assert found("JD04 CA2017-40177 nothing") == {item.order.number, other.order.number}


@pytest.mark.parametrize(
    ("first", "text"),
    [
        ("İstanbul", "istanbul"),
        ("istanbul", "İSTANBUL"),
        ("Işık", "ışık"),
        ("Işık", "IŞIK"),
        ("Işık", "isik"),
        ("São", "sao"),
        ("Sao", "SÃO"),
        ("Ångström", "angstrom"),
        ("Łukasz", "lukasz"),
        ("Ωμέγα", "ωμεγα"),
        ("Øystein", "oystein"),
    ],
)
def test_names_meet_whatever_their_case_and_accents(first, text):
    named("1", first=first)
    named("2", first="Another")
    assert found(text) == {"1"}


def test_every_word_must_begin_a_word_of_the_customer():
    named("1", first="Antônia", last="Guimarães Sá")
    named("2", first="Antônia", last="Souza")
    assert found("guim ant") == {"1"}


@pytest.mark.parametrize("text", ["Silva, Maria", "maria,silva"])
def test_a_name_may_have_a_comma(text):
    named("1", first="Maria", last="Silva")
    named("2", first="Maria", last="Souza")
    assert found(text) == {"1"}


@pytest.mark.parametrize("text", ["Ana.Silva@Example.com", "ana.silva@", "silva@example"])
def test_an_e_mail_address_is_found_from_its_start(text):
    named("1", email="ana.silva@example.com")
    named("2", email="ana.souza@example.com")
    assert found(text) == ({"1"} if text.lower().startswith("ana") else set())


@pytest.mark.parametrize(
    "text", ["+55 49 99102-4417", "5549991024417", "49991024417"[1:], "9991024417", "4417"]
)
def test_a_phone_number_is_found_whole_or_by_its_end(text):
    named("1", phone="+55 (49) 99102 4417")
    named("2", phone="+55 49 99102 4471")
    assert found(text) == {"1"}


@pytest.mark.parametrize("text", ["!!!", "'", "\\", "a:* | b", "'; DROP TABLE x; --", "&"])
def test_what_is_no_word_finds_nobody_and_breaks_nothing(text):
    named("1", first="Ana")
    assert found(text) == set()


def test_a_text_longer_than_any_name_finds_nobody():
    named("1", first="x" * 250)
    assert found("x" * 3000) == set()


def test_a_list_with_bytes_of_nothing_is_split_there():
    assert split_numbers("17\x0018") == ["17", "18"]


def test_unmatched_numbers_are_those_that_these_orders_lack():
    named("1")
    named("2")
    mine = Order.objects.filter(number="1")
    assert unmatched_numbers(mine, ["1", "2", "3"]) == ["2", "3"]


def test_the_document_holds_words_address_and_ends_of_the_phone():
    order = named(
        "1", first="Işık", last="Çınar", email="A.Cinar@Example.com", phone="+90 532 1112233"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tsvector_to_array(search) FROM orders_order WHERE id = %s", [order.pk]
        )
        assert cursor.fetchone()[0] == [
            "1112233",
            "2233",
            "5321112233",
            "905321112233",
            "a",
            "a.cinar@example.com",
            "cinar",
            "isik",
        ]


# Of each of these, folding makes more than one letter: 18, 6 and 1 of four bytes.
WIDE = ["\ufdfa", "\u3316", "\U00010428"]


@pytest.mark.parametrize("letter", WIDE)
def test_a_name_of_the_widest_letters_is_kept_and_found(letter):
    named("1", first=letter * 255, last=letter * 255, email=letter * 60 + "@exemplo.com.br")
    named("2", first="Ana")

    order = Order.objects.get(number="1")

    assert order.search
    assert found(letter * 255) == {"1"}
    assert found(letter * 30) == {"1"}


def document(first="", email="", phone=""):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tsvector_to_array(order_document(%s, '', %s, %s)), omnitron_words(%s)",
            [first, email, phone, first],
        )
        words, folded = cursor.fetchone()
    return set(words), set(folded)


@pytest.mark.parametrize("letter", [*WIDE, "x"])
def test_a_word_that_postgresql_could_not_hold_is_cut(letter):
    words, folded = document(first=letter * 9_000)

    assert words == {word[:511] for word in folded}


def test_an_address_and_a_phone_without_end_are_cut():
    assert document(email="x" * 9_000)[0] == {"x" * 511}
    assert document(phone="7" * 9_000)[0] == {"7" * length for length in (4, 7, 10, 511)}
