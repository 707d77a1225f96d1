import { z } from "@hono/zod-openapi";

/** The id under which a station connects. */
export const stationId = z.string().min(1).max(48).openapi({ example: "CP-1" });

/** One that is given to a new station: it can be dialled, and an address leads there. */
export const newStationId = stationId.regex(
  /^(?!\.{1,2}$)[^\p{C}\p{Z}/]([^\p{C}/]*[^\p{C}\p{Z}/])?$/u,
  "the id of a station has no slash in it, is neither . nor .., and neither begins nor ends with a space",
);

/** A version of OCPP, as a subprotocol. */
export const protocol = z.enum(["ocpp1.6", "ocpp2.0.1", "ocpp2.1"]);

/** An EVSE by its number, from 1. */
export const evse = z.int().min(1).max(1_000_000);

/** An EVSE by its number, or 0 for the station as a whole. */
export const evseOrAll = z.int().min(0).max(1_000_000);

/** A moment, ISO 8601 with its zone. */
export const time = z.iso.datetime({ offset: true }).openapi({ example: "2026-01-31T12:00:00Z" });

/** A token as it is presented: an RFID card, or what an app made up. */
export const tokenId = z.string().trim().min(1).max(255).openapi({ example: "04A1B2C3" });

/** What kind of identifier a token is, as OCPP 2.x names it; an RFID card where nothing is said. */
export const tokenType = z.string().min(1).max(20).openapi({ example: "ISO14443" });

/** What is decided of a token, in the words of 2.x. */
export const tokenStatus = z.enum([
  "Accepted",
  "Blocked",
  "Expired",
  "Invalid",
  "ConcurrentTx",
  "NoCredit",
  "NotAllowedTypeEVSE",
  "NotAtThisLocation",
  "NotAtThisTime",
  "Unknown",
]);

/** What a station said to a request: its own word, and whether that is a yes. */
export const said = {
  accepted: z.boolean(),
  status: z.string(),
  why: z.string().nullable().openapi({
    description: "What the station adds: its reason code, and words for a person (2.x, statusInfo)",
  }),
};

/** Nothing but what the station said. */
export const outcome = z.strictObject(said).openapi("Outcome");
