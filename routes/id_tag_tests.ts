import { z } from "@hono/zod-openapi";
import type { Csms } from "../csms/mod.ts";
import type { Api } from "./endpoint.ts";
import { unknown } from "./problem.ts";
import { time, tokenId, tokenStatus } from "./schemas/names.ts";

const tag = "test";
const HOUR_MS = 3_600_000;

const decision = z.strictObject({
  idTag: z.string(),
  status: tokenStatus,
  source: z.enum(["local", "external", "default"]),
  expiresAt: time.nullable().openapi({ description: "When the token itself ends" }),
  parent: z.string().nullable(),
});

/** How a script tries out authorization: make a tag, authorize it, look at what the cache holds. */
export function idTagTests(api: Api, csms: Csms): void {
  api.add({
    ...{
      method: "get",
      access: "read",
      path: "/test/generate-id-tag",
      tag,
      summary: "Make a tag for a test",
    },
    description: "It is kept as a token that is accepted for an hour.",
    answer: z.strictObject({ data: z.strictObject({ idTag: z.string() }) }),
    async handle() {
      const random = crypto.getRandomValues(new Uint8Array(6));
      const idTag = `TAG-${random.toHex().toUpperCase()}`;
      const expiresAt = new Date(csms.now().getTime() + HOUR_MS).toISOString();
      await csms.tokens.put({ id: idTag, status: "Accepted", expiresAt, note: "made for a test" });
      return { data: { idTag } };
    },
  });

  api.add({
    ...{
      method: "post",
      access: "operate",
      path: "/test/authorize",
      tag,
      summary: "Decide on a tag",
    },
    description: "As for a station that is registered: id-tag cache, tokens, authority, default.",
    body: z.object({ idTag: tokenId }),
    answer: z.strictObject({ data: decision }),
    async handle({ body: { idTag } }) {
      return { data: { idTag, ...await csms.tokens.decideAlone(idTag) } };
    },
  });

  api.add({
    ...{
      method: "get",
      access: "read",
      path: "/test/id-tags/{tag}",
      tag,
      summary: "What the cache holds on a tag",
    },
    params: { tag: tokenId },
    answer: z.strictObject({ data: decision.extend({ cachedUntil: time }) }),
    fails: ["unknown"],
    async handle({ params: { tag: idTag } }) {
      const cached = await csms.tokens.cached(idTag);
      if (!cached) throw unknown(`the id-tag cache holds nothing on ${idTag}`);
      return { data: { idTag, ...cached } };
    },
  });
}
