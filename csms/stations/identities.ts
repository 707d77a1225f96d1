import type { Auth, Identity } from "../model/identity.ts";
import type { Station } from "../model.ts";
import type { Dismissals } from "./dismissals.ts";
import type { Edit } from "./edit.ts";
import { newKey } from "./key.ts";
import type { Secrets } from "./secrets.ts";

/** What a station is to show; a secret that is not given is generated. */
export type AuthWish =
  | { readonly type: "none" }
  | { readonly type: "basic" | "token"; readonly secret?: string }
  | { readonly type: "mtls"; readonly subject?: string; readonly fingerprint?: string };

type Said = Partial<Pick<Identity, "name" | "tenant" | "labels" | "allowedProtocols">>;

/** What an operator says of who a station is; what concerns a live one holds at once. */
export function identities({ edit, dismissals, secrets }: {
  edit: Edit;
  dismissals: Dismissals;
  secrets: Secrets;
}) {
  const withIdentity = (station: Station, said: Partial<Identity>): Station => ({
    ...station,
    identity: { ...station.identity, ...said },
  });

  /** Throws TooMany where a secret is given. */
  async function newAuth(id: string, wish: AuthWish): Promise<{ auth: Auth; key?: string }> {
    if (wish.type === "none") return { auth: wish };
    if (wish.type === "mtls") {
      const { subject, fingerprint } = wish;
      // The name that a station's certificate has to have (2.x part 2, A00.FR.408; whitepaper, the same).
      const expected = subject === undefined && fingerprint === undefined
        ? { subject: `CN=${id.replaceAll(/[\\,+"<>;=]|^[ #]| $/g, "\\$&")}` }
        : { subject, fingerprint };
      return { auth: { type: "mtls", ...expected } };
    }
    const { type, secret } = wish;
    if (secret !== undefined) return { auth: { type, key: await secrets.chosen(secret) } };
    const { key, kept } = newKey();
    return { auth: { type, key: kept }, key };
  }

  const given = (id: string, auth: Auth) =>
    edit(id, (station, change) => {
      change.record("station.key", { state: auth.type === "none" ? "waived" : "given" }, id);
      return withIdentity(station, { auth });
    });

  return {
    newAuth,
    /** Says what a station has to show from its next connection on; gives the generated secret, this once. */
    async setAuth(id: string, wish: AuthWish): Promise<string | undefined> {
      const { auth, key } = await newAuth(id, wish);
      await given(id, auth);
      return key;
    },
    /** Gives a station a new secret of its type, a key where it had none; it is returned this once. */
    async giveKey(id: string, secret?: string): Promise<string | undefined> {
      const { auth, key } = await newAuth(id, { type: "basic", secret });
      const station = await edit(id, (station, change) => {
        change.record("station.key", { state: "given" }, id);
        const type = station.identity.auth.type === "token" ? "token" : "basic";
        return withIdentity(station, { auth: { ...auth, type } as Auth });
      });
      return station && key;
    },
    /** Takes what a station shows for worthless: its connection ends, and it stays out until it is given a key. */
    async revoke(id: string): Promise<Station | undefined> {
      const dismissal = { reason: "its key was revoked" };
      const station = await edit(id, (station, change) => {
        change.record("station.key", { state: "revoked" }, id);
        dismissals.add(change, id, dismissal);
        const type = station.identity.auth.type === "token" ? "token" : "basic";
        return withIdentity(station, { auth: { type } });
      });
      if (station) dismissals.end(id, dismissal);
      return station;
    },
    /** Says who a station is; a live one that speaks a version it may not is sent away. */
    async identify(id: string, said: Said): Promise<Station | undefined> {
      const but = said.allowedProtocols;
      const dismissal = but && { reason: "its version is not allowed", but };
      const station = await edit(id, (station, change) => {
        change.record("station.changed", { identity: said }, id);
        if (dismissal) dismissals.add(change, id, dismissal);
        return withIdentity(station, said);
      });
      if (station && dismissal) dismissals.end(id, dismissal);
      return station;
    },
    /** Keeps a station out for now; what it was stays. */
    async suspend(id: string): Promise<Station | undefined> {
      const dismissal = { reason: "suspended by the operator" };
      const station = await edit(id, (station, change) => {
        dismissals.add(change, id, dismissal);
        if (station.identity.status === "suspended") return station;
        change.record("station.suspended", {}, id);
        return withIdentity(station, { status: "suspended" });
      });
      if (station) dismissals.end(id, dismissal);
      return station;
    },
    /** Lets a suspended station in again. */
    resume: (id: string): Promise<Station | undefined> =>
      edit(id, (station, change) => {
        if (station.identity.status === "active") return station;
        change.record("station.resumed", {}, id);
        return withIdentity(station, { status: "active" });
      }),
  };
}
