import { dialect } from "../dialect.ts";
import * as authorize from "./authorize.ts";
import * as availability from "./availability.ts";
import * as boot from "./boot.ts";
import * as certificates from "./certificates.ts";
import * as configuration from "./configuration.ts";
import * as dataTransfer from "./data_transfer.ts";
import * as diagnostics from "./diagnostics.ts";
import { featureOf } from "./features.ts";
import * as firmware from "./firmware.ts";
import * as localList from "./local_list.ts";
import * as meterValues from "./meter_values.ts";
import * as remote from "./remote.ts";
import * as reservation from "./reservation.ts";
import * as reset from "./reset.ts";
import * as security from "./security.ts";
import * as signedFirmware from "./signed_firmware.ts";
import * as smartCharging from "./smart_charging.ts";
import * as status from "./status.ts";
import * as transactions from "./transactions.ts";
import * as trigger from "./trigger.ts";

/** OCPP 1.6J with its security whitepaper; `OccurenceConstraintViolation` is the spelling of 1.6J §4.2.3. */
export const v16 = dialect("ocpp1.6", {
  occurrence: "OccurenceConstraintViolation",
  format: "FormationViolation",
  refusesTypes: false,
  feature: featureOf,
}, [
  boot,
  authorize,
  transactions,
  meterValues,
  status,
  availability,
  reset,
  remote,
  trigger,
  configuration,
  dataTransfer,
  localList,
  reservation,
  smartCharging,
  firmware,
  signedFirmware,
  diagnostics,
  certificates,
  security,
]);
