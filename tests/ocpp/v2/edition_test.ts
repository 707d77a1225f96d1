import assert from "node:assert/strict";
import { z } from "zod";
import { Action, action, unconfirmed } from "../../../ocpp/action.ts";
import { dialect } from "../../../ocpp/dialect.ts";
import { text } from "../../../ocpp/text.ts";
import { before21, in201 } from "../../../ocpp/v2/edition.ts";
import { v201, v21 } from "../../../ocpp/v2/mod.ts";
import { object } from "../../../ocpp/v2/object.ts";
import {
  changed,
  longText,
  optional21,
  required21,
  since21,
  words,
} from "../../../ocpp/v2/since.ts";

const codes = {
  occurrence: "OccurrenceConstraintViolation",
  format: "FormatViolation",
  refusesTypes: true,
  feature: () => undefined,
} as const;
const fits = (schema: z.ZodType, value: unknown) => schema.safeParse(value).success;

const piece = object({
  kind: words(["Old"], { since21: ["New"] }),
  name: longText(2, { since21: 4 }).optional(),
  count: changed(z.int().min(0), { was: z.int() }),
});
const whole = object({
  pieces: z.array(piece).min(1).max(2),
  extra: since21(text(5)),
  must: required21(z.boolean()),
  may: optional21(words(["Old"], { since21: ["New"] })),
});
const old = { kind: "Old", name: "ab", count: 1 };

Deno.test("a schema of 2.1 reads what 2.1 allows", () => {
  const now = { pieces: [{ kind: "New", name: "abcd", count: 0 }], extra: "x", must: true };
  assert(fits(whole, now));
  assert(fits(whole, { pieces: [old], must: false, may: "New" }));
  assert(!fits(whole, { pieces: [old] }), "what 2.1 must have");
  assert(!fits(whole, { pieces: [{ ...old, count: -1 }], must: true }));
});

Deno.test("the schema of 2.0.1 that comes from it knows nothing of 2.1, at any depth", () => {
  const earlier = before21(whole);
  const good = { pieces: [old], may: "Old" };
  assert.deepEqual(earlier.parse(good), good);
  assert(fits(earlier, { ...good, pieces: [{ ...old, count: -1 }] }), "bounds that came later");
  const bad = {
    "a field that came later": { ...good, extra: "x" },
    "a required field that came later": { ...good, must: true },
    "a word that came later": { ...good, pieces: [{ ...old, kind: "New" }] },
    "a longer text": { ...good, pieces: [{ ...old, name: "abc" }] },
    "a field that was required": { pieces: [old] },
    "a word that came later, in a field that was required": { ...good, may: "New" },
    "a list that is empty": { ...good, pieces: [] },
    "a list that is too long": { ...good, pieces: [old, old, old] },
  };
  for (const [what, payload] of Object.entries(bad)) assert(!fits(earlier, payload), what);
});

Deno.test("what the editions share is one schema, and what differs is derived once", () => {
  const same = object({ list: z.array(object({ a: text(3).optional() })) });
  assert.equal(before21(same), same);
  assert.equal(before21(piece), before21(piece));
  assert.notEqual(before21(piece), piece);
  const [one, two] = [object({ piece }), object({ piece })].map(before21) as z.ZodObject[];
  assert.equal(one!.shape.piece, two!.shape.piece);
});

Deno.test("a mark is on its own field only, not on the schema that others share", () => {
  const shared = z.boolean();
  const schema = object({ a: shared, b: since21(shared), c: required21(shared) });
  assert(fits(before21(schema), { a: true }));
  assert(!fits(before21(schema), { a: true, b: true }));
});

Deno.test("what a vendor adds is kept whole in every object of both editions, if it names the vendor", () => {
  const customData = { vendorId: "org.kvolt", deep: { a: [1, null] } };
  const payload = { pieces: [{ ...old, customData }], may: "Old", must: true, customData };
  assert.deepEqual(whole.parse(payload), payload);
  const { must: _, ...earlier } = payload;
  assert.deepEqual(before21(whole).parse(earlier), earlier);
  for (const bad of [{}, { vendorId: "x".repeat(256) }, { deep: 1 }]) {
    assert(!fits(before21(whole), { ...earlier, customData: bad }));
  }
});

Deno.test("an action of 2.0.1 shares all but the schemas with that of 2.1, whatever is chained later", async () => {
  const base = action("Ask", { request: object({ x: since21(z.int()) }), response: object({}) });
  const view = in201(base as unknown as Action);
  base.handle(() => ({ customData: { vendorId: "v" } })).reads({ aliases: { a: "x" } })
    .idempotent().otherwise({}).answered(() => {})
    .does("clearCache", { encode: () => ({}), decode: () => ({ accepted: true, status: "" }) });
  assert(view instanceof Action);
  assert.equal(view.name, "Ask");
  assert.deepEqual(await view.handler!({}, undefined as never), { customData: { vendorId: "v" } });
  assert.equal(view.handler, base.handler);
  assert.equal(view.effect, base.effect);
  assert.equal(view.codecs, base.codecs);
  assert.equal(view.hints, base.hints);
  assert.equal(view.fallback, base.fallback);
  assert.equal(view.replays, false);
  assert(fits(base.request, { x: 1 }) && !fits(view.request, { x: 1 }) && fits(view.request, {}));
});

Deno.test("a dialect presents its actions as its version has them, or leaves them out", () => {
  const old = action("Old", { request: object({}), response: object({}) })
    .does("clearCache", { encode: () => ({}), decode: () => ({ accepted: true, status: "" }) });
  const late = action("Late", { since: "2.1", request: object({}), response: object({}) });
  const present = (action: Action) => action.since ? undefined : in201(action);
  const presented = dialect("ocpp2.0.1", codes, [{ old, late }], present);
  assert.deepEqual([...presented.actions.keys()], ["Old"]);
  assert.deepEqual(presented.doing("clearCache"), [presented.actions.get("Old")]);
  assert.deepEqual([...dialect("ocpp2.1", codes, [{ old, late }]).actions.keys()], ["Old", "Late"]);
});

Deno.test("an action that nobody answers has a handler that returns nothing", () => {
  const told = unconfirmed("Told", { since: "2.1", request: object({}) }).handle(() => {});
  assert.equal(told.confirmed, false);
  assert.equal(told.since, "2.1");
  assert(fits(told.response, undefined) && !fits(told.response, {}));
});

Deno.test("2.0.1 has 64 actions and 2.1 has 91, one of which is not answered", () => {
  assert.equal(v201.actions.size, 64);
  assert.equal(v21.actions.size, 91);
  const silent = [...v21.actions.values()].filter(({ confirmed }) => !confirmed);
  assert.deepEqual(silent.map(({ name }) => name), ["NotifyPeriodicEventStream"]);
  for (const { format, occurrence, refusesTypes } of [v201, v21]) {
    assert.deepEqual({ format, occurrence, refusesTypes }, {
      format: "FormatViolation",
      occurrence: "OccurrenceConstraintViolation",
      refusesTypes: true,
    });
  }
});

Deno.test("a token of 40 characters and of a kind of its own is valid in 2.1 alone", () => {
  const request = { idToken: { idToken: "T".repeat(40), type: "DirectPayment" } };
  assert(fits(v21.actions.get("Authorize")!.request, request));
  assert(!fits(v201.actions.get("Authorize")!.request, request));
  const short = { idToken: { idToken: "T", type: "Central" } };
  assert(fits(v201.actions.get("Authorize")!.request, short));
});
