import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { NO_TIME, toldAt } from "../told.ts";
import { address } from "./address.ts";
import { object } from "./object.ts";
import { statusInfo } from "./status_info.ts";
import { accepted } from "./types.ts";

/** A station says how an ad hoc payment was settled (C21). */
export const notifySettlement = action("NotifySettlement", {
  since: "2.1",
  request: object({
    transactionId: text(36).optional(),
    pspRef: text(255),
    status: z.enum(["Settled", "Canceled", "Rejected", "Failed"]),
    statusInfo: text(500).optional(),
    settlementAmount: z.number(),
    settlementTime: timestamp,
    receiptId: text(50).optional(),
    receiptUrl: text(2000).optional(),
    vatCompany: address.optional(),
    vatNumber: text(20).optional(),
  }),
  response: object({ receiptUrl: text(2000).optional(), receiptId: text(50).optional() }),
}).reads({ fill: { settlementTime: () => NO_TIME } }).handle(async (said, context) => {
  const { transactionId, pspRef, statusInfo, settlementAmount, settlementTime } = said;
  const { status, receiptId, receiptUrl, vatNumber, vatCompany } = said;
  await context.csms.payments.add(context.change, context.station, {
    kind: "settlement",
    said: transactionId || undefined,
    ...{ status, info: statusInfo, reference: pspRef, amount: settlementAmount },
    ...{ receiptId, receiptUrl, vatNumber },
    company: vatCompany && companyOf(vatCompany),
    at: toldAt(settlementTime, context),
  });
  // kvolt makes no receipts: the station's own is the one.
  return {};
});

/** The station learns that a driver pays on the web, for `timeout` seconds (C25). */
export const notifyWebPaymentStarted = action("NotifyWebPaymentStarted", {
  since: "2.1",
  request: object({ evseId: z.int().min(0), timeout: z.int() }),
  response: object({}),
}).answered(async ({ evseId, timeout }, _, { csms, station, change }) => {
  await csms.payments.add(change, station, { kind: "web-started", evse: evseId, timeout });
}).does("tellWebPayment", {
  encode: ({ evse, timeout }) => ({ evseId: evse, timeout }),
  decode: () => ({ accepted: true, status: "Accepted" }),
});

/** A station asks whether a VAT number is right, and whose it is. */
export const vatNumberValidation = action("VatNumberValidation", {
  since: "2.1",
  request: object({ vatNumber: text(20), evseId: z.int().min(0).optional() }),
  response: object({
    company: address.optional(),
    statusInfo: statusInfo.optional(),
    vatNumber: text(20),
    evseId: z.int().min(0).optional(),
    status: accepted,
  }),
}).handle(async ({ vatNumber, evseId }, { csms, station, change }) => {
  const status = "Rejected";
  await csms.payments.add(change, station, {
    ...{ kind: "vat-check", vatNumber, status, evse: evseId },
  });
  const statusInfo = { reasonCode: "NoValidator", additionalInfo: "VAT numbers are not validated" };
  return { status, statusInfo, vatNumber, ...(evseId === undefined ? {} : { evseId }) };
});

function companyOf({ customData: _, ...company }: z.output<typeof address>) {
  return company;
}
