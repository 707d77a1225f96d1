import { z } from "@hono/zod-openapi";
import type { Csms } from "../csms/mod.ts";
import type { Api } from "./endpoint.ts";
import { incoming } from "./incoming.ts";
import { unknown } from "./problem.ts";
import { sentFile } from "./sent_file.ts";

const tag = "for stations";
const token = z.string().min(1).max(100);
const name = z.string().max(255);

/** What stations fetch and send themselves, outside the API: the token in the path lets them in. */
export function exchange(open: Api, { files, uploads }: Csms): void {
  open.add({
    ...{ method: "get", access: "open", path: "/files/{token}/{name}", tag, ranges: true },
    summary: "A file, or the part of it that Range names",
    params: { token, name },
    also: ["application/octet-stream"],
    fails: ["unknown", "range"],
    async handle({ params, context }) {
      const file = await files.opened(params.token, params.name);
      if (!file) throw unknown("no file is at this address");
      return sentFile(context.req.raw, {
        ...{ bytes: file, name: file.name },
        read: (from, to) => files.read(file, from, to),
      });
    },
  });

  const sending = {
    tag,
    access: "open",
    summary: "A log that a station was asked for",
    description: "The body is the file, or a form with it. The address is good for one.",
    takes: ["application/octet-stream", "multipart/form-data"],
    fails: ["unknown", "gone", "invalid"],
  } as const;
  async function take(given: string, request: Request, filename?: string, address?: string) {
    // Before a byte of it is read: whoever has no token fills no store.
    await uploads.check(given);
    const file = await incoming(request);
    await uploads.receive(given, { ...file, address, filename: filename ?? file.filename });
  }
  for (const method of ["put", "post"] as const) {
    // A station adds the name of its file to the directory, or does not (1.6 §6.25).
    for (const path of ["/uploads/{token}", "/uploads/{token}/"]) {
      open.add({
        ...{ ...sending, method, path, params: { token } },
        handle: ({ params, context: { req, env } }) =>
          take(params.token, req.raw, undefined, env.address),
      });
    }
    open.add({
      ...{ ...sending, method, path: "/uploads/{token}/{name}", params: { token, name } },
      handle: ({ params, context: { req, env } }) =>
        take(params.token, req.raw, params.name, env.address),
    });
  }
}
