import { monotonicFactory } from "ulid";
import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import { fit } from "../fit.ts";
import type { Payment } from "../model/payment.ts";
import { toldKey } from "../transactions/told_key.ts";

type Told = Omit<Payment, "id" | "station" | "at"> & { readonly at?: Date };

/** What stations and drivers pay at the station or on the web, as it was told. */
export function payments({ store, clock, config }: { store: Store; clock: Clock; config: Config }) {
  const ulid = monotonicFactory();

  /** Our id of a transaction, by the name that its station has for it. */
  async function find(station: string, remoteId: string): Promise<string | undefined> {
    return (await store.transactionKeys.get(station, toldKey(remoteId)))?.value;
  }

  return {
    /** Keeps one thing that happened, linked to its transaction where that is known. */
    async add(change: Change, station: string, { at, ...told }: Told): Promise<void> {
      const now = clock.now();
      const id = ulid(now.getTime());
      const named = told.said === undefined ? undefined : await find(station, told.said);
      const payment: Payment = {
        ...{ ...told, id, station, at: (at ?? now).toISOString() },
        ...(named ? { transaction: named } : {}),
        ...(told.info === undefined ? {} : { info: fit(told.info, 1_000) }),
      };
      store.payments.put(change, [station, id], payment, expiry(clock, config.AUDIT_DAYS));
      change.record("payment.told", payment, station);
    },
    page: (station: string, options: { limit: number; cursor?: string }) =>
      store.payments.page([station], options),
  };
}
