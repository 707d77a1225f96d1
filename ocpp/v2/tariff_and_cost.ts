import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { timestamp } from "../time.ts";
import { object } from "./object.ts";
import { statusInfo } from "./status_info.ts";
import { tariff } from "./tariff.ts";

/** The station shows what a transaction has cost so far (I02). */
export const costUpdated = action("CostUpdated", {
  request: object({ totalCost: z.number(), transactionId: text(36) }),
  response: object({}),
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
});

/** A tariff, and where and for whom it holds (TariffAssignmentType). */
export const tariffAssignment = object({
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
});

/** Whether a tariff was dropped (ClearTariffsResultType). */
export const clearTariffsResult = object({
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
});
