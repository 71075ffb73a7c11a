import {
  ancestorWithLabels,
  type DomainName,
  moveName,
  type ResourceRecord,
  type Response,
  sameName,
} from "../../dns/index.ts";
import {
  additionalFor,
  delegationAt,
  FAILURE,
  type Looked,
  nameServersOf,
  soaOf,
  UNSENDABLE,
  type ZoneQuestion,
} from "./answers.ts";
import { aliasOf, type GoZone, type RecordOf, recordsOfType, withSignatures, type ZoneElement } from "./go-zone.ts";

/** An alias whose target CoreDNS must be asked for. */
export interface Chase {
  readonly kind: "chase";
  readonly target: DomainName;
  /** DNAME and its signatures, which stand in front and have no part in additional records. */
  readonly front: readonly ResourceRecord[];
  /** The aliases so far. */
  readonly aliases: readonly ResourceRecord[];
}

/** So many aliases of the zone are followed behind the first one; then the answer ends without its target. */
const MOST_STEPS = 8;
const NOTHING: readonly ResourceRecord[] = [];

/** plugin/file/lookup.go externalLookup: follows aliases within the zone. The first of `aliases` leads on. */
export function follow(zone: GoZone, question: ZoneQuestion, aliases: readonly ResourceRecord[]): Looked | Chase {
  const { type, dnssecOk } = question;
  const records = [...aliases];
  let alias = aliasOf(aliases[0]);
  for (let step = 0; alias !== null; step += 1) {
    const { target } = alias;
    const element = zone.find(target);
    const delegation = findDelegation(zone, target, question, element);
    if (delegation !== null) return { ...delegation, answer: records };
    const isForCoreDns = type === "NS" || (type === "SOA" && sameName(target, zone.origin));
    if (element === null || isForCoreDns) return { kind: "chase", target, front: NOTHING, aliases: records };
    if (step > MOST_STEPS) return reached(zone, records, dnssecOk);
    const next = recordsOfType(element, "CNAME");
    if (next.length === 0) return reached(zone, [...records, ...withSignatures(element, type, dnssecOk)], dnssecOk);
    alias = aliasOf(next[0]);
    if (alias !== null && sameName(alias.target, element.name)) return FAILURE;
    records.push(...withSignatures(element, "CNAME", dnssecOk));
  }
  return FAILURE;
}

function reached(zone: GoZone, answer: readonly ResourceRecord[], dnssecOk: boolean): Looked {
  const additional = additionalFor(zone, answer, dnssecOk);
  return { kind: "success", answer, authority: nameServersOf(zone, dnssecOk), additional };
}

/** The first cut between origin and target. A target outside the zone is walked by its labels alike. */
function findDelegation(
  zone: GoZone,
  target: DomainName,
  question: ZoneQuestion,
  exact: ZoneElement | null,
): Looked | null {
  const asked = { ...question, name: target };
  for (let labels = zone.origin.labelCount + 1; labels < target.labelCount; labels += 1) {
    const element = zone.find(ancestorWithLabels(target, labels));
    const found = element === null ? null : delegationAt(zone, element, asked);
    if (found !== null) return found;
  }
  const isBelow = target.labelCount > zone.origin.labelCount;
  return exact === null || !isBelow ? null : delegationAt(zone, exact, asked);
}

/** What CoreDNS said about the target; null: it said nothing (lookup.go doLookup). */
export function finishChase(zone: GoZone, { dnssecOk }: ZoneQuestion, chase: Chase, response: Response | null): Looked {
  const kind = kindOfReply(response);
  const records = [...chase.aliases, ...(response?.answer ?? NOTHING)];
  const isNegative = kind === "name-error" || kind === "no-data";
  return {
    kind,
    answer: [...chase.front, ...records],
    authority: isNegative ? soaOf(zone, dnssecOk) : nameServersOf(zone, dnssecOk),
    additional: additionalFor(zone, records, dnssecOk),
  };
}

/** REFUSED and the like leave the alias alone standing: a resolver finds its own way from there. */
function kindOfReply(response: Response | null): Looked["kind"] {
  if (response === null) return "success";
  if (response.rcode === "NXDOMAIN") return "name-error";
  if (response.rcode === "SERVFAIL") return "server-failure";
  return response.rcode === "NOERROR" && response.answer.length === 0 ? "no-data" : "success";
}

/** A DNAME above the name: the alias that it makes, and where that leads. null: the name is the DNAME's owner. */
export function substitute(zone: GoZone, question: ZoneQuestion, element: ZoneElement): Looked | Chase | null {
  const { name, type, dnssecOk } = question;
  const [first] = recordsOfType(element, "DNAME");
  if (first?.data.type !== "DNAME" || sameName(first.owner, name)) return null;
  const target = moveName(name, first.owner, first.data.target);
  if (typeof target === "string") return UNSENDABLE;
  if (sameName(target, name)) return FAILURE;
  const alias: RecordOf<"CNAME"> = { owner: name, class: "IN", ttl: first.ttl, data: { type: "CNAME", target } };
  const front = withSignatures(element, "DNAME", dnssecOk);
  if (type === "CNAME") {
    const authority = nameServersOf(zone, dnssecOk);
    return { kind: "success", answer: [...front, alias], authority, additional: NOTHING };
  }
  const followed = follow(zone, question, [alias]);
  return followed.kind === "chase" ? { ...followed, front } : { ...followed, answer: [...front, ...followed.answer] };
}
