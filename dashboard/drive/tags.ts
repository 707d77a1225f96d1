import { holds } from "../../csms/people/caller.ts";
import type { DecidedTag } from "../../csms/driving/places.ts";
import type { Csms } from "../../csms/mod.ts";
import type { Asked } from "../page.tsx";

/** With which tags somebody charges. */
export interface Tags {
  /** Those that are meant now. */
  readonly tags: readonly string[];
  /** Whether any tag may be named. */
  readonly any: boolean;
  /** The one that was named. */
  readonly named?: string;
}

/** The tags of whoever asks; operators may name any other one in their place. */
export async function tagsOf(
  { csms, caller, query: { tag } }: Pick<Asked, "csms" | "caller" | "query">,
): Promise<Tags> {
  const any = holds(caller.access, "operate") && caller.stations === undefined;
  const { accounts } = csms.people;
  const own = caller.kind === "account" ? (await accounts.get(caller.id))?.tags ?? [] : [];
  const named = any && tag?.trim() ? tag.trim() : undefined;
  const tags = await csms.driving.named(named === undefined ? own : [named]);
  return { tags, any, ...(named === undefined ? {} : { named }) };
}

/** What is decided of them; whoever may name any tag and has not sees what an allowed one would. */
export async function decidedOf(csms: Csms, { tags, any }: Tags): Promise<DecidedTag[]> {
  if (any && tags.length === 0) {
    return [{ token: "", decision: { status: "Accepted", source: "default" } }];
  }
  return await csms.driving.decided(tags);
}

/** A page of ours with the tag that was named. */
export const withTag = (path: string, { named }: Tags): string =>
  named === undefined ? path : `${path}?${new URLSearchParams({ tag: named })}`;

/** Where one starts at a station; printed QR codes lead there. */
export const startHref = (station: string): string => `/s/${encodeURIComponent(station)}`;
