// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { type Charger, charger } from "./charger.ts";
import { places21, says21 } from "./hostile_21.ts";
import { places2x, says2x } from "./hostile_2x.ts";
import type { TestKvolt } from "./kvolt.ts";
import { rawPeer } from "./raw_peer.ts";

/** The stations that mean harm: one of 1.6, and one of 2.1, whose pages have all that there is. */
export const OLDER = `"><b onclick=hurt=1>`;
export const NEWER = `2 ${OLDER}`;

/** Each string that comes from outside, by its name, with the page that has to show it; `:older` is of 1.6, `:running` its session. */
export const places = {
  ...{ vendor: "/stations", model: "/stations", serial: ":older", firmware: ":older" },
  ...{ iccid: ":older", imsi: ":older", meterType: ":older", meterSerial: ":older" },
  ...{ tag: ":older", info: ":older", vendorError: ":older", status: ":older", refusal: ":older" },
  ...{ transferVendor: ":older/maintenance", transferMessage: ":older/maintenance" },
  ...{ transferData: ":older/maintenance", transferAnswer: ":older/maintenance" },
  ...{ logName: ":older/maintenance", unknownTag: "/tags", extraField: ":older/findings" },
  ...{ action: ":older/messages", messageId: ":older/messages", malformed: ":older/messages" },
  ...{ key: ":older/configuration", value: ":older/configuration" },
  ...{
    reading: ":running",
    measurand: ":running",
    stopReason: "/transactions",
    closeReason: "/connect",
    path: "/connect",
    offer: "/connect",
  },
  ...{ reserved: ":newer/lists", listed: ":newer/lists" },
  ...{ maker: ":newer", kind: ":newer", number: ":newer", program: ":newer" },
  ...{ component: ":newer/device", variable: ":newer/device", actual: ":newer/device" },
  ...{ techCode: ":newer/device", techInfo: ":newer/device" },
  ...{ reportedName: ":newer/device", reportedValue: ":newer/device", unit: ":newer/device" },
  ...{ choices: ":newer/device", settable: ":newer/configuration" },
  ...{ customer: ":newer/maintenance", display: ":newer/maintenance" },
  ...{ certificate: ":newer/maintenance", firmwareInfo: ":newer/maintenance" },
  ...{
    logInfo: ":newer/maintenance",
    limitSource: ":newer/charging",
    runningTag: ":newer/charging",
  },
  ...{ name: "/stations", label: "/stations", tenant: ":older/access", subject: ":newer/access" },
  ...{ note: "/tags", parent: "/tags", alias: "/tags/:tag", tariff: "/tariffs" },
  ...{ tariffId: ":running", tariffPlace: "/tariffs/:tariff" },
  ...{ account: "/accounts", apiToken: "/api-tokens", agent: "/me", parameter: "/audit" },
  ...{ security16: ":older/access", firmware16: ":older/maintenance" },
  ...places2x,
  ...places21,
} as const;

export type Word = keyof typeof places;

/** A string that runs where it is shown as it came, in a text or in an attribute. */
export const hostile = (word: Word): string => `"'><img src=x onerror=hurt=1>${word}&`;

/** What a station answers to what it is asked, by the action; what is not named is refused in words of its own. */
function answering(station: Charger, answers: Record<string, (payload: any) => unknown>): void {
  const forever = async (): Promise<never> => {
    for (;;) {
      const asked = await station.asked();
      const answer = answers[asked.action];
      if (answer) station.answer(asked, answer(asked.payload));
      else station.refuse(asked, "NotSupported", hostile("refusal"));
    }
  };
  void forever();
}

const at = new Date().toISOString();
const ago = (minutes: number) => new Date(Date.parse(at) - minutes * 60_000).toISOString();
const accepted = () => ({ status: "Accepted" });

/** A station of 1.6 that says each of its strings once. */
export async function older({ ws, send }: TestKvolt) {
  const cp = await charger(ws, OLDER);
  const api = `/stations/${encodeURIComponent(OLDER)}`;
  let location = "";
  answering(cp, {
    GetConfiguration: () => ({
      configurationKey: [{ key: hostile("key"), readonly: false, value: hostile("value") }],
    }),
    DataTransfer: () => ({ status: "Accepted", data: hostile("transferAnswer") }),
    GetDiagnostics(payload) {
      location = payload.location;
      return { fileName: hostile("logName") };
    },
  });
  await cp.call("BootNotification", {
    ...{ chargePointVendor: hostile("vendor"), chargePointModel: hostile("model") },
    ...{ chargePointSerialNumber: hostile("serial"), firmwareVersion: hostile("firmware") },
    ...{ iccid: hostile("iccid"), imsi: hostile("imsi"), meterType: hostile("meterType") },
    ...{ meterSerialNumber: hostile("meterSerial"), [hostile("extraField")]: 1 },
  });
  const status = (connectorId: number, more: object) =>
    cp.call("StatusNotification", { connectorId, errorCode: "NoError", ...more });
  const starts = async (idTag: string, minutes: number) => {
    const start = { connectorId: 1, idTag, meterStart: 100, timestamp: ago(minutes) };
    return (await cp.call("StartTransaction", start)).transactionId;
  };
  const ended = {
    transactionId: await starts(hostile("tag"), 90),
    meterStop: 100,
    timestamp: ago(80),
  };
  await cp.call("StopTransaction", { ...ended, reason: hostile("stopReason") });
  const transaction: number = await starts(hostile("tag"), 60);
  const sampledValue = [
    { value: "7000", measurand: "Power.Active.Import", unit: "W", context: hostile("unit") },
    { value: "300", measurand: "Energy.Active.Import.Register", unit: "Wh" },
  ];
  const meterValue = [{ timestamp: at, sampledValue }];
  await cp.call("MeterValues", { connectorId: 1, transactionId: transaction, meterValue });
  const odd = [{ value: hostile("reading"), measurand: hostile("measurand") }];
  await cp.call("MeterValues", {
    ...{ connectorId: 1, transactionId: transaction },
    meterValue: [{ timestamp: new Date().toISOString(), sampledValue: odd }],
  });
  await status(2, { status: hostile("status") }).catch(() => {});
  await cp.call("DataTransfer", {
    ...{ vendorId: hostile("transferVendor"), messageId: hostile("transferMessage") },
    data: hostile("transferData"),
  });
  await cp.call("Authorize", { idTag: hostile("unknownTag") });
  await cp.call("SecurityEventNotification", { type: hostile("security16"), timestamp: at });
  await cp.call("FirmwareStatusNotification", { status: hostile("firmware16") });
  await cp.call(hostile("action"), {}, hostile("messageId")).catch(() => {});
  cp.raw(hostile("malformed"));
  const asks: [string, string, unknown?][] = [
    ["POST", "/configuration/read"],
    ["POST", "/data-transfers", { vendorId: "ours" }],
    ["POST", "/clear-cache"],
  ];
  for (const [method, path, body] of asks) await send(method, api + path, body);
  await send("POST", `${api}/diagnostics`, { type: "diagnostics" });
  const file = `${location}${encodeURIComponent(hostile("logName"))}`;
  const taken = await fetch(file, { method: "PUT", body: "a log" });
  assert.equal(taken.status, 204);
  return { cp, status, transaction };
}

/** A station of 2.x that says each of its strings once; of 2.1 unless it is told otherwise. */
export async function newer(
  { ws, send }: TestKvolt,
  id = NEWER,
  protocol: "ocpp2.0.1" | "ocpp2.1" = "ocpp2.1",
): Promise<Charger> {
  const cp = await charger(ws, id, { protocols: [protocol] });
  const api = `/stations/${encodeURIComponent(id)}`;
  let requestId = 0;
  const numbered = (payload: any) => {
    requestId = payload.requestId;
    return { status: "Accepted" };
  };
  answering(cp, {
    CustomerInformation: numbered,
    GetDisplayMessages: numbered,
    GetBaseReport: numbered,
    SendLocalList: accepted,
    ReserveNow: accepted,
    GetInstalledCertificateIds: () => ({
      status: "Accepted",
      certificateHashDataChain: [{
        certificateType: "CSMSRootCertificate",
        certificateHashData: {
          ...{ hashAlgorithm: "SHA256", issuerNameHash: "a1", issuerKeyHash: "b2" },
          serialNumber: hostile("certificate"),
        },
      }],
    }),
  });
  await cp.call("BootNotification", {
    reason: "PowerUp",
    chargingStation: {
      ...{ vendorName: hostile("maker"), model: hostile("kind"), serialNumber: hostile("number") },
      firmwareVersion: hostile("program"),
    },
  });
  await cp.call("StatusNotification", {
    ...{ timestamp: at, connectorStatus: "Occupied", evseId: 1, connectorId: 1 },
  });
  await cp.call("TransactionEvent", {
    ...{ eventType: "Started", timestamp: at, triggerReason: "Authorized", seqNo: 0 },
    transactionInfo: { transactionId: "T-1", chargingState: "Charging" },
    ...{ evse: { id: 1, connectorId: 1 }, meterValue: [] },
    idToken: { idToken: hostile("runningTag"), type: "ISO14443" },
  });
  const event = {
    ...{ timestamp: at, eventId: 1, trigger: "Alerting", actualValue: hostile("actual") },
    ...{ component: { name: hostile("component") }, variable: { name: hostile("variable") } },
    ...{ techCode: hostile("techCode"), techInfo: hostile("techInfo") },
    eventNotificationType: "HardWiredNotification",
  };
  await cp.call("NotifyEvent", { generatedAt: at, seqNo: 0, eventData: [event] });
  await send("POST", `${api}/reports`, { base: "FullInventory" });
  const reported = (name: string, variableAttribute: object[], more: object) => ({
    ...{ component: { name: "Room" }, variable: { name }, variableAttribute },
    variableCharacteristics: { dataType: "OptionList", supportsMonitoring: true, ...more },
  });
  await cp.call("NotifyReport", {
    ...{ requestId, generatedAt: at, seqNo: 0 },
    reportData: [
      reported(hostile("reportedName"), [{ value: hostile("reportedValue") }], {
        ...{ unit: hostile("unit"), valuesList: hostile("choices") },
      }),
      reported("Set", [{ value: hostile("settable"), mutability: "ReadWrite" }], {
        dataType: "string",
      }),
    ],
  });
  await send("POST", `${api}/customer-information`, { customer: "A", report: true, clear: false });
  await cp.call("NotifyCustomerInformation", {
    ...{ requestId, seqNo: 0, generatedAt: at, data: hostile("customer") },
  });
  await send("POST", `${api}/display-messages/read`, {});
  await cp.call("NotifyDisplayMessages", {
    requestId,
    messageInfo: [{
      ...{ id: 1, priority: "InFront", message: { format: "UTF8", content: hostile("display") } },
    }],
  });
  await send("POST", `${api}/certificates/read`);
  await send("PUT", `${api}/local-list`, { update: "full" });
  const claim = { evse: 1, expiresAt: "2199-01-01T00:00:00Z" };
  await send("POST", `${api}/reservations`, { token: hostile("reserved"), ...claim });
  const statusInfo = (word: Word) => ({ reasonCode: "Other", additionalInfo: hostile(word) });
  await cp.call("FirmwareStatusNotification", {
    ...{ status: "DownloadFailed", requestId: 1, statusInfo: statusInfo("firmwareInfo") },
  });
  await cp.call("LogStatusNotification", {
    ...{ status: "UploadFailure", requestId: 1, statusInfo: statusInfo("logInfo") },
  });
  await cp.call("NotifyChargingLimit", {
    chargingLimit: { chargingLimitSource: hostile("limitSource") },
  });
  await says2x(cp, hostile, requestId);
  if (protocol === "ocpp2.1") await says21(cp, hostile);
  return cp;
}

/** What comes and goes, and is not let in. */
export async function strangers({ ws }: TestKvolt): Promise<void> {
  const leaver = await charger(ws, "LEAVER");
  leaver.socket.close(4000, hostile("closeReason"));
  await leaver.closed;
  const refusals = { path: `${hostile("path")}\u0001`, offer: "OFFERS" };
  for (const [word, id] of Object.entries(refusals)) {
    const offer = word === "offer" ? `soap, ${hostile("offer")}` : "ocpp1.6";
    const headers = { "sec-websocket-protocol": offer };
    const peer = await rawPeer(ws, `/ocpp/${encodeURIComponent(id)}`, { headers });
    assert.ok(peer.status >= 400, `${word}: ${peer.status}`);
    peer.drop();
  }
}

/** What people say of their stations, tags and programs. */
export async function people({ csms, send }: TestKvolt): Promise<void> {
  await csms.tokens.put({
    ...{ id: hostile("tag"), status: "Accepted", note: hostile("note") },
    ...{ parent: hostile("parent"), aliases: [hostile("alias")] },
  });
  await csms.tokens.put({ id: hostile("listed"), status: "Accepted" });
  await csms.stations.identify(OLDER, {
    ...{ name: hostile("name"), labels: [hostile("label")], tenant: hostile("tenant") },
  });
  const shows = { type: "mtls", subject: `CN=${hostile("subject")}` };
  await send("PUT", `/stations/${encodeURIComponent(NEWER)}/auth`, shows);
  await csms.people.accounts.create({
    ...{ email: "b@example.org", name: hostile("account"), role: "driver", tags: ["B"] },
  });
  await csms.people.apiTokens.create({ name: hostile("apiToken"), scope: "read" });
  const prices = [{ price: 0.3 }];
  const tariff = { currency: "EUR", energy: { prices }, description: hostile("tariff") };
  const id = hostile("tariffId");
  await send("PUT", `/tariffs/${encodeURIComponent(id)}`, tariff);
  await send("PUT", "/tariff-assignments", { tariff: id, station: hostile("tariffPlace") });
  await send("PUT", "/tokens/PARAMETER", { note: hostile("parameter") });
}
