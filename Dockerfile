# Not built in CI; see docs/OPERATIONS.md.
FROM node:22-bookworm-slim AS web
WORKDIR /frontdesk/web
COPY web/package.json web/package-lock.json web/.npmrc ./
RUN npm ci --no-progress
COPY web/ ./
RUN npm run build

FROM rust:1.95-bookworm AS binary
WORKDIR /frontdesk
COPY . .
COPY --from=web /frontdesk/web/build web/build
RUN cargo build --release --locked

FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/* \
  && useradd --system --uid 10001 --home-dir /data --create-home frontdesk
COPY --from=binary /frontdesk/target/release/frontdesk /usr/local/bin/frontdesk
USER frontdesk
# Settings name data/… relative to where the service runs, so from here they mean the volume.
WORKDIR /
VOLUME /data
ENV HOST=0.0.0.0 PORT=8000
EXPOSE 8000
# The image has no HTTP client; bash can open a connection itself.
HEALTHCHECK --interval=15s --timeout=5s --start-period=10s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$PORT && printf 'GET /readyz HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["frontdesk"]
CMD ["serve"]
