-- Chance that can be repeated: a draw is a hash of a row's key and the draw's own name.
CREATE OR REPLACE FUNCTION pg_temp.draw(key bigint, name text) RETURNS float8
LANGUAGE sql IMMUTABLE
RETURN (hashint8extended(key, hashtextextended(name, %(seed)s)) & 4503599627370495)::float8
    / 4503599627370496;

-- A whole number from 1 to a size.
CREATE OR REPLACE FUNCTION pg_temp.place(key bigint, name text, size float8) RETURNS bigint
LANGUAGE sql IMMUTABLE
RETURN 1 + floor(pg_temp.draw(key, name) * size)::bigint;

-- The same, with the first places far more often.
CREATE OR REPLACE FUNCTION pg_temp.rank(key bigint, name text, size integer) RETURNS integer
LANGUAGE sql IMMUTABLE
RETURN least(floor(exp(pg_temp.draw(key, name) * ln(size + 1.0::float8)))::integer, size);

-- The word whose share a draw falls into; the bounds are the shares, added up.
CREATE OR REPLACE FUNCTION pg_temp.pick(draw float8, words text[], bounds float8[]) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN words[1 + width_bucket(draw, bounds)];

-- Digits for every # of a pattern.
CREATE OR REPLACE FUNCTION pg_temp.digits(key bigint, pattern text) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN replace(replace(replace(pattern,
    '###', lpad((pg_temp.place(key, 'three digits', 1000) - 1)::text, 3, '0')),
    '##', lpad((pg_temp.place(key, 'two digits', 100) - 1)::text, 2, '0')),
    '#', (pg_temp.place(key, 'a digit', 10) - 1)::text);

-- Of ten orders in a row, six are a customer's first; the place of that order is their key.
CREATE OR REPLACE FUNCTION pg_temp.is_first_order(place bigint) RETURNS boolean
LANGUAGE sql IMMUTABLE
RETURN mod(place, 10) IN (0, 1, 2, 4, 5, 7);

CREATE OR REPLACE FUNCTION pg_temp.customer_code(customer bigint) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN 'C' || %(seed)s || '-' || lpad(customer::text, 7, '0');

-- Channels by their share; a customer stays with one.
CREATE OR REPLACE FUNCTION pg_temp.channel_of(customer bigint) RETURNS text
LANGUAGE sql IMMUTABLE
RETURN pg_temp.pick(pg_temp.draw(customer, 'channel'), %(channels)s, %(channel_bounds)s::float8[]);
