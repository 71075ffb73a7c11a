import { type Address, type Endpoint, makeQuery, nameOf } from "@splithorizon/core";
import { findPlace } from "../../asking/index.ts";
import { told } from "../pair.fixture.ts";
import { type Files, instanceText, Lab, type Router, twinOf } from "./lab.fixture.ts";

/** Two hosts that forward out.test to a server behind the router and near.test to one beside them. */
export interface UpstreamOptions {
  /** `addresses:` of dns1 and dns2, with HOST for 11 and 12. */
  readonly own?: string;
  /** Routes of dns1 and dns2. */
  readonly routes?: string;
  /** Further keys of both hosts in site.yaml. */
  readonly keys?: string;
  readonly router?: Router;
  /** Lines of `options`. */
  readonly bind?: string;
  readonly listenOn?: string;
  readonly seed?: number;
}

const SITE = `
version: 1
networks: { lan: 192.168.13.0/24, isp: 192.0.2.0/24, other: 10.9.0.0/24 }
hosts:
  dns1: { addresses: [OWN], KEYS routes: { ROUTES }, bind: { version: "9.18", config: dns1/named.conf }, keepalived: { version: "2.2.7", config: dns1/keepalived.conf } }
  dns2: { addresses: [OWN], KEYS routes: { ROUTES }, bind: { version: "9.18", config: dns2/named.conf }, keepalived: { version: "2.2.7", config: dns2/keepalived.conf } }
  router: { addresses: [192.168.13.1, 192.0.2.1, 10.9.0.1], forwards: true }
  isp: { addresses: [192.0.2.53], routes: { default: 192.0.2.1 }, bind: { version: "9.18", config: isp/named.conf } }
  near: { addresses: [192.168.13.53], routes: { default: 192.168.13.1 }, bind: { version: "9.18", config: near/named.conf } }
  cl: { addresses: [192.168.13.50], routes: { default: 192.168.13.1 }, nameservers: [192.168.13.10] }
`;

const ADDRESSES = ["192.168.13.10", "192.168.13.11", "192.168.13.12", "10.9.0.11", "10.9.0.12"];

function zoneText(source: string): string {
  return `$TTL 60\n@ SOA ns hostmaster 1 2 3 4 5\n@ NS ns\nns A 192.0.2.53\n* TXT "${source}"\n`;
}

/** Whoever asks is told the address that the question came from. */
function upstreamFiles(host: string): Files {
  const views = ADDRESSES.map(
    (address) => `view "${address}" { match-clients { ${address}; };
zone "out.test" { type primary; file "/${address}.db"; };
zone "near.test" { type primary; file "/${address}.db"; }; };`,
  );
  return [
    [`/${host}/named.conf`, `options { directory "/"; recursion no; };\n${views.join("\n")}\n`],
    ...ADDRESSES.map((address) => [`/${host}/${address}.db`, zoneText(address)] as const),
  ];
}

function filesOf(host: "dns1" | "dns2", { router = {}, bind = "", listenOn = "" }: UpstreamOptions): Files {
  const conf = `options { directory "/"; recursion yes; allow-query { any; }; allow-recursion { any; }; allow-query-cache { any; };
dnssec-validation no; ${listenOn} ${bind} };
zone "lab" { type primary; file "/lab.db"; };
zone "out.test" { type forward; forward only; forwarders { 192.0.2.53; }; };
zone "near.test" { type forward; forward only; forwarders { 192.168.13.53; }; };
`;
  return [
    [`/${host}/named.conf`, conf],
    [`/${host}/lab.db`, `$TTL 60\n@ SOA ns hostmaster 1 2 3 4 5\n@ NS ns\nns A 192.168.13.10\nwho TXT "${host}"\n`],
    [`/${host}/keepalived.conf`, instanceText(host, router)],
  ];
}

export function upstreamLab(options: UpstreamOptions = {}): Lab {
  const own = options.own ?? "192.168.13.HOST";
  const { routes = "default: 192.168.13.1", keys = "" } = options;
  const site = SITE.replaceAll("ROUTES", routes).replaceAll("KEYS", keys);
  const lines = site
    .split("\n")
    .map((line) => line.replace("OWN", own.replaceAll("HOST", line.includes("dns1:") ? "11" : "12")));
  const twin = twinOf([
    ["/site.yaml", lines.join("\n")],
    ...filesOf("dns1", options),
    ...filesOf("dns2", options),
    ...upstreamFiles("isp"),
    ...upstreamFiles("near"),
  ]);
  return new Lab(twin, options.seed ?? 1);
}

let asked = 0;

/** What cl is told by a server of a name that nobody has asked for; `zone`: `out.test`, `near.test` or `lab`. */
export function askUncached(own: Lab, server: string, zone: string): string {
  asked += 1;
  const place = findPlace(own.simulation.world, "cl");
  if (place.kind === "missing") throw new Error(place.why);
  const name = nameOf(zone === "lab" ? "who.lab." : `n${asked}.${zone}.`);
  let answer = "nothing";
  own.simulation.ask(
    { from: place.value, servers: [endpointOf(server)], source: null, transport: "udp" },
    makeQuery({ name, type: "TXT", class: "IN" }),
    (given) => {
      answer = told(given);
    },
    { kind: "dig", timeoutMs: 1000, attempts: 1, whenTruncated: "accept" },
  );
  own.simulation.runFor(1100);
  return answer;
}

function endpointOf(server: string): Endpoint {
  return { address: server as Address, port: 53 };
}
