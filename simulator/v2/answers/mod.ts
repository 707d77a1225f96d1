import type { Answer } from "../../answer.ts";
import type { Station } from "../station.ts";
import { availability } from "./availability.ts";
import { certificates } from "./certificates.ts";
import { charging } from "./charging.ts";
import { customer } from "./customer.ts";
import { der } from "./der.ts";
import { display } from "./display.ts";
import { files } from "./files.ts";
import { localList } from "./local_list.ts";
import { monitoring } from "./monitoring.ts";
import { others } from "./others.ts";
import { remote } from "./remote.ts";
import { reports } from "./reports.ts";
import { reservation } from "./reservation.ts";
import { reset } from "./reset.ts";
import { tariffs } from "./tariffs.ts";
import { triggers } from "./trigger.ts";
import { variables } from "./variables.ts";

/** Every request that a 2.x CSMS can make; a station of 2.0.1 knows nothing of those that came later. */
export const answers: ReadonlyMap<string, Answer<Station>> = new Map(
  [
    ...[variables, reports, reset, remote, availability, triggers, reservation, localList],
    ...[charging, files, certificates, monitoring, customer, display, tariffs, der, others],
  ].flat().map((one) => [one.action, one]),
);
