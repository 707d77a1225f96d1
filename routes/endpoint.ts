import { type OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Csms } from "../csms/mod.ts";
import type { Access } from "../csms/model/people.ts";
import { doer } from "../csms/people/caller.ts";
import { demand, knownCaller } from "./allowed.ts";
import { readBody } from "./body.ts";
import { checked } from "./checked.ts";
import { problemOf } from "./failure.ts";
import { type Kind, problems, problemSchema, type ProblemStatus } from "./problem.ts";
import { type Given, shown } from "./shown.ts";

type Shape = z.ZodRawShape;
// deno-lint-ignore ban-types
type None = {};

/** What a request brought, read by the schemas of its endpoint. */
interface Asked<P extends Shape, Q extends Shape, B extends z.ZodType> {
  readonly params: z.output<z.ZodObject<P>>;
  readonly query: z.output<z.ZodObject<Q>>;
  readonly body: z.output<B>;
  readonly context: Context;
}

/** One method of one path, with all that the document says of it. */
interface Endpoint<
  P extends Shape,
  Q extends Shape,
  B extends z.ZodType,
  A extends z.ZodType,
> {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** Below `/api/v1`, with `{name}` for each parameter. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly params?: P;
  readonly query?: Q;
  readonly headers?: z.ZodObject;
  readonly body?: B;
  /** Types of a body of bytes, which the handler reads itself. */
  readonly takes?: readonly string[];
  /** What it answers; absent where it answers 204 without a body. */
  readonly answer?: A;
  readonly status?: 200 | 201;
  /** Types it can answer with beside JSON, or instead of it where there is no `answer`. */
  readonly also?: readonly string[];
  /** It gives a part of its answer too, and says where nothing has changed (RFC 9110 §14, §13). */
  readonly ranges?: true;
  /** The problems it may end in, but those that every request may. */
  readonly fails?: readonly Kind[];
  /** What a caller has to be allowed. */
  readonly access: Access;
  /** Though it is a GET, a station is asked: that is a line of the audit log, as every change is. */
  readonly asks?: true;
  handle(asked: Asked<P, Q, B>): Promise<Given<z.output<A>> | Response>;
}

/** Where endpoints are added; each is in the document and in the app, or in neither. */
export interface Api {
  add<
    P extends Shape = None,
    Q extends Shape = None,
    B extends z.ZodType = z.ZodUndefined,
    A extends z.ZodType = z.ZodType<void>,
  >(endpoint: Endpoint<P, Q, B, A>): void;
}

type AnyEndpoint = Endpoint<Shape, Shape, z.ZodType, z.ZodType>;

/** Adds endpoints to an app, under a prefix; what they change is written in the audit log. */
export function apiOn(app: OpenAPIHono, prefix: string, csms: Csms): Api {
  return {
    add(given) {
      const endpoint = given as unknown as AnyEndpoint;
      app.openAPIRegistry.registerPath(documented(endpoint, prefix));
      const path = prefix + endpoint.path.replace(/\{(\w+)\}/g, ":$1");
      app.on(endpoint.method.toUpperCase(), path, (context) => serve(endpoint, context, csms));
    },
  };
}

async function serve(endpoint: AnyEndpoint, context: Context, csms: Csms): Promise<Response> {
  const { method, path, access, asks } = endpoint;
  const on = context.req.param() as Record<string, string>;
  if (access === "open") return await answer(endpoint, await asked(endpoint, context));
  const caller = knownCaller(context);
  if (method === "get" && !asks) {
    demand(caller, access, on.station);
    return await answer(endpoint, await asked(endpoint, context));
  }
  const { address } = context.env;
  const what = `${method.toUpperCase()} ${path}`;
  const begun = {
    by: doer(caller),
    ...(address === undefined ? {} : { address }),
    what,
    ...(on.station === undefined ? {} : { station: on.station }),
    on,
  };
  const failed = (error: unknown) => (error as Error).message;
  return await csms.audit.act(begun, async (said) => {
    try {
      demand(caller, access, on.station);
      const given = await asked(endpoint, context);
      said({ ...given.query, ...given.body as object | undefined });
      return await answer(endpoint, given);
    } catch (error) {
      throw problemOf(error as Error, `${context.req.method} ${context.req.path}`);
    }
  }, failed);
}

type AnyAsked = Asked<Shape, Shape, z.ZodType>;

async function asked({ params, query, body }: AnyEndpoint, context: Context): Promise<AnyAsked> {
  return {
    params: read(params, context.req.param()),
    query: read(query, context.req.query()),
    body: body && await readBody(context.req.raw, body),
    context,
  };
}

async function answer(endpoint: AnyEndpoint, asked: AnyAsked): Promise<Response> {
  const given = await endpoint.handle(asked);
  if (given instanceof Response) return given;
  if (!endpoint.answer) return asked.context.body(null, 204);
  return asked.context.json(shown(endpoint.answer, given) as object, endpoint.status ?? 200);
}

function read(shape: Shape | undefined, values: Record<string, string>) {
  return shape ? checked(z.strictObject(shape), values) : {};
}

/** A part of a path is always there, though a schema that coerces would do without (OpenAPI 3.1 §4.8.12.2). */
function inPath(params: Shape) {
  const required = Object.entries(params).map(([name, schema]) => [
    name,
    (schema as z.ZodType).openapi({ param: { name, in: "path", required: true } }),
  ]);
  return z.object(Object.fromEntries(required));
}

const binary = { type: "string", format: "binary" } as const;

function documented(endpoint: AnyEndpoint, prefix: string): RouteConfig {
  const { method, path, tag, summary, description, params, query, headers, body, takes, access } =
    endpoint;
  return {
    ...{ method, summary, tags: [tag], path: prefix + path },
    ...(description ? { description } : {}),
    ...(access === "open" ? { security: [] } : { "x-access": access }),
    request: {
      ...(params ? { params: inPath(params) } : {}),
      ...(query ? { query: z.object(query) } : {}),
      ...(headers ? { headers } : {}),
      ...(body
        ? {
          body: {
            required: !body.safeParse(undefined).success,
            content: { "application/json": { schema: body } },
          },
        }
        : {}),
      ...(takes
        ? {
          body: {
            required: true,
            content: Object.fromEntries(takes.map((type) => [type, { schema: binary }])),
          },
        }
        : {}),
    },
    responses: { ...successes(endpoint), ...failures(endpoint) },
  };
}

function successes(
  { answer, status = 200, also = [], ranges }: AnyEndpoint,
): RouteConfig["responses"] {
  if (!answer && also.length === 0) return { 204: { description: "Done" } };
  const others = also.map((type) => [type, { schema: z.string() }]);
  return {
    [status]: {
      description: "The answer",
      content: {
        ...(answer ? { "application/json": { schema: answer } } : {}),
        ...Object.fromEntries(others),
      },
    },
    ...(ranges
      ? {
        206: { description: "The part that was asked for", content: Object.fromEntries(others) },
        304: { description: "What the caller has is still right" },
      }
      : {}),
  };
}

function failures({ params, query, body, takes, fails = [], access }: AnyEndpoint) {
  const anywhere = ["internal", "store", "foreign-origin", "foreign-host", "shut-out"] as const;
  const kinds = new Set<Kind>([...fails, ...anywhere]);
  if (access !== "open") kinds.add("unauthorized").add("forbidden");
  if (params || query || body) kinds.add("invalid");
  if (takes) kinds.add("too-large");
  if (body) kinds.add("not-json").add("too-large").add("media-type");
  const byStatus = Map.groupBy(kinds, (kind) => problems[kind][0]);
  const content = { "application/problem+json": { schema: problemSchema } };
  return Object.fromEntries(
    [...byStatus].map(([status, kinds]): [ProblemStatus, RouteConfig["responses"][number]] => [
      status,
      { description: kinds.map((kind) => problems[kind][1]).join("; "), content },
    ]),
  );
}
