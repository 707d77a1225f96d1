import assert from "node:assert/strict";
import type { Signing } from "../../../csms/model/certificate.ts";
import { plug } from "../../support/plug.ts";
import { soon } from "../../support/until.ts";
import type { Room } from "../room.ts";

export const SECRET_KEY = "a-secret-key-of-the-tests-0123456789";

/** A database in memory that several rooms share, one after the other. */
export async function newKv(): Promise<{ kv: Deno.Kv } & Disposable> {
  const kv = await Deno.openKv(":memory:");
  return { kv, [Symbol.dispose]: () => kv.close() };
}

/** A station of 1.6 that is known, connected, and takes each certificate that it is sent. */
export async function taking(kvolt: Room, signing: Signing, status = "Accepted") {
  const station = await kvolt.station();
  await kvolt.csms.stations.set(station, { signing });
  const chains: string[] = [];
  const plugged = plug(kvolt, station, {
    CertificateSigned({ certificateChain }) {
      chains.push(certificateChain);
      return { status };
    },
    ExtendedTriggerMessage: () => ({ status: "Accepted" }),
  });
  return { ...plugged, station, chains };
}

/** The latest request of a station, once it is in a state. */
export function latest(kvolt: Room, state: string, station = "CP-1") {
  return soon(async () => {
    const { items } = await kvolt.csms.certificates.requests.page(station, { limit: 1 });
    assert.equal(items[0]?.value.state, state);
    return items[0]!.value;
  });
}

/** Time for whatever goes on by itself to come to its end: each step of it reads or writes the store. */
export async function idle({ csms, store }: Room): Promise<void> {
  for (let step = 0; step < 40; step++) {
    await csms.certificates.issued.page({ limit: 1 });
    await store.drain();
  }
}
