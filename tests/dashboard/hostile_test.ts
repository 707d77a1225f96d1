import assert from "node:assert/strict";
import { peopled } from "../support/every_page.ts";
import { hostile, newer, OLDER, places, type Word } from "../support/hostile.ts";
import { places21 } from "../support/hostile_21.ts";

/** A tag that nobody but a station can have brought; escaped text has none. */
const LOOSE = /<(img|b)\s|<script>|onerror="|on\w+=hurt[^&]*>/i;

const escaped = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;").replaceAll("'", "&#39;");

Deno.test("pages: what a station or a person says is escaped in every page and fragment, and none is left out", async () => {
  await using house = await peopled();
  const texts = new Map<string, string>();
  for (const path of house.shown) {
    const response = await house.get(path);
    const text = await response.text();
    assert.ok(response.status < 500, `${path}: ${response.status}`);
    if (!response.headers.get("content-type")?.includes("html")) continue;
    assert.doesNotMatch(text, LOOSE, path);
    texts.set(path, text);
  }
  const missing = Object.entries(places).filter(([word, place]) =>
    !texts.get(house.addressOf(place))!.includes(escaped(hostile(word as Word).slice(1)))
  );
  assert.deepEqual(missing, []);
});

/** What was said of the other station alone; what 2.0.1 has no field or no page for; and a tag that is too long for it. */
const otherwise = new Set([
  ...["subject", "listed", "firmwareInfo", "logInfo", "runningTag", "reserved"],
]);

Deno.test("pages: what a station of 2.0.1 says is escaped where that of one of 2.1 is", async () => {
  await using house = await peopled();
  const id = `0 ${OLDER}`;
  const cp = await newer(house.csms, id, "ocpp2.0.1");
  const own = Object.entries(places).filter(([word, place]) =>
    place.startsWith(":newer") && !(word in places21) && !otherwise.has(word)
  );
  const missing: string[] = [];
  for (const page of new Set(own.map(([, place]) => place))) {
    const response = await house.get(page.replace(":newer", `/stations/${encodeURIComponent(id)}`));
    const text = await response.text();
    assert.doesNotMatch(text, LOOSE, page);
    const words = own.filter(([, place]) => place === page).map(([word]) => word as Word);
    missing.push(...words.filter((word) => !text.includes(escaped(hostile(word).slice(1)))));
  }
  assert.deepEqual(missing, []);
  await cp.close();
});

Deno.test("pages: what a station says is escaped in every piece that keeps a page live", async () => {
  await using house = await peopled();
  let hostile = 0;
  for (const path of house.streams) {
    const end = new AbortController();
    const since = `${path}${path.includes("?") ? "&" : "?"}since=0&newest=0`;
    const response = await house.get(since, end.signal);
    assert.equal(response.status, 200, path);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    // Those that say no more than that there is something new have no piece to look at.
    const until = /virtual|told$/.test(path) ? /: alive/ : /\ndata:[^\n]*\n\n/;
    while (!until.test(text)) {
      const { value, done } = await reader.read();
      assert.ok(!done, `${path} ended`);
      text += value;
      assert.doesNotMatch(text, LOOSE, path);
    }
    if (/&lt;(img|b|script)/.test(text)) hostile++;
    end.abort();
    await reader.cancel().catch(() => {});
  }
  assert.ok(hostile >= 3, `${hostile} streams show what a station said`);
});
