import { invalid, Problem } from "./problem.ts";

/** What a form has beside its file: boundaries, headers, other fields. */
const FORM_BYTES = 65_536;

/** The file that a request brings: its body, or the first file of a form, as some stations send it. */
export async function incoming(
  { body, headers }: Request,
  limit: number,
): Promise<{ source: AsyncIterable<Uint8Array>; filename?: string }> {
  if (!body) throw invalid("", "the file that was sent is empty");
  const type = headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\b/i.test(type)) return { source: body };
  const counted = new Response(body.pipeThrough(atMost(limit + FORM_BYTES)), {
    headers: { "content-type": type },
  });
  const form = await counted.formData().catch((error) => {
    if (error instanceof Problem) throw error;
    throw invalid("", `the form cannot be read: ${(error as Error).message}`);
  });
  const file = [...form.values()].find((value) => value instanceof File);
  if (!file) throw invalid("", "the form has no file");
  return { source: file.stream(), ...(file.name ? { filename: file.name } : {}) };
}

/** A form is read into memory, so that what comes is counted before. */
function atMost(limit: number): TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>> {
  let bytes = 0;
  return new TransformStream({
    transform(chunk, controller) {
      bytes += chunk.length;
      if (bytes <= limit) controller.enqueue(chunk);
      else controller.error(new Problem("too-large", `the form has more than ${limit} bytes`));
    },
  });
}
