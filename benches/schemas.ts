/** What a process that needs every message of every version imports, and nothing else. */
import "../ocpp/v16/mod.ts";
import "../ocpp/v2/mod.ts";
