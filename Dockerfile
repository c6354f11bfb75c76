# Two stages: the first has what installs packages, the second only what runs.
FROM python:3.13-slim-trixie AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements.txt .
RUN /opt/venv/bin/pip install --require-hashes -r requirements.txt

FROM python:3.13-slim-trixie
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        ghostscript tesseract-ocr tesseract-ocr-eng tesseract-ocr-fra tesseract-ocr-osd \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin fund
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY . .
# A source root and the root: site/ is no package, Python has its own module of that name.
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONPATH=/app/site:/app \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    REPAIR_FUND_VAR=/var/lib/repair-fund \
    BIND=0.0.0.0:8000
# Static files and translations belong to the image; the keys and addresses given here are used for nothing else.
RUN mkdir -p /var/lib/repair-fund \
    && install -d -m 0700 -o fund -g fund /run/engine \
    && SECRET_KEY=only-while-building-0123456789012345678901234567890123456789 \
       FIELD_ENCRYPTION_KEYS=b1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
       BLIND_INDEX_KEY=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= \
       ALLOWED_HOSTS=localhost DEBTOR_IBAN=none DEBTOR_SIREN=none DATABASE_URL=sqlite:////tmp/none.sqlite3 \
       sh -c 'python manage.py compile_catalogues && python manage.py collectstatic --no-input --verbosity 0' \
    && rm -f /tmp/none.sqlite3 \
    && chown -R fund:fund /var/lib/repair-fund
USER fund
VOLUME /var/lib/repair-fund
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health/', timeout=4)"]
CMD ["gunicorn", "--config", "site/gunicorn.conf.py"]
