import type { Slice } from "./load.ts";
import type { Usage } from "./order.ts";
import { program } from "./program.ts";

const CLIENTS = 100;
const WARM_UP_SECONDS = 4;
/** Until what a connection holds that nobody reads from is full: some 4 MB. */
const FILLING_SECONDS = 20;
/** Servers take turns of a second each, so that whatever else the machine does hits them alike. */
const ROUNDS = 6;

/** What is measured of one server; CPU is the server's own in µs a message, times in ms. */
export interface Speed {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  readonly cpuUs: number;
}

/** What serves: raw echo, kvolt, kvolt with each change committed alone, or with something beside its chargers. */
type Server = "echo" | "kvolt" | "one by one" | "flooded" | "watched" | "unread";

/** What runs beside the chargers of a server in its turns: a program, and what it is told. */
const others: { readonly [server in Server]?: readonly [name: string, ...args: string[]] } = {
  flooded: ["flooder.ts"],
  watched: ["watchers.ts", "reads"],
  unread: ["watchers.ts", "never"],
};

/** A server with its chargers, and what they say to it. */
type Pairing = readonly [server: Server, role: string];

interface Contestant {
  /** Runs one slice of time and gives what it took. */
  turn(): Promise<Slice & { cpuUs: number }>;
  stop(): Promise<void>;
}

/** Starts a server and its chargers, each in a process of its own, and warms them up. */
async function contestant(
  [server, role]: Pairing,
  env: Record<string, string>,
): Promise<Contestant> {
  const folder = await Deno.makeTempDir({ prefix: "kvolt-bench-" });
  const serving = server === "echo" ? program("echo.ts") : program("server.ts", {
    args: [String(CLIENTS), server === "one by one" ? "alone" : "batch"],
    env: { KV_PATH: `${folder}/bench.db`, ...env },
  });
  const { port } = await serving.hears();
  const load = program("load.ts", { args: [String(port), role, String(CLIENTS)] });
  await load.hears();
  const [name, ...args] = others[server] ?? [];
  const other = name ? program(name, { args: [String(port), ...args] }) : undefined;
  if (server === "unread") {
    await other?.ask("on");
    await load.ask(`warm ${FILLING_SECONDS}`);
  }
  await load.ask(`warm ${WARM_UP_SECONDS}`);
  return {
    async turn() {
      await other?.ask("on");
      const before: Usage = await serving.ask("usage");
      const slice: Slice = await load.ask("run 1");
      const after: Usage = await serving.ask("usage");
      await other?.ask("off");
      return { ...slice, cpuUs: after.cpuUs - before.cpuUs };
    },
    async stop() {
      await load.stop();
      await other?.stop();
      await serving.stop();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

/** Measures servers against each other, 100 clients with one message outstanding each. */
export async function speeds(
  pairings: readonly Pairing[],
  env: Record<string, string> = {},
): Promise<Speed[]> {
  const contestants: Contestant[] = [];
  for (const pairing of pairings) contestants.push(await contestant(pairing, env));
  const sums = pairings.map(() => ({ messages: 0, seconds: 0, cpuUs: 0, p50: 0, p99: 0 }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, each] of contestants.entries()) {
      const { messages, seconds, cpuUs, p50, p99 } = await each.turn();
      const sum = sums[i]!;
      sum.messages += messages;
      sum.seconds += seconds;
      sum.cpuUs += cpuUs;
      Object.assign(sum, { p50, p99 });
    }
  }
  for (const each of contestants) await each.stop();
  return sums.map(({ messages, seconds, cpuUs, p50, p99 }) => ({
    ...{ rate: messages / seconds, cpuUs: cpuUs / messages },
    ...{ p50, p99 },
  }));
}
