"""Tags that stand around other content: sections and lines of the order log."""

from datetime import UTC, datetime

from django.template import Context, Template


def draw(source, **context):
    html = Template("{% load omnitron %}" + source).render(Context(context))
    return " ".join(html.replace(">", "> ").split())


def test_a_section_opens_with_its_title_and_tells_its_gist():
    html = draw(
        '{% section title key="billing" gist=city opened=True %}<p>{{ city }}</p>{% endsection %}',
        title="Billing <Information>",
        city="São Paulo & more",
    )
    assert '<details data-section data-remember="section:billing" open>' in html
    assert "<h2> Billing &lt;Information&gt;</h2>" in html
    assert '<span class="gist"> São Paulo &amp; more</span>' in html
    assert '<div class="card-body"> <p> São Paulo &amp; more</p> </div>' in html


def test_a_closed_section_without_a_key_is_not_remembered():
    assert "<details data-section>" in draw('{% section "Plain" %}x{% endsection %}')


def test_a_line_of_the_log_has_time_dot_and_what_happened():
    html = draw(
        '{% log_entry at=at icon="user" tone="accent" %}<strong>Ada</strong>{% endlog_entry %}',
        at=datetime(2017, 11, 24, 9, 12, tzinfo=UTC),
    )
    assert '<time datetime="2017-11-24T09:12:00+00:00"> 09:12</time>' in html
    assert '<span class="dot t-accent">' in html
    assert '<div class="what"> <strong> Ada</strong> </div>' in html
