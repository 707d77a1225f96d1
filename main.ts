import { getLogger } from "@logtape/logtape";
import { type Clock, systemClock } from "./csms/clock.ts";
import { BadConfig, type Config, readConfig } from "./csms/config.ts";
import { localLinks } from "./csms/links.ts";
import { createCsms, type Csms } from "./csms/mod.ts";
import { logToConsole } from "./csms/sinks/console.ts";
import { lostPage } from "./dashboard/lost.tsx";
import { dashboard } from "./dashboard/mod.ts";
import { DatabaseUnusable } from "./kv/errors.ts";
import { takeAlone } from "./kv/lock.ts";
import { migrate } from "./kv/migrate.ts";
import { openStore } from "./kv/mod.ts";
import { openKv } from "./kv/open.ts";
import { checkLogSkip } from "./ocpp/log_skip.ts";
import { upgrader } from "./ocpp/upgrade.ts";
import { v16 } from "./ocpp/v16/mod.ts";
import { v201, v21 } from "./ocpp/v2/mod.ts";
import { barred } from "./routes/barred.ts";
import { restApi } from "./routes/mod.ts";
import { isEvery, ownAddresses } from "./serve/own_addresses.ts";
import { serve, type Serving } from "./serve/serve.ts";

const log = getLogger(["kvolt"]);
/** Peers have this long to take their close frames, in ms. */
const GOODBYE_MS = 100;
/** Deno Deploy kills 5 s after it asks; what is not written by then is not acknowledged either. */
const STOP_WITHIN_MS = 3_500;

/** A kvolt that runs. */
export interface Running {
  readonly csms: Csms;
  /** Where it listens: plainly, with TLS, with mutual TLS, as far as these are open. */
  readonly addresses: readonly Deno.NetAddr[];
  /** Reads the files of TLS again; where they cannot be used those it has go on. */
  reload(): Promise<void>;
  stop(): Promise<void>;
}

/** What a test or a measurement puts in place of the real thing. */
export interface Instead {
  readonly clock?: Clock;
  /** false commits each change alone. */
  readonly batch?: boolean;
  /** Opens the database. */
  readonly open?: typeof openKv;
  /** How long the store may take to answer, in ms. */
  readonly storeTimeoutMs?: number;
  /** How many frames of the log are sorted by station at once. */
  readonly sortAt?: number;
  /** How many changes must wait for a batch to be written beside one that is under way. */
  readonly worthwhile?: number;
  /** How long a station may be silent, pongs included, in s. */
  readonly idleSeconds?: number;
  /** Stands between the ports and the handshake of a station. */
  readonly between?: (upgrade: Upgrade) => Upgrade;
}

type Upgrade = ReturnType<typeof upgrader>;

/** Starts everything on one port, and with TLS on others where certificates are set. */
export async function start(
  config: Config,
  { clock = systemClock, batch = true, open = openKv, storeTimeoutMs, ...instead }: Instead = {},
): Promise<Running> {
  const dialects = [v21, v201, v16];
  checkLogSkip(config, dialects);
  const release = takeAlone(config.KV_PATH, Deno.env);
  const { kv, exclusive, where } = await open(config.KV_PATH, Deno.env).catch((error) => {
    release();
    throw error;
  });
  await migrate(kv);
  const store = openStore(kv, {
    ...{ now: clock.now, exclusive, batch, timeoutMs: storeTimeoutMs },
    journalDays: config.EVENT_DAYS,
    sortAt: instead.sortAt,
    worthwhile: instead.worthwhile,
  });
  const links = localLinks();
  const csms = createCsms({ store, links, clock, config });
  const app = restApi(csms, lostPage).route("/", dashboard(csms));
  const handshake = upgrader({ csms, clock, dialects, idleSeconds: instead.idleSeconds });
  const upgrade = instead.between?.(handshake) ?? handshake;

  let setup: string | undefined;
  async function begin() {
    // A wrong SECRET_KEY is told now, before anything is signed or refused.
    if (config.SECRET_KEY !== undefined) await csms.certificates.ca.root();
    if (!config.dev) setup = await csms.people.setupToken();
    return await serve({
      ...{ csms, config, clock, upgrade },
      rest: (request, address, direct) =>
        barred(csms, request, address, direct) ?? app.fetch(request, { address }),
    });
  }
  const serving = await begin().catch((error) => {
    csms.stop();
    store.close();
    release();
    throw error;
  });
  announce(config, serving.addresses, where, setup);
  const own = serving.addresses.PORT;
  if (config.SIMULATOR === "on" && own) {
    await csms.virtual.begin(async () => {
      const { virtualChargers } = await import("./simulator/virtual.ts");
      return virtualChargers(`ws://${dialled(own.hostname)}:${own.port}/ocpp`, clock);
    });
  }

  let stopped: Promise<void> | undefined;
  async function stop(): Promise<void> {
    const late = Promise.withResolvers<void>();
    const cancel = clock.after(STOP_WITHIN_MS, late.resolve);
    const ended = csms.virtual.end();
    const live = [...links.all()];
    for (const link of live) link.close(1001, "kvolt is stopping; dial again");
    if (live.length > 0) await new Promise<void>((resolve) => clock.after(GOODBYE_MS, resolve));
    await Promise.race([ended, late.promise]);
    csms.stop();
    const served = serving.stop().then(csms.reliability.written).then(() => csms.analytics.counted)
      .then(() => store.drain());
    await Promise.race([served, late.promise]);
    cancel();
    store.close();
    release();
  }
  const addresses = Object.values(serving.addresses);
  return { csms, addresses, reload: serving.reload, stop: () => stopped ??= stop() };
}

function announce(
  config: Config,
  { PORT: plain, TLS_PORT: secure, MTLS_PORT: mutual }: Serving["addresses"],
  where: string,
  setup: string | undefined,
): void {
  const own = plain ?? secure!;
  const tls = plain ? "" : "s";
  const base = `http${tls}://${reachable(own.hostname)}:${own.port}`;
  log.info(`kvolt listens on http${tls}://${at(own)}, its data in ${where}`);
  if (plain && secure) log.info(`and on https://${at(secure)}`);
  if (mutual) log.info(`and for client certificates on https://${at(mutual)}`);
  const found = ownAddresses(own.hostname, Deno.networkInterfaces).join(" or ");
  const machine = found && `; this machine is ${found}`;
  log.info(`chargers connect to ws${tls}://<this machine>:${own.port}/ocpp/<station id>${machine}`);
  if (setup !== undefined) {
    const url = config.PUBLIC_URL ?? base;
    const elsewhere = found && url === base ? ` (at another machine: ${found} for localhost)` : "";
    log.info(
      `nobody has an account: make the first at ${url}/setup?token=${setup} within 24 h${elsewhere}`,
    );
  }
  if (!config.dev) return;
  log.warn("DEVELOPMENT: REST is open to everyone on this machine and every station is let in");
}

function at({ hostname, port }: Deno.NetAddr): string {
  return `${hostname}:${port}`;
}

/** A name for a browser of this machine, where it listens on every address. */
const reachable = (host: string): string =>
  isEvery(host) ? "localhost" : host.includes(":") ? `[${host}]` : host;

/** An address of this machine that surely leads to itself. */
const dialled = (host: string): string => host === "0.0.0.0" ? "127.0.0.1" : reachable(host);

/** A failure of one part never ends the process: it is logged, and the rest goes on. */
function survive(): void {
  for (const type of ["error", "unhandledrejection"] as const) {
    globalThis.addEventListener(type, (event) => {
      event.preventDefault();
      const error = (event as ErrorEvent).error ?? (event as PromiseRejectionEvent).reason;
      log.error("unexpected: {error}", { error });
    });
  }
}

/** Development runs under --watch, which ends at SIGTERM only where nobody listens; what was acknowledged is kept. */
const endings = ({ dev }: Config): Deno.Signal[] => dev ? ["SIGINT"] : ["SIGINT", "SIGTERM"];

async function end(running: Running | undefined, signal: Deno.Signal): Promise<void> {
  log.info(`${signal}: stopping`);
  await running?.stop();
  try {
    Deno.exit(0);
  } catch {
    // Under --watch it throws, and the watcher ends the process.
  }
}

async function main(): Promise<void> {
  try {
    const config = readConfig(Deno.env.toObject());
    await logToConsole(config.LOG_LEVEL, Deno.stdout.isTerminal());
    let running: Running | undefined = undefined;
    let ended: Promise<void> | undefined;
    for (const signal of endings(config)) {
      Deno.addSignalListener(signal, () => void (ended ??= end(running, signal)));
    }
    running = await start(config);
    survive();
    Deno.addSignalListener("SIGHUP", () => void running.reload());
  } catch (error) {
    const expected = error instanceof BadConfig || error instanceof DatabaseUnusable;
    const text = expected ? (error as Error).message : (error as Error).stack;
    await Deno.stderr.write(new TextEncoder().encode(`kvolt cannot start: ${text}\n`));
    Deno.exit(1);
  }
}

if (import.meta.main) await main();
