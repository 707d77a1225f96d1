import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { kvolt } from "../support/kvolt.ts";

/** A long list: its page, how many stand on it at once, and how its rows are known. */
const lists = [
  { of: "events", path: "/device", row: /<code>Room\.V(\d+)<\/code>/g },
  { of: "transfers", path: "/maintenance", row: /<th scope="row">V(\d+)<\/th>/g },
] as const;

Deno.test("without script the next part of a list that is not the first of its page is a link away", async () => {
  const csms = await kvolt({ KVOLT_DEV: "1", API_TOKEN: "" });
  const base = csms.ws.replace("ws:", "http:");
  const station = await charger(csms.ws, "CP-1", { protocols: ["ocpp2.0.1"] });
  await station.boot();
  const at = new Date().toISOString();
  for (let n = 0; n < 45; n++) {
    await station.call("DataTransfer", { vendorId: `V${n}` });
    const event = {
      ...{ timestamp: at, eventId: n, trigger: "Alerting", actualValue: "1" },
      ...{ component: { name: "Room" }, variable: { name: `V${n}` } },
      eventNotificationType: "HardWiredNotification",
    };
    await station.call("NotifyEvent", { generatedAt: at, seqNo: 0, eventData: [event] });
  }
  for (const { of, path, row } of lists) {
    const seen: string[] = [];
    let next: string | undefined = `/stations/CP-1${path}`;
    let pages = 0;
    while (next) {
      const html: string = await (await fetch(base + next)).text();
      assert.match(html, /^<!doctype html>/, `${next} is a page`);
      seen.push(...[...html.matchAll(row)].map(([, name]) => name!));
      const link: RegExpExecArray | null = new RegExp(`href="([^"]*[?&;]${of}=[^"]*)"`).exec(html);
      next = link?.[1]?.replaceAll("&amp;", "&");
      if (next) assert.ok(next.endsWith(`#${of}`) && html.includes(`id="${of}"`), next);
      pages++;
    }
    assert.deepEqual([pages, seen.length, new Set(seen).size], [3, 45, 45], of);
  }
  await station.close();
  await csms.stop();
});
