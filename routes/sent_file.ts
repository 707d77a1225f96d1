import type { StoredBytes } from "../csms/model/file.ts";
import { Problem, problemResponse } from "./problem.ts";

/** A file as a response: whole, a part of it, or nothing where the asker has it (RFC 9110 §13, §14). */
export function sentFile(
  { headers: asked }: Request,
  { bytes: { size, sha256 }, name, read }: {
    bytes: StoredBytes;
    name: string;
    read: (from: number, to: number) => ReadableStream<Uint8Array<ArrayBuffer>>;
  },
): Response {
  const etag = `"${sha256}"`;
  const headers = new Headers({
    etag,
    "accept-ranges": "bytes",
    "content-type": "application/octet-stream",
    // What a station or a vendor made is never a page of kvolt's own.
    "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-cache",
  });
  const known = (asked.get("if-none-match") ?? "").split(",").map((tag) => tag.trim());
  if (known.includes(etag) || known.includes("*")) {
    return new Response(null, { status: 304, headers });
  }
  const changed = (asked.get("if-range") ?? etag) !== etag;
  const part = changed ? undefined : rangeOf(asked.get("range") ?? "", size);
  if (part === null) {
    const response = problemResponse(new Problem("range", `the file has ${size} bytes`));
    response.headers.set("content-range", `bytes */${size}`);
    return response;
  }
  const { from, to } = part ?? { from: 0, to: size };
  headers.set("content-length", String(to - from));
  if (part) headers.set("content-range", `bytes ${from}-${to - 1}/${size}`);
  return new Response(read(from, to), { status: part ? 206 : 200, headers });
}

/** The part that is asked for, its end not in it; null where there is none, undefined for the whole. */
function rangeOf(range: string, size: number): { from: number; to: number } | null | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/i.exec(range.trim()) ?? [];
  // Several ranges, or another unit: the whole may be sent (RFC 9110 §14.2).
  if (first === undefined || last === undefined || first + last === "") return undefined;
  if (first === "") {
    const from = Math.max(0, size - Number(last));
    return from < size ? { from, to: size } : null;
  }
  const from = Number(first);
  if (last !== "" && Number(last) < from) return undefined;
  return from < size ? { from, to: last === "" ? size : Math.min(size, Number(last) + 1) } : null;
}
