import pico from "@picocss/pico/css/pico.min.css" with { type: "text" };
import htmx from "htmx.org/dist/htmx.min.js" with { type: "text" };
import sse from "htmx-ext-sse/dist/sse.min.js" with { type: "text" };
import type { Hono } from "hono";
import { createHash } from "node:crypto";
import uplotCss from "uplot/dist/uPlot.min.css" with { type: "text" };
import uplot from "uplot/dist/uPlot.iife.min.js" with { type: "text" };
import act from "./static/act.js" with { type: "text" };
import charts from "./static/charts.js" with { type: "text" };
import css from "./static/kvolt.css" with { type: "text" };
import left from "./static/left.js" with { type: "text" };
import live from "./static/live.js" with { type: "text" };
import lost from "./static/lost.js" with { type: "text" };
import order from "./static/order.js" with { type: "text" };
import times from "./static/times.js" with { type: "text" };

const texts = {
  "pico.css": pico,
  "kvolt.css": css,
  "uplot.css": uplotCss,
  "htmx.js": htmx,
  "sse.js": sse,
  "uplot.js": uplot,
  "act.js": act,
  "charts.js": charts,
  "left.js": left,
  "live.js": live,
  "lost.js": lost,
  "order.js": order,
  "times.js": times,
} as const;

type Asset = keyof typeof texts;

const hash = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 12);
const paths = new Map(
  (Object.keys(texts) as Asset[]).map((name) => [name, `/assets/${hash(texts[name])}/${name}`]),
);

/** The address of a file that pages load; it changes with its content. */
export const asset = (name: Asset): string => paths.get(name)!;

/** Serves the files of the pages, to be kept by browsers for a year. */
export function assets(app: Hono): void {
  for (const [name, path] of paths) {
    const type = name.endsWith(".css") ? "text/css" : "text/javascript";
    app.get(path, (context) =>
      context.body(texts[name], 200, {
        "content-type": `${type}; charset=utf-8`,
        "cache-control": "public, max-age=31536000, immutable",
      }));
  }
}
