import { z } from "zod";
import { action } from "../action.ts";
import { ocspRequestData } from "./certificate.ts";
import { energyTransferMode } from "./energy_transfer.ts";
import { idToken, idTokenInfo } from "./id_token.ts";
import { object } from "./object.ts";
import { longText, since21 } from "./since.ts";
import { statusInfo } from "./status_info.ts";
import { tariff } from "./tariff.ts";
import { accepted } from "./types.ts";

/** A station asks whether a token may charge (C01). */
export const authorize = action("Authorize", {
  request: object({
    idToken,
    certificate: longText(5500, { since21: 10000 }).optional(),
    iso15118CertificateHashData: z.array(ocspRequestData).min(1).max(4).optional(),
  }),
  response: object({
    idTokenInfo,
    certificateStatus: z.enum([
      "Accepted",
      "SignatureError",
      "CertificateExpired",
      "CertificateRevoked",
      "NoCertificateAvailable",
      "CertChainError",
      "ContractCancelled",
    ]).optional(),
    allowedEnergyTransfer: since21(z.array(energyTransferMode).min(1)),
    tariff: since21(tariff),
  }),
});

/** The station forgets the tokens that it cached (C11). */
export const clearCache = action("ClearCache", {
  request: object({}),
  response: object({ status: accepted, statusInfo: statusInfo.optional() }),
});
