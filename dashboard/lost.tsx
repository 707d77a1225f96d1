import type { Context } from "hono";
import { Layout } from "./layout.tsx";
import { htmlOf } from "./parts/html.ts";
import { Problem } from "./parts/problem.tsx";

/** A problem as the page of somebody who looks for one; undefined for programs, which want it as it is. */
export async function lostPage(
  context: Context,
  { title, detail, status }: { title: string; detail: string; status: number },
): Promise<Response | undefined> {
  const { method, path } = context.req;
  const wanted = context.req.header("accept")?.includes("text/html");
  if (method !== "GET" || !wanted || path.startsWith("/api/")) return undefined;
  const caller = context.get("caller");
  const page = (
    <Layout title={title} caller={caller} path={path}>
      <Problem title={title} detail={detail} href="/" link="To the first page" />
    </Layout>
  );
  return new Response(`<!doctype html>${await htmlOf(page)}`, {
    status,
    headers: { "content-type": "text/html; charset=utf-8" },
  });
}
