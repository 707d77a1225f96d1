import type { z } from "@hono/zod-openapi";
import { checked } from "./checked.ts";
import { Problem } from "./problem.ts";

/** Bytes of a body that are read. */
const MAX_BODY = 1 << 20;

/**
 * Reads a JSON body by its schema; an empty one is absent. Other types are refused, since a page of
 * another site can send those without asking the browser first.
 */
export async function readBody(request: Request, schema: z.ZodType): Promise<unknown> {
  const text = await textOf(request);
  const type = request.headers.get("content-type") ?? "";
  if (text !== "" && !/^application\/json\b/i.test(type)) {
    throw new Problem("media-type", `the body must be application/json, not ${type || "untyped"}`);
  }
  return checked(schema, text.trim() === "" ? undefined : parsed(text));
}

/** Counts what comes, since a body in chunks does not say its length. */
async function textOf({ body }: Request): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_BODY) {
      throw new Problem("too-large", `the body has more than ${MAX_BODY} bytes`);
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The message may quote the body, and what is in there may be a secret: where it is wrong is said alone.
    const [at = ""] =
      / at position \d+(?= \(line \d+ column \d+\)$)/.exec((error as Error).message) ?? [];
    throw new Problem("not-json", `the body is not JSON${at}`);
  }
}
