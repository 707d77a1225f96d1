// deno-lint-ignore-file no-explicit-any
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { API_TOKEN } from "../../support/kvolt.ts";
import { editions, type WithRest, withRest } from "../../support/with_rest.ts";

const path = "/stations/CP-1/publications";
const yes = { status: "Accepted" };
const firmware = new Uint8Array(70_000).map((_, at) => at % 199);
const md5 = createHash("md5").update(firmware).digest("hex");

/** Keeps the firmware in kvolt; gives its URL. */
async function hosted({ csms }: WithRest): Promise<string> {
  const response = await fetch(`${csms.api}/files/fw.bin`, {
    ...{ method: "PUT", body: firmware, headers: { authorization: `Bearer ${API_TOKEN}` } },
  });
  return (await response.json()).url;
}

const offers = async ({ api }: WithRest) =>
  (await api.get(path)).body.items.map((
    { requestId, status, locations }: any,
  ) => [requestId, status, locations]);

for (const protocol of editions) {
  Deno.test(`${protocol}: firmware that kvolt has is offered by a local controller, step by step, and taken back`, async () => {
    await using s = await withRest(protocol);
    const url = await hosted(s);
    const asked = s.cp.answers("PublishFirmware", yes);
    const { body } = await s.api.send("POST", path, { file: "fw.bin", retries: 2 });
    const { requestId } = body;
    assert.deepEqual((await asked).payload, {
      ...{ location: url, checksum: md5, requestId, retries: 2 },
    });
    // What it is told to fetch is there, and has that checksum.
    const fetched = await (await fetch(url)).bytes();
    assert.equal(createHash("md5").update(fetched).digest("hex"), md5);
    assert.deepEqual(await offers(s), [[requestId, "Accepted", []]]);

    const told = (status: string, more = {}) =>
      s.cp.call("PublishFirmwareStatusNotification", { status, requestId, ...more });
    const steps = ["DownloadScheduled", "Downloading", "Downloaded", "ChecksumVerified"];
    for (const status of steps) {
      assert.deepEqual(await told(status), {});
      assert.deepEqual(await offers(s), [[requestId, status, []]]);
    }
    const location = ["http://192.168.0.2/fw.bin", "ftp://192.168.0.2/fw.bin"];
    await told("Published", { location });
    assert.deepEqual(await offers(s), [[requestId, "Published", location]]);
    const history = (await s.api.get(`${path}/history`)).body.items;
    assert.deepEqual(history.map(({ status }: any) => status), [
      "Published",
      ...steps.toReversed(),
    ]);
    const happened = (await s.csms.csms.journal.page({ limit: 100 })).items
      .map(({ value }) => value).filter(({ type }) => type === "publication.status");
    assert.deepEqual(
      happened.map(({ data }: any) => [data.status, data.requestId]),
      [...history, { status: "Accepted" }].map(({ status }: any) => [status, requestId]),
    );

    const busy = s.cp.answers("UnpublishFirmware", { status: "DownloadOngoing" });
    const refused = (await s.api.send("DELETE", `${path}/${md5}`)).body;
    assert.deepEqual((await busy).payload, { checksum: md5 });
    assert.deepEqual([refused.accepted, refused.status], [false, "DownloadOngoing"]);
    // While its stations fetch it, it stays on offer (L04.FR.03).
    assert.deepEqual(await offers(s), [[requestId, "DownloadOngoing", location]]);
    void s.cp.answers("UnpublishFirmware", { status: "Unpublished" });
    const gone = (await s.api.send("DELETE", `${path}/${md5.toUpperCase()}`)).body;
    assert.deepEqual([gone.accepted, gone.status], [true, "Unpublished"]);
    assert.deepEqual(await offers(s), [[requestId, "Unpublished", []]]);
  });

  Deno.test(`${protocol}: an offer that is refused leaves nothing; one that fails says why`, async () => {
    await using s = await withRest(protocol);
    const offer = { location: "https://files.example/fw.bin", checksum: md5 };
    void s.cp.answers("PublishFirmware", { status: "Rejected" });
    assert.equal((await s.api.send("POST", path, offer)).body.accepted, false);
    assert.deepEqual(await offers(s), []);

    void s.cp.answers("PublishFirmware", yes);
    const { requestId } = (await s.api.send("POST", path, offer)).body;
    const newer = protocol === "ocpp2.1";
    await s.cp.call("PublishFirmwareStatusNotification", {
      ...{ status: "InvalidChecksum", requestId },
      ...(newer ? { statusInfo: { reasonCode: "Md5" } } : {}),
    });
    assert.deepEqual(await offers(s), [[requestId, "InvalidChecksum", []]]);
    const [step] = (await s.api.get(`${path}/history`)).body.items;
    assert.deepEqual([step.status, step.requestId, step.info], [
      ...["InvalidChecksum", requestId, newer ? "Md5" : null],
    ]);
    // Of a request that kvolt never made only the step is kept.
    await s.cp.call("PublishFirmwareStatusNotification", {
      status: "Published",
      requestId: 77,
      location: ["http://192.168.0.2/other.bin"],
    });
    await s.cp.call("PublishFirmwareStatusNotification", { status: "Idle" });
    assert.deepEqual(await offers(s), [[requestId, "InvalidChecksum", []]]);
    assert.equal((await s.api.get(`${path}/history`)).body.items.length, 3);
  });

  Deno.test(`${protocol}: what names no firmware, or two, goes to no station`, async () => {
    await using s = await withRest(protocol);
    await hosted(s);
    const wrong = [
      {},
      { file: "other.bin" },
      { file: "fw.bin", location: "http://files.example/fw.bin" },
      { location: "http://files.example/fw.bin" },
      { location: "http://files.example/fw.bin", checksum: "no MD5" },
    ];
    for (const body of wrong) {
      assert.equal((await s.api.send("POST", path, body)).status, 422, JSON.stringify(body));
    }
    assert.deepEqual((await s.api.get("/stations/CP-1/commands")).body.items, []);
  });
}
