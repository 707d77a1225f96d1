// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { findingsOf } from "../support/findings.ts";
import { onStage, type Stage, t } from "./stage.ts";

const station = "/stations/CP-1";

/** What REST has under a path of the station. */
const shown = async ({ kvolt }: Stage, path: string): Promise<any> =>
  (await kvolt.get(`${station}/${path}`)).body;
const send = (stage: Stage, method: string, path: string, body?: unknown) =>
  stage.kvolt.send(method, `${station}/${path}`, body);
const kinds = async ({ findings }: Stage) => Object.keys(await findings("CP-1"));

for (const protocol of ["ocpp2.0.1", "ocpp2.1"]) {
  const options = { protocols: [protocol] };

  Deno.test(`quirk 54: ${protocol}: statusInfo null in an answer is no reason, with a finding`, () =>
    onStage(async (stage) => {
      const cp = await stage.booted("CP-1", options);
      const cases: [string, string, unknown, any, string][] = [
        ["POST", "clear-cache", undefined, { status: "Accepted" }, "ClearCache"],
        ["POST", "unlock", { evse: 1 }, { status: "UnlockFailed" }, "UnlockConnector"],
        ["POST", "reset", { type: "hard" }, { status: "Scheduled" }, "Reset"],
      ];
      for (const [method, path, body, answer, action] of cases) {
        const sending = send(stage, method, path, body);
        await cp.answers(action, { ...answer, statusInfo: null });
        const { status, body: said } = await sending;
        assert.deepEqual([status, said.status], [200, answer.status]);
      }
      const text = (await stage.findings("CP-1"))["null-field"];
      assert.equal(text, "statusInfo is null instead of absent.");
      // Deeper in a list, and a field of its own beside.
      const place = { component: { name: "A", instance: null }, variable: { name: "B" } };
      const sending = send(stage, "POST", "variables/read", { keys: ["A.B"] });
      await cp.answers("GetVariables", {
        getVariableResult: [{
          ...{ ...place, attributeStatus: "Accepted", attributeType: null, attributeValue: "7" },
          attributeStatusInfo: null,
        }],
      });
      assert.deepEqual((await sending).body.items[0].value, "7");
      assert.deepEqual(await kinds(stage), ["null-field"]);
      const [finding] = await findingsOf(stage.kvolt.csms, "CP-1");
      assert.deepEqual([finding!.count, finding!.text.match(/is null/g)!.length], [4, 3]);
    }));

  Deno.test(`quirk 54: ${protocol}: listVersion is read as versionNumber, with a finding`, () =>
    onStage(async (stage) => {
      const cp = await stage.booted("CP-1", options);
      const sending = send(stage, "POST", "local-list/version");
      await cp.answers("GetLocalListVersion", { listVersion: 41 });
      const { accepted, version } = (await sending).body;
      assert.deepEqual([accepted, version], [true, 41]);
      assert.deepEqual(await kinds(stage), ["field-name"]);
      // The next list is a newer one.
      const put = send(stage, "PUT", "local-list", { entries: [{ token: "A" }] });
      const { payload } = await cp.answers("SendLocalList", { status: "Accepted" });
      assert.equal(payload.versionNumber, 42);
      assert.equal((await put).status, 200);
      // Where both are there, its own name counts.
      const again = send(stage, "POST", "local-list/version");
      await cp.answers("GetLocalListVersion", { listVersion: 7, versionNumber: 42 });
      assert.equal((await again).body.version, 42);
    }));

  Deno.test(`quirk 54: ${protocol}: a variable that is read without its value keeps the last one, with a finding`, () =>
    onStage(async (stage) => {
      const cp = await stage.booted("CP-1", options);
      const place = { component: { name: "A" }, variable: { name: "B" } };
      await cp.call("NotifyReport", {
        ...{ requestId: 1, seqNo: 0, generatedAt: t(0) },
        reportData: [{ ...place, variableAttribute: [{ value: "7", mutability: "ReadWrite" }] }],
      });
      stage.clock.advance(60_000);
      for (const without of [{}, { attributeValue: null }]) {
        const sending = send(stage, "POST", "variables/read", { keys: ["A.B", "A.C"] });
        await cp.answers("GetVariables", {
          getVariableResult: [
            { ...place, attributeStatus: "Accepted", ...without },
            { ...place, variable: { name: "C" }, attributeStatus: "Accepted", attributeValue: "1" },
          ],
        });
        const { items } = (await sending).body;
        assert.deepEqual(items.map(({ status, value }: any) => [status, value]), [
          ...[["Accepted", null], ["Accepted", "1"]],
        ]);
      }
      const [b, c] = (await shown(stage, "variables")).items;
      assert.deepEqual([b.attributes[0].value, c.attributes[0].value], ["7", "1"]);
      assert.equal(Date.parse(b.attributes[0].at), Date.parse(t(0)));
      const keys = (await shown(stage, "configuration")).items;
      assert.deepEqual(keys.map(({ key, value }: any) => [key, value]), [["A.B", "7"], [
        "A.C",
        "1",
      ]]);
      assert.deepEqual((await kinds(stage)).sort(), ["missing-value", "null-field"]);
    }));

  Deno.test(`quirk 54: ${protocol}: a limit of -1 in what a station tells is none, with a finding`, () =>
    onStage(async (stage) => {
      const cp = await stage.booted("CP-1", options);
      const sending = send(stage, "GET", "composite?evse=1&duration=60");
      await cp.answers("GetCompositeSchedule", {
        status: "Accepted",
        schedule: {
          ...{ evseId: 1, duration: 60, scheduleStart: t(0), chargingRateUnit: "A" },
          chargingSchedulePeriod: [{ startPeriod: 0, limit: 16 }, { startPeriod: 30, limit: -1 }],
        },
      });
      const { periods } = (await sending).body.station;
      assert.deepEqual(periods.map(({ limit }: any) => limit), [16, null]);
      await cp.call("NotifyChargingLimit", {
        ...{ evseId: 1, chargingLimit: { chargingLimitSource: "EMS" } },
        chargingSchedule: [{
          ...{ id: 1, chargingRateUnit: "A" },
          chargingSchedulePeriod: [{ startPeriod: 0, limit: -1 }],
        }],
      });
      const [external] = (await shown(stage, "external-limits")).items;
      assert.equal(external.schedules[0].periods[0].limit, null);
      assert.deepEqual(await kinds(stage), ["no-limit"]);
    }));
}

Deno.test("quirk 54: 1.6: a limit of -1 in a composite schedule is none, so that no limit holds", () =>
  onStage(async (stage) => {
    const cp = await stage.booted();
    const composite = (limit: number) => ({
      ...{ status: "Accepted", connectorId: 1, scheduleStart: t(0) },
      chargingSchedule: {
        ...{ duration: 60, chargingRateUnit: "A" },
        chargingSchedulePeriod: [{ startPeriod: 0, limit }],
      },
    });
    const sending = send(stage, "POST", "limit", { evse: 1, value: 10, unit: "A" });
    // The first form is accepted and ignored; the one that is tried next holds.
    const first = await cp.answers("SetChargingProfile", { status: "Accepted" });
    await cp.answers("GetCompositeSchedule", composite(-1));
    const second = await cp.answers("SetChargingProfile", { status: "Accepted" });
    await cp.answers("GetCompositeSchedule", composite(10));
    assert.notDeepEqual(first.payload, second.payload);
    const { accepted, verified, tried } = (await sending).body;
    assert.deepEqual([accepted, verified, tried.length], [true, true, 2]);
    assert.deepEqual(await kinds(stage), ["no-limit"]);
  }));

Deno.test("what is wrong with several fields of one answer is one finding that names them all, and new once", () =>
  onStage(async (stage) => {
    const cp = await stage.booted("CP-1", { protocols: ["ocpp2.0.1"] });
    const events: unknown[] = [];
    const end = stage.kvolt.csms.journal.subscribe(({ type, data }) => {
      if (type === "finding.new") events.push((data as { kind: string }).kind);
    });
    const sending = send(stage, "POST", "clear-cache");
    await cp.answers("ClearCache", { status: "Accepted", statusInfo: null, customData: null });
    assert.equal((await sending).body.accepted, true);
    const [{ text, count }] = (await findingsOf(stage.kvolt.csms, "CP-1")) as any[];
    assert.match(text, /statusInfo is null .*customData is null/);
    assert.equal(count, 1);
    end();
    assert.deepEqual(events, ["null-field"]);
  }));

Deno.test("quirk 54: a message size of -1 or 0 is no limit to what goes in one", () =>
  onStage(async (stage) => {
    const cp = await stage.booted("CP-1", { protocols: ["ocpp2.0.1"] });
    for (const value of ["-1", "0"]) {
      await cp.call("NotifyReport", {
        ...{ requestId: 1, seqNo: 0, generatedAt: t(0) },
        reportData: ["ItemsPerMessage", "BytesPerMessage"].map((name) => ({
          ...{ component: { name: "LocalAuthListCtrlr" }, variable: { name } },
          variableAttribute: [{ value, mutability: "ReadOnly" }],
        })),
      });
      const entries = Array.from({ length: 30 }, (_, n) => ({ token: `T-${n}` }));
      const sending = send(stage, "PUT", "local-list", { entries });
      const { payload } = await cp.answers("SendLocalList", { status: "Accepted" });
      assert.equal(payload.localAuthorizationList.length, 30);
      assert.equal((await sending).body.accepted, true);
    }
  }));
