import { share } from "../support/share.ts";

await share(import.meta);
