import { z } from "zod";
import { isRange } from "./proxies.ts";

const positive = z.coerce.number().positive();
// Beyond these a timer overflows or a time has no date.
const days = (fallback: number) => positive.max(36_500).default(fallback);
const hours = (fallback: number) => positive.max(87_600).default(fallback);
const megabytes = (fallback: number) => positive.max(1_024).default(fallback);
const DAY_SECONDS = 86_400;
const list = (fallback: string) =>
  z.string().default(fallback).transform((text) =>
    text.split(",").map((part) => part.trim()).filter(Boolean)
  );
/** As `60/10`: so many at once, and so many anew in every so many seconds. */
const limit = (fallback: string) =>
  z.string().default(fallback).refine(
    (text) => /^[1-9]\d{0,6}\/[1-9]\d{0,4}$/.test(text),
    "not a number and the seconds it is for, as 60/10",
  ).transform((text) => {
    const [count, seconds] = text.split("/").map(Number);
    return { count: count!, seconds: seconds! };
  });
const port = z.coerce.number().int().min(0).max(65535);
const pattern = z.string().transform((text, context) => {
  try {
    new RegExp(text, "u");
    return new RegExp(`^(?:${text})$`, "u");
  } catch (error) {
    context.addIssue({ code: "custom", message: (error as Error).message });
    return z.NEVER;
  }
});

/** Everything that can be set from outside, with what holds where nothing is set. */
const fields = z.object({
  /** `off` leaves TLS as the only way in. */
  PORT: z.union([z.literal("off"), port], { error: "neither a port nor off" }).default(8080),
  HOST: z.string().min(1).optional(),
  KV_PATH: z.string().min(1).default("./data/kvolt.db"),
  API_TOKEN: z.string().min(16).optional(),
  DISCOVERY: z.enum(["open", "approve", "closed"]).optional(),
  /** What the whole id of a station has to match, known or not. */
  STATION_ID_PATTERN: pattern.optional(),
  AUTH_UNKNOWN: z.enum(["Accepted", "Invalid", "Blocked"]).default("Invalid"),
  AUTH_URL: z.url({ protocol: /^https?$/ }).optional(),
  AUTH_SECRET: z.string().min(16).optional(),
  ID_TAG_CACHE_HOURS: hours(24),
  HEARTBEAT_SECONDS: positive.int().max(DAY_SECONDS).default(300),
  CALL_TIMEOUT_SECONDS: positive.max(DAY_SECONDS).default(30),
  /** A transaction without a meter value for so long is asked for one; 0 asks never. */
  METER_SILENCE_SECONDS: z.coerce.number().nonnegative().max(DAY_SECONDS).default(300),
  /** Stations that can show it are told what a transaction has cost so far, so often; 0 tells never. */
  COST_UPDATE_SECONDS: z.coerce.number().nonnegative().max(DAY_SECONDS).default(0),
  /** Actions whose frames are not kept; `none`, the name of no action, keeps them all. */
  LOG_SKIP: list("Heartbeat,MeterValues"),
  LOG_DAYS: days(30),
  EVENT_DAYS: days(30),
  SAMPLE_DAYS: days(365),
  AUDIT_DAYS: days(365),
  TLS_CERT: z.string().min(1).optional(),
  TLS_KEY: z.string().min(1).optional(),
  TLS_PORT: port.default(8443),
  /** CAs whose client certificates are believed; they open the port for mutual TLS. */
  TLS_CLIENT_CA: z.string().min(1).optional(),
  /** Files of what those CAs have taken back. */
  TLS_CRL: list(""),
  MTLS_PORT: port.default(8444),
  TRUSTED_PROXIES: list("").refine(
    (ranges) => ranges.every(isRange),
    "not a list of addresses and ranges, as 127.0.0.1,10.0.0.0/8",
  ),
  CLIENT_CERT_HEADER: z.string().regex(/^[A-Za-z0-9-]+$/).optional(),
  /** Under which URL stations and people reach kvolt, where that is not the host that REST is asked at. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  FILE_MAX_MB: megabytes(64),
  FILE_DAYS: days(365),
  UPLOAD_MAX_MB: megabytes(32),
  UPLOAD_DAYS: days(30),
  UPLOAD_HOURS: hours(24),
  PKI_URL: z.url({ protocol: /^https?$/ }).optional(),
  PKI_SECRET: z.string().min(16).optional(),
  /** Mail to people, as `smtp://user:password@host:587`, or `smtps://`. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().min(3).optional(),
  /** Seals what the store must not show, such as the key of kvolt's own CA. */
  SECRET_KEY: z.string().min(32).optional(),
  CERT_DAYS: z.coerce.number().int().min(1).max(3_650).default(365),
  FLOOD_STATION_HANDSHAKES: limit("60/60"),
  FLOOD_ADDRESS_HANDSHAKES: limit("10000/60"),
  FLOOD_ADDRESS_SOCKETS: z.coerce.number().int().min(1).max(1_000_000).default(10_000),
  FLOOD_STATION_FRAMES: limit("600/10"),
  FLOOD_ADDRESS_FRAMES: limit("60000/10"),
  /** Requests for what only attackers look for; more, and the address is shut out for so long, or 0 never. */
  FLOOD_PROBES: limit("3/600"),
  FLOOD_SHUT_OUT_MINUTES: z.coerce.number().nonnegative().max(10_080).default(15),
  FLOOD_LOG_COOLDOWN: positive.max(DAY_SECONDS).default(60),
  /** Chargers that run inside kvolt, to try things out with. */
  SIMULATOR: z.enum(["on", "off"]).optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warning", "error"]).default("info"),
  KVOLT_DEV: z.enum(["0", "1"]).default("0"),
});

/** The names of all variables. */
export const variables = Object.keys(fields.shape) as readonly Variable[];

/** The name of a variable. */
export type Variable = keyof typeof fields.shape;

const environment = fields.superRefine((env, context) => {
  for (
    const [one, other] of [
      ["AUTH_URL", "AUTH_SECRET"],
      ["PKI_URL", "PKI_SECRET"],
      ["TLS_CERT", "TLS_KEY"],
      ["SMTP_URL", "MAIL_FROM"],
    ] as const
  ) {
    if ((env[one] === undefined) === (env[other] === undefined)) continue;
    const [missing, set] = env[one] === undefined ? [one, other] : [other, one];
    context.addIssue({ code: "custom", path: [missing], message: `needed where ${set} is set` });
  }
  if (env.SMTP_URL !== undefined && env.PUBLIC_URL === undefined) {
    const message = "needed where SMTP_URL is set, for the links in mails";
    context.addIssue({ code: "custom", path: ["PUBLIC_URL"], message });
  }
  const proxied = env.CLIENT_CERT_HEADER !== undefined;
  const noPlain = env.SIMULATOR === "on" && env.PORT === "off";
  const unmet = [
    ["TLS_CERT", "PORT is off", env.PORT === "off" && !env.TLS_CERT],
    ["TLS_CERT", "TLS_CLIENT_CA is set", env.TLS_CLIENT_CA && !env.TLS_CERT && !proxied],
    ["TLS_CLIENT_CA", "TLS_CRL is set", env.TLS_CRL.length > 0 && !env.TLS_CLIENT_CA],
    ["TLS_CLIENT_CA", "CLIENT_CERT_HEADER is set", proxied && !env.TLS_CLIENT_CA],
    ["PORT", "SIMULATOR is on, as its chargers dial without TLS", noPlain],
    ["TRUSTED_PROXIES", "CLIENT_CERT_HEADER is set", proxied && env.TRUSTED_PROXIES.length === 0],
  ] as const;
  for (const [missing, where, is] of unmet) {
    if (is) context.addIssue({ code: "custom", path: [missing], message: `needed where ${where}` });
  }
  if (env.KVOLT_DEV === "1" && env.HOST !== undefined && !isLoopback(env.HOST)) {
    const message = "with KVOLT_DEV REST is open, so that only localhost, 127.0.0.1 or ::1 will do";
    context.addIssue({ code: "custom", path: ["HOST"], message });
  }
});

function isLoopback(host: string): boolean {
  return ["localhost", "127.0.0.1", "::1"].includes(host.toLowerCase());
}

export type Environment = z.output<typeof environment>;
export type Config = Environment & {
  readonly HOST: string;
  readonly DISCOVERY: "open" | "approve" | "closed";
  readonly SIMULATOR: "on" | "off";
  /** On loopback only, REST without a token, every station let in. */
  readonly dev: boolean;
  /** The variables that are set. */
  readonly given: ReadonlySet<string>;
};

/** The environment cannot be used; the message names each variable, its value and what is wrong. */
export class BadConfig extends Error {
  override name = "BadConfig";
}

/** Variables whose values nobody is shown. */
export const secrets: ReadonlySet<string> = new Set<Variable>([
  ...["API_TOKEN", "AUTH_SECRET", "SMTP_URL", "PKI_SECRET", "SECRET_KEY"] as const,
]);

/** What is wrong with one variable, by its name and its value; that of a secret is not shown. */
export function unusable(name: string, value: string | number | undefined, why: string): string {
  const shown = value === undefined
    ? "unset"
    : secrets.has(name)
    ? "(hidden)"
    : JSON.stringify(value);
  return `${name} is ${shown}: ${why}`;
}

/** Reads the configuration; throws BadConfig. An empty variable counts as unset. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const result = environment.safeParse(set);
  if (!result.success) {
    const lines = result.error.issues.map(({ path, message }) => {
      const name = String(path[0]);
      return unusable(name, set[name], message);
    });
    throw new BadConfig(lines.join("\n"));
  }
  const dev = result.data.KVOLT_DEV === "1";
  return {
    ...result.data,
    dev,
    given: new Set(variables.filter((name) => set[name] !== undefined)),
    HOST: result.data.HOST ?? (dev ? "127.0.0.1" : "0.0.0.0"),
    SIMULATOR: result.data.SIMULATOR ?? (dev && result.data.PORT !== "off" ? "on" : "off"),
    DISCOVERY: result.data.DISCOVERY ?? (dev ? "open" : "approve"),
  };
}
