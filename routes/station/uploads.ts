import { z } from "@hono/zod-openapi";
import type { Csms } from "../../csms/mod.ts";
import type { Api } from "../endpoint.ts";
import { knownStation } from "../known.ts";
import { listOf, paging, values } from "../paging.ts";
import { unknown } from "../problem.ts";
import { upload } from "../schemas/file.ts";
import { stationId } from "../schemas/names.ts";
import { sentFile } from "../sent_file.ts";

const base = "/stations/{station}/uploads";
const tag = "firmware and diagnostics";
const one = {
  params: { station: stationId, upload: z.string().min(1).max(50) },
  fails: ["unknown"],
} as const;

/** Logs that a station was asked to send to kvolt, and those that it sent. */
export function uploads(api: Api, csms: Csms): void {
  const { uploads } = csms;
  async function known(station: string, id: string) {
    const found = await uploads.get(station, id);
    if (!found) throw unknown(`${station} has no upload ${id}`);
    return found;
  }

  api.add({
    ...{ method: "get", access: "read", path: base, tag, summary: "Logs that it sends to kvolt" },
    params: { station: stationId },
    query: paging,
    answer: listOf(upload),
    fails: ["unknown"],
    async handle({ params: { station }, query }) {
      await knownStation(csms, station);
      return values(await uploads.page(station, query));
    },
  });
  api.add({
    ...{
      method: "get",
      access: "read",
      path: `${base}/{upload}`,
      tag,
      summary: "One of them",
      ...one,
    },
    answer: upload,
    handle: ({ params }) => known(params.station, params.upload),
  });
  api.add({
    ...{
      method: "get",
      access: "read",
      path: `${base}/{upload}/content`,
      tag,
      summary: "The file",
      ...one,
    },
    ...{ also: ["application/octet-stream"], ranges: true, fails: ["unknown", "range"] },
    async handle({ params, context }) {
      const { id, received } = await known(params.station, params.upload);
      if (!received) throw unknown("the station has not sent it yet");
      return sentFile(context.req.raw, {
        ...{ bytes: received, name: received.filename ?? id },
        read: (from, to) => uploads.read(received, from, to),
      });
    },
  });
  api.add({
    ...{
      method: "delete",
      access: "operate",
      path: `${base}/{upload}`,
      tag,
      summary: "Forget it",
      ...one,
    },
    description: "Where the file has not come, its address is taken back.",
    async handle({ params: { station, upload } }) {
      if (!await uploads.remove(station, upload)) throw unknown(`${station} has no such upload`);
    },
  });
}
