FROM debian:bookworm-slim
# The binary itself and no wrapper, so that signals reach it.
COPY --from=denoland/deno:bin-2.9.6 /deno /usr/local/bin/deno
RUN useradd --system --uid 10001 --create-home kvolt && install -d -o kvolt /data
WORKDIR /app
ENV DENO_DIR=/app/.deno KV_PATH=/data/kvolt.db DENO_NO_UPDATE_CHECK=1
COPY deno.json deno.lock ./
COPY main.ts ./
COPY csms csms
COPY dashboard dashboard
COPY ocpp ocpp
COPY kv kv
COPY routes routes
COPY serve serve
COPY simulator simulator
RUN deno cache --frozen main.ts simulator/main.ts kv/backup.ts && chown -R kvolt /app/.deno
USER kvolt
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["deno", "eval", "--no-lock", "const port = Deno.env.get('PORT') || 8080; if (port === 'off') (await Deno.connect({ port: Number(Deno.env.get('TLS_PORT') || 8443) })).close(); else if (!(await fetch(`http://127.0.0.1:${port}/api/v1/health`)).ok) Deno.exit(1)"]
CMD ["deno", "run", "--frozen", "--cached-only", "--v8-flags=--max-semi-space-size=8", "--allow-net", "--allow-env", "--allow-read", "--allow-write", "--allow-sys", "main.ts"]
