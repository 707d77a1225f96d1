import { isGraceful } from "../../../csms/stations/grace.ts";
import { Act } from "../../parts/act.tsx";
import { type State, StateMark } from "../../parts/state.tsx";
import { Time } from "../../parts/time.tsx";
import type { AskedOfStation } from "../frame.tsx";

type Auth = AskedOfStation["station"]["auth"];

function stateOf({ type, revoked }: Auth): State {
  if (revoked) return { tone: "bad", word: "Its key is revoked: it is kept out" };
  switch (type) {
    case "none":
      return { tone: "warn", word: "Nothing: whoever has its id is let in" };
    case "basic":
      return { tone: "good", word: "A key, by Basic authorization" };
    case "token":
      return { tone: "good", word: "A token, as bearer or in x-api-key" };
    case "mtls":
      return { tone: "good", word: "A client certificate" };
  }
}

/** Which key lets a station in: the one it has, or the one that it was sent and has not come with yet. */
function Which({ type, rotation, now }: Pick<Auth, "type" | "rotation"> & { now: Date }) {
  if (!rotation) {
    return type === "basic"
      ? <p>One works: the last that it was given, or was sent and has come with.</p>
      : null;
  }
  const { state, startedAt, until } = rotation;
  const [old, both] = type === "none"
    ? ["No key at all", "The new key works, and so does none"]
    : ["The old one", "The new key and the old one both work"];
  const word = state === "sent" || isGraceful(rotation, now) ? both : "Only the new key works";
  return (
    <>
      <p>
        {state === "taken" ? "It has taken a new key, " : "It was sent a new key, "}
        <Time at={startedAt} />
        {state === "taken"
          ? ", and has not come with it yet."
          : ", and has neither said that it has it nor come with it."}
      </p>
      <p>
        <StateMark tone={word === both ? "busy" : "warn"} word={word} />. {old}{" "}
        {word !== both ? "worked until " : "works until it has come with the new one"}
        {state === "taken" && word === both && ", at the latest until "}
        {state === "taken" && <Time at={until} />}.
      </p>
    </>
  );
}

/** What a station has to show to be let in. */
export function Shows({ auth, now }: { auth: Auth; now: Date }) {
  const { subject, fingerprint, type, rotation, revoked } = auth;
  return (
    <>
      <p>
        <StateMark {...stateOf(auth)} />
      </p>
      {subject && (
        <p>
          With <code>{subject}</code> in its subject.
        </p>
      )}
      {fingerprint && (
        <p>
          With the fingerprint <code>{fingerprint}</code>.
        </p>
      )}
      {!revoked && <Which type={type} rotation={rotation} now={now} />}
    </>
  );
}

/** Tries whether a station would be let in with something, and says why not. */
function Try({ api }: { api: string }) {
  return (
    <Act
      api={`POST ${api}/verify`}
      button="Try"
      secondary
      done="It would be let in with this."
    >
      <p class="quiet">Nothing changes, and nothing is sent to the station.</p>
      <label>
        With the key{" "}
        <input name="password" type="password" maxlength={200} autocomplete="new-password" />
      </label>
      <details>
        <summary>With a token or a certificate</summary>
        <label>
          Token <input name="apiKey" type="password" maxlength={200} autocomplete="new-password" />
        </label>
        <label>
          Subject of the certificate{" "}
          <input name="certificate.subject" maxlength={500} autocomplete="off" />
        </label>
        <label>
          SHA-256 of the certificate{" "}
          <input name="certificate.fingerprint" maxlength={200} autocomplete="off" />
        </label>
      </details>
    </Act>
  );
}

/** Gives, changes and takes what a station has to show. */
export function ShowForms({ asked: { station, api } }: { asked: AskedOfStation }) {
  return (
    <div class="acts">
      <article>
        <h3>Key or token</h3>
        <Act
          api={`PUT ${api}/auth`}
          button="Give a new one"
          ask="From its next connection on the station has to show the new one. What it showed before lets it in no longer."
          done="Type it into the station now; it is not shown again:"
          show="key"
        >
          <label>
            It shows
            <select name="type">
              <option value="basic">a key</option>
              <option value="token" selected={station.auth.type === "token"}>a token</option>
            </select>
          </label>
          <label>
            One of your own{" "}
            <input name="secret" type="password" minlength={16} autocomplete="new-password" />
            <small>16 to 40 characters without blanks; empty: kvolt makes one.</small>
          </label>
        </Act>
      </article>
      <article>
        <h3>Send a new key</h3>
        <Act
          api={`POST ${api}/key/rotate`}
          button="Rotate the key"
          ask="The station is sent a new key, which nobody sees. Until it has come back with it, the old one is good too."
          secondary
          done="The new key is with the station."
        >
          <p class="quiet">It has to be connected. Nobody has to type anything.</p>
        </Act>
      </article>
      <article>
        <h3>Certificate</h3>
        <Act
          api={`PUT ${api}/auth`}
          button="Let it in by certificate"
          ask="From its next connection on the station has to show a client certificate. A key lets it in no longer."
          secondary
          done="It has to show its certificate from its next connection on."
        >
          <input type="hidden" name="type" value="mtls" />
          <label>
            Its subject has{" "}
            <input name="subject" placeholder={`CN=${station.id}`} maxlength={500} />
          </label>
          <label>
            Its SHA-256 is <input name="fingerprint" maxlength={200} autocomplete="off" />
            <small>Both empty: the subject has CN= and its id.</small>
          </label>
        </Act>
      </article>
      <article>
        <h3>Would it be let in?</h3>
        <Try api={api} />
      </article>
      <article>
        <h3>Take it away</h3>
        <Act
          api={`DELETE ${api}/key`}
          button="Revoke its key"
          ask="The connection of the station ends at once, and it is kept out until it is given a new key."
          secondary
          done="Revoked. It is kept out until it is given a new key."
        />
        <Act
          api={`PUT ${api}/auth`}
          button="Ask for nothing"
          ask="Whoever dials with the id of this station is let in as the station."
          secondary
          done="It is let in by its id alone."
        >
          <input type="hidden" name="type" value="none" />
        </Act>
      </article>
    </div>
  );
}
