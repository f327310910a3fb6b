FROM python:3.13-slim

# Not root, with one folder of its own.
RUN useradd --create-home --uid 10001 payoff && install --directory --owner payoff /data
WORKDIR /app

COPY requirements.lock .
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY app_manifest.yml ./
COPY templates templates
COPY storage storage
COPY commands commands
COPY bot bot
RUN python -m compileall -q bot commands storage

USER payoff
ENV DATABASE_URL=sqlite:////data/payoff.db PAYOFF_LOG=json PYTHONUNBUFFERED=1
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ["python", "-c", \
  "import os, urllib.request as r; r.urlopen(f\"http://127.0.0.1:{os.environ.get('PORT') or 3000}/healthz\", timeout=2)"]
# SIGTERM is waited for: what runs is finished within ten seconds.
STOPSIGNAL SIGTERM
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
