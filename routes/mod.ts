import { type Context, Hono } from "hono";
import { secureHeaders } from "hono/secure-headers";
import type { Csms } from "../csms/mod.ts";
import { knownCaller } from "./allowed.ts";
import { analytics } from "./analytics.ts";
import { certificateAuthority } from "./certificate_authority.ts";
import { docs } from "./docs.ts";
import { apiDocument } from "./document.ts";
import { apiOn } from "./endpoint.ts";
import { events } from "./events.ts";
import { exchange } from "./exchange.ts";
import { failedHandshakes } from "./failed_handshakes.ts";
import { problemOf } from "./failure.ts";
import { hostedFiles } from "./files.ts";
import { floods } from "./floods.ts";
import { guard } from "./guard.ts";
import { health } from "./health.ts";
import { idTagTests } from "./id_tag_tests.ts";
import { methodsOf } from "./methods.ts";
import { accounts } from "./people/accounts.ts";
import { apiTokens } from "./people/api_tokens.ts";
import { driving } from "./people/driving.ts";
import { entry } from "./people/entry.ts";
import { me } from "./people/me.ts";
import { Problem, problemResponse, unknown } from "./problem.ts";
import { samples } from "./samples.ts";
import { sessionCharging } from "./session_charging.ts";
import { audit } from "./audit.ts";
import { batterySwaps } from "./station/battery_swaps.ts";
import { calls } from "./station/calls.ts";
import { certificates } from "./station/certificates.ts";
import { signing } from "./station/signing.ts";
import { compositeSchedule } from "./station/composite.ts";
import { configuration } from "./station/configuration.ts";
import { connectors } from "./station/connectors.ts";
import { customerInformation } from "./station/customer_information.ts";
import { dataTransfers } from "./station/data_transfers.ts";
import { derControls } from "./station/der.ts";
import { desired } from "./station/desired.ts";
import { dynamicProfiles } from "./station/dynamic_profiles.ts";
import { externalLimits } from "./station/external_limits.ts";
import { deviceEvents } from "./station/device_events.ts";
import { displayMessages } from "./station/display_messages.ts";
import { files } from "./station/files.ts";
import { findings } from "./station/findings.ts";
import { stationKey } from "./station/key.ts";
import { limit } from "./station/limit.ts";
import { localList } from "./station/local_list.ts";
import { monitoring } from "./station/monitoring.ts";
import { payments } from "./station/payments.ts";
import { profiles } from "./station/profiles.ts";
import { publications } from "./station/publications.ts";
import { records } from "./station/records.ts";
import { reliability } from "./reliability.ts";
import { reportedProfiles } from "./station/reported_profiles.ts";
import { reports } from "./station/reports.ts";
import { reservations } from "./station/reservations.ts";
import { standing } from "./station/standing.ts";
import { startStop } from "./station/start_stop.ts";
import { stations } from "./station/stations.ts";
import { steering } from "./station/steering.ts";
import { uploads } from "./station/uploads.ts";
import { variables } from "./station/variables.ts";
import { vehicles } from "./station/vehicles.ts";
import { stationTariffs } from "./station/tariffs.ts";
import { tariffs } from "./tariffs.ts";
import { tokens } from "./tokens.ts";
import { transactions } from "./transactions.ts";
import { virtualStations } from "./virtual_stations.ts";

const PREFIX = "/api/v1";

const resources = [
  ...[audit, stations, stationKey, standing, connectors, findings, configuration, desired, records],
  ...[startStop, steering, limit, calls, profiles, compositeSchedule, reservations, localList],
  ...[dataTransfers, files, tokens, transactions, samples, events, failedHandshakes, health],
  ...[floods],
  ...[analytics, reliability, virtualStations],
  ...[entry, me, driving, accounts, apiTokens],
  ...[idTagTests, tariffs, stationTariffs, payments, batterySwaps, derControls],
  ...[variables, reports, monitoring, deviceEvents, displayMessages, customerInformation],
  ...[reportedProfiles, externalLimits, vehicles, dynamicProfiles, sessionCharging],
  ...[hostedFiles, uploads, publications, certificates, signing, certificateAuthority],
];

/** Shows a problem to a person; undefined where a program asked. */
type Showing = (
  context: Context,
  problem: { title: string; detail: string; status: number },
) => Promise<Response | undefined>;

/** All that people and programs reach over HTTP; what is wrong is shown by `show` where it can be. */
export function restApi(csms: Csms, show?: Showing) {
  const app = new Hono();
  async function answer(context: Context, problem: Problem): Promise<Response> {
    const { title, status, message: detail } = problem;
    return await show?.(context, { title, status, detail }) ?? problemResponse(problem);
  }
  app.onError((error, context) =>
    answer(context, problemOf(error, `${context.req.method} ${context.req.path}`))
  );
  app.notFound((context) => {
    const { req } = context;
    if (req.path.startsWith(`${PREFIX}/`)) knownCaller(context);
    const methods = methodsOf(app, req.path);
    if (methods.length === 0) return answer(context, unknown(`nothing is at ${req.path}`));
    const detail = `${req.path} takes ${methods.join(", ")}, not ${req.method}`;
    const response = problemResponse(new Problem("method", detail));
    response.headers.set("allow", methods.join(", "));
    return response;
  });

  app.use(guard(csms));
  app.use(
    `${PREFIX}/*`,
    secureHeaders({
      // It would hold for every port of the host, those without TLS too.
      strictTransportSecurity: false,
      contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    }),
  );

  app.use(`${PREFIX}/*`, async (context, next) => {
    await next();
    // What one may read, another one of the same browser may not.
    if (!context.res.headers.has("cache-control")) context.header("cache-control", "no-store");
  });

  const { tell, read } = apiDocument();
  const api = apiOn(app, tell, PREFIX, csms);
  for (const resource of resources) resource(api, csms);
  exchange(apiOn(app, tell, "", csms), csms);
  app.get(`${PREFIX}/openapi.json`, (context) => context.json(read()));
  docs(app);
  return app;
}
