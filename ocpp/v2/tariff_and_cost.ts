import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { object } from "./object.ts";
import { outcome, yesIf } from "./outcome.ts";
import { statusInfo, whyOf } from "./status_info.ts";
import { tariff } from "./tariff.ts";
import { tariffOut } from "./tariff_codec.ts";

/** The station shows what a transaction has cost so far (I02). */
export const costUpdated = action("CostUpdated", {
  request: object({ totalCost: z.number(), transactionId: text(36) }),
  response: object({}),
}).does("tellCost", {
  encode: ({ transaction, remoteId = transaction, cost }) => ({
    ...{ totalCost: cost, transactionId: remoteId },
  }),
  decode: () => ({ accepted: true, status: "Accepted" }),
});

/** The station takes the tariff that holds where a driver has none; EVSE 0 means all (I07). */
export const setDefaultTariff = action("SetDefaultTariff", {
  since: "2.1",
  request: object({ evseId: z.int().min(0), tariff }),
  response: object({
    status: z.enum([
      "Accepted",
      "Rejected",
      "TooManyElements",
      "ConditionNotSupported",
      "DuplicateTariffId",
    ]),
    statusInfo: statusInfo.optional(),
  }),
}).does("setTariff", {
  encode: ({ evse, tariff }) => ({ evseId: evse, tariff: tariffOut(tariff) }),
  decode: outcome,
});

/** A tariff, and where and for whom it holds (TariffAssignmentType). */
const tariffAssignment = object({
  tariffId: text(60),
  tariffKind: z.enum(["DefaultTariff", "DriverTariff"]),
  validFrom: timestamp.optional(),
  evseIds: z.array(z.int().min(0)).min(1).optional(),
  idTokens: z.array(text(255)).min(1).optional(),
});

/** The station tells the tariffs it has (I09). */
export const getTariffs = action("GetTariffs", {
  since: "2.1",
  request: object({ evseId: z.int().min(0) }),
  response: object({
    status: z.enum(["Accepted", "Rejected", "NoTariff"]),
    statusInfo: statusInfo.optional(),
    tariffAssignments: z.array(tariffAssignment).min(1).optional(),
  }),
}).does("getTariffs", {
  encode: ({ evse }) => ({ evseId: evse }),
  decode: ({ tariffAssignments = [], ...said }) => ({
    // A station without a tariff has told what was asked.
    ...yesIf(said, ["Accepted", "NoTariff"]),
    tariffs: tariffAssignments.map(({ tariffId, tariffKind, evseIds, idTokens }) => ({
      ...{ tariff: tariffId, kind: tariffKind },
      ...(evseIds ? { evses: evseIds } : {}),
      ...(idTokens ? { tokens: idTokens } : {}),
    })),
  }),
});

/** Whether a tariff was dropped (ClearTariffsResultType). */
const clearTariffsResult = object({
  statusInfo: statusInfo.optional(),
  tariffId: text(60).optional(),
  status: z.enum(["Accepted", "Rejected", "NoTariff"]),
});

/** The station drops tariffs (I10). */
export const clearTariffs = action("ClearTariffs", {
  since: "2.1",
  request: object({
    tariffIds: z.array(text(60)).min(1).optional(),
    evseId: z.int().min(0).optional(),
  }),
  response: object({ clearTariffsResult: z.array(clearTariffsResult).min(1) }),
}).does("clearTariffs", {
  encode: ({ ids, evse }) => ({
    ...(ids?.length ? { tariffIds: [...ids] } : {}),
    ...(evse === undefined ? {} : { evseId: evse }),
  }),
  decode({ clearTariffsResult }) {
    const refused = clearTariffsResult.find(({ status }) => status === "Rejected");
    const { status, statusInfo } = refused ?? clearTariffsResult[0]!;
    return {
      ...{ accepted: !refused, status, ...whyOf(statusInfo) },
      results: clearTariffsResult.map(({ tariffId, status, statusInfo }) => ({
        ...{ tariff: tariffId, status },
        ...whyOf(statusInfo),
      })),
    };
  },
});

/** The station changes the tariff of a running transaction (I11). */
export const changeTransactionTariff = action("ChangeTransactionTariff", {
  since: "2.1",
  request: object({ tariff, transactionId: text(36) }),
  response: object({
    status: z.enum([
      "Accepted",
      "Rejected",
      "TooManyElements",
      "ConditionNotSupported",
      "TxNotFound",
      "NoCurrencyChange",
    ]),
    statusInfo: statusInfo.optional(),
  }),
}).answered(async ({ transactionId, tariff }, { status }, { csms, station, change }) => {
  const known = status === "Accepted" && await csms.tariffs.get(tariff.tariffId);
  if (known) await csms.tariffs.changed(change, station, transactionId, known);
}).does("changeTariff", {
  encode: ({ transaction, remoteId = transaction, tariff }) => ({
    ...{ tariff: tariffOut(tariff), transactionId: remoteId },
  }),
  decode: outcome,
});
