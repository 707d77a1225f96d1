import type { Store } from "../../kv/mod.ts";
import { blobs as blobsOf } from "../blobs.ts";
import type { Clock } from "../clock.ts";
import type { Commands } from "../commands.ts";
import type { Config } from "../config.ts";
import { logs } from "../uploads/logs.ts";
import { uploads as uploadsOf } from "../uploads/uploads.ts";
import { hostedFiles } from "./hosted.ts";
import { publications } from "./publications.ts";

/** What goes to stations as a file, and what comes from them as one. */
export function fileRules({ commands, ...base }: {
  store: Store;
  clock: Clock;
  config: Config;
  commands: Commands;
}) {
  const blobs = blobsOf(base.store);
  const uploads = uploadsOf({ ...base, blobs });
  return {
    files: hostedFiles({ ...base, blobs }),
    publications: publications(base),
    uploads: { ...uploads, ask: logs({ commands, uploads }) },
  };
}
