import { monotonicFactory } from "ulid";
import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import { fit } from "../fit.ts";
import type { Payment } from "../model/payment.ts";

type Told = Omit<Payment, "id" | "station" | "at"> & { readonly at?: Date };

/** What stations and drivers pay at the station or on the web, as it was told. */
export function payments({ store, clock, config }: { store: Store; clock: Clock; config: Config }) {
  const ulid = monotonicFactory();

  return {
    /** Keeps one thing that happened, linked to its transaction where that is known. */
    async add(change: Change, station: string, { at, ...told }: Told): Promise<void> {
      const now = clock.now();
      const id = ulid(now.getTime());
      const named = told.said && (await store.transactions.get(told.said))?.value;
      const payment: Payment = {
        ...{ ...told, id, station, at: (at ?? now).toISOString() },
        ...(named && named.station === station ? { transaction: named.id } : {}),
        ...(told.info === undefined ? {} : { info: fit(told.info, 1_000) }),
      };
      store.payments.put(change, [station, id], payment, expiry(clock, config.AUDIT_DAYS));
      change.record("payment.told", payment, station);
    },
    page: (station: string, options: { limit: number; cursor?: string }) =>
      store.payments.page([station], options),
  };
}
