import { dataTransfer as dataTransferAction } from "../../../ocpp/v16/data_transfer.ts";
import { answer } from "./answer.ts";

export const dataTransfer = [
  answer(dataTransferAction, ({ options }, { vendorId, messageId, data }) => {
    if (vendorId !== options.vendor) return { status: "UnknownVendorId" as const };
    if (messageId !== undefined && messageId !== "echo") {
      return { status: "UnknownMessageId" as const };
    }
    return { status: "Accepted" as const, ...data === undefined ? {} : { data } };
  }),
];
