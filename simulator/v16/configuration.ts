import { MEASURANDS } from "../measurands.ts";

/** One configuration key: what it may be set to, and what setting it asks for. */
interface Key {
  readonly value: string;
  /** Absent where the key is read-only. */
  readonly check?: (value: string) => boolean;
  readonly reboot?: true;
  /** It can be written but never read (security whitepaper, AuthorizationKey). */
  readonly secret?: true;
}

export interface Configuration {
  /** The value of a key that exists; names are compared without case (CiString50Type). */
  text(key: string): string;
  int(key: string): number;
  flag(key: string): boolean;
  list(key: string): string[];
  keys(): { key: string; readonly: boolean; value?: string }[];
  /** The name as it is spelled here, if there is such a key. */
  find(key: string): string | undefined;
  change(key: string, value: string): "Accepted" | "Rejected" | "RebootRequired" | "NotSupported";
  /** Sets a value that the charge point decides itself. */
  set(key: string, value: string): void;
}

const isFlag = (value: string) => /^(true|false)$/i.test(value);
const isCount = (value: string) => /^\d{1,9}$/.test(value);
const isMeasurands = (value: string) =>
  value.trim() === "" || value.split(",").every((name) => MEASURANDS.has(name.trim()));

const flag = (value: boolean): Key => ({ value: String(value), check: isFlag });
const count = (value: number): Key => ({ value: String(value), check: isCount });
const measurands = (value: string): Key => ({ value, check: isMeasurands });
const fixed = (value: string | number): Key => ({ value: String(value) });

const factory = (connectors: number): Record<string, Key> => ({
  AllowOfflineTxForUnknownId: flag(false),
  AuthorizationCacheEnabled: flag(true),
  AuthorizeRemoteTxRequests: flag(false),
  ClockAlignedDataInterval: count(0),
  ConnectionTimeOut: count(60),
  ConnectorPhaseRotation: fixed("NotApplicable"),
  GetConfigurationMaxKeys: fixed(50),
  HeartbeatInterval: count(300),
  LocalAuthorizeOffline: flag(true),
  LocalPreAuthorize: flag(false),
  MeterValuesAlignedData: measurands("Energy.Active.Import.Register"),
  MeterValuesAlignedDataMaxLength: fixed(MEASURANDS.size),
  MeterValuesSampledData: measurands(
    "Energy.Active.Import.Register,Power.Active.Import,Current.Import,Voltage,SoC",
  ),
  MeterValuesSampledDataMaxLength: fixed(MEASURANDS.size),
  MeterValueSampleInterval: count(60),
  NumberOfConnectors: fixed(connectors),
  ResetRetries: fixed(0),
  StopTransactionOnEVSideDisconnect: flag(true),
  StopTransactionOnInvalidId: flag(true),
  StopTxnAlignedData: measurands(""),
  StopTxnSampledData: measurands(""),
  SupportedFeatureProfiles: fixed(
    "Core,FirmwareManagement,LocalAuthListManagement,Reservation,SmartCharging,RemoteTrigger",
  ),
  TransactionMessageAttempts: count(3),
  TransactionMessageRetryInterval: count(10),
  UnlockConnectorOnEVSideDisconnect: fixed("true"),
  LocalAuthListEnabled: flag(true),
  LocalAuthListMaxLength: fixed(1000),
  SendLocalListMaxLength: fixed(100),
  ReserveConnectorZeroSupported: fixed("true"),
  ChargeProfileMaxStackLevel: fixed(10),
  ChargingScheduleAllowedChargingRateUnit: fixed("Current,Power"),
  ChargingScheduleMaxPeriods: fixed(24),
  ConnectorSwitch3to1PhaseSupported: fixed("true"),
  MaxChargingProfilesInstalled: fixed(20),
  AdditionalRootCertificateCheck: fixed("false"),
  AuthorizationKey: {
    value: "",
    check: (value) => value.length >= 16 && value.length <= 40,
    secret: true,
  },
  CertificateStoreMaxLength: fixed(10),
  CpoName: { value: "", check: () => true },
  SecurityProfile: fixed(1),
  CentralSystemURL: {
    value: "",
    check: (value) => /^wss?:$/.test(URL.parse(value)?.protocol ?? ""),
    reboot: true,
  },
});

/** The standard keys of 1.6 (§9) and of the security whitepaper; `values` holds what differs. */
export function configuration(connectors: number, values: Record<string, string>): Configuration {
  const table = factory(connectors);
  for (const [key, value] of Object.entries(values)) table[key] ??= { value, check: () => true };
  const spelled = new Map(Object.keys(table).map((key) => [key.toLowerCase(), key]));
  const find = (key: string) => spelled.get(key.toLowerCase());
  const text = (key: string) => values[key] ?? table[key]!.value;
  return {
    text,
    find,
    int: (key) => Number(text(key)),
    flag: (key) => text(key).toLowerCase() === "true",
    list: (key) => text(key).split(",").map((part) => part.trim()).filter(Boolean),
    keys: () =>
      Object.entries(table).map(([key, { check, secret }]) => ({
        key,
        readonly: !check,
        ...secret ? {} : { value: text(key) },
      })),
    change(name, value) {
      const key = find(name);
      if (!key) return "NotSupported";
      const { check, reboot } = table[key]!;
      if (!check?.(value)) return "Rejected";
      values[key] = value;
      return reboot ? "RebootRequired" : "Accepted";
    },
    set(key, value) {
      values[key] = value;
    },
  };
}
