import { parseAddress } from "../../dns/index.ts";
import type { Endpoint } from "../../resolution/index.ts";
import type { Dispenser, Token } from "../corefile/index.ts";

const DNS_PORT = 53;

/** Go's net.SplitHostPort, and the whole text for the host where it is not of that form: `192.0.2.1:53`, `[::1]:53`. */
export function splitHostPort(text: string): { readonly host: string; readonly port: string } {
  const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:]*)):([^:]*)$/.exec(text) ?? [];
  return { host: bracketed ?? plain ?? text, port: port ?? "" };
}

/** plugin/pkg/parse HostPort: an address, with or without a port; null, with CoreDNS's complaint, where it is none. */
export function readHostPort(dispenser: Dispenser, { text, span }: Token): Endpoint | null {
  const { host, port } = splitHostPort(text);
  const address = parseAddress(host.replace(/%.*$/, ""));
  const number = port === "" ? DNS_PORT : Number(port);
  if (address !== null) return { address, port: Number.isInteger(number) ? number : DNS_PORT };
  dispenser.problem(`must specify an IP address: \`${host}'`, { at: span });
  return null;
}
