import {
  changeTransactionTariff,
  clearTariffs,
  costUpdated,
  getTariffs,
  setDefaultTariff,
} from "../../../ocpp/v2/tariff_and_cost.ts";
import { tell } from "../events.ts";
import { evseOf } from "../station.ts";
import { answer } from "./answer.ts";

export const tariffs = [
  answer(costUpdated, ({ state }, { transactionId, totalCost }) => {
    const running = state.running.find(({ id }) => id === transactionId);
    if (running) running.cost = totalCost;
    return {};
  }),
  answer(setDefaultTariff, ({ state, evses }, { evseId, tariff }) => {
    if (evseId > evses.length) return { status: "Rejected" as const };
    const known = Object.entries(state.tariffs).some(([evse, { tariffId }]) =>
      tariffId === tariff.tariffId && evse !== String(evseId)
    );
    // I08: an id stands for one tariff.
    if (known) return { status: "DuplicateTariffId" as const };
    state.tariffs[evseId] = tariff;
    return { status: "Accepted" as const };
  }),
  answer(getTariffs, ({ state, evses }, { evseId }) => {
    if (evseId > evses.length) return { status: "Rejected" as const };
    const wanted = (evse: number) => evseId === 0 || evse === evseId || evse === 0;
    const defaults = Object.entries(state.tariffs).filter(([evse]) => wanted(Number(evse)))
      .map(([evse, { tariffId, validFrom }]) => ({
        tariffId,
        tariffKind: "DefaultTariff" as const,
        ...validFrom === undefined ? {} : { validFrom },
        ...evse === "0" ? {} : { evseIds: [Number(evse)] },
      }));
    const drivers = state.running.flatMap(({ tariff, token, connector }) =>
      tariff && wanted(connector)
        ? [{
          tariffId: tariff.tariffId,
          tariffKind: "DriverTariff" as const,
          evseIds: [connector],
          ...token ? { idTokens: [token.idToken] } : {},
        }]
        : []
    );
    const tariffAssignments = [...defaults, ...drivers];
    if (tariffAssignments.length === 0) return { status: "NoTariff" as const };
    return { status: "Accepted" as const, tariffAssignments };
  }),
  answer(clearTariffs, ({ state }, { tariffIds, evseId }) => {
    const here = Object.entries(state.tariffs).filter(([evse]) =>
      evseId === undefined || Number(evse) === evseId
    );
    const asked = tariffIds ?? here.map(([, { tariffId }]) => tariffId);
    const results = asked.map((tariffId) => {
      const found = here.filter(([, tariff]) => tariff.tariffId === tariffId);
      for (const [evse] of found) delete state.tariffs[evse];
      return { tariffId, status: found.length > 0 ? "Accepted" as const : "NoTariff" as const };
    });
    return { clearTariffsResult: results.length > 0 ? results : [{ status: "NoTariff" as const }] };
  }),
  answer(changeTransactionTariff, (station, { transactionId, tariff }) => {
    const running = station.state.running.find(({ id }) => id === transactionId);
    if (!running) return { status: "TxNotFound" as const };
    const now = running.tariff ?? station.state.tariffs[running.connector] ??
      station.state.tariffs[0];
    if (now && now.currency !== tariff.currency) return { status: "NoCurrencyChange" as const };
    running.tariff = tariff;
    const evse = evseOf(station, running.connector);
    station.afterwards.push(() => tell(station, evse, running, "Updated", "TariffChanged"));
    return { status: "Accepted" as const };
  }),
];
