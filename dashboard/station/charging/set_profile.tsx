import type { ProfilePurpose } from "../../../csms/model/charging.ts";
import { Act } from "../../parts/act.tsx";
import { Fold } from "../../parts/fold.tsx";
import { Time } from "../../parts/time.tsx";
import { knows } from "../abilities.ts";
import { Evse, evsesOf, Unit } from "../fields.tsx";
import type { AskedOfStation } from "../frame.tsx";
import { purposes } from "./words.ts";

const SOME_STEPS = 3;
const settable: readonly ProfilePurpose[] = [
  ...["TxDefaultProfile", "ChargingStationMaxProfile", "TxProfile"] as const,
];
const newer: readonly ProfilePurpose[] = ["PriorityCharging", "LocalGeneration"];

/** The hour that has begun: a schedule that is Absolute says from when it counts. */
const wholeHour = (now: Date): string => `${now.toISOString().slice(0, 13)}:00:00Z`;

/** The kinds of profiles, each with what has to be said of it; what is said beside it comes later. */
function kindsFrom(hour: string, dynamic: boolean) {
  const schedule = { startSchedule: hour };
  const kinds: [object, string][] = [
    [{ kind: "Absolute", schedule }, "once, from a time on"],
    [{ kind: "Recurring", recurrency: "Daily", schedule }, "again every day"],
    [{ kind: "Recurring", recurrency: "Weekly", schedule }, "again every week"],
    [{ kind: "Relative" }, "from the start of each session"],
  ];
  if (dynamic) kinds.push([{ kind: "Dynamic" }, "one step, whose values change (dynamic)"]);
  return kinds;
}

/** One step of a schedule; one in which nothing is typed is left out. */
function Step({ n, phase }: { n: number; phase: boolean }) {
  const name = (field: string) => `schedule.periods.${n}.${field}`;
  return (
    <fieldset class="step" data-row>
      <legend>Step {n + 1}</legend>
      <div class="bar">
        {n === 0
          ? <input type="hidden" name={name("startPeriod")} data-as="number" value="0" />
          : (
            <label>
              After, min
              <input name={name("startPeriod")} type="number" min="0" step="any" data-scale="60" />
            </label>
          )}
        <label>
          At most
          <input name={name("limit")} type="number" min="0" step="0.1" required={n === 0} />
        </label>
        <label>
          Phases
          <select name={name("numberPhases")} data-as="number">
            <option value="">as it is</option>
            {["1", "2", "3"].map((phases) => <option value={phases}>{phases}</option>)}
          </select>
        </label>
        {phase && (
          <label>
            If one, which
            <select name={name("phaseToUse")} data-as="number">
              <option value="">any</option>
              {["1", "2", "3"].map((one) => <option value={one}>L{one}</option>)}
            </select>
          </label>
        )}
      </div>
    </fieldset>
  );
}

const ProfileNumber = () => (
  <label>
    Number <input name="profile" type="number" min="1" max="899999" value="1" required />
    <small>One that it has already is replaced.</small>
  </label>
);

/** Has a station take a profile, step by step. */
export function SetForm({ asked: { csms, station, api } }: { asked: AskedOfStation }) {
  const is21 = knows(station, "grid");
  const hour = wholeHour(csms.now());
  const kinds = kindsFrom(hour, is21);
  return (
    <Act
      api={`PUT ${api}/profiles/{profile}`}
      button="Set profile"
      done="The station has taken it."
    >
      <div class="acts">
        <div>
          <ProfileNumber />
          <label>
            What for
            <select name="purpose">
              {[...settable, ...is21 ? newer : []].map((each) => (
                <option value={each}>{purposes[each]}</option>
              ))}
            </select>
          </label>
          <Evse evses={evsesOf(station)} all="the whole station" />
          <label>
            Level <input name="stackLevel" type="number" min="0" value="0" required />
            <small>Of two for the same, the higher level holds.</small>
          </label>
        </div>
        <div>
          <label>
            It holds
            <select name="kind" data-as="body">
              {kinds.map(([kind, words]) => <option value={JSON.stringify(kind)}>{words}</option>)}
            </select>
          </label>
          <label>
            Its steps count from <input name="schedule.startSchedule" type="datetime-local" />
            <small>
              Empty: <Time at={hour} />. A session and a dynamic one have no such time.
            </small>
          </label>
          <label>
            From <input name="validFrom" type="datetime-local" />
          </label>
          <label>
            Until <input name="validTo" type="datetime-local" />
            <small>Empty: until further notice.</small>
          </label>
        </div>
        <div>
          <Unit name="schedule.unit" />
          <label>
            Its steps are over after, min
            <input name="schedule.duration" type="number" min="0" step="any" data-scale="60" />
          </label>
          <label>
            The least that charges
            <input name="schedule.minChargingRate" type="number" min="0" step="0.1" />
            <small>Below it a car does better to wait.</small>
          </label>
        </div>
      </div>
      {Array.from(
        { length: SOME_STEPS },
        (_, n) => <Step n={n} phase={knows(station, "model")} />,
      )}
      <p>
        <button type="button" class="secondary outline" data-add>One more step</button>
      </p>
    </Act>
  );
}

/** A profile for a working day, by the names of REST. */
const example = (hour: string) => ({
  ...{ evse: 0, purpose: "TxDefaultProfile", stackLevel: 0, kind: "Recurring" },
  recurrency: "Daily",
  schedule: {
    ...{ unit: "A", startSchedule: hour },
    periods: [{ startPeriod: 0, limit: 16 }, { startPeriod: 3_600, limit: 8, numberPhases: 1 }],
  },
});

/** The same for all that a profile can have, alternatives and what is new in 2.1 too. */
export function SetAsJson({ asked: { csms, api } }: { asked: AskedOfStation }) {
  const filled = JSON.stringify(example(wholeHour(csms.now())), null, 2);
  return (
    <Fold title="Set a profile as JSON">
      <Act
        api={`PUT ${api}/profiles/{profile}`}
        button="Set this profile"
        done="The station has taken it."
        secondary
      >
        <ProfileNumber />
        <label>
          Profile
          <textarea name="body" data-as="body" rows={14} spellcheck={false}>{filled}</textarea>
          <small>
            As <a href="/api/docs">REST</a>{" "}
            takes it; steps begin after so many seconds. What only OCPP 2.x knows, as setpoints and
            discharge limits, goes under “details” of a step.
          </small>
        </label>
      </Act>
    </Fold>
  );
}
