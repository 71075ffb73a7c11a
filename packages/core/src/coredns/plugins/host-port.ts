import { parseAddress } from "../../dns/index.ts";
import type { Endpoint } from "../../resolution/index.ts";
import type { Dispenser, Token } from "../corefile/index.ts";

const DNS_PORT = 53;

/** plugin/pkg/parse HostPort: an address, with or without a port; null, with CoreDNS's complaint, where it is none. */
export function readHostPort(dispenser: Dispenser, { text, span }: Token): Endpoint | null {
  const colon = text.lastIndexOf(":");
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(text);
  const isPlain = bracketed === null && (colon === -1 || text.indexOf(":") !== colon);
  const host = bracketed?.[1] ?? (isPlain ? text : text.slice(0, colon));
  const port = isPlain ? "" : (bracketed?.[2] ?? (bracketed === null ? text.slice(colon + 1) : ""));
  const address = parseAddress(host.replace(/%.*$/, ""));
  const number = port === "" ? DNS_PORT : Number(port);
  if (address !== null) return { address, port: Number.isInteger(number) ? number : DNS_PORT };
  dispenser.problem(`must specify an IP address: \`${host}'`, { at: span });
  return null;
}
