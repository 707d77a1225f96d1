import type { Message } from "../../csms/model.ts";
import { Time } from "../parts/time.tsx";

const kinds: Readonly<Record<Message["kind"], string>> = {
  call: "request",
  result: "answer",
  error: "error",
  malformed: "not readable",
};

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

const between = (from: string, to: string) =>
  `${Math.max(0, Date.parse(to) - Date.parse(from))} ms`;

/** One frame: what it was, which way it went, and its text, pretty and as it was on the wire. */
export function Frame({ message, asked }: { message: Message; asked?: Message }) {
  const { id, direction, kind, action, messageId, text, at, answer } = message;
  const name = action ?? asked?.action ?? "";
  return (
    <li id={`m-${id}`} class="frame">
      <details>
        <summary>
          <span class={`state ${direction === "in" ? "good" : "busy"}`}>
            {direction === "in" ? "→ from station" : "← to station"}
          </span>{" "}
          <strong>{name}</strong>{" "}
          <span class={kind === "call" ? "quiet" : `state ${tone(kind)}`}>
            {kinds[kind]}
          </span>{" "}
          <span class="quiet">
            <Time at={at} />
            {answer && ` · answered in ${between(at, answer.at)}`}
            {answer?.kind === "error" && " with an error"}
            {asked && ` · after ${between(asked.at, at)}`}
          </span>
        </summary>
        {messageId && <p class="quiet">message id {messageId}</p>}
        <Text text={text} />
        {answer && (
          <>
            <p class="quiet">kvolt answered</p>
            <Text text={answer.text} />
          </>
        )}
      </details>
    </li>
  );
}

const tone = (kind: Message["kind"]) => kind === "result" ? "calm" : "bad";

function Text({ text }: { text: string }) {
  return (
    <>
      <pre>{pretty(text)}</pre>
      <details>
        <summary class="quiet">as it was sent</summary>
        <pre>{text}</pre>
      </details>
    </>
  );
}
