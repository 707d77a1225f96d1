import type { Auth } from "../model/identity.ts";
import type { Protocol, Station } from "../model.ts";
import { maySpeak } from "./may_speak.ts";

/** What has to be shown at the door, so that two can be compared; a pending rotation does not count. */
const shownAt = ({ rotation: _, ...auth }: Auth): string => JSON.stringify(auth);

/** Why a station may not stay that was admitted as it was then, as it is now; undefined where it may. */
export function shutSince(
  then: Station,
  { registration, identity }: Station,
  version: Protocol,
): string | undefined {
  const { status, auth } = identity;
  if (registration === "Rejected") return "refused by the operator";
  if (status === "suspended") return "suspended by the operator";
  if (shownAt(auth) !== shownAt(then.identity.auth)) return "its credentials have changed";
  if (!maySpeak(identity, version)) return "its version is not allowed";
}
