import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { kvolt } from "../support/kvolt.ts";
import { soon } from "../support/until.ts";

Deno.test("a page that is left the moment something happens leaves nothing behind", async () => {
  const csms = await kvolt({ KVOLT_DEV: "1", API_TOKEN: "" });
  const station = await charger(csms.ws, "CP-1");
  await station.boot();
  const end = new AbortController();
  const url = `${csms.ws.replace("ws:", "http:")}/live/stations?since=0`;
  const response = await fetch(url, { signal: end.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  assert.match((await reader.read()).value!, /event|alive/);
  await station.call("Heartbeat", {});
  await station.call("StatusNotification", {
    ...{ connectorId: 1, errorCode: "NoError", status: "Available" },
  });
  end.abort();
  await reader.cancel().catch(() => {});
  await station.close();
  // The sanitizers of the test see what would go on after this.
  await csms.stop();
});

Deno.test("a page that is open when kvolt stops ends with it", async () => {
  const csms = await kvolt({ KVOLT_DEV: "1", API_TOKEN: "" });
  const response = await fetch(`${csms.ws.replace("ws:", "http:")}/live/stations?since=0`);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  await reader.read();
  const station = await charger(csms.ws, "CP-1");
  await station.boot();
  const stopped = csms.stop();
  await soon(async () => assert.ok((await reader.read()).done));
  await station.closed;
  await stopped;
});
