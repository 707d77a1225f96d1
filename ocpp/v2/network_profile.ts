import { z } from "zod";
import { action } from "../action.ts";
import { text } from "../text.ts";
import { object } from "./object.ts";
import { outcome } from "./outcome.ts";
import { present } from "./present.ts";
import { longText, optional21, since21, words } from "./since.ts";
import { statusInfo } from "./status_info.ts";
import { unsigned } from "./types.ts";

/** How a station dials in (APNType). */
const apn = object({
  apn: longText(512, { since21: 2000 }),
  apnUserName: longText(20, { since21: 50 }).optional(),
  apnPassword: longText(20, { since21: 64 }).optional(),
  simPin: z.int().optional(),
  preferredNetwork: text(6).optional(),
  useOnlyPreferredNetwork: z.boolean().optional(),
  apnAuthentication: z.enum(["PAP", "CHAP", "NONE", "AUTO"]),
});

/** The tunnel that a station uses (VPNType). */
const vpn = object({
  server: longText(512, { since21: 2000 }),
  user: longText(20, { since21: 50 }),
  group: longText(20, { since21: 50 }).optional(),
  password: longText(20, { since21: 64 }),
  key: text(255),
  type: z.enum(["IKEv2", "IPSec", "L2TP", "PPTP"]),
});

/** How a station reaches its CSMS; `messageTimeout` in seconds (NetworkConnectionProfileType). */
export const networkConnectionProfile = object({
  apn: apn.optional(),
  ocppVersion: optional21(
    words(["OCPP12", "OCPP15", "OCPP16", "OCPP20"], { since21: ["OCPP201", "OCPP21"] }),
  ),
  ocppInterface: words([
    "Wired0",
    "Wired1",
    "Wired2",
    "Wired3",
    "Wireless0",
    "Wireless1",
    "Wireless2",
    "Wireless3",
  ], { since21: ["Any"] }),
  ocppTransport: z.enum(["SOAP", "JSON"]),
  messageTimeout: z.int(),
  ocppCsmsUrl: longText(512, { since21: 2000 }),
  securityProfile: unsigned,
  identity: since21(text(48)),
  basicAuthPassword: since21(text(64)),
  vpn: vpn.optional(),
});

/** The station keeps a way to reach a CSMS in one of its slots (B09). */
export const setNetworkProfile = action("SetNetworkProfile", {
  request: object({ configurationSlot: z.int(), connectionData: networkConnectionProfile }),
  response: object({
    status: z.enum(["Accepted", "Rejected", "Failed"]),
    statusInfo: statusInfo.optional(),
  }),
}).does("networkProfile", {
  // The route gives words of the version; what it does not have is refused as it is sent.
  encode: ({ slot, profile }) => ({
    configurationSlot: slot,
    connectionData: present({
      ocppVersion: profile.version,
      ocppInterface: profile.interface,
      ocppTransport: "JSON",
      messageTimeout: profile.messageTimeout,
      ocppCsmsUrl: profile.url,
      securityProfile: profile.securityProfile,
      identity: profile.identity,
      basicAuthPassword: profile.password,
      apn: profile.apn,
      vpn: profile.vpn,
    } as z.input<typeof networkConnectionProfile>),
  }),
  decode: outcome,
});
