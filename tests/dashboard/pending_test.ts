import assert from "node:assert/strict";
import { overriding } from "../kv/fixture.ts";
import { charger } from "../support/charger.ts";
import { opens } from "../support/database.ts";
import { kvolt } from "../support/kvolt.ts";

const ends = { timeout: 20_000 };

Deno.test("who waits is kept up without looking through all stations each time", ends, async () => {
  let scans = 0;
  const open = opens((kv) =>
    overriding(kv, "list", (selector: { prefix?: Deno.KvKey }, options: Deno.KvListOptions) => {
      if (selector.prefix?.[0] === "stations") scans++;
      return kv.list(selector as Deno.KvListSelector, options);
    })
  );
  const csms = await kvolt({ KVOLT_DEV: "1", API_TOKEN: "", DISCOVERY: "approve" }, { open });
  const names = Array.from({ length: 22 }, (_, n) => `NEW-${10 + n}`);
  for (const name of names) await (await charger(csms.ws, name)).close();
  const accept = (id: string) => csms.csms.stations.decide(id, "Accepted");
  const end = new AbortController();
  const response = await fetch(`${csms.ws.replace("ws:", "http:")}/live/connect?since=0`, {
    signal: end.signal,
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  /** Reads on until what is shown last is so. */
  async function shows(is: (ids: string[]) => boolean): Promise<void> {
    for (let text = "";;) {
      text += (await reader.read()).value;
      const shown = text.match(/<section id="waiting">.*?<\/section>/gs)?.at(-1);
      if (shown && is([...shown.matchAll(/<h3>([^<]+)/g)].map(([, id]) => id!))) return;
    }
  }
  const are = (expected: string[]) => (ids: string[]) => ids.join() === expected.join();
  await shows(are(names.slice(0, 20)));
  scans = 0;
  await accept("NEW-11");
  const left = names.filter((name) => name !== "NEW-11");
  await shows(are(left.slice(0, 20)));
  assert.equal(scans, 1, "another comes into sight");
  await accept("NEW-10");
  await shows(are(left.slice(1)));
  scans = 0;
  await (await charger(csms.ws, "LAST")).close();
  await shows((ids) => ids[0] === "LAST");
  await accept("LAST");
  await shows(are(left.slice(1)));
  assert.equal(scans, 0);
  end.abort();
  await reader.cancel().catch(() => {});
  await csms.stop();
});
