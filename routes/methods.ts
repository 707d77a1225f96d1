import type { Hono } from "hono";

/** The methods that an app knows for a path, so that a wrong one is told from a wrong path. */
export function methodsOf(app: Hono, path: string): string[] {
  const methods = new Set(app.routes.map(({ method }) => method).filter((name) => name !== "ALL"));
  return [...methods].filter((method) =>
    app.router.match(method, path)[0].some(([[, route]]) => route.method === method)
  );
}
