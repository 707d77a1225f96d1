import assert from "node:assert/strict";
import fc from "fast-check";
import {
  callFrame,
  errorFrame,
  type Frame,
  readFrame,
  resultFrame,
  sendFrame,
} from "../../ocpp/rpc.ts";

function read(text: string): { frame: Frame; kinds: string[] } {
  const reading = readFrame(text);
  assert.ok(reading.ok, reading.ok ? "" : reading.reason);
  for (const remark of reading.findings) assert.match(remark.text, /^[A-Z].*\.$/s);
  return { frame: reading.frame, kinds: reading.findings.map(({ kind }) => kind) };
}

const heartbeat: Frame = { type: "call", id: "17", action: "Heartbeat", payload: {} };

for (
  const [text, kinds, rawId] of [
    ['[2,"17","Heartbeat",{}]', []],
    [' [ 2 , "17" , "Heartbeat" , { } ] \r\n', []],
    ['[2,"17","Heartbeat",null]', ["null-payload"]],
    ['[2,"17","Heartbeat"]', ["missing-payload"]],
    ['[2,"17","Heartbeat",]', ["broken-json", "missing-payload"]],
    ['[2,"17","Heartbeat",[]]', ["array-payload"]],
    ['["2","17","Heartbeat",{}]', ["text-message-type"]],
    ['[2,"17"," Heartbeat ",{}]', ["padded-action"]],
    ['[2,"17","Heartbeat",{},{}]', ["extra-elements"]],
    ['[2,17,"Heartbeat",{}]', ["number-id"], "17"],
    ['["2",17,"Heartbeat",null]', ["number-id", "text-message-type", "null-payload"], "17"],
    ['[2,"17","Heartbeat",{}', ["broken-json"]],
    ['[2,"17","Heartbeat",{}]\0', ["broken-json"]],
    ['\uFEFF[2,"17","Heartbeat",{}]', ["broken-json"]],
    ["[2,'17','Heartbeat',{}]", ["broken-json"]],
  ] as [string, string[], string?][]
) {
  Deno.test(`Quirks 12 and 13: ${JSON.stringify(text)} is read as a Heartbeat`, () => {
    const found = read(text);
    assert.deepEqual(found.frame, rawId === undefined ? heartbeat : { ...heartbeat, rawId });
    assert.deepEqual(found.kinds, kinds);
  });
}

Deno.test("Quirk 46: a decimal id is answered as the number it was, all its digits included", () => {
  for (const raw of ["17", "-1", "12345678901234567890", "1.50"]) {
    const { frame } = read(`[2,${raw},"Heartbeat",{}]`);
    assert.equal(frame.id, raw);
    assert.equal(resultFrame(frame.id, {}, frame.rawId), `[3,${raw},{}]`);
    assert.equal(
      errorFrame(frame.id, "GenericError", "no", {}, frame.rawId),
      `[4,${raw},"GenericError","no",{}]`,
    );
  }
  assert.equal(resultFrame("17", {}), '[3,"17",{}]');
});

Deno.test("Quirk 46: an odd number as an id is answered with JSON, and never with another id", () => {
  for (
    const [text, id] of [
      ['[2,007,"Heartbeat",{}]', "7"],
      ['[2,1e2,"Heartbeat",{"a":[2,99,"x"]}]', "100"],
      ['[2,+5,"Heartbeat",{}]', "5"],
    ] as const
  ) {
    const { frame } = read(text);
    assert.deepEqual(JSON.parse(resultFrame(frame.id, {}, frame.rawId)), [3, Number(id), {}]);
  }
  const reading = readFrame('[2,{"a":[2,"9","Heartbeat",{"b');
  assert.ok(!reading.ok && reading.id === undefined);
});

Deno.test("Our own call is found by its id although it is answered with a number", () => {
  assert.equal(read("[3,17,{}]").frame.id, "17");
});

Deno.test("An id that is too long or empty is a remark, and the frame is read", () => {
  const id = "x".repeat(37);
  const { frame, kinds } = read(callFrame(id, "Heartbeat", {}));
  assert.equal(frame.id, id);
  assert.deepEqual(kinds, ["long-id"]);
  assert.deepEqual(read('[2,"","Heartbeat",{}]').kinds, ["empty-id"]);
});

for (const text of ["", " ", "\r\n", "\0", "\0\0 \uFEFF\n"]) {
  Deno.test(`Quirk 11: the frame ${JSON.stringify(text)} is empty`, () => {
    const reading = readFrame(text);
    assert.ok(!reading.ok);
    assert.equal(reading.empty, true);
    assert.equal(reading.id, undefined);
  });
}

for (
  const [text, frame, kinds] of [
    ['[4,"1"]', { code: "GenericError", description: "", details: {} }, [
      "missing-error-code",
      "missing-description",
      "odd-details",
    ]],
    ['[4,"1","NotSupported"]', { code: "NotSupported", description: "", details: {} }, [
      "missing-description",
      "odd-details",
    ]],
    ['[4,"1","NotSupported",""]', { code: "NotSupported", description: "", details: {} }, [
      "odd-details",
    ]],
    ['[4,"1","NotSupported","",{}]', { code: "NotSupported", description: "", details: {} }, []],
    ['[4,"1","X",null,null]', { code: "X", description: "", details: {} }, [
      "missing-description",
      "odd-details",
    ]],
    ['[4,"1","X","a\\nb",{"a":1}]', { code: "X", description: "a\nb", details: { a: 1 } }, []],
    ['[4,"1","X","a\nb",{}]', { code: "X", description: "a\nb", details: {} }, ["broken-json"]],
    ['[4,"1","X","",[]]', { code: "X", description: "", details: {} }, ["odd-details"]],
    ['[4,"1","X","",["a"]]', { code: "X", description: "", details: { details: ["a"] } }, [
      "odd-details",
    ]],
    ['[4,"1","X","","why"]', { code: "X", description: "", details: { details: "why" } }, [
      "odd-details",
    ]],
    [
      `[4,"1","X","${"y".repeat(300)}",{}]`,
      { code: "X", description: "y".repeat(300), details: {} },
      ["long-description"],
    ],
  ] as const
) {
  Deno.test(`Quirk 53: the CALLERROR ${JSON.stringify(text.slice(0, 40))} is read`, () => {
    const found = read(text);
    assert.deepEqual(found.frame, { type: "error", id: "1", ...frame });
    assert.deepEqual(found.kinds, kinds);
  });
}

for (
  const [text, expected] of [
    ['[2,"1",5,{}]', { code: "ProtocolError", id: "1" }],
    ['[2,"1"]', { code: "ProtocolError", id: "1" }],
    ['[9,"1","X",{}]', { code: "MessageTypeNotSupported", id: "1" }],
    ['[2,null,"Heartbeat",{}]', { code: "RpcFrameworkError" }],
    ["[]", { code: "RpcFrameworkError" }],
    ["{}", { code: "RpcFrameworkError" }],
    ["hello", { code: "RpcFrameworkError" }],
    ['[6,"1",null,{}]', { code: "ProtocolError" }],
    ['[2,"1","StopTransaction",{"meterStop":12', {
      code: "FormationViolation",
      id: "1",
      action: "StopTransaction",
    }],
    ['[2,17,"MeterValues",{"connectorId":1,"me', {
      code: "FormationViolation",
      id: "17",
      rawId: "17",
      action: "MeterValues",
    }],
    ['[3,"1",{"status":"Acc', { code: "FormationViolation", answers: "1" }],
    ['[4,"1","Gene', { code: "FormationViolation", answers: "1" }],
    [`[2,"1","X",${"[".repeat(100)}`, { code: "FormationViolation", id: "1", action: "X" }],
  ] as const
) {
  Deno.test(`Law 6: ${text.slice(0, 40)} cannot be read, and says what can be answered`, () => {
    const reading = readFrame(text);
    assert.ok(!reading.ok);
    const { ok: _, reason, ...rest } = reading;
    assert.deepEqual(rest, expected);
    assert.ok(reason.length > 10 && reason.length < 300);
  });
}

Deno.test("Good JSON nested a hundred thousand deep is read", () => {
  const deep = '{"a":'.repeat(100_000) + "1" + "}".repeat(100_000);
  assert.equal(read(`[2,"1","DataTransfer",${deep}]`).frame.id, "1");
});

Deno.test("The description of a CALLERROR is cut to 255 characters, never amid a character", () => {
  const description = (text: string) => JSON.parse(errorFrame("1", "X", text))[3];
  assert.equal(description("a".repeat(255)).length, 255);
  assert.equal(description("a".repeat(256)).length, 255);
  assert.equal(description(`${"a".repeat(254)}😀`), "a".repeat(254));
  assert.equal(description(`${"a".repeat(253)}😀b`), `${"a".repeat(253)}😀`);
});

const id = fc.string({ minLength: 1, maxLength: 36 });
const action = fc.constantFrom("Heartbeat", "BootNotification", "MeterValues");
const payload = fc.dictionary(fc.string(), fc.jsonValue());
const text = fc.string({ maxLength: 255 });
const whole = fc.oneof(
  fc.record({ type: fc.constantFrom("call" as const, "send" as const), id, action, payload }),
  fc.record({ type: fc.constant("result" as const), id, payload }),
  fc.record({
    type: fc.constantFrom("error" as const, "resulterror" as const),
    ...{ id, code: action, description: text, details: payload },
  }),
);

function write(frame: Frame): string {
  switch (frame.type) {
    case "call":
      return callFrame(frame.id, frame.action, frame.payload);
    case "send":
      return sendFrame(frame.id, frame.action, frame.payload);
    case "result":
      return resultFrame(frame.id, frame.payload);
    case "error":
      return errorFrame(frame.id, frame.code, frame.description, frame.details);
    case "resulterror":
      return JSON.stringify([5, frame.id, frame.code, frame.description, frame.details]);
  }
}

Deno.test("Any valid frame comes back exactly, without a remark", () => {
  fc.assert(fc.property(whole, (frame) => {
    const found = read(write(frame));
    // JSON has no -0.
    assert.deepEqual(found.frame, JSON.parse(JSON.stringify(frame)));
    assert.deepEqual(found.kinds, []);
  }));
});

Deno.test("No text and no JSON makes it throw", () => {
  const json = fc.jsonValue().map((value) => JSON.stringify(value));
  const array = fc.array(fc.oneof(fc.jsonValue(), fc.constantFrom(2, 3, 4, "1", null)))
    .map((value) => JSON.stringify(value));
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: "binary" }), json, array), (text) => {
      const reading = readFrame(text);
      assert.equal(typeof reading.ok, "boolean");
    }),
    { numRuns: 2000 },
  );
});

Deno.test("Any three mutations and a cut of a valid frame: it never throws", () => {
  const change = fc.record({
    at: fc.nat(),
    remove: fc.nat(2),
    insert: fc.string({ maxLength: 2, unit: fc.constantFrom(...'[]{},:"\\x1 \0\n') }),
  });
  fc.assert(
    fc.property(whole, fc.array(change, { maxLength: 3 }), fc.nat(), (frame, changes, cut) => {
      let text = write(frame);
      for (const { at, remove, insert } of changes) {
        const place = at % (text.length + 1);
        text = text.slice(0, place) + insert + text.slice(place + remove);
      }
      readFrame(text);
      readFrame(text.slice(0, cut % (text.length + 1)));
    }),
    { numRuns: 2000 },
  );
});

Deno.test("Whatever happens behind the action of a CALL, its id is found", () => {
  const plain = fc.string({ minLength: 1, maxLength: 36, unit: fc.constantFrom(..."0aZ-_.") });
  const rest = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom(...'[]{},:"\\x1 \0\n') }),
  );
  fc.assert(
    fc.property(plain, rest, (id, rest) => {
      const reading = readFrame(`[2,"${id}","Heartbeat",${rest}`);
      assert.equal(reading.ok ? reading.frame.id : reading.id, id);
    }),
    { numRuns: 2000 },
  );
});
