import { kvolt, type TestKvolt } from "../support/kvolt.ts";
import { type Posed, posed } from "./charger.ts";
import { type MovedClock, movedClock } from "./clock.ts";
import { firstOf, type Person, staff } from "./people.ts";
import { chargers, DAYS, notes, NOW, tags, ZONE } from "./place.ts";

/** A whole kvolt with its chargers, to be photographed. */
export interface Site {
  readonly csms: TestKvolt;
  readonly clock: MovedClock;
  readonly chargers: Map<string, Posed>;
}

const env = {
  ...{ DISCOVERY: "approve", SIMULATOR: "on", API_TOKEN: "", TRUSTED_PROXIES: "127.0.0.1" },
  ...{ SECRET_KEY: "of-the-pictures-and-of-nothing-else-in-the-world" },
  // Weeks pass in seconds: nobody is to be asked why they are silent.
  METER_SILENCE_SECONDS: "0",
};

const night = { from: "22:00", to: "06:00" };
const tariff = {
  ...{ currency: "EUR", description: "Day and night", timeZone: ZONE },
  energy: { prices: [{ price: 0.24, when: night }, { price: 0.36 }] },
};

/** What guests pay, who are to leave when they are full. */
const guests = {
  ...{
    currency: "EUR",
    description: "Guests, who are to leave when they are full",
    timeZone: ZONE,
  },
  energy: { prices: [{ price: 0.41 }], taxes: [{ name: "VAT", percent: 19 }] },
  idle: { prices: [{ price: 0.1, when: { from: "08:00", to: "22:00", minSeconds: 14_400 } }] },
  maxCost: 60,
};

/** What the owner does on the first day: prices, chargers, cards, people. */
async function settleIn(admin: Person): Promise<Map<string, string>> {
  await admin.ask("PUT", "/tariffs/ALL", tariff);
  await admin.ask("PUT", "/tariff-assignments", { tariff: "ALL" });
  await admin.ask("PUT", "/tariffs/GUESTS", guests);
  for (const station of ["BAKERY", "GUESTS"]) {
    await admin.ask("PUT", "/tariff-assignments", { tariff: "GUESTS", station });
  }
  const keys = new Map<string, string>();
  for (const { id, name, labels } of chargers) {
    const { key } = await admin.ask("POST", "/stations", { id, name, labels });
    keys.set(id, key);
  }
  for (const [who, note] of Object.entries(notes)) {
    const parent = who.startsWith("van") ? { parent: tags.lorry } : {};
    const until = who === "guest" ? { expiresAt: "2026-12-31T23:00:00Z" } : {};
    const tag = tags[who as keyof typeof tags];
    await admin.ask("PUT", `/tokens/${tag}`, { note, ...parent, ...until });
  }
  await admin.ask("PUT", "/tokens/04B1C55D", { note: "Emil's, lost", status: "Blocked" });
  await staff(admin);
  return keys;
}

/** The port that one expects, if nobody has it here. */
function usualPort(): Record<string, string> {
  try {
    Deno.listen({ hostname: "127.0.0.1", port: 8080 }).close();
    return { PORT: "8080" };
  } catch {
    return {};
  }
}

/** Starts it; `first` is given the link for the first account before there is one. */
export async function site(
  first: (csms: TestKvolt, token: string) => Promise<void>,
): Promise<Site> {
  const clock = movedClock(NOW - DAYS * 24 * 3_600_000);
  const csms = await kvolt({ ...env, ...usualPort() }, { clock });
  const token = (await csms.csms.people.setupToken())!;
  await first(csms, token);
  const keys = await settleIn(await firstOf(csms, "Ada", token));
  const all = chargers.map((each) => posed(each, { ws: csms.ws, clock, key: keys.get(each.id) }));
  await Promise.all(all.map(async (charger) => {
    await charger.connect({ retry: true });
    await charger.booted;
  }));
  return { csms, clock, chargers: new Map(all.map((each) => [each.id, each])) };
}
