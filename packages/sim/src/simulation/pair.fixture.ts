import { fileTreeFromSources, type Instant, makeQuery, nameOf, type RrType, sourceFromText } from "@splithorizon/core";
import { findPlace, type SiteAnswer } from "../asking/index.ts";
import { loadSite, type SiteTwin } from "../site/index.ts";
import { Simulation } from "./simulation.ts";
import { VrrpPart } from "./vrrp/vrrp-part.ts";
import { printJournalEntry } from "./world/journal.ts";

/** The pair of vrrp-measured.md: two hosts with a virtual address, a client beside them and one behind a router. */
export interface PairOptions {
  /** Lines of each host's `vrrp_instance`, over those of the base configuration. */
  readonly dns1?: string;
  readonly dns2?: string;
  /** Blocks beside the instance, on both hosts. */
  readonly global?: string;
  readonly seed?: number;
  readonly scripts?: string;
  /** Lines of `options` of both named.conf. */
  readonly bind?: string;
}

const BASE = `
interface eth0
virtual_router_id 51
advert_int 1
authentication { auth_type PASS
 auth_pass 1111 }
virtual_ipaddress { 192.168.13.10/24 }
`;

const SITE = `
version: 1
networks: { lan: 192.168.13.0/24, beyond: 192.168.20.0/24 }
hosts:
  dns1: { addresses: [192.168.13.11], routes: { default: 192.168.13.1 }, bind: { version: "9.18", config: dns1/named.conf }, keepalived: { version: "2.2.7", config: dns1/keepalived.conf, scripts: { SCRIPTS } } }
  dns2: { addresses: [192.168.13.12], routes: { default: 192.168.13.1 }, bind: { version: "9.18", config: dns2/named.conf }, keepalived: { version: "2.2.7", config: dns2/keepalived.conf, scripts: { SCRIPTS } } }
  router: { addresses: [192.168.13.1, 192.168.20.1], forwards: true }
  cl: { addresses: [192.168.13.50], routes: { default: 192.168.13.1 }, nameservers: [192.168.13.10] }
  far: { addresses: [192.168.20.77], routes: { default: 192.168.20.1 }, nameservers: [192.168.13.10] }
`;

/** dns1 and dns2 tell their own name: \`who.lab TXT\`. */
function filesOf(host: string, keepalived: string, bind: string): readonly (readonly [string, string])[] {
  return [
    [
      `/${host}/named.conf`,
      `options { directory "/"; recursion no; listen-on { any; }; ${bind} };\nzone "lab" { type primary; file "/lab.db"; };\n`,
    ],
    [`/${host}/lab.db`, `$TTL 60\n@ SOA ns hostmaster 1 2 3 4 5\n@ NS ns\nns A 192.168.13.10\nwho TXT "${host}"\n`],
    [`/${host}/keepalived.conf`, keepalived],
  ];
}

export function pairTwin({ dns1 = "", dns2 = "", global = "", scripts = "", bind = "" }: PairOptions = {}): SiteTwin {
  const conf = (own: string, base: string): string => `${global}\nvrrp_instance VI_1 {\n${base}\n${BASE}\n${own}\n}\n`;
  const files = [
    ["/site.yaml", SITE.replaceAll("SCRIPTS", scripts)] as const,
    ...filesOf("dns1", conf(dns1, "state MASTER\npriority 101"), bind),
    ...filesOf("dns2", conf(dns2, "state BACKUP\npriority 100"), bind),
  ];
  const { value, diagnostics } = loadSite(
    fileTreeFromSources(new Map(files.map(([path, text]) => [path, sourceFromText(path, text)]))),
  );
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join("\n"));
  return value;
}

export function pair(options: PairOptions = {}): Simulation {
  return new Simulation(pairTwin(options), { seed: options.seed ?? 1 }, [(context) => new VrrpPart(context)]);
}

/** `dns1`, `NXDOMAIN`, or how it failed. */
export function told(answer: SiteAnswer): string {
  if (answer.kind !== "answered") return answer.kind === "failed" ? answer.how : answer.kind;
  const [record] = answer.messages[0]?.answer ?? [];
  return record?.data.type === "TXT"
    ? record.data.strings.map((text) => new TextDecoder().decode(text)).join("")
    : (answer.messages[0]?.rcode ?? "");
}

/** Asks the virtual address who it is, once. */
export function askWho(
  simulation: Simulation,
  from: string,
  done: (who: string, at: Instant) => void,
  timeoutMs = 1000,
  transport: "udp" | "tcp" = "udp",
): void {
  const place = findPlace(simulation.world, from);
  if (place.kind === "missing") throw new Error(place.why);
  const server = place.value.resolver?.nameservers[0];
  if (server === undefined) throw new Error(`${from} has no name server`);
  const type: RrType = "TXT";
  simulation.ask(
    { from: place.value, servers: [server], source: null, transport },
    makeQuery({ name: nameOf("who.lab."), type, class: "IN" }),
    (answer) => done(told(answer), simulation.now),
    { kind: "dig", timeoutMs, attempts: 1, whenTruncated: "accept" },
  );
}

/** Who answers a client that asks every 20 ms: runs of one answer, as `dns1 x150`. */
export function poll(simulation: Simulation, from: string, forMs: number): readonly string[] {
  const answers: string[] = [];
  const until = simulation.now + forMs;
  while (simulation.now < until) {
    const place = answers.length;
    answers.push("?");
    askWho(simulation, from, (who) => {
      answers[place] = who;
    });
    simulation.runFor(20);
  }
  simulation.runFor(1000);
  return runsOf(answers);
}

function runsOf(answers: readonly string[]): readonly string[] {
  const runs: { who: string; times: number }[] = [];
  for (const who of answers) {
    const last = runs.at(-1);
    if (last?.who === who) last.times += 1;
    else runs.push({ who, times: 1 });
  }
  return runs.map(({ who, times }) => `${who} x${times}`);
}

/** Who holds the virtual address, by who set it. */
export function holders(simulation: Simulation): string {
  return simulation.world.standings
    .filter(({ holds }) => holds)
    .map(({ contender }) => contender.host)
    .join(" and ");
}

/** The journal's lines while something is done. */
export function journalOf(simulation: Simulation, act: () => void): readonly string[] {
  const lines: string[] = [];
  const stop = simulation.journal.listen((entry) => lines.push(printJournalEntry(entry)));
  act();
  stop();
  return lines;
}
