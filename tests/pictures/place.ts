import type { Options } from "../../simulator/charge_point.ts";

/** A charger of the place that is photographed. */
export interface Charger
  extends Pick<Options, "id" | "version" | "connectors" | "vendor" | "model"> {
  readonly name: string;
  readonly labels: readonly string[];
  /** Where it dials from. */
  readonly address: string;
}

/** The evening on which the pictures are taken: a Thursday, 17:40 in Berlin. */
export const NOW = Date.parse("2026-11-19T16:40:00Z");
export const ZONE = "Europe/Berlin";
/** How long before that the place was set up, in days. */
export const DAYS = 42;

const home = { vendor: "Alvolt", model: "Home 11" };
const duo = { vendor: "Brightpost", model: "Duo 22" };
const one = { vendor: "Nordlader", model: "One" };

export const chargers: readonly Charger[] = [
  {
    ...home,
    id: "GARAGE",
    name: "Garage",
    labels: ["home"],
    version: "1.6",
    connectors: 1,
    address: "192.168.1.21",
  },
  {
    ...duo,
    id: "OFFICE-1",
    name: "Office, by the door",
    labels: ["office"],
    version: "2.0.1",
    connectors: 2,
    address: "192.168.1.31",
  },
  {
    ...duo,
    id: "OFFICE-2",
    name: "Office, by the trees",
    labels: ["office"],
    version: "2.1",
    connectors: 2,
    address: "192.168.1.32",
  },
  {
    ...one,
    id: "DEPOT-1",
    name: "Depot, vans",
    labels: ["depot"],
    version: "1.6",
    connectors: 2,
    address: "192.168.1.41",
  },
  {
    ...one,
    id: "DEPOT-2",
    name: "Depot, lorry",
    labels: ["depot"],
    version: "1.6",
    connectors: 1,
    address: "192.168.1.42",
  },
  {
    ...home,
    id: "BARN",
    name: "Barn",
    labels: ["home"],
    version: "1.6",
    connectors: 1,
    address: "192.168.1.22",
  },
  {
    ...duo,
    id: "BAKERY",
    name: "Bakery, customers",
    labels: ["guests"],
    version: "2.0.1",
    connectors: 1,
    address: "192.168.1.51",
  },
  {
    ...duo,
    id: "GUESTS",
    name: "Guests",
    labels: ["guests"],
    version: "2.1",
    connectors: 1,
    address: "192.168.1.52",
  },
];

/** One that nobody has accepted yet. */
export const newcomer: Charger = {
  ...{ ...home, id: "GARAGE-2", name: "Garage, second", labels: [], version: "1.6" },
  ...{ connectors: 1, address: "192.168.1.23" },
};

/** Who charges, by the card. */
export const tags = {
  ada: "04A23B91",
  ben: "04C7D2E8",
  carla: "0417FA60",
  deniz: "049E5D33",
  emil: "04B8106C",
  van1: "04D1A701",
  van2: "04D1A702",
  lorry: "04D1A7F0",
  bakery: "0455CE12",
  guest: "04EE9041",
} as const;

/** What is said of each card. */
export const notes: Readonly<Record<keyof typeof tags, string>> = {
  ...{ ada: "Ada", ben: "Ben", carla: "Carla", deniz: "Deniz", emil: "Emil" },
  ...{ van1: "Van 1", van2: "Van 2", lorry: "Lorry" },
  ...{ bakery: "Bakery's card", guest: "Card for guests" },
};

export type Who = keyof typeof tags;
