import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import { requestId } from "../../csms/request_id.ts";
import { asking } from "../asking.ts";
import { baseUrl } from "../base_url.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, paging, values } from "../paging.ts";
import { invalid } from "../problem.ts";
import { outcome, said, stationId } from "../schemas/names.ts";
import { fileName, processReport, publication } from "../schemas/file.ts";

const path = "/stations/{station}/publications";
const tag = "firmware and diagnostics";
const md5 = z.string().regex(/^[0-9a-f]{32}$/i, "an MD5 is 32 digits of 0-9 and a-f").openapi({
  description: "MD5 in hex",
});
/** Firmware that a local controller offers to the stations behind it. */
export function publications(api: Api, csms: Csms): void {
  const list = { tag, params: { station: stationId }, query: paging, fails: ["unknown"] } as const;
  api.add({
    ...{
      method: "post",
      access: "operate",
      path,
      tag,
      summary: "Have it offer firmware to its stations",
      ...asking,
    },
    description: "Either `file`, the name of a file of kvolt, or `location` and `checksum`.",
    body: z.strictObject({
      file: fileName.optional(),
      location: z.string().min(1).max(2_000).optional(),
      checksum: md5.optional(),
      retries: z.int().min(0).optional(),
      retryInterval: z.int().min(0).optional().openapi({ description: "Seconds" }),
    }),
    answer: z.strictObject({ ...said, requestId: z.int() }),
    async handle({ params: { station }, query, body: { file, ...given }, context }) {
      await knownStation(csms, station);
      let { location, checksum } = given;
      if (file !== undefined) {
        if (location !== undefined) throw invalid("location", "either it or a file, not both");
        const hosted = await csms.files.get(file);
        if (!hosted) throw invalid("file", `there is no file ${JSON.stringify(file)}`);
        location = baseUrl(csms, context) + csms.files.pathOf(hosted);
        checksum = hosted.md5;
      }
      if (location === undefined || checksum === undefined) {
        throw invalid("location", "a file is needed, or a location and its checksum");
      }
      const args = { ...given, location, checksum, requestId: requestId() };
      const answer = await csms.ask(station, "publishFirmware", args, query);
      return { ...answer, requestId: args.requestId };
    },
  });
  api.add({
    ...{
      method: "delete",
      access: "operate",
      path: `${path}/{checksum}`,
      tag,
      ...asking,
      answer: outcome,
    },
    summary: "Have it take firmware back",
    params: { station: stationId, checksum: md5 },
    async handle({ params: { station, checksum }, query }) {
      await knownStation(csms, station);
      return await csms.ask(station, "unpublishFirmware", { checksum }, query);
    },
  });
  api.add({
    ...{ method: "get", access: "read", path, ...list, summary: "What it was asked to offer" },
    answer: listOf(publication),
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return values(await csms.publications.page(station, query));
    },
  });
  api.add({
    ...{ method: "get", access: "read", path: `${path}/history`, ...list },
    summary: "What it said of its offers, the newest first",
    answer: listOf(processReport),
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return values(await csms.devices.reports.page(station, "publication", query));
    },
  });
}
