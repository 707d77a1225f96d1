import assert from "node:assert/strict";
import { dashboard } from "../../dashboard/mod.ts";
import { staffed } from "../routes/people/browser.ts";
import { charger } from "./charger.ts";
import { pagesOf } from "./signed_in.ts";

/** Runs where it is shown as it came, in a text, in an attribute, or in a template. */
export const HOSTILE = `"><img src=x onerror="globalThis.hurt=1"><script>hurt=1</script>{{7*7}}`;
const TAG = `<b onclick=hurt=1>"'&`;
const LAST = { connectorId: 1, errorCode: "OtherError", status: "Faulted" };

/** A kvolt in which there is one of each thing, named by stations and people who mean it harm. */
export async function peopled(env: Record<string, string> = {}) {
  const csms = await staffed({ Ann: "admin" }, {
    SIMULATOR: "on",
    AUTH_UNKNOWN: "Accepted",
    ...env,
  });
  const { csms: rules } = csms;
  const id = `"><b onclick=hurt=1>`;
  const older = await charger(csms.ws, id);
  const declines = async (): Promise<never> => {
    for (;;) older.refuse(await older.asked(), "NotSupported");
  };
  void declines();
  await older.call("BootNotification", {
    ...{ chargePointVendor: HOSTILE, chargePointModel: HOSTILE, chargePointSerialNumber: HOSTILE },
    ...{ firmwareVersion: HOSTILE, iccid: HOSTILE, imsi: HOSTILE, meterType: HOSTILE },
    ...{ meterSerialNumber: HOSTILE, chargeBoxSerialNumber: HOSTILE, [HOSTILE]: HOSTILE },
  });
  const at = new Date().toISOString();
  const { transactionId } = await older.call("StartTransaction", {
    ...{ connectorId: 1, idTag: TAG, meterStart: 100, timestamp: at },
  });
  const sampledValue = [
    { value: "7000", measurand: "Power.Active.Import", unit: "W", context: HOSTILE },
    { value: "300", measurand: "Energy.Active.Import.Register", unit: "Wh", location: HOSTILE },
    { value: HOSTILE, measurand: HOSTILE, unit: HOSTILE },
  ];
  const told = older.call("MeterValues", {
    ...{ connectorId: 1, transactionId, meterValue: [{ timestamp: at, sampledValue }] },
  });
  await told.catch(() => {});
  /** What it says last, so that a page which is open shows all of it anew. */
  const faulted = () =>
    older.call("StatusNotification", {
      ...{ ...LAST, info: HOSTILE, vendorId: HOSTILE, vendorErrorCode: HOSTILE },
    });
  const becomes = (status: string) =>
    older.call("StatusNotification", { connectorId: 1, errorCode: "NoError", status });
  await faulted();
  const odd = { connectorId: 2, status: HOSTILE, errorCode: HOSTILE };
  await older.call("StatusNotification", odd).catch(() => {});
  const data = { vendorId: HOSTILE, messageId: HOSTILE, data: HOSTILE };
  await older.call("DataTransfer", data).catch(() => {});
  await older.call("Authorize", { idTag: `${TAG}?` }).catch(() => {});
  await older.call(HOSTILE, { [HOSTILE]: HOSTILE }, HOSTILE).catch(() => {});
  for (const text of [HOSTILE, JSON.stringify([2, "x", HOSTILE]), "[4,1]"]) older.raw(text);

  const newer = await charger(csms.ws, `2 ${id}`, { protocols: ["ocpp2.0.1"] });
  await newer.call("BootNotification", {
    reason: "PowerUp",
    chargingStation: {
      ...{ vendorName: HOSTILE, model: HOSTILE, serialNumber: HOSTILE, firmwareVersion: HOSTILE },
    },
  });
  const event = {
    ...{
      timestamp: at,
      eventId: 1,
      trigger: "Alerting",
      eventNotificationType: "HardWiredNotification",
    },
    ...{ component: { name: HOSTILE }, variable: { name: HOSTILE }, actualValue: HOSTILE },
    ...{ techCode: HOSTILE, techInfo: HOSTILE },
  };
  await newer.call("NotifyEvent", { generatedAt: at, seqNo: 0, eventData: [event] }).catch(
    () => {},
  );
  const security = { type: HOSTILE, timestamp: at, techInfo: HOSTILE };
  await newer.call("SecurityEventNotification", security).catch(() => {});

  const dial = async (path: string, protocol: string) => {
    const headers = { upgrade: "websocket", connection: "upgrade", "sec-websocket-version": "13" };
    const key = {
      "sec-websocket-key": btoa("0123456789abcdef"),
      "sec-websocket-protocol": protocol,
    };
    const socket = await fetch(pagesOf(csms) + path, { headers: { ...headers, ...key } });
    await socket.body?.cancel();
  };
  for (const path of [encodeURIComponent(HOSTILE), `ocpp/9/${encodeURIComponent(HOSTILE)}/x`]) {
    await dial(`/${path}`, HOSTILE).catch(() => {});
  }
  await rules.tokens.put({ id: TAG, status: "Accepted" });
  await rules.people.accounts.create(
    { email: "b@example.org", name: HOSTILE, role: "driver", tags: [TAG] },
  );
  await rules.people.apiTokens.create({ name: HOSTILE, scope: "read" });
  const session = (await csms.signedIn("Ann")).session()!;

  const named: Readonly<Record<string, string>> = {
    ...{ station: id, transaction: String(transactionId), tag: TAG, account: csms.ids.Ann! },
  };
  /** The address of a route, with one of each thing in the places of its parameters. */
  const addressOf = (path: string): string =>
    path.replaceAll(/:(\w+)(\{[^}]*\})?/g, (_, name: string) => {
      const value = named[name];
      assert.ok(value !== undefined, `${path}: give an example of :${name}`);
      return encodeURIComponent(value);
    });
  const routes = dashboard(rules).routes.filter(({ method, path }) =>
    method === "GET" && !path.includes("*") && !path.startsWith("/assets/")
  );
  const paths = [...new Set(routes.map(({ path }) => path))];
  assert.ok(paths.length > 30, `${paths.length} routes`);
  const streams = paths.filter((path) => path.startsWith("/live/")).map(addressOf);
  const shown = paths.filter((path) => !path.startsWith("/live/")).map(addressOf);
  const cookie = `kvolt-session=${session}`;
  /** Asks as the one who is signed in. */
  const get = (path: string, signal?: AbortSignal) =>
    fetch(pagesOf(csms) + path, { headers: { cookie }, signal: signal ?? null });
  return {
    ...{
      csms,
      station: id,
      tag: TAG,
      streams,
      shown,
      get,
      session,
      faulted,
      becomes,
      origin: pagesOf(csms),
    },
    /** The addresses of the pages: what is shown with a frame around it. */
    async pages(): Promise<string[]> {
      const found: string[] = [];
      for (const path of shown) {
        const response = await get(path);
        const text = await response.text();
        if (text.startsWith("<!doctype html>")) found.push(path);
      }
      return found;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([older.close(), newer.close()]);
      await csms.stop();
    },
  };
}
