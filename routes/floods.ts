import { z } from "@hono/zod-openapi";
import type { Csms } from "../csms/mod.ts";
import type { Api } from "./endpoint.ts";
import { listOf, pageOf, paging } from "./paging.ts";
import { unknown } from "./problem.ts";
import { time } from "./schemas/names.ts";

const count = (description: string) => z.int().openapi({ description });

const counts = z.strictObject({
  handshakes: count("Handshakes refused because there were too many"),
  sockets: count("Handshakes refused because too many sockets were open"),
  waited: count("Frames that had to wait"),
  closed: count("Connections closed because more frames came than may wait"),
  probes: count("Requests for what is looked for on every server, such as /wp-login.php"),
  shutOut: count("Requests and handshakes refused while the address was shut out"),
}).openapi("FloodCounts");

const flooder = z.strictObject({
  kind: z.enum(["address", "station"]),
  name: z.string().openapi({ description: "The station's id or the address; of IPv6 its /64" }),
  counts,
  shutOutUntil: time.nullable(),
  firstAt: time,
  at: time,
}).openapi("Flooder");

const tag = "system";

export function floods(api: Api, csms: Csms): void {
  api.add({
    ...{ method: "get", access: "read", path: "/floods", tag },
    summary: "Who did more than the limits allow",
    description: "Of the process that answers, since it started; the latest 1,000 of each kind.",
    query: paging,
    answer: listOf(flooder).extend({ since: time, totals: counts }),
    handle({ query }) {
      const { since, totals, flooders } = csms.floods.counted();
      const page = pageOf(flooders, query, ({ kind, name }) => `${kind} ${name}`);
      return Promise.resolve({ ...page, since, totals });
    },
  });
  api.add({
    ...{ method: "delete", access: "operate", path: "/floods/{address}/shut-out", tag },
    summary: "Let an address in again before its time",
    params: { address: z.string().max(100) },
    fails: ["unknown"],
    async handle({ params: { address } }) {
      if (!await csms.floods.letIn(address)) throw unknown(`${address} is not shut out`);
    },
  });
}
