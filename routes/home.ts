import type { OpenAPIHono } from "@hono/zod-openapi";

/** What stands at the root: what this is, and where chargers and people go. */
export function home(app: OpenAPIHono): void {
  app.get("/", (context) => {
    const { protocol, host } = new URL(context.req.url);
    const ws = protocol === "https:" ? "wss" : "ws";
    return context.text(
      "kvolt, a charging-station management system.\n\n" +
        `Chargers connect to  ${ws}://${host}/ocpp/<station id>\n` +
        `REST is at           ${protocol}//${host}/api/v1\n` +
        `described at         ${protocol}//${host}/api/docs\n`,
    );
  });
}
