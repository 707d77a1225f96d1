import assert from "node:assert/strict";
import { type Charger, charger } from "../support/charger.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";

/** A long list: its page, and how its rows are known. */
const lists = [
  { of: "events", path: "/device", row: /<code>Room\.V(\d+)<\/code>/g },
  { of: "streams", path: "/device", row: /<th scope="row">(\d+)<p class="quiet">of monitor/g },
  { of: "transfers", path: "/maintenance", row: /<th scope="row">V(\d+)<\/th>/g },
  { of: "publications", path: "/maintenance", row: /<th scope="row">(\d+)<\/th>/g },
  { of: "offers", path: "/maintenance", row: /O(\d+)<\/td>/g },
  { of: "der", path: "/charging", row: /<th scope="row">D(\d+)<\/th>/g },
  { of: "grid", path: "/charging", row: /<td>G(\d+)<\/td>/g },
  { of: "payments", path: "/lists", row: /<p class="quiet">P(\d+)<\/p>/g },
  { of: "swaps", path: "/lists", row: /<td>S(\d+)<\/td>/g },
  { of: "security", path: "/access", row: /<th scope="row">E(\d+)<\/th>/g },
  { of: "pki", path: "/access", row: /&quot;C(\d+)&quot;/g },
] as const;

const at = new Date().toISOString();

/** Tells one more of each. */
async function tells(station: Charger, n: number): Promise<void> {
  await station.call("DataTransfer", { vendorId: `V${n}` });
  const event = {
    ...{ timestamp: at, eventId: n, trigger: "Alerting", actualValue: "1" },
    ...{ component: { name: "Room" }, variable: { name: `V${n}` } },
    eventNotificationType: "HardWiredNotification",
  };
  await station.call("NotifyEvent", { generatedAt: at, seqNo: 0, eventData: [event] });
  const params = { interval: 60, values: 2 };
  await station.call("OpenPeriodicEventStream", {
    constantStreamData: { id: n, variableMonitoringId: n, params },
  });
  await station.call("PublishFirmwareStatusNotification", {
    ...{ status: "Downloading", requestId: n },
    statusInfo: { reasonCode: "Other", additionalInfo: `O${n}` },
  });
  const gradient = { priority: 1, gradient: 0.5, softGradient: 0 };
  await station.call("ReportDERControl", { requestId: 1, gradient: [{ id: `D${n}`, gradient }] });
  await station.call("NotifyDERAlarm", {
    ...{ controlType: "VoltVar", timestamp: at, extraInfo: `G${n}` },
  });
  await station.call("NotifySettlement", {
    ...{ pspRef: `P${n}`, status: "Settled", settlementAmount: 1, settlementTime: at },
  });
  await station.call("BatterySwap", {
    ...{ eventType: "BatteryIn", requestId: 1, idToken: { idToken: `S${n}`, type: "Central" } },
    batteryData: [{ evseId: 1, serialNumber: "B", soC: 1, soH: 1 }],
  });
  await station.call("SecurityEventNotification", { type: `E${n}`, timestamp: at });
  await station.call("GetCertificateStatus", {
    ocspRequestData: {
      ...{ hashAlgorithm: "SHA256", issuerNameHash: "a1", issuerKeyHash: "b2" },
      ...{ serialNumber: `C${n}`, responderURL: "http://ocsp.example" },
    },
  });
}

/** What a station was asked to offer. */
const asked = ({ csms }: TestKvolt, requestId: number) =>
  csms.apply((change) => {
    const firmware = { requestId, location: "https://vendor.example", checksum: "a1" };
    csms.publications.asked(change, "CP-1", firmware);
    return Promise.resolve();
  });

Deno.test("without script the next part of a list that is not the first of its page is a link away", async () => {
  const csms = await kvolt({ KVOLT_DEV: "1", API_TOKEN: "" });
  const base = csms.ws.replace("ws:", "http:");
  const station = await charger(csms.ws, "CP-1", { protocols: ["ocpp2.1"] });
  await station.boot();
  for (let n = 0; n < 45; n++) {
    await tells(station, n);
    await asked(csms, n);
  }
  for (const { of, path, row } of lists) {
    const seen: string[] = [];
    let next: string | undefined = `/stations/CP-1${path}`;
    let pages = 0;
    while (next) {
      const html: string = await (await fetch(base + next)).text();
      assert.match(html, /^<!doctype html>/, `${next} is a page`);
      seen.push(...[...html.matchAll(row)].map(([, name]) => name!));
      const link: RegExpExecArray | null = new RegExp(`href="([^"]*[?&;]${of}=[^"]*)"`).exec(html);
      next = link?.[1]?.replaceAll("&amp;", "&");
      if (next) assert.ok(next.endsWith(`#${of}`) && html.includes(`id="${of}"`), next);
      pages++;
    }
    assert.deepEqual([pages, seen.length, new Set(seen).size], [3, 45, 45], of);
    // With script the same part is fetched as rows alone.
    const html = await (await fetch(`${base}/stations/CP-1${path}`)).text();
    const part = new RegExp(`hx-get="([^"]*/${of}\\?cursor=[^"]*)"`).exec(html)![1]!;
    const rows = await (await fetch(base + part.replaceAll("&amp;", "&"))).text();
    assert.match(rows, /^<tr>/, of);
    assert.equal([...rows.matchAll(row)].length, 20, of);
  }
  await station.close();
  await csms.stop();
});
