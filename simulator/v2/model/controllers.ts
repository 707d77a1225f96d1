import { MEASURANDS } from "../../measurands.ts";
import {
  dateTime,
  fixed,
  flag,
  integer,
  type Kind,
  members,
  options,
  sequence,
  string,
} from "./variable.ts";

/** The variables of one component; those with an instance are written `Name/Instance`. */
export type Table = Readonly<Record<string, Kind>>;

const measurands = (value: string) => members(value, { valuesList: measured.join(",") });
// 2.x measures temperatures as variables of components, not as samples.
const measured = [...MEASURANDS.keys()].filter((name) => name !== "Temperature");
const seconds = (value: number, more = {}) => integer(value, { unit: "s", ...more });
const TX_POINTS = "EVConnected,Authorized,PowerPathClosed,EnergyTransfer";

/** The longest list of items that one request may carry (2.0.1 part 2, ItemsPerMessage). */
export const ITEMS = 50;

const perMessage = (...actions: string[]): Table =>
  Object.fromEntries(actions.flatMap((action) => [
    [`ItemsPerMessage/${action}`, fixed(integer(ITEMS))],
    [`BytesPerMessage/${action}`, fixed(integer(65_536))],
  ]));

/** The controllers that 2.0.1 asks for, and those of the optional blocks (part 2 appendix 3, referenced components). */
export function controllers(now: () => string): Readonly<Record<string, Table>> {
  return {
    OCPPCommCtrlr: {
      ActiveNetworkProfile: fixed(integer(0)),
      FileTransferProtocols: fixed(members("HTTP,HTTPS")),
      HeartbeatInterval: seconds(300, { min: 1 }),
      "MessageTimeout/Default": fixed(seconds(30)),
      "MessageAttempts/TransactionEvent": integer(3, { min: 1 }),
      "MessageAttemptInterval/TransactionEvent": seconds(10),
      NetworkConfigurationPriority: sequence("0", { valuesList: "0,1,2", reboot: true }),
      NetworkProfileConnectionAttempts: integer(3),
      OfflineThreshold: seconds(60),
      QueueAllMessages: fixed(flag(false)),
      ResetRetries: integer(1),
      RetryBackOffRandomRange: seconds(10),
      RetryBackOffRepeatTimes: integer(5),
      RetryBackOffWaitMinimum: seconds(5),
      UnlockOnEVSideDisconnect: fixed(flag(true)),
      WebSocketPingInterval: seconds(0),
      "FieldLength/Get15118EVCertificateResponse.exiResponse": fixed(integer(5600)),
    },
    SecurityCtrlr: {
      BasicAuthPassword: string("", { mutability: "WriteOnly", min: 16, max: 40 }),
      Identity: fixed(string("")),
      OrganizationName: string("kvolt"),
      CertificateEntries: fixed(integer(0)),
      MaxCertificateChainSize: fixed(integer(10_000)),
      SecurityProfile: fixed(integer(1)),
      AdditionalRootCertificateCheck: fixed(flag(false)),
      CertSigningWaitMinimum: seconds(30),
      CertSigningRepeatTimes: integer(2),
    },
    AuthCtrlr: {
      Enabled: flag(true),
      AuthorizeRemoteStart: flag(false),
      LocalAuthorizeOffline: flag(true),
      LocalPreAuthorize: flag(false),
      OfflineTxForUnknownIdEnabled: flag(false),
      AdditionalInfoItemsPerMessage: fixed(integer(5)),
      MasterPassGroupId: string("", { max: 36 }),
      DisableRemoteAuthorization: flag(false),
    },
    AuthCacheCtrlr: {
      Available: fixed(flag(true)),
      Enabled: flag(true),
      LifeTime: seconds(0),
      Policy: fixed(options("LRU", { valuesList: "LRU,LFU,FIFO,CUSTOM" })),
      Storage: fixed(integer(0, { unit: "B" })),
    },
    LocalAuthListCtrlr: {
      Available: fixed(flag(true)),
      Enabled: flag(true),
      Entries: fixed(integer(0, { max: 1000 })),
      ItemsPerMessage: fixed(integer(ITEMS)),
      BytesPerMessage: fixed(integer(65_536)),
      Storage: fixed(integer(0, { unit: "B" })),
      DisablePostAuthorize: flag(false),
      SupportsExpiryDateTime: fixed(flag(true)),
    },
    TxCtrlr: {
      EVConnectionTimeOut: seconds(60),
      StopTxOnEVSideDisconnect: flag(true),
      StopTxOnInvalidId: flag(true),
      TxBeforeAcceptedEnabled: flag(false),
      TxStartPoint: members("PowerPathClosed", { valuesList: TX_POINTS }),
      TxStopPoint: members("PowerPathClosed", { valuesList: TX_POINTS }),
      MaxEnergyOnInvalidId: integer(0, { unit: "Wh" }),
      ChargingTime: fixed(seconds(0)),
    },
    SampledDataCtrlr: {
      Available: fixed(flag(true)),
      Enabled: flag(true),
      SignReadings: fixed(flag(false)),
      TxStartedMeasurands: measurands("Energy.Active.Import.Register"),
      TxUpdatedInterval: seconds(60),
      TxUpdatedMeasurands: measurands(
        "Energy.Active.Import.Register,Power.Active.Import,Current.Import,Voltage,SoC",
      ),
      TxEndedInterval: seconds(0),
      TxEndedMeasurands: measurands("Energy.Active.Import.Register"),
      RegisterValuesWithoutPhases: fixed(flag(true)),
    },
    AlignedDataCtrlr: {
      Available: fixed(flag(true)),
      Enabled: flag(true),
      Interval: seconds(0),
      Measurands: measurands("Energy.Active.Import.Register"),
      SendDuringIdle: flag(false),
      SignReadings: fixed(flag(false)),
      TxEndedInterval: seconds(0),
      TxEndedMeasurands: measurands(""),
    },
    SmartChargingCtrlr: {
      Available: fixed(flag(true)),
      Enabled: flag(true),
      ACPhaseSwitchingSupported: fixed(flag(true)),
      "Entries/ChargingProfiles": fixed(integer(0, { max: 20 })),
      ExternalControlSignalsEnabled: flag(false),
      LimitChangeSignificance: integer(1, { unit: "Percent" }),
      NotifyChargingLimitWithSchedules: flag(false),
      PeriodsPerSchedule: fixed(integer(24)),
      Phases3to1: fixed(flag(true)),
      ProfileStackLevel: fixed(integer(10)),
      RateUnit: fixed(members("A,W", { valuesList: "A,W" })),
    },
    ReservationCtrlr: {
      Available: fixed(flag(true)),
      Enabled: flag(true),
      NonEvseSpecific: fixed(flag(true)),
    },
    DeviceDataCtrlr: {
      ...perMessage("GetReport", "GetVariables", "SetVariables"),
      ConfigurationValueSize: fixed(integer(1000)),
      ReportingValueSize: fixed(integer(2500)),
      ValueSize: fixed(integer(2500)),
    },
    MonitoringCtrlr: {
      Available: fixed(flag(true)),
      Enabled: flag(true),
      ActiveMonitoringBase: fixed(
        options("FactoryDefault", { valuesList: "FactoryDefault,HardWiredOnly,All" }),
      ),
      ActiveMonitoringLevel: fixed(integer(8, { max: 9 })),
      ...perMessage("SetVariableMonitoring", "ClearVariableMonitoring"),
      MonitoringBase: fixed(options("FactoryDefault")),
      OfflineQueuingSeverity: integer(4, { max: 9 }),
    },
    ClockCtrlr: {
      DateTime: fixed(dateTime(now)),
      TimeSource: sequence("Heartbeat", { valuesList: "Heartbeat,NTP,GPS,RealTimeClock" }),
      TimeZone: string("UTC"),
      TimeOffset: string("+00:00"),
      NtpSource: options("manual", { valuesList: "DHCP,manual" }),
    },
    DisplayMessageCtrlr: {
      Available: fixed(flag(true)),
      Enabled: flag(true),
      DisplayMessages: fixed(integer(0, { max: 20 })),
      SupportedFormats: fixed(members("ASCII,UTF8", { valuesList: "ASCII,HTML,URI,UTF8" })),
      SupportedPriorities: fixed(
        members("AlwaysFront,InFront,NormalCycle", {
          valuesList: "AlwaysFront,InFront,NormalCycle",
        }),
      ),
    },
    TariffCostCtrlr: {
      "Available/Tariff": fixed(flag(true)),
      "Available/Cost": fixed(flag(true)),
      "Enabled/Tariff": flag(true),
      "Enabled/Cost": flag(true),
      Currency: string("EUR", { max: 3 }),
      TariffFallbackMessage: string(""),
      TotalCostFallbackMessage: string(""),
    },
    ISO15118Ctrlr: {
      Enabled: flag(false),
      CentralContractValidationAllowed: flag(false),
      ContractValidationOffline: flag(false),
      PnCEnabled: flag(false),
      V2GCertificateInstallationEnabled: flag(false),
      ContractCertificateInstallationEnabled: flag(false),
      RequestMeteringReceipt: fixed(flag(false)),
    },
    CHAdeMOCtrlr: {
      Enabled: fixed(flag(false)),
    },
  };
}
