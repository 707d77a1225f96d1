import { getLogger } from "@logtape/logtape";
import { monotonicFactory } from "ulid";
import type { Change } from "../../kv/change.ts";
import type { Store } from "../../kv/mod.ts";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { expiry } from "../expiry.ts";
import { fit } from "../fit.ts";
import type { DataTransfer } from "../model.ts";

const log = getLogger(["kvolt", "data-transfer"]);

/** Characters of the data and of the answer that the audit keeps; they share one value. */
const LONGEST = 12_000;

/** A handler may take this long: what else the station sends waits for it. */
const LONGEST_MS = 10_000;

/** What a station sent, `messageId` and `data` where it gave them. */
export interface Transfer {
  readonly station: string;
  readonly vendorId: string;
  readonly messageId?: string;
  readonly data?: string;
}

export interface TransferAnswer {
  readonly status: "Accepted" | "Rejected" | "UnknownMessageId" | "UnknownVendorId";
  readonly data?: string;
}

/** Answers the transfers of one vendor within 10 s; throwing, or later, answers Rejected. */
export type VendorHandler = (transfer: Transfer) => TransferAnswer | Promise<TransferAnswer>;

/** Gives back what it was given. */
const echo: VendorHandler = ({ data }) => ({ status: "Accepted", data });

/** Vendor extensions: a handler for each vendorId, and an audit of every transfer in and out. */
export function dataTransfers({ store, clock, config }: {
  store: Store;
  clock: Clock;
  config: Config;
}) {
  const handlers = new Map<string, VendorHandler>([["default", echo]]);
  const ulid = monotonicFactory();

  async function answer(transfer: Transfer): Promise<TransferAnswer> {
    const handler = handlers.get(transfer.vendorId);
    if (!handler) {
      log.info("{station} sent data of a vendor nobody handles: {vendorId} {messageId}", {
        ...transfer,
      });
      return { status: "Accepted" };
    }
    const late = Promise.withResolvers<never>();
    const cancel = clock.after(LONGEST_MS, () => {
      late.reject(new Error(`it did not answer within ${LONGEST_MS} ms`));
    });
    try {
      return await Promise.race([handler(transfer), late.promise]);
    } catch (error) {
      log.error("the handler of {vendorId} failed on {messageId}: {error}", { ...transfer, error });
      return { status: "Rejected" };
    } finally {
      cancel();
    }
  }

  /** Adds a transfer to the audit. */
  function audit(
    change: Change,
    direction: DataTransfer["direction"],
    transfer: Transfer,
    { status, data }: { status: string; data?: string },
  ): void {
    const now = clock.now();
    const id = ulid(now.getTime());
    const record: DataTransfer = {
      ...transfer,
      ...(transfer.data === undefined ? {} : { data: fit(transfer.data, LONGEST) }),
      ...(data === undefined ? {} : { response: fit(data, LONGEST) }),
      ...{ id, direction, status, at: now.toISOString() },
    };
    const until = expiry(clock, config.AUDIT_DAYS);
    store.dataTransfers.put(change, [transfer.station, id], record, until);
    change.record("data.transferred", record, transfer.station);
  }

  return {
    audit,
    /** Registers the handler of a vendorId; `default` is the one that echoes. */
    handle: (vendorId: string, handler: VendorHandler): void =>
      void handlers.set(vendorId, handler),
    /** Answers a transfer, once however often the change is begun; a vendor that is unknown is accepted and logged. */
    async received(change: Change, transfer: Transfer): Promise<TransferAnswer> {
      const given = await change.once("transfer", () => answer(transfer));
      audit(change, "in", transfer, given);
      return given;
    },
    page: (station: string, options: { limit: number; cursor?: string }) =>
      store.dataTransfers.page([station], options),
  };
}
