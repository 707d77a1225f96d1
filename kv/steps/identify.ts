import type { Identity } from "../../csms/model/identity.ts";
import type { Station } from "../../csms/model.ts";

/** A station as version 1 of the schema had it: the hash of its key stood by itself. */
type Before = Omit<Station, "identity"> & {
  readonly identity?: Identity;
  readonly key?: { readonly salt: string; readonly hash: string };
};

/** Gives each station an identity, with the key that it had. */
export async function identify(kv: Deno.Kv): Promise<void> {
  for await (const { key: at, versionstamp, value } of kv.list<Before>({ prefix: ["stations"] })) {
    const { key, ...station } = value;
    if (station.identity) continue;
    const auth = key ? { type: "basic", key } as const : { type: "none" } as const;
    const identity: Identity = { status: "active", auth, labels: [] };
    const next = { ...station, identity } satisfies Station;
    // One that another instance has changed meanwhile was brought up to date by it.
    await kv.atomic().check({ key: at, versionstamp }).set(at, next).commit();
  }
}
