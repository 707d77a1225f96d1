import assert from "node:assert/strict";
import { charger } from "../support/charger.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";

/** The first cards that the list's stream sends of what happened after an event. */
async function cards({ ws }: TestKvolt, since: string): Promise<string> {
  const end = new AbortController();
  const url = `${ws.replace("ws:", "http:")}/live/stations?since=${since}`;
  const response = await fetch(url, { signal: end.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!/event: cards\ndata: [^\n]*\n\n/.test(text)) text += (await reader.read()).value;
  end.abort();
  await reader.cancel().catch(() => {});
  return text;
}

Deno.test("a card that was made for an earlier browser is not shown to one that comes after a change", async () => {
  const csms = await kvolt({ KVOLT_DEV: "1", API_TOKEN: "" });
  const station = await charger(csms.ws, "CP-1");
  await station.boot();
  const tell = (status: string) =>
    station.call("StatusNotification", { connectorId: 1, errorCode: "NoError", status });
  await tell("Available");
  assert.match(await cards(csms, "0"), /Available/);
  const { items: [before] } = await csms.csms.journal.page({ limit: 1 });
  // Nobody watches while it happens: between the making of a page and the opening of its stream.
  await tell("Faulted");
  assert.match(await cards(csms, before!.value.id!), /Faulted/);
  await station.close();
  await csms.stop();
});
