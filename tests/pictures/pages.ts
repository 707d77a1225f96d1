import { tags } from "./place.ts";

/** One page that is photographed. */
export interface Pictured {
  /** The name of its pictures; the width follows. */
  readonly name: string;
  readonly path: string;
  /** Who looks at it; nobody where it is for those who are not signed in. */
  readonly who?: "Ada" | "Carla";
  /** In the dark too. */
  readonly dark?: true;
}

const ofAda = (name: string, path: string, more: Partial<Pictured> = {}): Pictured => ({
  ...{ name, path, who: "Ada" as const },
  ...more,
});

/** Every page of the dashboard, in the order of its guide, the form for the first account left out. */
export const pages: readonly Pictured[] = [
  { name: "sign-in", path: "/sign-in" },
  { name: "forgot-password", path: "/forgot-password" },
  { name: "reset-password", path: "/reset-password?token=as-it-was-mailed" },
  ofAda("stations", "/stations", { dark: true }),
  ofAda("connect", "/connect"),
  ofAda("station", "/stations/GARAGE", { dark: true }),
  ofAda("messages", "/stations/DEPOT-1/messages"),
  ofAda("findings", "/stations/DEPOT-1/findings"),
  ofAda("configuration", "/stations/GARAGE/configuration"),
  ofAda("device", "/stations/OFFICE-2/device"),
  ofAda("charging", "/stations/OFFICE-1/charging"),
  ofAda("set-profile", "/stations/OFFICE-1/charging#set-profile"),
  ofAda("grid", "/stations/OFFICE-2/charging?der=#der"),
  ofAda("lists", "/stations/GUESTS/lists"),
  ofAda("maintenance", "/stations/DEPOT-1/maintenance"),
  ofAda("access", "/stations/GARAGE/access"),
  ofAda("tags", "/tags"),
  ofAda("tag", `/tags/${tags.van1}`),
  ofAda("tariffs", "/tariffs"),
  ofAda("tariff", "/tariffs/GUESTS"),
  { name: "drive", path: "/drive", who: "Carla" },
  { name: "start", path: "/s/OFFICE-1", who: "Carla" },
  ofAda("qr", "/stations/OFFICE-1/qr"),
  ofAda("transactions", "/transactions"),
  ofAda("transaction", "/transactions/:running"),
  ofAda("analytics", "/analytics", { dark: true }),
  ofAda("audit", "/audit"),
  ofAda("accounts", "/accounts"),
  ofAda("account", "/accounts/:carla"),
  ofAda("api-tokens", "/api-tokens"),
  ofAda("settings", "/settings"),
  ofAda("files", "/settings/files"),
  ofAda("certificates", "/settings/certificates"),
  ofAda("me", "/me"),
  ofAda("virtual", "/virtual"),
];
