import { openKv } from "../../kv/open.ts";
import { kvolt } from "./kvolt.ts";

Deno.test("a kvolt that is to have a port gets it as soon as nobody else holds it", async () => {
  const other = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  let tries = 0;
  const csms = await kvolt({ PORT: String(other.addr.port) }, {
    open(path, env) {
      if (++tries === 2) other.close();
      return openKv(path, env);
    },
  });
  await csms.stop();
});
