import type { Context } from "hono";
import type { Csms } from "../csms/mod.ts";
import type { HostedFile } from "../csms/model/file.ts";
import { baseUrl } from "./base_url.ts";
import type { Api } from "./endpoint.ts";
import { listOf, paging } from "./paging.ts";
import { invalid, Problem, unknown } from "./problem.ts";
import { fileName, hostedFile } from "./schemas/file.ts";

const tag = "files";
const mediaType = /^[\w.+-]+\/[\w.+-]+(;[\x20-\x7e]*)?$/;
/** Files that stations fetch from kvolt. */
export function hostedFiles(api: Api, csms: Csms): void {
  const shown = (file: HostedFile, context: Context) => ({
    ...file,
    url: baseUrl(csms, context) + csms.files.pathOf(file),
  });
  const one = { path: "/files/{name}", tag, params: { name: fileName } };

  api.add({
    ...{
      method: "put",
      access: "admin",
      ...one,
      takes: ["application/octet-stream"],
      answer: hostedFile,
    },
    summary: "Keep a file, above all firmware, in place of one of that name",
    description: "The body is the file. Its URL is new each time.",
    async handle({ params: { name }, context }) {
      const { body, headers } = context.req.raw;
      if (!body) throw invalid("", "the file that was sent is empty");
      if (Number(headers.get("content-length") ?? 0) > csms.files.limit) {
        throw new Problem("too-large", `it has more than ${csms.files.limit} bytes`);
      }
      const given = headers.get("content-type") ?? "";
      const type = mediaType.test(given) ? given.slice(0, 200) : "application/octet-stream";
      return shown(await csms.files.put(name, type, body), context);
    },
  });
  api.add({
    ...{
      method: "get",
      access: "read",
      path: "/files",
      tag,
      query: paging,
      answer: listOf(hostedFile),
    },
    summary: "The files that stations can fetch, by name",
    async handle({ query, context }) {
      const { items, next } = await csms.files.page(query);
      return { items: items.map(({ value }) => shown(value, context)), next };
    },
  });
  api.add({
    ...{
      method: "get",
      access: "read",
      ...one,
      answer: hostedFile,
      fails: ["unknown"],
      summary: "One of them",
    },
    async handle({ params: { name }, context }) {
      const file = await csms.files.get(name);
      if (!file) throw noFile(name);
      return shown(file, context);
    },
  });
  api.add({
    ...{ method: "delete", access: "admin", ...one, fails: ["unknown"], summary: "Forget it" },
    async handle({ params: { name } }) {
      if (!await csms.files.remove(name)) throw noFile(name);
    },
  });
}

const noFile = (name: string) => unknown(`there is no file ${JSON.stringify(name)}`);
