# The image of web, worker, beat and migrations; docker-compose.yml runs it in its four roles.

FROM node:22-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund

FROM python:3.12-slim AS libraries
COPY requirements/s3.txt /tmp/s3.txt
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --disable-pip-version-check \
        --only-binary :all: --require-hashes --requirement /tmp/s3.txt

FROM python:3.12-slim AS built
ENV PATH=/venv/bin:$PATH
WORKDIR /app
COPY --from=libraries /venv /venv
COPY . .
COPY --from=packages /app/node_modules ./node_modules
# Collecting the files needs settings, but no service: these are never used.
RUN python -m omnitron.core.assets \
    && rm -r node_modules \
    && pybabel compile --domain django --directory locale \
    && SECRET_KEY=unused ALLOWED_HOSTS=unused DATABASE_URL=postgresql://unused REDIS_URL=redis://unused \
        python manage.py collectstatic --no-input \
    && python -m compileall -q .

FROM python:3.12-slim
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    OMNITRON_ENV=production
RUN useradd --system --uid 10001 --user-group --no-create-home omnitron \
    && install --directory --owner omnitron --group omnitron --mode 700 /var/lib/omnitron
WORKDIR /app
COPY --from=libraries /venv /venv
COPY --from=built /app /app
USER omnitron
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "docker/healthcheck.py"]
CMD ["gunicorn", "--config", "python:omnitron.web_server", "omnitron.wsgi"]
