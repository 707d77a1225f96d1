import type { Csms } from "../csms/mod.ts";
import { Problem, problemResponse, unknown } from "./problem.ts";

/**
 * The answer to a request that is refused unseen: its address is shut out, or it asks what only attackers do.
 * `direct`: the address is that of the peer, and no proxy's word for it.
 */
export function barred(
  csms: Csms,
  request: Request,
  address: string,
  direct: boolean,
): Response | undefined {
  const { pathname } = new URL(request.url);
  const forOthers = direct && request.headers.has("x-forwarded-for");
  switch (csms.floods.refuses(address, pathname, forOthers)) {
    case 403:
      return problemResponse(new Problem("shut-out", `${address} is shut out for a while`));
    case 404:
      return problemResponse(unknown(`nothing is at ${pathname.slice(0, 200)}`));
  }
}
