import { formFile } from "./form_file.ts";
import { invalid } from "./problem.ts";

/** The file that a request brings: its body, or the first file of a form, as some stations send it. */
export async function incoming(
  { body, headers }: Request,
): Promise<{ source: AsyncIterable<Uint8Array>; filename?: string }> {
  if (!body) throw invalid("", "the file that was sent is empty");
  const type = headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\b/i.test(type)) return { source: body };
  const { source, filename } = await formFile(body, type);
  return { source, ...(filename ? { filename } : {}) };
}
