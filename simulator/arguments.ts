import { parseArgs } from "node:util";
import { z } from "zod";

/** How the program is called. */
export const USAGE = `deno task sim --url ws://localhost:8080 --id CP-1

  --url URL           of the CSMS; the id is added to it
  --id ID             of the charge point; with --count a pattern in which {n} is the number
  --count N           so many charge points: ID-1, ID-2 … where the id has no {n}
  --key PASSWORD      HTTP Basic authorization; the user name is the id
  --connectors N      1 where nothing is given
  --set KEY=VALUE     a configuration key, in 2.x Component.Variable; may be repeated
  --scenario FILE     play it, then end; an example is simulator/scenarios/charge_offline.json
  --speed FACTOR      how fast the charge point's clock runs
  --seed N            the same numbers at random each time
  --version VERSION   of OCPP: 1.6, 2.0.1 or 2.1`;

const flags = z.strictObject({
  url: z.string().refine((url) => /^wss?:$/.test(URL.parse(url)?.protocol ?? ""), {
    error: "must be a ws:// or wss:// URL",
  }),
  id: z.string().min(1).default("CP-1"),
  count: z.coerce.number().int().min(1).max(100_000).default(1),
  key: z.string().optional(),
  connectors: z.coerce.number().int().min(1).max(100).default(1),
  set: z.array(z.string().regex(/^[\w./]+=/, "must be KEY=VALUE")).default([]),
  scenario: z.string().optional(),
  speed: z.coerce.number().positive().max(10_000).default(1),
  seed: z.coerce.number().int().optional(),
  version: z.enum(["1.6", "2.0.1", "2.1"]).default("1.6"),
});

const option = { type: "string" } as const;

/** Reads the command line; `undefined` where help was asked for, an error that names the flag where it is wrong. */
export function readArguments(args: string[]) {
  const { values: { help, ...values } } = parseArgs({
    args,
    options: {
      ...{ url: option, id: option, count: option, key: option, connectors: option },
      ...{ scenario: option, speed: option, seed: option, version: option },
      set: { type: "string", multiple: true },
      help: { type: "boolean", short: "h" },
    },
  });
  if (help) return undefined;
  const read = flags.safeParse(values);
  if (read.success) {
    const { set, ...rest } = read.data;
    const pairs = set.map((
      pair,
    ) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]);
    return { ...rest, configuration: Object.fromEntries(pairs) as Record<string, string> };
  }
  const { path, message } = read.error.issues[0]!;
  const flag = String(path[0]);
  const given = values[flag as keyof typeof values];
  throw new Error(`--${flag}: ${message}: ${given === undefined ? "nothing given" : given}`);
}

/** The ids of `count` charge points. */
export function idsOf(id: string, count: number): string[] {
  if (count === 1) return [id.replaceAll("{n}", "1")];
  const pattern = id.includes("{n}") ? id : `${id}-{n}`;
  return Array.from({ length: count }, (_, n) => pattern.replaceAll("{n}", String(n + 1)));
}
