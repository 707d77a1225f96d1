import { getLogger } from "@logtape/logtape";
import { type Clock, systemClock } from "./csms/clock.ts";
import { BadConfig, type Config, readConfig, unusable } from "./csms/config.ts";
import { localLinks } from "./csms/links.ts";
import { createCsms, type Csms } from "./csms/mod.ts";
import { logToConsole } from "./csms/sinks/console.ts";
import { dashboard } from "./dashboard/mod.ts";
import { DatabaseUnusable } from "./kv/errors.ts";
import { takeAlone } from "./kv/lock.ts";
import { migrate } from "./kv/migrate.ts";
import { openStore } from "./kv/mod.ts";
import { openKv } from "./kv/open.ts";
import { upgrader } from "./ocpp/upgrade.ts";
import { v16 } from "./ocpp/v16/mod.ts";
import { v201, v21 } from "./ocpp/v2/mod.ts";
import { restApi } from "./routes/mod.ts";

const log = getLogger(["kvolt"]);
/** Peers have this long to take their close frames, in ms. */
const GOODBYE_MS = 100;
/** Deno Deploy kills 5 s after it asks; what is not written by then is not acknowledged either. */
const STOP_WITHIN_MS = 3_500;

/** A kvolt that runs. */
export interface Running {
  readonly csms: Csms;
  /** Where it listens; the second one speaks TLS. */
  readonly addresses: readonly Deno.NetAddr[];
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
  /** How long a station may be silent, pongs included, in s. */
  readonly idleSeconds?: number;
}

/** Starts everything on one port, and on a second one with TLS where a certificate is set. */
export async function start(
  config: Config,
  { clock = systemClock, batch = true, open = openKv, storeTimeoutMs, idleSeconds }: Instead = {},
): Promise<Running> {
  const release = takeAlone(config.KV_PATH, Deno.env);
  const { kv, exclusive, where } = await open(config.KV_PATH, Deno.env).catch((error) => {
    release();
    throw error;
  });
  await migrate(kv);
  const store = openStore(kv, {
    ...{ now: clock.now, exclusive, batch, timeoutMs: storeTimeoutMs },
    journalDays: config.EVENT_DAYS,
  });
  const links = localLinks();
  const csms = createCsms({ store, links, clock, config });
  const app = restApi(csms).route("/", dashboard(csms));
  const upgrade = upgrader({ csms, clock, dialects: [v21, v201, v16], idleSeconds });

  function handle(request: Request, info: Deno.ServeHandlerInfo<Deno.NetAddr>) {
    const address = info.remoteAddr.hostname;
    const upgrades = request.headers.get("upgrade")?.toLowerCase() === "websocket";
    return upgrades ? upgrade(request, address) : app.fetch(request, { address });
  }

  // A wrong SECRET_KEY is told now, before anything is signed or refused.
  const ready = config.SECRET_KEY === undefined ? undefined : csms.certificates.ca.root();
  const servers = await Promise.resolve(ready).then(() => listen(config, handle)).catch((error) => {
    csms.stop();
    store.close();
    release();
    throw error;
  });
  const addresses = servers.map(({ addr }) => addr);
  announce(config, addresses, where, await csms.people.setupToken());

  let stopped: Promise<void> | undefined;
  async function stop(): Promise<void> {
    const live = [...links.all()];
    for (const link of live) link.close(1001, "kvolt is stopping; dial again");
    if (live.length > 0) await new Promise<void>((resolve) => clock.after(GOODBYE_MS, resolve));
    csms.stop();
    const late = Promise.withResolvers<void>();
    const cancel = clock.after(STOP_WITHIN_MS, late.resolve);
    const served = Promise.all(servers.map((server) => server.shutdown()));
    await Promise.race([served.then(() => store.drain()), late.promise]);
    cancel();
    store.close();
    release();
  }
  return { csms, addresses, stop: () => stopped ??= stop() };
}

/** Listens on PORT, and on TLS_PORT where a certificate is set; throws BadConfig with what cannot be used. */
async function listen(config: Config, handle: Deno.ServeHandler<Deno.NetAddr>) {
  const [cert, key] = await Promise.all([readPem(config, "TLS_CERT"), readPem(config, "TLS_KEY")]);
  const servers = [listenOn(config, "PORT", handle)];
  if (cert === undefined || key === undefined) return servers;
  try {
    return [...servers, listenOn(config, "TLS_PORT", handle, { cert, key })];
  } catch (error) {
    await servers[0]!.shutdown();
    throw error;
  }
}

async function readPem(config: Config, name: "TLS_CERT" | "TLS_KEY"): Promise<string | undefined> {
  const path = config[name];
  if (path === undefined) return undefined;
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    throw new BadConfig(unusable(name, path, (error as Error).message), { cause: error });
  }
}

function listenOn(
  config: Config,
  portName: "PORT" | "TLS_PORT",
  handle: Deno.ServeHandler<Deno.NetAddr>,
  tls = {},
): Deno.HttpServer<Deno.NetAddr> {
  try {
    const where = { hostname: config.HOST, port: config[portName] };
    return Deno.serve({ ...where, ...tls, onListen() {} }, handle);
  } catch (error) {
    const { message } = error as Error;
    const name = error instanceof Deno.errors.AddrInUse ||
        error instanceof Deno.errors.PermissionDenied
      ? portName
      : /\bkeys?\b/i.test(message)
      ? "TLS_KEY"
      : /certificate/i.test(message)
      ? "TLS_CERT"
      : "HOST";
    throw new BadConfig(unusable(name, config[name], message), { cause: error });
  }
}

function announce(
  config: Config,
  addresses: readonly Deno.NetAddr[],
  where: string,
  setup: string | undefined,
): void {
  const [plain, secure] = addresses;
  log.info(`kvolt listens on http://${plain!.hostname}:${plain!.port}, its data in ${where}`);
  if (secure) log.info(`and on https://${secure.hostname}:${secure.port}`);
  log.info(`chargers connect to ws://<this machine>:${plain!.port}/ocpp/<station id>`);
  if (setup && !config.dev) {
    const url = config.PUBLIC_URL ?? `http://${reachable(plain!.hostname)}:${plain!.port}`;
    log.info(`nobody has an account: make the first at ${url}/setup?token=${setup} within 24 h`);
  }
  if (!config.dev) return;
  log.warn("DEVELOPMENT: REST is open to everyone on this machine and every station is let in");
}

/** A name for a browser of this machine, where it listens on every address. */
const reachable = (host: string): string =>
  /^(0\.0\.0\.0|::)$/.test(host) ? "localhost" : host.includes(":") ? `[${host}]` : host;

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

async function main(): Promise<void> {
  try {
    const config = readConfig(Deno.env.toObject());
    await logToConsole(config.LOG_LEVEL, Deno.stdout.isTerminal());
    const running = await start(config);
    survive();
    const end = async (signal: Deno.Signal) => {
      log.info(`${signal}: stopping`);
      await running.stop();
      Deno.exit(0);
    };
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      Deno.addSignalListener(signal, () => void end(signal));
    }
  } catch (error) {
    const expected = error instanceof BadConfig || error instanceof DatabaseUnusable;
    const text = expected ? (error as Error).message : (error as Error).stack;
    await Deno.stderr.write(new TextEncoder().encode(`kvolt cannot start: ${text}\n`));
    Deno.exit(1);
  }
}

if (import.meta.main) await main();
