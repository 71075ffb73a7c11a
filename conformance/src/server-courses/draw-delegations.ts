import { Random } from "@splithorizon/sim";
import { oneOf } from "../one-of.ts";
import type { CourseQuestion, LabNameServer, LabZone, Mood, ServerChange, ServerCourse } from "./server-course.ts";

const ROOT = "10.8.0.10";
const ADDRESSES = {
  test: ["10.8.0.11", "10.8.0.12"],
  sub: ["10.8.0.13", "10.8.0.14"],
  deep: ["10.8.0.15", "10.8.0.16"],
  side: ["10.8.0.17"],
} as const;
type Level = keyof typeof ADDRESSES;
const APEXES: Readonly<Record<Level, string>> = { test: "test", sub: "sub.test", deep: "deep.sub.test", side: "side" };
const LEVELS = ["test", "sub", "deep", "side"] as const;
/** Far from each other and from nothing, so that no load makes the slower one the faster. */
const PACES = [20, 90, 240, 500];
const LAME = ["refuses", "fails", "denies-authority", "refers-up", "refers-to-itself", "says-nothing"] as const;

/** How named comes to `sub.test`: from the root, by a static-stub for `test`, or by a zone `test` of its own. */
type Way = "root" | "static-stub" | "own-zone";

/** A named above two levels of delegation, with glue and without, and servers that are lame, silent or closed for a while. */
export function drawDelegationCourse(seed: number): ServerCourse {
  return new Draw(seed).course();
}

class Draw {
  readonly #random: Random;
  readonly #seed: number;
  readonly #way: Way;

  constructor(seed: number) {
    this.#seed = seed;
    this.#random = new Random(seed, "delegation course");
    this.#way = this.#oneOf(["root", "root", "static-stub", "own-zone"]);
  }

  course(): ServerCourse {
    const zones = this.#zones();
    const servers = [
      ...new Set(
        zones.flatMap(({ servedBy, nameServers }) => [...servedBy, ...nameServers.map(({ address }) => address)]),
      ),
    ].sort();
    const questions = this.#questions();
    const last = questions.at(-1)?.atMs ?? 0;
    return {
      title: `delegations, seed ${this.#seed}`,
      conf: this.#conf(),
      files: this.#files(zones),
      families: this.#below(4) === 0 ? "both" : "ipv4",
      servers,
      zones,
      changes: this.#changes(servers, last),
      questions,
      untilMs: last + 13_000,
    };
  }

  #below(count: number): number {
    return this.#random.below(count);
  }

  #oneOf<T>(among: readonly T[]): T {
    return oneOf(this.#random, among);
  }

  #zones(): readonly LabZone[] {
    const root: LabZone = { ...this.#times(), apex: "", servedBy: [ROOT], nameServers: [rootServer] };
    return [root, ...LEVELS.map((level) => this.#zone(level))];
  }

  #times() {
    return { ttlAbove: this.#ttl(), ttlInside: this.#ttl(), deniesEmptyNames: this.#below(4) === 0 };
  }

  #ttl(): number {
    return this.#oneOf([4, 12, 300, 300]);
  }

  #zone(level: Level): LabZone {
    const addresses = ADDRESSES[level].slice(0, 1 + this.#below(2));
    const nameServers = addresses.map((address, at) => this.#nameServer(level, address, at));
    // One in six serves nothing: a lame delegation for ever.
    const servedBy = addresses.filter((_, at) => at === 0 || this.#below(6) > 0);
    const alsoBelow = level === "deep" && this.#below(4) === 0 ? ADDRESSES.sub : [];
    return { ...this.#times(), apex: APEXES[level], servedBy: [...servedBy, ...alsoBelow], nameServers };
  }

  /** Inside its own zone, in the zone above, or beside; with glue or without. */
  #nameServer(level: Level, address: string, at: number): LabNameServer {
    const isTop = level === "side" || level === "test";
    const place: string = isTop ? APEXES[level] : this.#oneOf([APEXES[level], APEXES[level], "test", "side"]);
    const mayHaveGlue = place !== "side" || isTop;
    const hasGlue = mayHaveGlue && (isTop || this.#below(4) > 0);
    return {
      name: `${level}${at}.${place}`,
      address,
      glueTtl: hasGlue ? this.#ttl() : null,
      ttl: this.#below(8) === 0 ? null : this.#ttl(),
    };
  }

  #conf(): string {
    const options = [
      this.#oneOf(["", "", "servfail-ttl 3;", "servfail-ttl 0;", "lame-ttl 0;"]),
      this.#oneOf(["", "", "", "qname-minimization off;", "max-cache-ttl 8;", "max-ncache-ttl 4;", "prefetch 0;"]),
    ].join(" ");
    const common = `options { recursion yes; dnssec-validation no; empty-zones-enable no; ${options} };\nzone "." { type hint; file "root.hint"; };\n`;
    const own = {
      root: "",
      "static-stub": `zone "test" { type static-stub; server-addresses { ${ADDRESSES.test[0]}; }; };\n`,
      "own-zone": 'zone "test" { type primary; file "test.db"; };\n',
    };
    return common + own[this.#way];
  }

  #files(zones: readonly LabZone[]): Readonly<Record<string, string>> {
    const hint = `. 3600000 NS ${rootServer.name}.\n${rootServer.name}. 3600000 A ${ROOT}\n`;
    return this.#way === "own-zone" ? { "root.hint": hint, "test.db": ownZone(zones) } : { "root.hint": hint };
  }

  /** Away from the edges of a second, where a TTL is chance. */
  #questions(): readonly CourseQuestion[] {
    const questions: CourseQuestion[] = [];
    const names: string[] = [];
    for (let atMs = 1400; atMs < 45_000; ) {
      const name = names.length > 0 && this.#below(3) === 0 ? this.#oneOf(names.slice(-3)) : this.#name(names.length);
      names.push(name);
      questions.push({ atMs, name });
      atMs = Math.floor((atMs + this.#oneOf([1000, 2000, 3000, 6000])) / 1000) * 1000 + 300 + this.#below(400);
    }
    return questions;
  }

  #name(count: number): string {
    const apex = APEXES[this.#oneOf(["sub", "sub", "deep", "deep", "deep", "test"] as const)];
    return `q${count}.${this.#oneOf(["a", "a", "nx", "nodata"])}${this.#oneOf([2, 10, 30])}.${apex}`;
  }

  #changes(servers: readonly string[], last: number): readonly ServerChange[] {
    const changes: ServerChange[] = servers.map((server) => ({
      atMs: 0,
      server,
      does: "answers",
      afterMs: this.#oneOf(PACES.slice(0, 2)),
    }));
    const mayChange = servers.filter((server) => server !== ROOT);
    for (let atMs = 2900; atMs < last; atMs += 3000 + this.#below(4) * 1000) {
      changes.push({ atMs, server: this.#oneOf(mayChange), ...this.#mood() });
    }
    return changes;
  }

  #mood(): Mood {
    const kind = this.#below(7);
    if (kind < 2) return { does: "answers", afterMs: this.#oneOf(PACES) };
    return { does: kind < 3 ? this.#oneOf(["keeps-silent", "closed"] as const) : this.#oneOf(LAME) };
  }
}

const rootServer: LabNameServer = { name: "a.ns-root", address: ROOT, glueTtl: 3600, ttl: 3600 };

/** `test` as named's own: what the laboratory's `test` would delegate. */
function ownZone(zones: readonly LabZone[]): string {
  const below = zones.filter(({ apex }) => apex === APEXES.sub);
  const cuts = below.flatMap(({ apex, nameServers, ttlAbove }) =>
    nameServers.map(({ name }) => `${apex}. ${ttlAbove} NS ${name}.\n`),
  );
  const hosts = zones
    .flatMap(({ nameServers }) => nameServers)
    .filter(
      ({ name }) =>
        name.endsWith(".test") &&
        (!name.endsWith(`.${APEXES.sub}`) ||
          below.some(({ nameServers }) => nameServers.some((one) => one.name === name))),
    )
    .flatMap(({ name, address, glueTtl }) => (glueTtl === null ? [] : [`${name}. ${glueTtl} A ${address}\n`]));
  return `$TTL 300\n@ SOA ns hostmaster 1 3600 600 86400 20\n@ NS ns\nns A 10.8.0.1\n${cuts.join("")}${hosts.join("")}`;
}
