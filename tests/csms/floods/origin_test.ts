import assert from "node:assert/strict";
import fc from "fast-check";
import { isInner, originOf } from "../../../csms/floods/origin.ts";

for (
  const [address, origin] of [
    ["203.0.113.7", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::FFFF:203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:DB8:0001:0002::1", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["2001:db8::", "2001:db8:0:0::/64"],
    ["2001:db8:1:2::/64", "2001:db8:1:2::/64"],
    ["::1", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ] as const
) {
  Deno.test(`${address} is held to the limits of ${origin}`, () => {
    assert.equal(originOf(address), origin);
    assert.equal(originOf(origin), origin, "the name of an origin is its own");
  });
}

Deno.test("all addresses of one /64 are one origin, however they are written, and those of others are not", () => {
  const group = fc.integer({ min: 0, max: 0xffff }).map((n) => n.toString(16));
  const half = fc.array(group, { minLength: 4, maxLength: 4 });
  fc.assert(fc.property(half, half, half, (net, one, other) => {
    const short = (groups: string[]) =>
      new URL(`http://[${groups.join(":")}]`).hostname.slice(1, -1);
    const origin = originOf([...net, ...one].join(":"));
    assert.equal(originOf(short([...net, ...other])), origin);
    const next = [...net.slice(0, 3), ((parseInt(net[3]!, 16) + 1) % 0x10000).toString(16)];
    assert.notEqual(originOf(short([...next, ...one])), origin);
  }));
});

Deno.test("what many may share is told from an address of the internet", () => {
  const shared = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "::1",
    "fd00::1",
    "fe80::1",
  ];
  for (const address of [...shared, "100.64.0.1", "::ffff:192.168.1.1"]) {
    assert.equal(isInner(address), true, address);
  }
  for (const address of ["203.0.113.7", "172.32.0.1", "2001:db8::1", "::ffff:8.8.8.8", "unknown"]) {
    assert.equal(isInner(address), false, address);
  }
});
