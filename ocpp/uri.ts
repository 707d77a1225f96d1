import { z } from "zod";

// The parts of RFC 3986 appendix A, by their names there.
const chars = (extra: string) => `(?:[a-z0-9\\-._~!$&'()*+,;=${extra}]|%[0-9a-f]{2})`;
const octet = "(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])";
const ipv4 = new RegExp(`^${octet}(?:\\.${octet}){3}$`);
const group = /^[0-9a-f]{1,4}$/i;
const future = new RegExp(`^v[0-9a-f]+\\.[a-z0-9\\-._~!$&'()*+,;=:]+$`, "i");
const path = `(?:/${chars(":@")}*)*`;
const authority = `(?:${chars(":")}*@)?(?:\\[(?<literal>[^\\]]*)\\]|${chars("")}*)(?::[0-9]*)?`;
const pattern = new RegExp(
  `^[a-z][a-z0-9+\\-.]*:(?:/{1,2}${authority}${path}|/(?:${chars(":@")}+${path})?|${
    chars(":@")
  }+${path})` +
    `(?:\\?${chars(":@/?")}*)?(?:#${chars(":@/?")}*)?$`,
  "i",
);

/** An absolute URI as the field's validators read RFC 3986: `http:` alone is none, `ftp:/host:21` is one. */
export const uri = z.string().check(({ value, issues }) => {
  if (isUri(value)) return;
  issues.push({ code: "invalid_format", format: "url", input: value });
}).meta({ format: "uri" });

function isUri(value: string): boolean {
  const match = pattern.exec(value);
  if (!match) return false;
  const literal = match.groups?.literal;
  return literal === undefined || future.test(literal) || isIpv6(literal);
}

/** RFC 3986 §3.2.2: eight groups, the last two perhaps as IPv4, `::` once for one or more zero groups. */
function isIpv6(value: string): boolean {
  const halves = value.split("::");
  if (halves.length > 2) return false;
  const groups = halves.map((half) => half === "" ? [] : half.split(":"));
  const last = groups.at(-1)!;
  const dotted = ipv4.test(last.at(-1) ?? "");
  const all = groups.flat();
  if (!(dotted ? all.slice(0, -1) : all).every((part) => group.test(part))) return false;
  const length = all.length + (dotted ? 1 : 0);
  return halves.length === 2 ? length <= 7 : length === 8;
}
