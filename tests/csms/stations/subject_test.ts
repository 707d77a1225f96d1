import assert from "node:assert/strict";
import { isExpected, partsOf, plainFingerprint } from "../../../csms/stations/subject.ts";

const shown = (subject: string, fingerprint = "ab".repeat(32)) => ({
  ...{ subject, fingerprint, serial: "1" },
});

for (
  const [name, parts] of [
    ["CN=CP-1,O=Acme", ["CN=CP-1", "O=Acme"]],
    ["cn = CP-1 , o=Acme+OU=North", ["CN=CP-1", "O=Acme", "OU=North"]],
    ["CN=a\\,CN\\=b\\+c", ["CN=a,CN=b+c"]],
    ["CN=S\\C3\\A4ule 1", ["CN=Säule 1"]],
    ["1.2.840=x", ["1.2.840=x"]],
    ["CN=", ["CN="]],
    ["CN=a\\", undefined],
    ["CP-1", undefined],
    ["CN=a,", undefined],
    [",CN=a", undefined],
    ["", undefined],
  ] as const
) {
  Deno.test(`identity: the distinguished name ${JSON.stringify(name)} has ${parts?.length ?? "no"} parts`, () => {
    assert.deepEqual(partsOf(name), parts);
  });
}

for (
  const [expected, certificate, is] of [
    [{ subject: "CN=CP-1" }, shown("CN=CP-1,O=Acme"), true],
    [{ subject: "O=Acme, CN=CP-1" }, shown("CN=CP-1,O=Acme"), true],
    [{ subject: "CN=CP-1,O=Other" }, shown("CN=CP-1,O=Acme"), false],
    [{ subject: "CN=CP-1" }, shown("CN=CP-10,O=Acme"), false],
    [{ subject: "CN=CP-1" }, shown("CN=cp-1"), false],
    [{ subject: "CN=CP-1" }, shown("O=x\\,CN=CP-1"), false],
    [{ subject: "CN=CP-1" }, shown("O=CN\\=CP-1"), false],
    [{ fingerprint: "ab".repeat(32) }, shown("CN=any"), true],
    [{ fingerprint: "cd".repeat(32) }, shown("CN=any"), false],
    [{ fingerprint: "ab".repeat(32), subject: "CN=CP-1" }, shown("CN=CP-2"), false],
    [{}, shown("CN=CP-1"), false],
  ] as const
) {
  const said = JSON.stringify(expected).slice(0, 60);
  Deno.test(`identity: ${said} ${is ? "is" : "is not"} met by ${certificate.subject}`, () => {
    assert.equal(isExpected(expected, certificate), is);
  });
}

Deno.test("identity: a fingerprint may come in upper case and with colons", () => {
  const colons = "AB:".repeat(31) + "AB";
  assert.equal(plainFingerprint(colons), "ab".repeat(32));
  assert.ok(isExpected({ fingerprint: "ab".repeat(32) }, shown("CN=x", colons)));
});
