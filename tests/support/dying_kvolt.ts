/** A kvolt that ends by its own hand at a commit, with SIGKILL: the first argument says at which, as JSON. */
import { readConfig } from "../../csms/config.ts";
import { sortedKey } from "../../kv/message_frame.ts";
import { openKv } from "../../kv/open.ts";
import { start } from "../../main.ts";
import { overriding } from "../kv/fixture.ts";

/** When it dies; a sort is a commit that sorts the log of frames, `beside` one that is sent while another is under way. */
export interface Death {
  readonly at: "commit" | "beside" | "sort";
  /** Of those that this process makes, counted from 1. */
  readonly nth: number;
  /** Amid it: this long after the database has been told of it, in ms. */
  readonly when: "before" | "amid" | "after";
  readonly ms: number;
}

/** How many frames are sorted at once: so few that it is done all the time. */
const SORT_AT = 50;
/** Fewer stations than a batch of its own is worth: without this no two would ever be under way at once. */
const WORTHWHILE = 1;
/** After so many commits what it waits for does not come: it exits then. */
const LIVES_FOR = 5_000;

function dying(kv: Deno.Kv, { at, nth, when, ms }: Death): Deno.Kv {
  let [seen, sent, under] = [0, 0, 0];
  const die = () => Deno.kill(Deno.pid, "SIGKILL");

  async function last(commit: () => Promise<unknown>): Promise<never> {
    if (when !== "before") {
      const done = commit();
      if (when === "after") await done;
      for (const end = performance.now() + ms; performance.now() < end;);
    }
    die();
    return await new Promise<never>(() => {});
  }

  return overriding(kv, "atomic", () => {
    const atomic = kv.atomic();
    const check = atomic.check.bind(atomic);
    const commit = atomic.commit.bind(atomic);
    let counts = at === "commit" || (at === "beside" && under > 0);
    return Object.assign(atomic, {
      check(...checks: Deno.AtomicCheck[]) {
        counts ||= checks.some(({ key }) => key.join() === sortedKey.join());
        return check(...checks);
      },
      commit() {
        if (counts && ++seen === nth) return last(commit);
        if (++sent > LIVES_FOR) Deno.exit(1);
        under++;
        return commit().finally(() => under--);
      },
    });
  });
}

if (import.meta.main) {
  const death: Death | null = JSON.parse(Deno.args[0] ?? "null");
  await start(readConfig(Deno.env.toObject()), {
    sortAt: SORT_AT,
    worthwhile: WORTHWHILE,
    async open(path, env) {
      const opened = await openKv(path, env);
      return death ? { ...opened, kv: dying(opened.kv, death) } : opened;
    },
  });
  await Deno.stdout.write(new TextEncoder().encode("it listens on its port\n"));
}
