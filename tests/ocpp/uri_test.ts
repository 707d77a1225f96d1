import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import assert from "node:assert/strict";
import fc from "fast-check";
import { uri } from "../../ocpp/uri.ts";

const ajv = new Ajv();
addFormats.default(ajv);
const official = ajv.compile({ type: "string", format: "uri" });
const ours = (text: string) => uri.safeParse(text).success;
const agree = (text: string) => assert.equal(ours(text), official(text), text);

Deno.test("uri agrees with the field's validator on texts made of the parts of URIs", () => {
  const part = fc.constantFrom(
    ..."http ftp: : / // ? # @ [ ] a 9 . - _ %20 %2 % ! $ & ' ( ) * + , ; = ~".split(" "),
    ...[":80", ":21/", "user:pw@", "host", "1.2.3.4", "[::1]", "[v1.x]", '"', " ", "ü", "\n", "\\"],
  );
  const text = fc.tuple(
    fc.constantFrom("", "ftp:", "http://", "HTTPS://", "s3:/", "1x:", "a+b.c-d:"),
    fc.array(part, { maxLength: 8 }),
  ).map(([scheme, parts]) => scheme + parts.join(""));
  fc.assert(fc.property(text, agree), { numRuns: 5000 });
});

Deno.test("uri agrees with the field's validator on IPv6 addresses and what looks like them", () => {
  const part = fc.constantFrom(":", "::", "1", "ffff", "12345", "g", "1.2.3.4", "256.1.1.1", "0:");
  const joined = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(""));
  const groups = fc.array(fc.constantFrom("0", "a", "", "1.2.3.4"), { minLength: 5, maxLength: 9 })
    .map((parts) => parts.join(":"));
  const address = fc.oneof(joined, groups, fc.ipV6());
  fc.assert(fc.property(address, (address) => agree(`ftp://[${address}]:21/x`)), { numRuns: 5000 });
});

Deno.test("uri takes what operators type and refuses what has no scheme", () => {
  const good = ["ftp://user:pass@192.0.2.1:21/fw/", "https://h/x?a=b#c", "file:///tmp", "urn:a"];
  for (const text of good) assert(ours(text), text);
  for (const text of ["", "host/path", "//host", "http:", "http://a b/"]) assert(!ours(text), text);
});

Deno.test("a long text that is no URI is refused in linear time", () => {
  const started = performance.now();
  assert(!ours(`http://${"a".repeat(100_000)} `));
  assert(!ours(`http://h${"/a".repeat(50_000)} `));
  // Square time would be minutes.
  assert(performance.now() - started < 20_000);
});
