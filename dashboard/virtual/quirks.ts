/** The quirks of virtual chargers that are on or off, in words. */
export const quirkWords = {
  bootOnReconnect: "boots after each reconnect",
  noBoot: "never boots",
  repeats: "sends each message of a transaction twice",
  lateSample: "sends its last meter values after the end",
  silentAfterStop: "tells no status after the end",
} as const;

/** Those that are another word than the usual one: what it is about, the usual, and the other. */
export const quirkChoices = {
  register: ["What its meter counts", "lifetime", "session"],
  energyUnit: ["The unit of its energy", "Wh", "kWh"],
} as const;
