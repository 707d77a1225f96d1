import assert from "node:assert/strict";
import fc from "fast-check";
import { mend } from "../../ocpp/mend.ts";

const call = [2, "1", "Heartbeat", {}];

for (
  const [broken, value, what] of [
    ['\0[2,"1","Heartbeat",{}]', call, /NUL/],
    ['[2,"1","Heartbeat",{}]\0\0\0', call, /NUL/],
    ['[2,"1","Heart\0beat",{}]', call, /NUL/],
    ['\uFEFF[2,"1","Heartbeat",{}]', call, /byte order mark/],
    ['[2,"1","Heartbeat",{},]', call, /comma too many/],
    ['[2,"1","Heartbeat",{}', call, /closing bracket is missing/],
    ['[2,"1","Heartbeat",{', call, /closing bracket is missing/],
    ['[2,"1","Heartbeat",{]', call, /closing bracket is missing/],
    ['[2,"1","Heartbeat",{}}]', call, /closing bracket too many/],
    ['[2,"1","Heartbeat",{}]]', call, /text after the end/],
    ['[2,"1","Heartbeat",{}]x', call, /text after the end/],
    ['x[2,"1","Heartbeat",{}]', call, /text before the array/],
    ['#[2,"1","Heartbeat",{}]', call, /text before the array/],
    ['"[2,"1","Heartbeat",{}]', call, /text before the array/],
    ['42[2,"1","Heartbeat",{}]', call, /text before the array/],
    ['[2 "1","Heartbeat",{}]', call, /comma is missing/],
    ['[2,"1""Heartbeat",{}]', call, /comma is missing/],
    ["[2,'1','Heartbeat',{}]", call, /single quotes/],
    ["['it's']", ["it's"], /single quotes/],
    ['{"a":}', { a: null }, /value is missing/],
    ['{"a":,"b":1}', { a: null, b: 1 }, /value is missing/],
    ['{"a":1,,"b":2,}', { a: 1, b: 2 }, /comma too many/],
    ["[1,,2]", [1, null, 2], /value is missing/],
    ['{"a":[{"b":1},{"b":2}', { a: [{ b: 1 }, { b: 2 }] }, /closing bracket is missing/],
    ['[{"a":[1]]', [{ a: [1] }], /closing bracket is missing/],
    ['{"a":NaN,"b":-Infinity,"c":undefined}', { a: null, b: null, c: null }, /not a value of JSON/],
    ['{"a":True,"b":FALSE,"c":None}', { a: true, b: false, c: null }, /not a value of JSON/],
    [
      '{a:1,"b":Available}',
      { a: 1, b: "Available" },
      /name is not in double quotes.*text is not in quotes/,
    ],
    ['{"at":2024-05-01T12:00:00Z}', { at: "2024-05-01T12:00:00Z" }, /not in quotes/],
    ['{"a":+5,"b":.5,"c":007,"d":5.}', { a: 5, b: .5, c: 7, d: 5 }, /number is odd/],
    ['{"a":"x\ny\tz"}', { a: "x\ny\tz" }, /raw control characters/],
    ['{"a":"\\x\\u12"}', { a: "xu12" }, /escape is unknown/],
  ] as const
) {
  Deno.test(`Quirk 12: ${JSON.stringify(broken)} is mended`, () => {
    const mended = mend(broken);
    assert.ok(mended);
    assert.deepEqual(mended.value, value);
    assert.match(mended.what, what);
    assert.equal(mended.doubtful, undefined);
  });
}

for (
  const cut of [
    '[2,"1","StopTransaction",{"meterStop":12',
    '[2,"1","StopTransaction",{"meterStop":',
    '[2,"1","StopTransaction",{"meterStop',
    '[2,"1","StopTransaction",{"meterStop":12,',
    '[2,"1","StopTransaction",{"idTag":"AB',
    '[2,"1","StopTransaction",{"a":tru',
    '[2,"1","StopTransaction",{"idTag":"AB,"meterStop":12}]',
    '[2,"1","StopTransaction",{"meterStop" 12}]',
    '[2,"1","StopTransaction",{"meterStop":1;2}]',
  ]
) {
  Deno.test(`Quirk 12: ${cut} is read but called doubtful, since a value may be cut`, () => {
    assert.equal(mend(cut)?.doubtful, true);
  });
}

Deno.test("A text without any value gives nothing", () => {
  for (const text of ["", " ", "\0\0", "}", "]", ",", ":", "#!"]) {
    assert.equal(mend(text), undefined, text);
  }
});

Deno.test("Nesting beyond 64 gives nothing, up to 64 it is read", () => {
  const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  assert.deepEqual(mend(nested(64))?.value, JSON.parse(nested(64)));
  assert.equal(mend(nested(65)), undefined);
  assert.equal(mend("[".repeat(1_000_000)), undefined);
  assert.equal(mend('{"a":'.repeat(100_000)), undefined);
});

Deno.test("A field named __proto__ is a field like any other", () => {
  const value = mend('{"__proto__":{"polluted":true},}')?.value as Record<string, unknown>;
  assert.equal(value.polluted, undefined);
  assert.deepEqual(Object.keys(value), ["__proto__"]);
});

Deno.test("JSON that is whole is read as JSON.parse reads it, without complaint", () => {
  const json = fc.oneof(fc.jsonValue({ maxDepth: 8 }), fc.jsonValue({ noUnicodeString: false }));
  fc.assert(fc.property(json, fc.constantFrom(undefined, 2), (value, indent) => {
    const text = JSON.stringify(value, null, indent);
    assert.deepEqual(mend(text), { value: JSON.parse(text), what: "" });
  }));
});

Deno.test("No text makes it throw", () => {
  const odd = fc.string({ unit: fc.constantFrom(...`[]{},:"'\\0u1-.eEtNa \0\n\uFEFF`) });
  fc.assert(
    fc.property(fc.oneof(odd, fc.string({ unit: "binary" })), (text) => {
      const mended = mend(text);
      if (mended) JSON.stringify(mended.value);
    }),
    { numRuns: 2000 },
  );
});

for (
  const piece of [
    "[",
    "{",
    "]",
    ",",
    ":",
    '"',
    "'",
    "' ",
    "\\",
    " ",
    "a",
    "1",
    '{"a":',
    "[1,",
    '"a"',
  ]
) {
  Deno.test(`A text of 1 MB made of ${JSON.stringify(piece)} is read in linear time`, () => {
    const text = `[${piece.repeat(1_000_000 / piece.length)}`;
    const start = performance.now();
    mend(text);
    // Linear time is below 0.2 s; square time would be minutes.
    assert.ok(performance.now() - start < 20_000);
  });
}
