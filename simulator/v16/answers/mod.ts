import type { Station } from "../station.ts";
import type { Answer } from "../../answer.ts";
import { availability } from "./availability.ts";
import { certificates } from "./certificates.ts";
import { charging } from "./charging.ts";
import { configuration } from "./configuration.ts";
import { dataTransfer } from "./data_transfer.ts";
import { files } from "./files.ts";
import { localList } from "./local_list.ts";
import { remote } from "./remote.ts";
import { reservation } from "./reservation.ts";
import { reset } from "./reset.ts";
import { triggers } from "./trigger.ts";

/** Every request that a 1.6 CSMS can make, with the security whitepaper's. */
export const answers: ReadonlyMap<string, Answer<Station>> = new Map(
  [
    ...[configuration, remote, reset, availability, triggers, reservation, localList],
    ...[charging, dataTransfer, files, certificates],
  ].flat().map((one) => [one.action, one]),
);
