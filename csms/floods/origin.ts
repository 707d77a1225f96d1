import { BlockList } from "node:net";

/** Addresses that a router or a proxy shares among many, and those of the own network. */
const inner = new BlockList();
for (
  const [net, prefix] of [
    ...[["127.0.0.0", 8], ["10.0.0.0", 8], ["172.16.0.0", 12], ["192.168.0.0", 16]],
    ...[["169.254.0.0", 16], ["100.64.0.0", 10]],
  ] as const
) inner.addSubnet(net, prefix);
for (const [net, prefix] of [["::1", 128], ["fc00::", 7], ["fe80::", 10]] as const) {
  inner.addSubnet(net, prefix, "ipv6");
}

const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** Whom to hold to a limit: an IPv4 address, or the /64 of an IPv6 one, in which a subscriber has them all. */
export function originOf(address: string): string {
  if (!address.includes(":")) return address;
  const v4 = mapped.exec(address);
  if (v4) return v4[1]!;
  const [head = "", tail] = address.replace(/[%/].*$/, "").toLowerCase().split("::");
  const left = head.split(":").filter(Boolean);
  const right = tail === undefined ? [] : tail.split(":").filter(Boolean);
  const groups = [
    ...left,
    ...Array(Math.max(0, 8 - left.length - right.length)).fill("0"),
    ...right,
  ];
  return `${groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}

/** Whether an address is of no public network, so that many may stand behind it. */
export function isInner(address: string): boolean {
  const v4 = mapped.exec(address)?.[1] ?? address;
  return inner.check(v4, v4.includes(":") ? "ipv6" : "ipv4");
}
