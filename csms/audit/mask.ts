/** What stands in place of a secret. */
export const MASK = "•••";

/** Fields that are secrets themselves, whatever their case. */
const secretFields =
  /^(?:password|newPassword|secret|apiKey|privateKey|authorization|basicAuthPassword|apnPassword|vpnPassword|pin|simPin)$/i;

/** Variables of a station whose values are secrets; their names stand in one field, their values beside. */
const secretNames =
  /(?:AuthorizationKey|BasicAuthPassword|Password|PrivateKey|Secret|PreSharedKey|APIKey)(?:\[[^\]]*\])?(?:#\w+)?$/i;

const valueFields = new Set(["value", "attributeValue", "actualValue", "desired"]);

/** Whoever has the address for a log may send one. */
const uploadAddress = /(\/uploads\/)[\w-]{16,}/g;

/** Whether the value of a station's variable or configuration key is a secret. */
export const isSecretName = (name: string): boolean => secretNames.test(name);

/** Copies a JSON value with its secrets masked: fields that hold one, values named as one, passwords and tokens in URLs. */
export function masked(value: unknown): unknown {
  return copied(value, false);
}

/** `hidden`: what it is part of is named as a secret, as a variable is whose attributes have the values. */
function copied(value: unknown, hidden: boolean): unknown {
  if (typeof value === "string") {
    return value.replace(/(\b[a-z]+:\/\/[^/\s:@]*:)[^/\s@]+@/gi, `$1${MASK}@`)
      .replace(uploadAddress, `$1${MASK}`);
  }
  if (Array.isArray(value)) return value.map((part) => copied(part, hidden));
  if (typeof value !== "object" || value === null) return value;
  const hides = hidden || namesSecret(value as Record<string, unknown>);
  return Object.fromEntries(
    Object.entries(value).map(([field, part]) => {
      const secret = secretFields.test(field) || (field === "key" && isVpn(value)) ||
        isSecretName(field) ||
        (hides && valueFields.has(field));
      return [
        field,
        secret && part !== null && typeof part !== "object" ? MASK : copied(part, hides),
      ];
    }),
  );
}

/** A VPN's shared secret stands in a field that elsewhere is a name (2.x, VPNType). */
const isVpn = (value: object): boolean => "server" in value && "key" in value && "type" in value;

/** Something in a text that may be a secret, or a name of one. */
const suspect =
  /authorizationKey|authorization"|password|privateKey|secret|preSharedKey|apiKey|"(?:sim)?pin"|"vpn"|\/uploads\/|:\/\/[^"\s/]*@/i;

/** The ends of all those: looking for them first costs a quarter, as the letters of each stand in both cases. */
const ends =
  /[kK][eE][yY]|[wW][oO][rR][dD]|[cC][rR][eE][tT]|[zZ][aA][tT][iI][oO][nN]"|[pP][iI][nN]"|[vV][pP][nN]"|[dD][sS]\/|@/;

/** A frame with its secrets masked; one that holds none is left as it is. */
export function maskedText(text: string): string {
  if (!ends.test(text) || !suspect.test(text)) return text;
  try {
    return JSON.stringify(masked(JSON.parse(text)));
  } catch {
    return text.replace(/("(?:\w*value|\w*password)"\s*:\s*")[^"]*/gi, `$1${MASK}`);
  }
}

/** `{ key }` in 1.6, `{ variable: { name } }` in 2.x, `{ variable }` in REST. */
function namesSecret(value: Record<string, unknown>): boolean {
  const { key, name, variable } = value;
  const inner = (variable as { name?: unknown } | null | undefined)?.name;
  return [key, name, variable, inner].some((each) =>
    typeof each === "string" && isSecretName(each)
  );
}
