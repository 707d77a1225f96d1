import type { Clock } from "../csms/clock.ts";
import { BadConfig, type Config, unusable } from "../csms/config.ts";
import type { Handle, Listener } from "./peer.ts";
import { listenPlain } from "./plain.ts";
import { listenTls, type TlsListener } from "./tls.ts";
import type { TlsFiles } from "./tls_files.ts";

type PortName = "PORT" | "TLS_PORT" | "MTLS_PORT";

/** The ports that are open, by the variable that set them. */
export interface Listening {
  readonly addresses: Readonly<Partial<Record<PortName, Deno.NetAddr>>>;
  /** Shows and believes other certificates from now on. */
  renew(files: TlsFiles): void;
  stop(): Promise<void>;
}

interface Serving {
  readonly handle: Handle;
  readonly clock: Clock;
  readonly failed: (address: string, reason: string) => void;
}

/** Opens PORT, TLS_PORT and MTLS_PORT, as far as they are set; rejects with BadConfig, having closed what it opened. */
export async function listen(
  config: Config,
  { own, clients }: TlsFiles,
  serving: Serving,
): Promise<Listening> {
  const open: Partial<Record<PortName, Listener>> = {};
  const tls: { listener: TlsListener; asks: boolean }[] = [];
  const stop = async () => {
    await Promise.all(Object.values(open).map((listener) => listener.stop()));
  };

  async function add(name: PortName, start: (port: number) => Listener | Promise<Listener>) {
    const port = config[name];
    if (port === "off") return;
    try {
      open[name] = await start(port);
    } catch (error) {
      throw new BadConfig(reason(config, name, error as Error), { cause: error });
    }
  }

  async function secure(port: number, ca?: string): Promise<Listener> {
    const where = { hostname: config.HOST, port };
    const listener = await listenTls(where, { ...own!, ca }, serving);
    tls.push({ listener, asks: ca !== undefined });
    return listener;
  }

  try {
    await add("PORT", (port) => listenPlain({ hostname: config.HOST, port }, serving.handle));
    if (own) await add("TLS_PORT", (port) => secure(port));
    if (own && clients) await add("MTLS_PORT", (port) => secure(port, clients.ca));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    addresses: Object.fromEntries(
      Object.entries(open).map(([name, { address }]) => [name, address]),
    ),
    renew({ own, clients }) {
      for (const { listener, asks } of tls) {
        if (own) listener.renew({ ...own, ca: asks ? clients?.ca : undefined });
      }
    },
    stop,
  };
}

/** Which of the two that make an address the system did not take. */
function reason(config: Config, port: PortName, error: Error & { code?: string }): string {
  const isPort = error.code === "EADDRINUSE" || error.code === "EACCES" ||
    error instanceof Deno.errors.AddrInUse || error instanceof Deno.errors.PermissionDenied;
  const name = isPort ? port : "HOST";
  return unusable(name, config[name], error.message);
}
