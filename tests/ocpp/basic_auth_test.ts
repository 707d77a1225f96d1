import assert from "node:assert/strict";
import fc from "fast-check";
import { readBasic } from "../../ocpp/basic_auth.ts";

const encode = (text: string | Uint8Array) =>
  btoa(String.fromCharCode(...typeof text === "string" ? new TextEncoder().encode(text) : text));
const plain = (found: ReturnType<typeof readBasic>) =>
  found.map(({ user, password }) => [user, new TextDecoder().decode(password)]);

for (
  const [what, header] of [
    ["as the RFC has it", `Basic ${encode("CP-1:secret")}`],
    ["in lower case", `basic ${encode("CP-1:secret")}`],
    ["with blanks around", `  BASIC   ${encode("CP-1:secret")} `],
    ["without padding", `Basic ${encode("CP-1:secret").replace(/=+$/, "")}`],
    [
      "in the alphabet of URLs",
      `Basic ${encode("CP-1:secret").replace(/\+/g, "-").replace(/\//g, "_")}`,
    ],
  ] as const
) {
  Deno.test(`credentials ${what} are read`, () => {
    assert.deepEqual(plain(readBasic(header, "CP-1")), [["CP-1", "secret"]]);
  });
}

for (
  const [what, header] of [
    ["no header", null],
    ["an empty one", ""],
    ["another scheme", `Bearer ${encode("CP-1:secret")}`],
    ["no credentials", "Basic "],
    ["what is not base64", "Basic CP-1:secret"],
    ["base64 of an impossible length", "Basic abcde"],
    ["credentials without a colon", `Basic ${encode("CP-1")}`],
  ] as const
) {
  Deno.test(`${what}: there are no credentials`, () => {
    assert.deepEqual(readBasic(header, "CP-1"), []);
  });
}

Deno.test("with colons in user and password every split is given, the station's own id first", () => {
  const header = `Basic ${encode("a:b:c:d")}`;
  assert.deepEqual(plain(readBasic(header, "a:b")), [["a:b", "c:d"], ["a", "b:c:d"], [
    "a:b:c",
    "d",
  ]]);
  assert.deepEqual(plain(readBasic(header, "other"))[0], ["a", "b:c:d"]);
});

Deno.test("many colons give eight ways at most", () => {
  assert.equal(readBasic(`Basic ${encode(":".repeat(100))}`, "x").length, 8);
});

Deno.test("a password of any bytes is given as it is", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (password) => {
    const header = `Basic ${
      encode(new Uint8Array([...new TextEncoder().encode("CP:"), ...password]))
    }`;
    const found = readBasic(header, "CP")[0]!;
    assert.equal(found.user, "CP");
    assert.deepEqual([...found.password], [...password]);
  }));
});

Deno.test("no header whatever makes it throw", () => {
  fc.assert(fc.property(fc.string(), fc.string(), (header, id) => {
    readBasic(header, id);
    readBasic(`Basic ${header}`, id);
  }));
});
