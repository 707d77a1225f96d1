import { z } from "@hono/zod-openapi";

const fault = z.strictObject({
  path: z.string().openapi({ description: "Where it is, with dots: `schedule.periods.0.limit`" }),
  message: z.string(),
});

/** One thing that is wrong with what was sent. */
export type Fault = z.output<typeof fault>;

/** What every error is answered with, as `application/problem+json` (RFC 9457). */
export const problemSchema = z.strictObject({
  type: z.string().openapi({ example: "urn:kvolt:problem:offline" }),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string().optional().openapi({ description: "Names the entry in kvolt's log" }),
  errors: z.array(fault).readonly().optional(),
  code: z.string().optional().openapi({ description: "The code of the station's CALLERROR" }),
  description: z.string().optional().openapi({ description: "Its text" }),
  retryAfter: z.int().optional().openapi({ description: "Try again after so many seconds" }),
  details: z.unknown().optional().openapi({ description: "What else it says" }),
}).openapi("Problem");

/** The members of a problem that only some kinds have. */
type Extra = Pick<
  z.output<typeof problemSchema>,
  "instance" | "errors" | "code" | "description" | "details" | "retryAfter"
>;

/** Every kind of problem: its status and its title. */
export const problems = {
  "not-json": [400, "The body is not JSON"],
  "unauthorized": [401, "The token is missing or wrong"],
  "credentials": [401, "What was given to sign in is not right"],
  "forbidden": [403, "The caller may not do this"],
  "shut-out": [403, "Too many requests of an attacker's came from this address"],
  "foreign-origin": [403, "Another site may not do this"],
  "foreign-host": [403, "It was asked for under a name that is not this machine's own"],
  "unknown": [404, "Not found"],
  "method": [405, "The method is not allowed here"],
  "offline": [409, "The station is not connected"],
  "unsupported": [409, "The station does not support this"],
  "unconfigured": [409, "kvolt is not set up for this"],
  "taken": [409, "It exists already"],
  "conflict": [409, "Somebody else changed it at the same time"],
  "last-admin": [409, "Nobody would be left to administer kvolt"],
  "not-now": [409, "It cannot be done as things stand"],
  "gone": [410, "It was there, and is no longer"],
  "too-large": [413, "The body is too large"],
  "media-type": [415, "The body must be application/json"],
  "range": [416, "The range is not in the file"],
  "invalid": [422, "What was sent is not valid"],
  "too-many": [429, "Too many tries"],
  "internal": [500, "kvolt failed"],
  "refused": [502, "The station answered with an error"],
  "connection-lost": [502, "The connection ended before the station answered"],
  "busy": [503, "Too many requests wait for the station"],
  "store": [503, "The store does not answer"],
  "no-answer": [504, "The station did not answer in time"],
} as const;

export type Kind = keyof typeof problems;
export type ProblemStatus = (typeof problems)[Kind][0];

/** A request that cannot be answered as asked; thrown by a route, answered as a problem. */
export class Problem extends Error {
  override name = "Problem";
  constructor(readonly kind: Kind, detail: string, readonly extra: Extra = {}) {
    super(detail);
  }
  get status(): ProblemStatus {
    return problems[this.kind][0];
  }
  get title(): string {
    return problems[this.kind][1];
  }
}

/** Nothing is known under the name that was given. */
export const unknown = (what: string): Problem => new Problem("unknown", what);

/** One field of what was sent is wrong. */
export function invalid(path: string, message: string): Problem {
  return faulty([{ path, message }]);
}

/** Faults that are named in one answer. */
const MOST = 100;

/** Several fields of what was sent are wrong. */
export function faulty(faults: readonly Fault[]): Problem {
  const errors = faults.slice(0, MOST);
  const detail = errors.map(({ path, message }) => path ? `${path}: ${message}` : message);
  return new Problem("invalid", detail.join("; ").slice(0, 2_000), { errors });
}

/** The response that a problem is. */
export function problemResponse({ kind, title, status, message, extra }: Problem): Response {
  const body = {
    type: `urn:kvolt:problem:${kind}`,
    title,
    status,
    detail: message,
    ...extra,
  };
  const headers = new Headers({ "content-type": "application/problem+json" });
  if (status === 401) headers.set("www-authenticate", 'Bearer realm="kvolt"');
  if (status === 503) headers.set("retry-after", "1");
  if (extra.retryAfter !== undefined) headers.set("retry-after", String(extra.retryAfter));
  return new Response(JSON.stringify(body), { status, headers });
}
