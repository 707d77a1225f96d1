import { Hono } from "hono";
import { compress } from "hono/compress";
import type { Csms } from "../csms/mod.ts";
import { assets } from "./assets.ts";
import { strictHeaders } from "./headers.ts";
import { changedStations } from "./live/changed.ts";
import { pagesOn } from "./page.tsx";
import { stationNow } from "./station/now.tsx";
import { stationList } from "./stations/list.tsx";

/** Every page, for an app whose context says who asks (`caller`). */
export function dashboard(csms: Csms): Hono {
  const app = new Hono();
  app.use(strictHeaders, compress());
  assets(app);
  app.get("/", (context) => context.redirect("/stations", 303));
  const pages = pagesOn(app, csms);
  const changed = changedStations(csms);
  stationList(pages, csms, changed);
  stationNow(pages, csms, changed);
  return app;
}
