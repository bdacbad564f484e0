-- What the image of PostgreSQL runs as its superuser while its volume is empty: a role that may do
-- nothing but sign in, and the database that it owns, as migrations must.
\getenv password OMNITRON_PASSWORD
CREATE ROLE omnitron LOGIN PASSWORD :'password';
CREATE DATABASE omnitron OWNER omnitron;
