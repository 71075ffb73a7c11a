import {
  fileTreeFromSources,
  instantFromMs,
  makeQuery,
  NO_FLAGS,
  nameOf,
  parseAddress,
  type RrType,
  sourceFromText,
} from "@splithorizon/core";
import { findPlace, type SiteAnswer } from "../../asking/index.ts";
import { loadSite, type SiteTwin } from "../../site/index.ts";
import { Simulation } from "../simulation.ts";
import { printJournalEntry } from "../world/journal.ts";
import { BindPart } from "./bind-part.ts";

/** A primary, a secondary and whoever asks them, on one link: the laboratory of the measured rows. */
export interface ZonePairOptions {
  /** Refresh, retry, expire and minimum of the SOA. */
  readonly soa?: string;
  /** Statements of the zone, and of options. */
  readonly primary?: string;
  readonly secondary?: string;
  readonly primaryOptions?: string;
  readonly secondaryOptions?: string;
  /** Another whole named.conf of the secondary. */
  readonly secondaryConf?: string;
  /** More files of the site. */
  readonly files?: Readonly<Record<string, string>>;
  readonly seed?: number;
}

export const P = "p";
export const S = "s";

const SITE = `
version: 1
networks: { lan: 10.9.0.0/24 }
hosts:
  p: { addresses: [10.9.0.1], bind: { version: "9.18", config: p/named.conf } }
  s: { addresses: [10.9.0.2], bind: { version: "9.18", config: s/named.conf } }
  cl: { addresses: [10.9.0.9], nameservers: [10.9.0.2] }
`;

/** The zone of the laboratory: its serial, and the last octet of `www`. */
export function zoneText(serial: number, www: number, soa = "3 2 9 60"): string {
  return `$TTL 60
@ SOA ns1 h ${serial} ${soa}
@ NS ns1
@ NS ns2
ns1 A 10.9.0.1
ns2 A 10.9.0.2
www A 192.0.2.${www}
`;
}

export function confOfPrimary(options = "", zone = ""): string {
  return `options { directory "/"; recursion no; dnssec-validation no; ${options} };
zone "z.lan" { type primary; file "z.db"; ${zone} };
`;
}

export function zonePairTwin(options: ZonePairOptions = {}): SiteTwin {
  const { soa, primary, secondary = "", primaryOptions, secondaryOptions } = options;
  const conf = `options { directory "/"; recursion no; dnssec-validation no; ${secondaryOptions ?? "min-refresh-time 1; min-retry-time 1;"} };
zone "z.lan" { type secondary; primaries { 10.9.0.1; }; file "z.db"; ${secondary} };
`;
  const files: Readonly<Record<string, string>> = {
    "/site.yaml": SITE,
    "/p/named.conf": confOfPrimary(primaryOptions, primary),
    "/p/z.db": zoneText(1, 1, soa),
    "/s/named.conf": options.secondaryConf ?? conf,
    ...options.files,
  };
  const { value, diagnostics } = loadSite(
    fileTreeFromSources(new Map(Object.entries(files).map(([path, text]) => [path, sourceFromText(path, text)]))),
  );
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  return value;
}

/** The pair in time, with what is written about zones: `  12.000 s  s: zone z.lan/IN: expired`. */
export class ZonePair {
  readonly simulation: Simulation;
  #lines: string[] = [];

  constructor(options: ZonePairOptions = {}) {
    const makers = [(context: ConstructorParameters<typeof BindPart>[0]) => new BindPart(context)];
    this.simulation = new Simulation(zonePairTwin(options), { seed: options.seed ?? 1 }, makers);
    this.simulation.journal.listen((entry) => {
      if (entry.kind === "zone") this.#lines.push(printJournalEntry(entry).replace(/ {2}zone +/, "  "));
    });
  }

  /** Lines since the last look, without the port of whoever sends. */
  takeLines(machine?: string): readonly string[] {
    const lines = this.#lines.map((line) => line.trim().replace(/(10\.9\.0\.\d+)#(?!53\b)\d+/g, "$1#port"));
    this.#lines = [];
    return machine === undefined ? lines : lines.filter((line) => line.includes(` s  ${machine}: `));
  }

  /** The last octet of what `www.z.lan` is on a server; an rcode; why there is none. */
  www(machine = S): string {
    return this.ask(machine, "www.z.lan.", "A");
  }

  ask(machine: string, name: string, type: RrType): string {
    let got = "nothing yet";
    const place = findPlace(this.simulation.world, "cl");
    if (place.kind === "missing") throw new Error(place.why);
    const address = parseAddress(machine === P ? "10.9.0.1" : "10.9.0.2");
    if (address === null) throw new Error("no address");
    this.simulation.ask(
      { from: place.value, servers: [{ address, port: 53 }], source: null, transport: "udp" },
      makeQuery({ name: nameOf(name), type, class: "IN" }, { flags: NO_FLAGS }),
      (answer) => (got = told(answer)),
      { kind: "dig", timeoutMs: 900, attempts: 1, whenTruncated: "accept" },
    );
    this.simulation.runFor(1);
    return got;
  }

  editZone(serial: number, www: number, soa?: string): void {
    this.simulation.edit("/p/z.db", zoneText(serial, www, soa));
  }

  reload(machine = P): boolean {
    return this.simulation.reload(machine, "named");
  }

  runUntil(seconds: number): void {
    this.simulation.runUntil(instantFromMs(seconds * 1000));
  }
}

function told(answer: SiteAnswer): string {
  if (answer.kind !== "answered") return answer.kind === "failed" ? answer.how : answer.kind;
  const [message] = answer.messages;
  const [record] = message?.answer ?? [];
  if (record?.data.type === "A") return record.data.address.split(".").at(-1) ?? "";
  if (record?.data.type === "SOA") return `serial ${record.data.serial}`;
  return message?.rcode ?? "";
}
