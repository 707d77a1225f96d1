import { OpenAPIHono, type RouteConfig, z } from "@hono/zod-openapi";
import { SESSION } from "../csms/people/session_cookie.ts";
import { version } from "../csms/version.ts";
import type { AnyEndpoint } from "./endpoint.ts";
import { type Kind, problems, problemSchema, type ProblemStatus } from "./problem.ts";

/** Gathers endpoints, and tells all of them in OpenAPI 3.1 once it is asked: to write it takes longer than to start. */
export function apiDocument() {
  const told: [AnyEndpoint, string][] = [];
  let written: object | undefined;

  function write(): object {
    const app = new OpenAPIHono();
    const registry = app.openAPIRegistry;
    registry.registerComponent("securitySchemes", "token", {
      ...{ type: "http", scheme: "bearer", description: "An API token, or API_TOKEN" },
    });
    registry.registerComponent("securitySchemes", "session", {
      ...{ type: "apiKey", in: "cookie", name: SESSION, description: "What signing in gives" },
    });
    for (const [endpoint, prefix] of told) registry.registerPath(documented(endpoint, prefix));
    return app.getOpenAPI31Document({
      openapi: "3.1.0",
      info: { title: "kvolt", version, description: "A field that is not known is null." },
      servers: [{ url: "/" }],
      security: [{ token: [] }, { session: [] }],
    });
  }

  return {
    tell: (endpoint: AnyEndpoint, prefix: string) => void told.push([endpoint, prefix]),
    read: (): object => written ??= write(),
  };
}

/** A part of a path is always there, though a schema that coerces would do without (OpenAPI 3.1 §4.8.12.2). */
function inPath(params: z.ZodRawShape) {
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
