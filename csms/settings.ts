import { type Config, readConfig, secrets, type Variable } from "./config.ts";
import { meanings } from "./meanings.ts";

/** One variable of the environment, as people are shown it. */
export interface Setting {
  readonly name: Variable;
  /** Whether the environment sets it. */
  readonly set: boolean;
  /** What holds, as one would set it; of a secret, and where nothing holds, it is absent. */
  readonly value?: string;
  readonly byDefault?: string;
  readonly secret: boolean;
}

/** Variables that are told of together. */
export interface Settings {
  readonly settings: readonly Setting[];
  /** What they do, in Markdown. */
  readonly does: string;
  readonly otherwise?: string;
}

/** What was set, by what it is for: with what each variable does, what holds, and what would by default. */
export function settingsOf(config: Config): Settings[] {
  const defaults = readConfig({ KVOLT_DEV: config.KVOLT_DEV });
  return meanings.map(({ names, ...meaning }) => ({
    ...meaning,
    settings: names.map((name) => {
      const secret = secrets.has(name);
      const [value, byDefault] = [
        secret ? undefined : written(config[name]),
        written(defaults[name]),
      ];
      return {
        ...{ name, secret, set: config.given.has(name) },
        ...(value === undefined ? {} : { value }),
        ...(byDefault === undefined ? {} : { byDefault }),
      };
    }),
  }));
}

/** A value as one would set it. */
function written(value: Config[Variable]): string | undefined {
  if (value === undefined) return undefined;
  if (value instanceof RegExp) {
    // A slash in it comes back with a backslash before it.
    return value.source.slice("^(?:".length, -")$".length).replaceAll("\\/", "/");
  }
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.join(",");
  if (typeof value === "object") return `${value.count}/${value.seconds}`;
  return withoutPassword(String(value));
}

/** The address of a service may hold a password. */
function withoutPassword(text: string): string {
  const url = URL.parse(text);
  if (!url?.password) return text;
  url.password = "hidden";
  return url.href;
}
