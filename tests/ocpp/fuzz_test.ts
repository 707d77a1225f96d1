import assert from "node:assert/strict";
import fc from "fast-check";
import { instance } from "../conformance/instances.ts";
import { mutants } from "../conformance/mutants.ts";
import { type Charger, charger } from "../support/charger.ts";
import { kvolt } from "../support/kvolt.ts";
import { official, officialActions, officialSchema } from "../support/official.ts";

/** Something that is sent; `answered` is the JSON of the id that has to be answered once. */
interface Shot {
  readonly frame: string | Uint8Array<ArrayBuffer>;
  readonly answered?: string;
  readonly action?: string;
}

let shots = 0;
const actions = officialActions("ocpp1.6");

/** A request of any action, its payload valid or wrong in one place. */
const request = fc.constantFrom(...actions).chain((action) => {
  const schema = officialSchema("ocpp1.6", "req", action);
  return fc.tuple(instance(schema), fc.nat(), fc.boolean()).map(([value, pick, whole]) => {
    const wrong = whole ? [] : [...mutants(schema, value)];
    const payload = whole ? value : wrong[pick % wrong.length]!.payload;
    const id = `shot-${++shots}`;
    return { id, action, text: JSON.stringify([2, id, action, payload]) };
  });
});

const whole: fc.Arbitrary<Shot> = request.map(({ id, action, text }) => ({
  frame: text,
  answered: JSON.stringify(id),
  action,
}));

/** A request that is damaged anywhere behind its id. */
const damaged: fc.Arbitrary<Shot> = fc.tuple(
  request,
  fc.nat(),
  fc.constantFrom("cut", "drop", "put", "swap", "twice"),
  fc.string({ maxLength: 3, unit: fc.constantFrom(...'{}[],:"\\ \0\n0e-tnuX€') }),
).map(([{ id, text }, at, how, other]) => {
  const head = `[2,"${id}",`.length;
  const place = head + at % (text.length - head);
  const [before, after] = [text.slice(0, place), text.slice(place)];
  const frame = how === "cut"
    ? before
    : how === "drop"
    ? before + after.slice(1)
    : how === "put"
    ? before + other + after
    : how === "swap"
    ? before + other + after.slice(other.length)
    : before + after + after;
  return { frame, answered: JSON.stringify(id) };
});

/** What looks like a frame, with anything in any place. */
const odd: fc.Arbitrary<Shot> = fc.tuple(
  fc.constantFrom<unknown>(2, 2, 3, 4, 5, 6, "2", 2.5, null),
  fc.oneof(fc.string(), fc.integer(), fc.jsonValue()),
  fc.oneof(fc.constantFrom(...actions), fc.jsonValue()),
  fc.jsonValue(),
  fc.array(fc.jsonValue(), { maxLength: 2 }),
  fc.nat({ max: 5 }),
).map(([type, id, action, payload, rest, length]) => {
  const parts = [type, id, action, payload, ...rest].slice(0, length);
  const plain = parts[0] === 2 && typeof parts[1] === "string";
  const frame = JSON.stringify(parts);
  return plain ? { frame, answered: JSON.stringify(parts[1]) } : { frame };
});

const junk: fc.Arbitrary<Shot> = fc.oneof(
  fc.json(),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => new Uint8Array(bytes)),
).map((frame) => ({ frame }));

/** Every answer that a charger has been given, by the JSON of its id. */
function answersOf(cp: Charger): Map<string, unknown[][]> {
  const answers = new Map<string, unknown[][]>();
  cp.socket.addEventListener("message", ({ data }) => {
    const frame = JSON.parse(data) as unknown[];
    const id = JSON.stringify(frame[1]);
    answers.set(id, [...answers.get(id) ?? [], frame]);
  });
  return answers;
}

const codes = new Set([
  "NotImplemented",
  "NotSupported",
  "ProtocolError",
  "SecurityError",
  "FormationViolation",
  "PropertyConstraintViolation",
  "OccurenceConstraintViolation",
  "TypeConstraintViolation",
  "GenericError",
]);

/** What is wrong with an answer; InternalError says that the input was not foreseen. */
function problemOf(frame: unknown[], action?: string): string | null {
  if (frame[0] === 3) {
    if (frame.length !== 3) return "a result of another length";
    return action ? official("ocpp1.6", "conf", action)(frame[2]) : null;
  }
  const [, , code, description, details] = frame;
  if (!codes.has(String(code))) return `the code ${code}`;
  if (typeof description !== "string" || description.length > 255) return "its description";
  return typeof details === "object" && details !== null ? null : "its details";
}

Deno.test("whatever a station sends, every request with a readable id is answered once, and nobody else notices", async () => {
  const csms = await kvolt({ AUTH_UNKNOWN: "Accepted" });
  const witness = await charger(csms.ws, "WITNESS");
  await witness.boot();
  const { transactionId } = await witness.call("StartTransaction", {
    ...{ connectorId: 1, idTag: "TAG-1", meterStart: 0, timestamp: "2026-01-01T10:00:00Z" },
  });
  const cp = await charger(csms.ws, "CP-1");
  await cp.boot();
  const answers = answersOf(cp);

  const volley = fc.array(
    fc.oneof({ weight: 4, arbitrary: whole }, { weight: 3, arbitrary: damaged }, odd, junk),
    { minLength: 1, maxLength: 20 },
  );
  await fc.assert(
    fc.asyncProperty(volley, async (shots) => {
      answers.clear();
      const wanted = new Map<string, { count: number; action?: string }>();
      for (const { frame, answered, action } of shots) {
        if (answered !== undefined) {
          wanted.set(answered, { count: 1 + (wanted.get(answered)?.count ?? 0), action });
        }
        cp.socket.send(frame);
      }
      await cp.call("Heartbeat", {});
      await witness.call("Heartbeat", {});
      assert.equal(cp.socket.readyState, WebSocket.OPEN);
      for (const [id, { count, action }] of wanted) {
        const given = answers.get(id) ?? [];
        assert.equal(given.length, count, `answers to ${id}`);
        for (const frame of given) {
          assert.equal(problemOf(frame, action), null, `${JSON.stringify(frame)} to ${action}`);
        }
      }
      const all = [...answers.values()].reduce((sum, given) => sum + given.length, 0);
      assert.ok(all <= shots.length + 1, `${all} answers to ${shots.length} frames`);
    }),
    { numRuns: 150, interruptAfterTimeLimit: 6_000 },
  );
  assert.equal((await csms.csms.transactions.get(String(transactionId)))?.state, "open");
  assert.equal(witness.socket.readyState, WebSocket.OPEN);
  await cp.close();
  await witness.close();
  await csms.stop();
});
