import type { Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import bundle from "swagger-ui-dist/swagger-ui-bundle.js" with { type: "text" };
import css from "swagger-ui-dist/swagger-ui.css" with { type: "text" };

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>kvolt REST</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<script src="/api/docs/swagger-ui.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`;
const start = `SwaggerUIBundle({
  url: "/api/v1/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  persistAuthorization: false,
  validatorUrl: null,
});
`;
const files: Readonly<Record<string, { type: string; text: string }>> = {
  "": { type: "text/html", text: page },
  "/start.js": { type: "text/javascript", text: start },
  "/swagger-ui.js": { type: "text/javascript", text: bundle },
  "/swagger-ui.css": { type: "text/css", text: css },
};

/** The document as a page to try things out on; everything on it is kvolt's own to serve. */
export function docs(app: Hono): void {
  app.use(
    "/api/docs/*",
    secureHeaders({
      strictTransportSecurity: false,
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        // Its style sheet has its icons inside.
        imgSrc: ["'self'", "data:"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    }),
  );
  for (const [path, { type, text }] of Object.entries(files)) {
    app.get(`/api/docs${path}`, (context) =>
      context.body(text, 200, {
        "content-type": `${type}; charset=utf-8`,
        "cache-control": "no-cache",
      }));
  }
}
