// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { browserTest } from "../support/browser.ts";
import { selfSigned } from "../support/certificate.ts";
import { type Charger, charger } from "../support/charger.ts";
import { kvolt, type TestKvolt } from "../support/kvolt.ts";

const dev = { KVOLT_DEV: "1", API_TOKEN: "", AUTH_UNKNOWN: "Accepted" };
const at = new Date().toISOString();
const accepted = { status: "Accepted" };

/** What a station answers, by the action; what is not named is refused. Gives what it was asked, in order. */
function answering(cp: Charger, answers: Record<string, (payload: any) => unknown>): string[] {
  const asked: string[] = [];
  const forever = async (): Promise<never> => {
    for (;;) {
      const call = await cp.asked();
      asked.push(call.action);
      const answer = answers[call.action];
      if (answer) cp.answer(call, answer(call.payload));
      else cp.refuse(call, "NotSupported");
    }
  };
  void forever();
  return asked;
}

const yes = () => accepted;
const hash = {
  ...{ hashAlgorithm: "SHA256", issuerNameHash: "a1", issuerKeyHash: "b2", serialNumber: "c3" },
};
const anywhere = {
  ...{ ChangeAvailability: yes, TriggerMessage: yes, ClearChargingProfile: yes, ClearCache: yes },
  ...{ UnlockConnector: () => ({ status: "Unlocked" }), InstallCertificate: yes },
  DeleteCertificate: yes,
};
const older = {
  ...anywhere,
  GetLocalListVersion: () => ({ listVersion: 3 }),
  GetConfiguration: () => ({
    configurationKey: [{ key: "HeartbeatInterval", readonly: false, value: "60" }],
  }),
  UpdateFirmware: () => ({}),
  GetDiagnostics: () => ({ fileName: "log.txt" }),
  // It is asked for each use; it has one of them.
  GetInstalledCertificateIds: ({ certificateType }: any) =>
    certificateType === "CentralSystemRootCertificate"
      ? { ...accepted, certificateHashData: [hash] }
      : { status: "NotFound" },
};

/** A station of 2.x reports what it is asked for right after its answer. */
function newer(cp: Charger) {
  const later = (action: string, more: (requestId: number) => object) => ({ requestId }: any) => {
    queueMicrotask(() => void cp.call(action, more(requestId)));
    return accepted;
  };
  const place = { component: { name: "Room" }, variable: { name: "Interval" } };
  return {
    ...anywhere,
    GetLocalListVersion: () => ({ versionNumber: 3 }),
    UpdateFirmware: yes,
    GetLog: () => ({ ...accepted, filename: "log.txt" }),
    UsePriorityCharging: yes,
    ClearTariffs: () => ({ clearTariffsResult: [{ status: "Accepted" }] }),
    GetInstalledCertificateIds: () => ({
      ...accepted,
      certificateHashDataChain: [
        { certificateType: "CSMSRootCertificate", certificateHashData: hash },
      ],
    }),
    GetBaseReport: later("NotifyReport", (requestId) => ({
      ...{ requestId, generatedAt: at, seqNo: 0 },
      reportData: [{ ...place, variableAttribute: [{ value: "60", mutability: "ReadWrite" }] }],
    })),
    GetVariables: ({ getVariableData }: any) => ({
      getVariableResult: getVariableData.map((asked: any) => ({
        ...{ ...asked, attributeStatus: "Accepted", attributeValue: "77" },
      })),
    }),
    GetMonitoringReport: later("NotifyMonitoringReport", (requestId) => ({
      ...{ requestId, generatedAt: at, seqNo: 0 },
      monitor: [{
        ...place,
        variableMonitoring: [
          {
            ...{ id: 5, transaction: false, value: 90, type: "UpperThreshold", severity: 5 },
            ...(cp.protocol === "ocpp2.1" ? { eventNotificationType: "CustomMonitor" } : {}),
          },
        ],
      }],
    })),
    CustomerInformation: later("NotifyCustomerInformation", (requestId) => ({
      ...{ requestId, generatedAt: at, seqNo: 0, data: "Ada, twice" },
    })),
    GetDisplayMessages: later("NotifyDisplayMessages", (requestId) => ({
      requestId,
      messageInfo: [
        { id: 4, priority: "InFront", message: { format: "UTF8", content: "Good morning" } },
      ],
    })),
  };
}

/** A hand on the pages of one station. */
function handOn(page: Page, csms: TestKvolt) {
  const at = `${csms.ws.replace("ws:", "http:")}/stations/CP-1`;
  return {
    async goes(tab: string, ...folds: string[]) {
      await page.goto(at + tab);
      for (const fold of folds) await page.locator("summary").getByText(fold).click();
    },
    /** Presses a button; says yes where it asks first. */
    async presses(button: string, { asks = false, within = "main" } = {}) {
      const found = page.locator(within).getByRole("button", { name: button, exact: true });
      await found.click();
      if (asks) await page.getByRole("button", { name: "Go on" }).click();
    },
    sees: (text: string | RegExp, within = "main") =>
      page.locator(within).getByText(text).first().waitFor(),
  };
}

async function starts(cp: Charger): Promise<void> {
  await cp.call("StatusNotification", {
    ...{ timestamp: at, connectorStatus: "Occupied", evseId: 1, connectorId: 1 },
  });
  await cp.call("TransactionEvent", {
    ...{ eventType: "Started", timestamp: at, triggerReason: "Authorized", seqNo: 0 },
    transactionInfo: { transactionId: "T-1", chargingState: "Charging" },
    ...{ evse: { id: 1, connectorId: 1 }, idToken: { idToken: "TAG-1", type: "ISO14443" } },
  });
}

for (const version of ["ocpp1.6", "ocpp2.0.1", "ocpp2.1"] as const) {
  browserTest(
    `what is seldom done with a station is done by its pages, with ${version}`,
    async (open) => {
      const is1 = version === "ocpp1.6";
      const csms = await kvolt(dev);
      const cp = await charger(csms.ws, "CP-1", { protocols: [version] });
      await cp.boot();
      const asked = answering(cp, is1 ? older : newer(cp));
      if (!is1) await starts(cp);
      const { page } = await open();
      const { goes, presses, sees } = handOn(page, csms);

      await goes("");
      await presses("Unlock connector", { asks: true });
      await sees("Unlocked.");
      await presses("Change");
      await sees("Changed.");
      await presses("Have it send");
      await sees("It sends it.");

      await goes("/charging");
      await presses("Clear all profiles", { asks: true });
      await sees("Cleared.");
      if (version === "ocpp2.1") {
        await presses("Put it first");
        await sees("goes first", "#priority");
        await presses("Put it back");
        await sees("waits its turn", "#priority");
      }

      await goes("/configuration");
      await presses("Read all again");
      const key = page.locator("#keys tbody tr").filter({ hasText: "Interval" });
      await key.getByText("Change", { exact: true }).click();
      await presses("Remember the wish", { within: "#keys" });
      await sees("as it should be", "#keys");
      await goes("/configuration");
      await key.getByText("Change", { exact: true }).click();
      await presses("Take the wish back", { within: "#keys" });
      await sees("Forgotten.", "#keys");
      await page.locator("#keys .state").waitFor({ state: "detached" });

      await goes("/lists");
      await presses("Ask for its version");
      await sees("It has told its version.");
      await presses("Clear its cache", { asks: true });
      await sees("It has forgotten them.");

      if (!is1) {
        await goes("/device");
        await presses("Ask what it watches");
        await sees("goes above 90", "#monitors");
        const row = page.locator("#variables tbody tr").filter({ hasText: "Interval" });
        await row.getByText("Change", { exact: true }).click();
        await presses("Read again", { within: "#variables" });
        await row.getByText("77", { exact: true }).waitFor();
      }

      await goes("/maintenance", "Certificates");
      await page.getByLabel("Certificate, PEM").fill(selfSigned().cert);
      await presses("Install");
      await sees("The station has it.");
      await presses("Have it list them");
      await sees("c3", "#certificates");
      await presses("Delete", { asks: true });
      await page.locator("#certificates").getByText("c3").waitFor({ state: "detached" });
      await page.getByLabel("Address").fill("https://vendor.example/v2.bin");
      await presses("Update from there", { asks: true });
      await sees("It is going to fetch it.");
      await presses("Ask for the log");
      await sees("not here yet", "#uploads");
      await presses("Forget", { asks: true });
      await sees("No log was asked for yet.", "#uploads");
      if (!is1) {
        await goes("/maintenance", "Messages on its display", "What it knows of a customer");
        await presses("Ask what it shows");
        await sees("Good morning", "#displays");
        await page.getByLabel("Customer").fill("ADA");
        await presses("Ask");
        await sees("Ada, twice", "#customers");
        await presses("Forget it now");
        await sees("Nothing was told in the last hour.", "#customers");
      }
      if (version === "ocpp2.1") {
        await goes("/maintenance", "Tariffs on the station");
        await presses("Drop it", { asks: true });
        await sees("Dropped.");
      }

      await goes("/access");
      await page.getByLabel("Its subject has").fill("CN=CP-1,O=Acme");
      await presses("Let it in by certificate", { asks: true });
      await sees("CN=CP-1,O=Acme", "#shows");
      await presses("Ask for nothing", { asks: true });
      await sees("whoever has its id is let in", "#shows");
      await presses("Refuse", { asks: true });
      await sees("Refused for good", "#standing");
      assert.equal((await cp.closed).code, 1008);
      await assert.rejects(charger(csms.ws, "CP-1", { protocols: [version] }));
      await presses("Let it in");
      await sees("● Let in", "#standing");
      const again = await charger(csms.ws, "CP-1", { protocols: [version] });
      await again.boot();

      const done = [
        "UnlockConnector",
        "ChangeAvailability",
        "TriggerMessage",
        "ClearChargingProfile",
      ];
      done.push("GetLocalListVersion", "ClearCache", "InstallCertificate", "DeleteCertificate");
      assert.deepEqual(done.filter((action) => !asked.includes(action)), []);
      await page.close();
      await Promise.all([cp.close(), again.close()]);
      await csms.stop();
    },
  );
}
