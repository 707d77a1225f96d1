import { type Context, Hono } from "hono";
import { compress } from "hono/compress";
import type { Csms } from "../csms/mod.ts";
import type { Caller } from "../csms/model/people.ts";
import { assets } from "./assets.ts";
import { auditPage } from "./audit/audit.tsx";
import { connect } from "./connect/connect.tsx";
import { forgot } from "./entry/forgot.tsx";
import { setup } from "./entry/setup.tsx";
import { signIn } from "./entry/sign_in.tsx";
import { strictHeaders } from "./headers.ts";
import { changedStations } from "./live/changed.ts";
import { pagesOn } from "./page.tsx";
import { accountPage } from "./people/account.tsx";
import { accountList } from "./people/accounts.tsx";
import { apiTokenList } from "./people/api_tokens.tsx";
import { mePage } from "./people/me.tsx";
import { toldStreams } from "./live/told.ts";
import { stationConfiguration } from "./station/configuration.tsx";
import { stationFindings } from "./station/findings.tsx";
import { stationMessages } from "./station/messages.tsx";
import { stationNow } from "./station/now.tsx";
import { stationList } from "./stations/list.tsx";
import { tagList } from "./tags/list.tsx";
import { tagPage } from "./tags/tag.tsx";
import { transactionList } from "./transactions/list.tsx";
import { transactionPage } from "./transactions/transaction.tsx";

/** Every page, for an app whose context says who asks (`caller`). */
export function dashboard(csms: Csms): Hono {
  const app = new Hono();
  app.use(strictHeaders, compress());
  assets(app);
  app.get("/", (context: Context) => {
    const caller: Caller | undefined = context.get("caller");
    return context.redirect(caller?.access === "own" ? "/drive" : "/stations", 303);
  });
  for (const entry of [signIn, setup, forgot]) entry(app, csms);
  const pages = pagesOn(app, csms);
  const changed = changedStations(csms);
  stationList(pages, csms, changed);
  stationNow(pages, csms, changed);
  stationMessages(pages, csms);
  stationFindings(pages);
  stationConfiguration(pages, csms);
  toldStreams(pages, csms, changed);
  connect(pages, csms, changed);
  auditPage(pages);
  transactionList(pages, csms);
  transactionPage(pages, csms, changed);
  tagList(pages, csms, changed);
  tagPage(pages, csms);
  accountList(pages);
  accountPage(pages, csms);
  apiTokenList(pages);
  mePage(pages, csms);
  return app;
}
