import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";

/** Pages load, send and embed nothing but kvolt's own; there is no script and no style in them. */
export const strictHeaders: MiddlewareHandler = secureHeaders({
  // It would hold for every port of the host, those without TLS too.
  strictTransportSecurity: false,
  referrerPolicy: "same-origin",
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    // Pico has the signs of its form elements inside.
    imgSrc: ["'self'", "data:"],
    connectSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
});

/** What one may read, another one of the same browser may not, once the first has signed out. */
export const unkept: MiddlewareHandler = async (context, next) => {
  await next();
  if (!context.res.headers.has("cache-control")) context.header("cache-control", "no-store");
};
