import { type Address, type DomainName, nameOf, parseAddress } from "../dns/index.ts";
import { invariant } from "../invariant.ts";

/** One name server of the root and where it is. */
export interface RootServer {
  readonly host: DomainName;
  readonly addresses: readonly Address[];
}

/** TTL of the hints, in seconds (lib/dns/rootns.c). */
export const HINT_TTL = 518_400;

/** The servers that are built into BIND 9.18 (lib/dns/rootns.c). */
const BUILT_IN: readonly (readonly [letter: string, ipv4: string, ipv6: string])[] = [
  ["A", "198.41.0.4", "2001:503:ba3e::2:30"],
  ["B", "170.247.170.2", "2801:1b8:10::b"],
  ["C", "192.33.4.12", "2001:500:2::c"],
  ["D", "199.7.91.13", "2001:500:2d::d"],
  ["E", "192.203.230.10", "2001:500:a8::e"],
  ["F", "192.5.5.241", "2001:500:2f::f"],
  ["G", "192.112.36.4", "2001:500:12::d0d"],
  ["H", "198.97.190.53", "2001:500:1::53"],
  ["I", "192.36.148.17", "2001:7fe::53"],
  ["J", "192.58.128.30", "2001:503:c27::2:30"],
  ["K", "193.0.14.129", "2001:7fd::1"],
  ["L", "199.7.83.42", "2001:500:9f::42"],
  ["M", "202.12.27.33", "2001:dc3::35"],
];

let made: readonly RootServer[] | null = null;

/** Made when they are first needed: importing the package shall not cost it. */
export function builtInRootServers(): readonly RootServer[] {
  made ??= BUILT_IN.map(([letter, ...texts]) => ({
    host: nameOf(`${letter}.ROOT-SERVERS.NET.`),
    addresses: texts.map((text) => {
      const address = parseAddress(text);
      invariant(address !== null, `not an address: ${text}`);
      return address;
    }),
  }));
  return made;
}
