import assert from "node:assert/strict";
import { overriding } from "../kv/fixture.ts";
import { charger } from "../support/charger.ts";
import { opens } from "../support/database.ts";
import { kvolt } from "../support/kvolt.ts";

const ends = { timeout: 20_000 };

Deno.test(
  "who waits is shown with the newest first, the others counted, and kept up without looking through all stations each time",
  ends,
  async () => {
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
    async function shows(is: (ids: string[], shown: string) => boolean): Promise<void> {
      for (let text = "";;) {
        text += (await reader.read()).value;
        const shown = text.match(/<section id="waiting">.*?<\/section>/gs)?.at(-1);
        const ids = [...(shown ?? "").matchAll(/<h3>([^<]+)/g)].map(([, id]) => id!);
        if (shown && is(ids, shown)) return;
      }
    }
    const are = (expected: string[], more: string) => (ids: string[], shown: string) =>
      ids.join() === expected.join() && shown.includes(more);
    const all = '<a href="/stations?state=pending">see all</a>';
    const newest = names.toReversed();
    await shows(are(newest.slice(0, 20), `2 more wait: ${all}`));
    scans = 0;
    await accept("NEW-20");
    const left = newest.filter((name) => name !== "NEW-20");
    await shows(are(left.slice(0, 20), `1 more waits: ${all}`));
    await accept("NEW-10");
    await shows((ids, shown) =>
      are(left.slice(0, 20), "")(ids, "") && !shown.includes("more wait")
    );
    await (await charger(csms.ws, "A-LAST")).close();
    await shows(are(["A-LAST", ...left.slice(0, 19)], `1 more waits: ${all}`));
    await accept("A-LAST");
    await shows(are(left.slice(0, 20), ""));
    assert.equal(scans, 0);
    const pages = csms.ws.replace("ws:", "http:");
    const list = await (await fetch(`${pages}/stations?state=pending`)).text();
    assert.ok(left.slice(0, 20).every((name) => list.includes(name)) && !list.includes("NEW-20"));
    end.abort();
    await reader.cancel().catch(() => {});
    await csms.stop();
  },
);
