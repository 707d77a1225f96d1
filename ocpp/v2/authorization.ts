import { z } from "zod";
import { action } from "../action.ts";
import { ocspRequestData } from "./certificate.ts";
import { driverTariff } from "./driver_tariff.ts";
import { energyTransferMode } from "./energy_transfer.ts";
import { authorizeFrom16 } from "./from_16.ts";
import { idToken, idTokenInfo } from "./id_token.ts";
import { infoOf } from "./id_token_info.ts";
import { object } from "./object.ts";
import { outcome } from "./outcome.ts";
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
}).reads({ reshape: authorizeFrom16 }).handle(
  async ({ idToken, certificate, iso15118CertificateHashData }, context) => {
    const { csms, station, change } = context;
    const { type } = idToken;
    const decision = await csms.tokens.decide(change, idToken.idToken, station, { type });
    // A contract certificate can be judged only where its roots are known (C07).
    const unjudged = certificate !== undefined || iso15118CertificateHashData !== undefined;
    const answer = {
      idTokenInfo: infoOf(decision),
      ...(unjudged ? { certificateStatus: "NoCertificateAvailable" as const } : {}),
    };
    const accepted = decision.status === "Accepted";
    const tariff = accepted && await driverTariff(idToken.idToken, context);
    // 2.0.1 has no word for it.
    return tariff && context.fits({ ...answer, tariff }) ? { ...answer, tariff } : answer;
  },
).idempotent();

/** The station forgets the tokens that it cached (C11). */
export const clearCache = action("ClearCache", {
  request: object({}),
  response: object({ status: accepted, statusInfo: statusInfo.optional() }),
}).does("clearCache", { encode: () => ({}), decode: outcome });
