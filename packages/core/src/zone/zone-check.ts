import type { DomainName, Rdata, RRset, RrType } from "../dns/index.ts";
import {
  type Diagnostic,
  type DiagnosticCode,
  errorAt,
  type Severity,
  type Span,
  spanOf,
  warningAt,
} from "../text/index.ts";
import { setOf, type Zone, type ZoneNode } from "./zone.ts";
import { checkApexKeys, checkKeys, type KeyReporter } from "./zone-check-keys.ts";
import { latin1FromBytes } from "./zone-file/latin1.ts";
import { lookUp } from "./zone-lookup.ts";

export interface ZoneCheckOptions {
  /** named's `max-records-per-type`; 0 for no limit. 100 by default, as in 9.18.28 and later. */
  readonly maxRecordsPerType?: number;
}

const DEFAULT_MAX_RECORDS = 100;
/** One record at a name (lib/dns/rdata.c, DNS_RDATATYPEATTR_SINGLETON). */
const SINGLETONS: readonly RrType[] = ["SOA", "CNAME", "DNAME"];
/** What may stand beside a CNAME (RFC 4034 section 2.5, RFC 3007 section 3.1.1); named refuses NXT there, whatever RFC 2535 said. */
const BESIDE_CNAME: readonly RrType[] = ["CNAME", "RRSIG", "NSEC", "KEY", "SIG"];

/**
 * What named-checkzone says of a zone that could be read, and what named says in addition.
 * With an error named does not load the zone, and every name in it is SERVFAIL. Names outside the zone are not looked at:
 * what named-checkzone says of them depends on the machine that it runs on.
 */
export function checkZone(zone: Zone, options: ZoneCheckOptions = {}): readonly Diagnostic[] {
  const check = new ZoneCheck(zone, options.maxRecordsPerType ?? DEFAULT_MAX_RECORDS);
  check.apex();
  for (const name of zone.names) {
    const node = zone.find(name.key);
    if (node !== null) check.node(node);
  }
  return check.found;
}

class ZoneCheck {
  readonly found: Diagnostic[] = [];
  readonly #zone: Zone;
  readonly #maxRecords: number;

  constructor(zone: Zone, maxRecords: number) {
    this.#zone = zone;
    this.#maxRecords = maxRecords;
  }

  readonly #tell: KeyReporter = (severity, node, code, message, hint) => {
    this.#report(severity, node, code, message, hint);
  };

  #report(severity: Severity, node: ZoneNode | null, code: DiagnosticCode, message: string, hint?: string): void {
    const make = severity === "error" ? errorAt : warningAt;
    this.found.push(make(this.#spanOf(node), code, message, hint));
  }

  #spanOf(node: ZoneNode | null): Span {
    const apex = this.#zone.find(this.#zone.apex.key);
    const at = node ?? apex;
    if (at === null) return spanOf({ name: "zone", bytes: new Uint8Array(), parent: null, segments: [] }, 0, 0);
    return this.#zone.spanOf(at);
  }

  apex(): void {
    const { soa, nameServers, apex } = this.#zone;
    if (soa === null) this.#report("error", null, "ZONE_NO_SOA", `Zone ${apex.text} has 0 SOA records.`);
    if (nameServers === null) this.#report("error", null, "ZONE_NO_NS", `Zone ${apex.text} has no NS records.`);
    for (const data of nameServers?.data ?? []) if (data.type === "NS") this.#checkOwnServer(data.host);
    const node = this.#zone.find(apex.key);
    if (node !== null) checkApexKeys(node, this.#tell);
  }

  /** lib/dns/zone.c zone_check_ns. */
  #checkOwnServer(host: DomainName): void {
    const state = hostState(this.#zone, host);
    const apex = this.#zone.find(this.#zone.apex.key);
    if (state === "no-address") {
      this.#report("error", apex, "ZONE_NS_WITHOUT_ADDRESS", `NS '${host.text}' has no address records (A or AAAA).`);
    } else if (state === "alias") {
      this.#report("error", apex, "ZONE_NS_IS_ALIAS", `NS '${host.text}' is a CNAME (illegal).`);
    } else if (state === "below-dname") {
      this.#report("error", apex, "ZONE_NS_IS_ALIAS", `NS '${host.text}' ${belowDname(this.#zone, host)}`);
    }
  }

  node(node: ZoneNode): void {
    this.#checkSets(node);
    if (node.barrier !== null) {
      this.#checkHidden(node, node.barrier);
      return;
    }
    checkKeys(node, this.#tell);
    if (node.isCut) this.#checkCut(node);
    else this.#checkTargets(node);
  }

  #checkSets(node: ZoneNode): void {
    for (const set of node.sets) {
      if (SINGLETONS.includes(set.type) && set.data.length > 1) {
        this.#report("error", node, "ZONE_SINGLETON", `${node.name.text} ${set.type}: multiple RRs of singleton type.`);
      }
      if (this.#maxRecords > 0 && set.data.length > this.#maxRecords) this.#reportCount(node, set);
    }
    const hasOther = node.sets.some(({ type }) => !BESIDE_CNAME.includes(type));
    if (hasOther && setOf(node, "CNAME") !== null) {
      this.#report("error", node, "ZONE_CNAME_AND_OTHER_DATA", `${node.name.text}: CNAME and other data.`);
    }
  }

  #reportCount(node: ZoneNode, set: RRset): void {
    const message = `${node.name.text} has ${set.data.length} ${set.type} records: named says "too many records (must not exceed ${this.#maxRecords})" and does not load the zone.`;
    this.#report(
      "warning",
      node,
      "ZONE_TOO_MANY_RECORDS",
      message,
      "named-checkzone does not find this; max-records-per-type lifts it.",
    );
  }

  /** Glue is all that may stand below a cut; named-checkzone says nothing of the rest (trap T16). */
  #checkHidden(node: ZoneNode, barrier: ZoneNode): void {
    const isGlue =
      barrier.isCut && node.sets.every(({ type }) => type === "A" || type === "AAAA") && this.#isServer(node.name);
    if (isGlue) return;
    const what = barrier.isCut ? "delegation" : "DNAME";
    const message = `${node.name.text} stands below the ${what} ${barrier.name.text}: no question will ever see it.`;
    this.#report("warning", node, "ZONE_OCCLUDED", message, "Look at the $ORIGIN that is in force here.");
  }

  #servers: ReadonlySet<string> | null = null;

  #isServer(name: DomainName): boolean {
    this.#servers ??= new Set(serverKeys(this.#zone));
    return this.#servers.has(name.key);
  }

  /** lib/dns/zone.c zone_check_glue. */
  #checkCut(node: ZoneNode): void {
    for (const data of setOf(node, "NS")?.data ?? []) {
      if (data.type !== "NS") continue;
      const place = `${node.name.text}/NS '${data.host.text}'`;
      switch (hostState(this.#zone, data.host)) {
        case "no-address":
          this.#report("warning", node, "ZONE_TARGET_WITHOUT_ADDRESS", `${place} has no address records (A or AAAA).`);
          break;
        case "alias":
          this.#report("warning", node, "ZONE_NS_IS_ALIAS", `${place} is a CNAME (illegal).`);
          break;
        case "below-dname":
          this.#report("warning", node, "ZONE_NS_IS_ALIAS", `${place} ${belowDname(this.#zone, data.host)}`);
          break;
        case "delegated":
          this.#checkGlue(node, data.host, place);
          break;
        case "address":
        case "elsewhere":
          break;
      }
    }
  }

  #checkGlue(node: ZoneNode, host: DomainName, place: string): void {
    const found = this.#zone.find(host.key);
    if (found !== null && (setOf(found, "A") !== null || setOf(found, "AAAA") !== null)) return;
    const isOwn = host.key === node.name.key || host.key.endsWith(`.${node.name.key}`);
    const kind = isOwn ? "REQUIRED" : "SIBLING";
    this.#report("warning", node, "ZONE_GLUE_MISSING", `${place} has no ${kind} GLUE address records (A or AAAA).`);
  }

  /** lib/dns/zone.c zone_check_mx, zone_check_srv. */
  #checkTargets(node: ZoneNode): void {
    for (const set of node.sets) {
      for (const data of set.data) {
        const target = targetOf(data);
        if (target !== null) this.#checkTarget(node, set.type, target);
      }
    }
    const spf = setOf(node, "SPF");
    if (spf !== null && !hasSpfText(node)) {
      const message = `'${node.name.text}' found type SPF record but no SPF TXT record found, add matching type TXT record.`;
      this.#report("warning", node, "ZONE_SPF_WITHOUT_TXT", message);
    }
  }

  #checkTarget(node: ZoneNode, type: RrType, target: DomainName): void {
    const place = `${node.name.text}/${type} '${target.text}'`;
    const state = hostState(this.#zone, target);
    if (state === "alias") this.#report("warning", node, "ZONE_TARGET_IS_ALIAS", `${place} is a CNAME (illegal).`);
    if (state === "below-dname")
      this.#report("warning", node, "ZONE_TARGET_IS_ALIAS", `${place} ${belowDname(this.#zone, target)}`);
    if (state === "no-address") {
      this.#report("warning", node, "ZONE_TARGET_WITHOUT_ADDRESS", `${place} has no address records (A or AAAA).`);
    }
  }
}

/** Hosts that must have addresses; `.` says that there is no service. */
function targetOf(data: Rdata): DomainName | null {
  const target = data.type === "MX" ? data.exchange : data.type === "SRV" ? data.target : null;
  return target === null || target.labelCount === 0 ? null : target;
}

/** lib/dns/zone.c isspf: the strings of the record as one text, `v=spf1` alone or with a space behind it. */
function hasSpfText(node: ZoneNode): boolean {
  const texts =
    setOf(node, "TXT")?.data.flatMap((data) =>
      data.type === "TXT" ? [data.strings.map(latin1FromBytes).join("")] : [],
    ) ?? [];
  return texts.some((text) => text === "v=spf1" || text.startsWith("v=spf1 "));
}

function belowDname(zone: Zone, host: DomainName): string {
  const answer = lookUp(zone, host, "A");
  const owner = answer.kind === "dname" ? answer.rrset.owner.text : "";
  return `is below a DNAME '${owner}' (illegal).`;
}

type HostState = "address" | "no-address" | "alias" | "below-dname" | "delegated" | "elsewhere";

/** What the zone knows of a host. */
function hostState(zone: Zone, host: DomainName): HostState {
  if (host.key !== zone.apex.key && zone.apex.labelCount > 0 && !host.key.endsWith(`.${zone.apex.key}`))
    return "elsewhere";
  const answers = (["A", "AAAA"] as const).map((type) => lookUp(zone, host, type));
  if (answers.some(({ kind }) => kind === "data")) return "address";
  switch (answers[0]?.kind) {
    case "alias":
      return "alias";
    case "dname":
      return "below-dname";
    case "referral":
      return "delegated";
    default:
      return "no-address";
  }
}

function* serverKeys(zone: Zone): Generator<string, void, undefined> {
  for (const { sets } of zone.nodes()) {
    for (const set of sets) for (const data of set.data) if (data.type === "NS") yield data.host.key;
  }
}
