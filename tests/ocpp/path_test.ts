import assert from "node:assert/strict";
import fc from "fast-check";
import { stationIdOf } from "../../ocpp/path.ts";

const at = (path: string) => stationIdOf(new URL(`ws://host:8080${path}`));

for (
  const [path, id] of [
    ["/CP-1", "CP-1"],
    ["/ocpp/CP-1", "CP-1"],
    ["/ocpp/1.6/CP-1", "CP-1"],
    ["/ocpp/ocpp2.0.1/CP-1", "CP-1"],
    ["/ws/ocpp/16/CP-1", "CP-1"],
    ["/steve/websocket/CentralSystemService/CP-1", "CP-1"],
    ["/some/where/else/CP-1", "CP-1"],
    ["/ocpp/CP-1/", "CP-1"],
    ["/ocpp/CP-1///", "CP-1"],
    ["//ocpp//CP-1", "CP-1"],
    ["/ocpp/CP-1?token=x/y", "CP-1"],
    ["/ocpp/CP-1/?a=1", "CP-1"],
    ["/ocpp/CP%201", "CP 1"],
    ["/ocpp/CP*DE%2B1:2", "CP*DE+1:2"],
    ["/ocpp/S%C3%A4ule", "Säule"],
    ["/ocpp/Säule", "Säule"],
    ["/TEST-CP-DT", "TEST-CP-DT"],
    ["/16", "16"],
    ["/ocpp/wallbox/ocpp", "ocpp"],
    [`/ocpp/${"x".repeat(48)}`, "x".repeat(48)],
  ] as const
) {
  Deno.test(`Law 7: the station that dials ${path} is ${id}`, () => {
    assert.deepEqual(at(path), { id });
  });
}

for (
  const path of [
    "",
    "/",
    "//",
    "/ocpp",
    "/ocpp/",
    "/OCPP/",
    "/ocpp/1.6",
    "/ocpp/2.0.1/",
    "/ocpp/ocpp1.6",
    "/ocpp/1.6J",
    "/ws/ocpp/16",
    "/ws/ocpp/16/?x=1",
    "/steve/websocket/CentralSystemService/",
    "/ocpp/%20",
    "/ocpp/%20..",
    "/ocpp/.%20",
  ]
) {
  Deno.test(`Quirk 5: "${path}" has no station id, and the refusal says which URL to use`, () => {
    const found = at(path);
    assert.ok("refused" in found);
    assert.match(found.refused, /^no station id .*\/ocpp\/\{station id\}$/);
  });
}

for (
  const [path, reason] of [
    ["/ocpp/a%2Fb", /slash/],
    ["/ocpp/a%00b", /unprintable/],
    ["/ocpp/a%0Ab", /unprintable/],
    ["/ocpp/a%E2%80%AEb", /unprintable/],
    [`/ocpp/${"x".repeat(49)}`, /49 characters, 48 are allowed/],
    [`/ocpp/${"x".repeat(5000)}`, /5000 characters/],
  ] as const
) {
  Deno.test(`The path ${path.slice(0, 30)} is refused with its reason`, () => {
    const found = at(path);
    assert.ok("refused" in found);
    assert.match(found.refused, reason);
  });
}

Deno.test("Quirk 5: an id with bad URL encoding is taken as it stands, with a remark", () => {
  for (const segment of ["CP%1", "100%", "CP%E9", "%zz"]) {
    const found = at(`/ocpp/${segment}`);
    assert.ok("id" in found);
    assert.equal(found.id, segment);
    assert.equal(found.remark?.kind, "bad-url-encoding");
  }
});

Deno.test("Quirk 5: blanks and line ends around an id are taken off, with a remark", () => {
  for (const segment of ["%20CP-1", "CP-1%20", "CP-1%0D%0A"]) {
    const found = at(`/ocpp/${segment}`);
    assert.ok("id" in found);
    assert.equal(found.id, "CP-1");
    assert.equal(found.remark?.kind, "padded-id");
  }
});

Deno.test("Any id that is printable comes back from its encoded path", () => {
  const id = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).filter((text) =>
    text === text.trim() && !/[\p{C}\p{Zl}\p{Zp}/]/u.test(text) && [...text].length <= 48 &&
    // The URL standard resolves these two.
    text !== "." && text !== ".."
  );
  fc.assert(fc.property(id, (text) => {
    assert.deepEqual(at(`/some/path/${encodeURIComponent(text)}/`), { id: text });
  }));
});

Deno.test("No path makes it throw, and every id is printable and short", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    const url = new URL("ws://host/");
    url.pathname = text;
    const found = stationIdOf(url);
    if ("refused" in found) return;
    assert.ok(found.id.length > 0 && [...found.id].length <= 48);
    // deno-lint-ignore no-control-regex
    assert.doesNotMatch(found.id, /[\x00-\x1f\x7f/]/);
  }));
});
