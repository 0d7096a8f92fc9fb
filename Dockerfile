# Two stages: the first builds a virtual environment, the second holds only what runs.
FROM python:3.12-slim AS build
WORKDIR /src
RUN python -m venv /opt/dateline && /opt/dateline/bin/pip install --no-cache-dir 'pip>=24'
COPY requirements/all.txt requirements/all.txt
RUN /opt/dateline/bin/pip install --no-cache-dir --require-hashes -r requirements/all.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY adapters adapters
COPY prompts prompts
RUN /opt/dateline/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.12-slim
RUN useradd --create-home --uid 10001 dateline && mkdir /data && chown dateline /data
COPY --from=build /opt/dateline /opt/dateline
ENV PATH=/opt/dateline/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATELINE_HOST=0.0.0.0 \
    DATELINE_DATABASE_URL=sqlite:////data/dateline.sqlite3
USER dateline
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["dateline", "doctor"]
ENTRYPOINT ["dateline"]
CMD ["serve"]
