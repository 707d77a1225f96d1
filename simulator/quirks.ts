/** Ways in which real charge points differ from the specification; none of them by default. */
export interface Quirks {
  /** Sends BootNotification after each reconnect, not only after a start. */
  readonly bootOnReconnect: boolean;
  /** Sends no BootNotification at all and goes on as if accepted. */
  readonly noBoot: boolean;
  /** Sends each transaction message twice. */
  readonly repeats: boolean;
  /** What its register counts: the life of the meter, or the session. */
  readonly register: "lifetime" | "session";
  /** The unit of its energy samples. */
  readonly energyUnit: "Wh" | "kWh";
  /** Appended to each tag that it reads. */
  readonly tagSuffix: string;
  /** Sends the last MeterValues after StopTransaction. */
  readonly lateSample: boolean;
  /** Sends no StatusNotification when a transaction has ended. */
  readonly silentAfterStop: boolean;
}

export const NO_QUIRKS: Quirks = {
  bootOnReconnect: false,
  noBoot: false,
  repeats: false,
  register: "lifetime",
  energyUnit: "Wh",
  tagSuffix: "",
  lateSample: false,
  silentAfterStop: false,
};
