import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import { asking } from "../asking.ts";
import { baseUrl } from "../base_url.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, paging, values } from "../paging.ts";
import { invalid } from "../problem.ts";
import { fileName, processReport } from "../schemas/file.ts";
import { outcome, said, stationId, time } from "../schemas/names.ts";

const tag = "firmware and diagnostics";
const firmware = "/stations/{station}/firmware";
const diagnostics = "/stations/{station}/diagnostics";
const list = { params: { station: stationId }, query: paging } as const;
const transfer = {
  location: z.string().min(1).max(2_000).optional().openapi({
    example: "ftp://files.example/CP-1/",
  }),
  retries: z.int().min(0).optional(),
  retryInterval: z.int().min(0).optional().openapi({ description: "Seconds" }),
  requestId: z.int().optional(),
};

/** What a station fetches or uploads; how far it is shows on the station too. */
export function files(api: Api, csms: Csms): void {
  api.add({
    ...{ method: "post", access: "operate", path: firmware, tag },
    summary: "Have it update its firmware",
    description:
      "From `location`, or from kvolt itself where `file` is the name of a file there. " +
      "With requestId, signingCertificate and signature it is a signed update.",
    ...asking,
    body: z.strictObject({
      ...transfer,
      file: fileName.optional(),
      retrieveAt: time.optional().openapi({ description: "Now where nothing is given" }),
      installAt: time.optional(),
      signingCertificate: z.string().max(5_500).optional(),
      signature: z.string().max(800).optional(),
    }),
    answer: outcome,
    async handle({ params: { station }, query, body: { file, ...update }, context }) {
      await knownStation(csms, station);
      if ((file === undefined) === (update.location === undefined)) {
        throw invalid("location", "either a location or a file is needed, not both");
      }
      let { location } = update;
      if (file !== undefined) {
        const hosted = await csms.files.get(file);
        if (!hosted) throw invalid("file", `there is no file ${JSON.stringify(file)}`);
        location = baseUrl(csms, context) + csms.files.pathOf(hosted);
      }
      const retrieveAt = update.retrieveAt ?? csms.now().toISOString();
      const args = { ...update, location: location!, retrieveAt };
      return await csms.ask(station, "updateFirmware", args, query);
    },
  });
  api.add({
    ...{
      method: "get",
      access: "read",
      path: firmware,
      tag,
      summary: "What it said of its updates, the newest first",
    },
    ...{ params: { station: stationId }, query: paging, fails: ["unknown"] },
    answer: listOf(processReport),
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return values(await csms.devices.reports.page(station, "firmware", query));
    },
  });
  api.add({
    ...{ method: "post", access: "operate", path: diagnostics, tag },
    summary: "Have it upload its diagnostics, or its security log",
    description:
      "Without a location it is sent to kvolt, to an address that is good for one file. " +
      "A requestId makes it a request of the security whitepaper, which `security` needs.",
    ...asking,
    body: z.strictObject({
      ...transfer,
      type: z.enum(["diagnostics", "security"]).default("diagnostics"),
      from: time.optional(),
      to: time.optional(),
    }),
    answer: z.strictObject({
      ...said,
      filename: z.string().nullable(),
      upload: z.string().nullable().openapi({ description: "Its place among the uploads" }),
    }),
    async handle({ params: { station }, query, body, context }) {
      await knownStation(csms, station);
      const options = { ...query, baseUrl: baseUrl(csms, context) };
      return await csms.uploads.ask(station, body, options);
    },
  });
  api.add({
    ...{ method: "get", access: "read", path: diagnostics, tag, ...list, fails: ["unknown"] },
    summary: "What it said of its uploads, the newest first",
    answer: listOf(processReport),
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return values(await csms.devices.reports.page(station, "diagnostics", query));
    },
  });
}
