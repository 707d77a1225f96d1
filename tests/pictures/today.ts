import type { TestKvolt } from "../support/kvolt.ts";
import { happens } from "../support/until.ts";
import { type Posed, posed } from "./charger.ts";
import { type Person, signedIn } from "./people.ts";
import { newcomer, NOW, tags, type Who } from "./place.ts";
import type { Site } from "./site.ts";

const MINUTE = 60_000;
/** Between two meter values of what runs. */
const SAMPLES = 2 * MINUTE;

/** What happens on the day of the pictures, each so many minutes before. */
type Scene = readonly (readonly [minutes: number, act: () => Promise<unknown>])[];

/** Dials as one that is not let in. */
async function failing({ csms }: Site, path: string, protocol: string, key?: string) {
  const socket = await fetch(csms.api.replace("/api/v1", path), {
    headers: {
      ...{ upgrade: "websocket", connection: "upgrade", "sec-websocket-version": "13" },
      ...{ "sec-websocket-key": btoa("0123456789abcdef"), "sec-websocket-protocol": protocol },
      ...(key ? { authorization: `Basic ${btoa(key)}` } : {}),
      "x-forwarded-for": "192.168.1.60",
    },
  });
  await socket.body?.cancel();
}

/** Resolves when a charger has said that of its firmware or its log, and was answered. */
function settled(charger: Posed, status: string): Promise<void> {
  return new Promise((resolve) => {
    let said = false;
    const end = charger.on("frame", ({ direction, text }) => {
      if (direction === "out") said ||= text.includes(`"${status}"`);
      else if (said) {
        end();
        resolve();
      }
    });
  });
}

/** What an odd charger says, as it says it. */
const odd = [
  `[2,"1001","StatusNotification",{"connectorId":2,"errorCode":"NoError","status":"Charging","timestamp":"2026-11-19 09:12:44"}]`,
  `[2,"1002","StatusNotification",{"connectorId":2,"errorCode":"NoError","status":"Charging",}]`,
  `[2,"1003","StatusNotification",{"connectorId":"2","errorCode":"NoError","status":"Charging"}]`,
];

/** Little in the evening, when the house needs it, and all there is at night. */
const daily = {
  ...{
    evse: 0,
    stackLevel: 2,
    purpose: "TxDefaultProfile",
    kind: "Recurring",
    recurrency: "Daily",
  },
  schedule: {
    ...{ unit: "A", duration: 86_400, startSchedule: "2026-11-18T23:00:00Z" },
    periods: [[0, 16], [6, 12], [9, 16], [17, 8], [21, 16]].map(([hour, limit]) => ({
      ...{ startPeriod: hour! * 3_600, limit },
    })),
  },
};

function scene(site: Site, ada: Person, ben: Person): Scene {
  const at = (id: string): Posed => site.chargers.get(id)!;
  const comes = async (id: string, who: Who, connector = 1) => {
    await at(id).plug(connector);
    await at(id).tap(tags[who], connector);
  };
  const asks = (who: Person, method: string, path: string, body?: unknown) => () =>
    who.ask(method, path, body);
  return [
    [900, () => at("BARN").goOffline()],
    [890, async () => {
      const file = "one-1.0.1.bin";
      await ada.upload(`/files/${file}`, new Uint8Array(180_000));
      await ben.ask("POST", "/stations/DEPOT-1/firmware", { file });
      await settled(at("DEPOT-1"), "Installed");
    }],
    [452, () => comes("DEPOT-1", "van2", 2)],
    [448, () => Promise.resolve(odd.forEach((text) => at("DEPOT-1").raw(text)))],
    [446, async () => {
      const asked = at("DEPOT-1").received("GetDiagnostics");
      await ben.ask("POST", "/stations/DEPOT-1/diagnostics", {});
      const { location } = await asked as { location: string };
      const body = "09:14 started\n".repeat(2_000);
      const sent = await fetch(`${location.replace(/\/$/, "")}/DEPOT-1.log`, {
        method: "PUT",
        body,
      });
      if (!sent.ok) throw new Error(`the log was not taken: ${await sent.text()}`);
      await sent.body?.cancel();
      await settled(at("DEPOT-1"), "Uploaded");
    }],
    [400, async () => {
      await ada.ask("PATCH", "/stations/OFFICE-2", { settings: { signing: "automatic" } });
      const signed = at("OFFICE-2").received("CertificateSigned");
      await ben.ask("POST", "/stations/OFFICE-2/certificates/renew");
      await signed;
    }],
    [300, asks(ben, "POST", "/stations/GARAGE/configuration/read")],
    [
      299,
      asks(ben, "PUT", "/stations/GARAGE/configuration/MeterValueSampleInterval", { value: "120" }),
    ],
    [
      298,
      asks(ben, "PUT", "/stations/GARAGE/configuration/ClockAlignedDataInterval/desired", {
        value: "900",
      }),
    ],
    [297, asks(ada, "POST", "/stations/OFFICE-2/reports", { base: "FullInventory" })],
    [225, () => comes("OFFICE-2", "deniz")],
    [
      224,
      asks(ada, "PUT", "/stations/OFFICE-2/der-controls/SUMMER-1", {
        ...{ type: "FixedVar" },
        settings: { fixedVar: { priority: 1, setpoint: 20, unit: "PctMaxVar" } },
      }),
    ],
    [223, () =>
      at("OFFICE-2").send("NotifyDERStartStop", {
        ...{ controlId: "SUMMER-1", started: true },
        timestamp: new Date(NOW - 223 * MINUTE).toISOString(),
      })],
    [180, () => failing(site, "/ocpp", "ocpp1.6")],
    [178, () => failing(site, "/ocpp/HALL-3", "ocpp1.5")],
    [175, () => failing(site, "/ocpp/OFFICE-1", "ocpp2.0.1", "OFFICE-1:its-key-of-before")],
    [155, () => comes("OFFICE-1", "carla", 2)],
    [140, asks(ben, "PUT", "/stations/GUESTS/local-list", { update: "full" })],
    [
      130,
      asks(ben, "PUT", "/stations/OFFICE-1/display-messages/1", {
        ...{ text: { content: "Please move your car when it is full." }, priority: "NormalCycle" },
      }),
    ],
    [120, async () => {
      await at("DEPOT-1").tap(tags.van2, 2);
      await at("DEPOT-1").delivered();
    }],
    [100, () => at("DEPOT-2").fault(1, "GroundFailure", "residual current, 34 mA")],
    [95, asks(ben, "POST", "/stations/DEPOT-2/trigger", { message: "StatusNotification" })],
    [78, () => comes("GARAGE", "ada")],
    [70, asks(ada, "PUT", "/stations/OFFICE-1/profiles/7", daily)],
    [64, () => comes("DEPOT-1", "van1")],
    [
      45,
      asks(ben, "POST", "/stations/GUESTS/reservations", {
        ...{ evse: 1, token: tags.guest, expiresAt: new Date(NOW + 90 * MINUTE).toISOString() },
      }),
    ],
    [36, asks(ben, "POST", "/stations/GARAGE/limit", { evse: 1, value: 8, unit: "A" })],
    [30, () => comes("OFFICE-2", "emil", 2)],
    [12, asks(ada, "POST", "/stations/GARAGE/limit", { evse: 1, value: 13, unit: "A" })],
    [6, () => {
      const one = posed(newcomer, { clock: site.clock, ws: site.csms.ws });
      site.chargers.set(one.id, one);
      return one.connect();
    }],
    [5, asks(ada, "POST", "/virtual-stations/VIRTUAL-1/act", { do: "plug", connector: 1 })],
    [
      4,
      asks(ada, "POST", "/virtual-stations/VIRTUAL-1/act", {
        ...{ do: "tap", connector: 1, tag: tags.ben },
      }),
    ],
    [3, () => at("BAKERY").tap("04F29A77")],
    [2, () => at("OFFICE-1").plug(1)],
  ];
}

/** What programs use, and the charger that is none. */
async function programs(csms: TestKvolt, ada: Person): Promise<void> {
  const tokens = [["Home Assistant", "operate"], ["Billing", "read"]] as const;
  for (const [name, scope] of tokens) {
    const { secret } = await ada.ask("POST", "/api-tokens", { name, scope });
    const headers = { authorization: `Bearer ${secret}`, "x-forwarded-for": "192.168.1.12" };
    const got = await fetch(`${csms.api}/stations`, { headers });
    await got.body?.cancel();
  }
  const virtual = { id: "VIRTUAL-1", version: "2.0.1", connectors: 2, quirks: {} };
  await ada.ask("POST", "/virtual-stations", virtual);
}

/** Plays the day up to the moment of the pictures; what charges is measured all the time. */
export async function playToday(site: Site): Promise<void> {
  const { clock, chargers, csms } = site;
  clock.moveTo(NOW - 910 * MINUTE);
  const [ada, ben] = [await signedIn(csms, "Ada"), await signedIn(csms, "Ben")];
  const acts = scene(site, ada, ben).map(([minutes, act]) =>
    [NOW - minutes * MINUTE, act] as const
  );
  const sampling = async () => {
    for (const charger of chargers.values()) {
      for (const { id, transaction } of charger.connectors) {
        if (transaction && charger.connected) await charger.sample(id);
      }
    }
  };
  await programs(csms, ada);
  let at = NOW - 460 * MINUTE;
  for (const [due, act] of acts) {
    for (; at < due; at += SAMPLES) {
      clock.moveTo(at);
      await sampling();
    }
    clock.moveTo(due);
    await act();
    await Promise.all(
      [...chargers.values()].filter((each) => each.connected).map((each) => each.delivered()),
    );
  }
  for (; at < NOW; at += SAMPLES) {
    clock.moveTo(at);
    await sampling();
  }
  clock.moveTo(NOW);
  await sampling();
  for (const charger of chargers.values()) {
    if (charger.connected && charger.registration === "Accepted") {
      await charger.send("Heartbeat", {});
    }
  }
  // The virtual one measures when its own time has come.
  await happens(
    csms.csms,
    ({ type, station }) => type === "meter.sampled" && station === "VIRTUAL-1",
  );
}
