/** Networks that a machine has with its own containers and guests alone. */
const inside = /^(lo|docker|br-|veth|virbr)/;

type Interface = Pick<Deno.NetworkInterfaceInfo, "family" | "name" | "address">;

/** The IPv4 addresses at which other machines find this one, where it listens on all of them; none where nobody says. */
export function ownAddresses(hostname: string, interfaces: () => readonly Interface[]): string[] {
  if (!isEvery(hostname)) return [];
  try {
    return interfaces()
      .filter(({ family, name, address }) =>
        family === "IPv4" && !inside.test(name) && !/^(127|169\.254)\./.test(address)
      )
      .map(({ address }) => address);
  } catch {
    // Without --allow-sys, and where the machine is not one's own.
    return [];
  }
}

/** Whether a host to listen on is every address of the machine. */
export const isEvery = (hostname: string): boolean => /^(0\.0\.0\.0|::)$/.test(hostname);
