import { z } from "@hono/zod-openapi";
import type { Context, Hono } from "hono";
import type { Csms } from "../csms/mod.ts";
import type { Access } from "../csms/model/people.ts";
import { doer } from "../csms/people/caller.ts";
import { demand, knownCaller } from "./allowed.ts";
import { readBody } from "./body.ts";
import { checked } from "./checked.ts";
import { problemOf } from "./failure.ts";
import type { Kind } from "./problem.ts";
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

export type AnyEndpoint = Endpoint<Shape, Shape, z.ZodType, z.ZodType>;

/** Where endpoints of an app are told of, for its document. */
type Told = (endpoint: AnyEndpoint, prefix: string) => void;

/** Adds endpoints to an app, under a prefix; what they change is written in the audit log. */
export function apiOn(app: Hono, tell: Told, prefix: string, csms: Csms): Api {
  return {
    add(given) {
      const endpoint = given as unknown as AnyEndpoint;
      tell(endpoint, prefix);
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

/** The schemas of what stands in addresses, each made when it is first asked for. */
const made = new WeakMap<Shape, z.ZodObject>();

function read(shape: Shape | undefined, values: Record<string, string>) {
  if (!shape) return {};
  if (!made.has(shape)) made.set(shape, z.strictObject(shape));
  return checked(made.get(shape)!, values);
}
