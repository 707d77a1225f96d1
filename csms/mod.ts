import type { Store } from "../kv/mod.ts";
import { auditing } from "./audit/acting.ts";
import { analytics as analyticsOf } from "./analytics/analytics.ts";
import { charging as chargingRules } from "./charging/charging.ts";
import { certificateRules } from "./certificates/certificates.ts";
import type { Clock } from "./clock.ts";
import { commands as asking } from "./commands.ts";
import type { Config } from "./config.ts";
import { configurations } from "./devices/configuration.ts";
import { readingConfiguration } from "./devices/read_configuration.ts";
import { dataTransfers } from "./devices/data_transfer.ts";
import { deviceRules } from "./devices/device.ts";
import { reapplying } from "./devices/reapply.ts";
import { reports } from "./devices/reports.ts";
import { fileRules } from "./files/files.ts";
import { findings as findingsOf } from "./findings.ts";
import { storeLatency } from "./health.ts";
import { handshakes } from "./handshakes.ts";
import { journal as journalOf } from "./journal.ts";
import type { Links } from "./links.ts";
import { localLists } from "./local_lists.ts";
import { messages } from "./messages.ts";
import { repeats } from "./repeats.ts";
import { reliability as reliabilityOf } from "./reliability/reliability.ts";
import { reservations } from "./reservations.ts";
import { booting } from "./stations/boot.ts";
import { dismissing } from "./stations/dismissals.ts";
import { doors } from "./stations/doors.ts";
import { drifting } from "./stations/drift.ts";
import { learningConnectors } from "./stations/learn_connector.ts";
import { living } from "./stations/live.ts";
import { registry as registryOf } from "./stations/registry.ts";
import { showing } from "./stations/shown.ts";
import { statusing } from "./stations/status.ts";
import { drivingRules } from "./driving/driving.ts";
import { batterySwaps } from "./batteries/swaps.ts";
import { derControls } from "./der/controls.ts";
import { peopleRules } from "./people/people.ts";
import { payments } from "./payments/payments.ts";
import { changingTariffs } from "./tariffs/changing.ts";
import { tariffs as tariffsOf } from "./tariffs/store.ts";
import { tellingCosts } from "./tariffs/telling.ts";
import { decisions as deciding } from "./tokens/decide.ts";
import { remoteTags as remoteTagsOf } from "./tokens/remote_tag.ts";
import { tokenStore } from "./tokens/store.ts";
import { unknownTokens } from "./tokens/unknown.ts";
import { closing as closingOf } from "./transactions/close.ts";
import { numbers } from "./transactions/ids.ts";
import { askingStatus } from "./transactions/ask_status.ts";
import { eventList } from "./transactions/event_list.ts";
import { transactionLists } from "./transactions/lists.ts";
import { metering as meteringOf } from "./transactions/meter.ts";
import { records as recordsOf } from "./transactions/records.ts";
import { presenting } from "./transactions/present.ts";
import { remoteStarting } from "./transactions/remote_start.ts";
import { remoteStopping } from "./transactions/remote_stop.ts";
import { starting } from "./transactions/start.ts";
import { stopping } from "./transactions/stop.ts";
import { telling } from "./transactions/told.ts";
import { virtualStations } from "./virtual/virtual.ts";
import { watchdog } from "./transactions/watchdog.ts";
import { following } from "./follow.ts";
import { floodRules } from "./floods/floods.ts";

/** What one unit of work wants written together; the protocol carries it from handler to commit. */
export type { Change } from "../kv/change.ts";

/** All rules of kvolt over one store; how stations are found is the caller's choice. */
export type Csms = ReturnType<typeof createCsms>;

/** Puts the rules together. `stop` ends what runs by itself; the store stays open. */
export function createCsms({ store, links, clock, config }: {
  store: Store;
  links: Links;
  clock: Clock;
  config: Config;
}) {
  const base = { store, clock, config };
  const journal = journalOf(store);
  const findings = findingsOf(base);
  const dismissals = dismissing({ store, clock, links });
  const registry = registryOf({ store, clock, links, dismissals });
  const drift = drifting(base);
  const reliability = reliabilityOf({ ...base, journal, driftOf: drift.of });
  const commands = asking({ ...base, links, registry, reliability });

  const tokens = tokenStore(base);
  const remoteTags = remoteTagsOf(clock);
  const unknown = unknownTokens(base);
  const decisions = deciding({ ...base, tokens, remoteTags, unknown });

  const records = recordsOf(store);
  const shown = showing({ store, records });
  const closing = closingOf({ ...base, records });
  const metering = meteringOf({ ...base, records });
  const nextId = numbers(store, "transaction");
  const tariffs = tariffsOf(base);
  const told = { tariffs, records, closing, decisions, tokens, remoteTags, metering, findings };
  const moving = { ...base, ...told, nextId };
  const started = starting(moving);

  const charging = chargingRules({ ...base, commands, registry, records, journal });
  const configuration = configurations(base);
  const device = deviceRules({ ...base, commands, configurations: configuration });
  const read = readingConfiguration({ commands, device, configurations: configuration });
  const reapply = reapplying({
    ...{ store, clock, commands, findings, journal, read },
    configurations: configuration,
  });
  const unfollow = following({ journal, profiles: charging });
  const unwatch = watchdog({ ...base, links, commands, journal, records });
  const untell = tellingCosts({ ...base, links, commands, journal });
  const unask = askingStatus({ store, clock, links, commands, closing, journal });
  const analytics = analyticsOf({ store, clock, journal });
  const audit = auditing(base);
  const floods = floodRules({ ...base, audit });
  const atDoors = doors({ ...base, links, dismissals, commands, audit });
  const people = peopleRules({ ...base, audit });
  const watched = { commands, journal, audit, findings };
  const certificates = certificateRules({ ...base, links, dismissals, ...watched });
  const stopped = new AbortController();

  return {
    config,
    links,
    journal,
    audit,
    floods,
    ...people,
    findings,
    commands,
    now: () => clock.now(),
    after: clock.after,
    /** Aborted when kvolt stops, so that whoever follows events can end. */
    stopped: stopped.signal,
    latency: storeLatency(base),
    apply: store.apply,
    ask: commands.ask,
    call: commands.call,
    messages: messages(base),
    repeats: repeats(base),
    handshakes: handshakes({ ...base, audit }),
    stations: {
      ...registry,
      ...atDoors,
      booted: booting(base),
      drift,
      learnConnector: learningConnectors(base),
      status: statusing({ ...base, records, closing }),
      live: living({ store, links, shown }),
      async connectors(station: string, options: { limit: number; cursor?: string }) {
        const page = await store.connectors.page([station], { ...options, reverse: false });
        const told = page.items.map(async (entry) => ({
          ...entry,
          value: await shown(entry.value),
        }));
        return { ...page, items: await Promise.all(told) };
      },
    },
    tokens: { ...tokens, ...decisions, unknown: unknown.list },
    transactions: {
      started,
      told: telling({ ...moving, started, presented: presenting(told) }),
      events: eventList(store),
      remoteStop: remoteStopping({ store, commands }),
      stopped: stopping(moving),
      remoteStart: remoteStarting({ ...moving, commands, withStart: charging.withStart, shown }),
      metered: metering.metered,
      closeByHand: closing.byHand,
      openAt: records.openAt,
      ...transactionLists(store),
    },
    driving: drivingRules({ store, links, tokens, decisions, registry, records, shown }),
    charging,
    devices: {
      configuration: { ...configuration, read, reapply: reapply.reapply },
      ...device,
      transfers: dataTransfers(base),
      reports: reports(base),
    },
    virtual: virtualStations({ store, clock, registry, doors: atDoors }),
    reservations: reservations(base),
    tariffs: { ...tariffs, ...changingTariffs({ store, commands, records }) },
    payments: payments(base),
    batterySwaps: batterySwaps(base),
    der: derControls(base),
    localLists: localLists({ ...base, commands, limits: device.model.limits }),
    ...fileRules({ ...base, commands }),
    analytics,
    reliability,
    certificates,
    stop(): void {
      stopped.abort();
      dismissals.stop();
      people.people.stop();
      floods.stop();
      analytics.stop();
      reliability.stop();
      reapply.stop();
      unfollow();
      charging.needs.stop();
      charging.withStart.stop();
      unwatch();
      unask();
      untell();
      certificates.stop();
    },
  };
}
