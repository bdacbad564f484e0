"""The functions by which customers are found; the table's generated column is made of them."""

from django.db import migrations

# Folds case, accents and the Turkish dotless i away, so that İstanbul and istanbul, ışık and
# IŞIK, São and Sao meet. Decomposing first turns İ into I + dot, which lower() alone would not.
FOLD = r"""
CREATE FUNCTION omnitron_fold(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN translate(
    lower(regexp_replace(normalize(value, NFKD), E'[\u0300-\u036f]', '', 'g')
          COLLATE "pg_c_utf8"),
    'ıøłđ', 'iold');
"""

WORDS = r"""
CREATE FUNCTION omnitron_words(value text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN array_remove(
    regexp_split_to_array(omnitron_fold(value) COLLATE "pg_c_utf8", '[^[:alnum:]]+'), '');
"""

# People give a phone number with or without its country code, or only its end.
PHONE_WORDS = r"""
CREATE FUNCTION omnitron_phone_words(phone text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE WHEN length(regexp_replace(phone, '\D', '', 'g')) < 4 THEN '{}'::text[]
    ELSE ARRAY[
        regexp_replace(phone, '\D', '', 'g'),
        right(regexp_replace(phone, '\D', '', 'g'), 10),
        right(regexp_replace(phone, '\D', '', 'g'), 7),
        right(regexp_replace(phone, '\D', '', 'g'), 4)]
    END;
"""

# A tsvector keeps the length of a word in 11 bits, and `array_to_tsvector` does not look: 255 signs
# such as U+3316, of which folding makes six letters each, would break the row. A letter has four
# bytes at most.
CUT = r"""
CREATE FUNCTION omnitron_cut(word text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN left(word, 511);
"""

# The domain of an address is no word by itself: half the customers share a few of them.
DOCUMENT = r"""
CREATE FUNCTION order_document(first_name text, last_name text, email text, phone text)
RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN array_to_tsvector(ARRAY(
    SELECT omnitron_cut(word)
    FROM unnest(
        omnitron_words(first_name || ' ' || last_name || ' ' || split_part(email, '@', 1))
        || array_remove(ARRAY[omnitron_fold(email)], '')
        || omnitron_phone_words(phone)) AS word
));
"""

# An e-mail address is looked for as a whole from its start, a phone number by its digits,
# everything else word by word, each from its start.
QUERY = r"""
CREATE FUNCTION order_query(value text) RETURNS tsquery
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (
    SELECT coalesce(string_agg(quote_literal(omnitron_cut(word)) || ':*', ' & '), '')::tsquery
    FROM unnest(CASE
        WHEN value LIKE '%@%' THEN
            ARRAY[regexp_replace(omnitron_fold(btrim(value)), '[\s''\\]', '', 'g')]
        WHEN value ~ '^[-+0-9 ()./]{4,}$' THEN
            ARRAY[regexp_replace(value, '\D', '', 'g')]
        ELSE omnitron_words(value)
    END) AS word
    WHERE word <> ''
);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(FOLD, "DROP FUNCTION omnitron_fold(text)"),
        migrations.RunSQL(WORDS, "DROP FUNCTION omnitron_words(text)"),
        migrations.RunSQL(PHONE_WORDS, "DROP FUNCTION omnitron_phone_words(text)"),
        migrations.RunSQL(CUT, "DROP FUNCTION omnitron_cut(text)"),
        migrations.RunSQL(
            DOCUMENT, "DROP FUNCTION order_document(text, text, text, text)"
        ),
        migrations.RunSQL(QUERY, "DROP FUNCTION order_query(text)"),
    ]
