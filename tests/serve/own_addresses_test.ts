import assert from "node:assert/strict";
import { ownAddresses } from "../../serve/own_addresses.ts";

const interfaces = () =>
  [
    ["IPv4", "lo", "127.0.0.1"],
    ["IPv4", "eth0", "192.168.1.7"],
    ["IPv6", "eth0", "fe80::1"],
    ["IPv4", "eth0", "169.254.3.4"],
    ["IPv4", "docker0", "172.17.0.1"],
    ["IPv4", "wlan0", "10.0.0.3"],
  ].map(([family, name, address]) => ({
    family: family as "IPv4",
    name: name!,
    address: address!,
  }));

Deno.test("a machine is found at its addresses in real networks, where it listens on all of them", () => {
  for (const every of ["0.0.0.0", "::"]) {
    assert.deepEqual(ownAddresses(every, interfaces), ["192.168.1.7", "10.0.0.3"]);
  }
  const mute = () => {
    throw new Deno.errors.NotCapable("Requires sys access");
  };
  assert.deepEqual(ownAddresses("0.0.0.0", mute), []);
  for (const one of ["127.0.0.1", "192.168.1.7", "::1"]) {
    assert.deepEqual(ownAddresses(one, interfaces), []);
  }
});
