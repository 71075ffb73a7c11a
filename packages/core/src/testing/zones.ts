import fc from "fast-check";
import { type DomainName, nameOf, type ResourceRecord } from "../dns/index.ts";
import { InvariantError } from "../invariant.ts";
import { sourceFromText } from "../text/index.ts";
import { readZone } from "../zone/index.ts";
import { ipv4Addresses, ipv6Addresses, labels } from "./names.ts";
import { shownAs } from "./shown-as.ts";

/** A zone as the text of its file. named loads it, and so does CoreDNS's `file`. */
export interface ZoneText {
  readonly origin: DomainName;
  readonly text: string;
}

/** What stands at one name below the origin: lines without their owner. */
interface Owner {
  readonly label: string;
  readonly kind: "host" | "alias" | "mail" | "text" | "service" | "delegation";
  readonly lines: readonly string[];
}

const TTLS = fc.constantFrom(60, 300, 3600);

/** One record as a line of a zone file, `www 60 A 192.0.2.1`, whose owner stands below the origin of the zone. */
export function recordLines(): fc.Arbitrary<string> {
  return fc
    .tuple(owners(), fc.nat(3))
    .map(([{ label, lines }, place]) => `${label} ${lines[place % lines.length] ?? ""}`);
}

/** Records below `origin`, of the types that people write. */
export function records(origin = "example."): fc.Arbitrary<ResourceRecord> {
  return recordLines().map((line) => {
    const { value } = readZone(sourceFromText("record", `$TTL 300\n${line}\n`), { origin: nameOf(origin) });
    const [record] = value.records();
    if (record === undefined) throw new InvariantError(`no record: ${line}`);
    return record;
  });
}

/**
 * Valid zones: an apex, and below it hosts, aliases, mail, texts, services, wildcards and delegations with their glue.
 * They shrink to the apex alone: owners go one after the other, then their records.
 */
export function zones(origin = "example."): fc.Arbitrary<ZoneText> {
  const owned = fc.uniqueArray(owners(), { selector: ({ label }) => label, maxLength: 8 });
  return fc.record({ serial: fc.integer({ min: 1, max: 0xffff }), owned }).map(({ serial, owned: below }) => {
    const apex = ["$TTL 300", `@ SOA ns hostmaster ${serial} 7200 900 1209600 300`, "@ NS ns", "ns A 192.0.2.53"];
    const lines = below.flatMap(({ label, lines: own }) => own.map((line) => `${label} ${line}`));
    const zone = { origin: nameOf(origin), text: `${[...apex, ...lines].join("\n")}\n` };
    return shownAs(zone, () => `zone ${zone.origin.text}\n${zone.text}`);
  });
}

function owners(): fc.Arbitrary<Owner> {
  return fc
    .record({
      label: fc.oneof(
        { withCrossShrink: true },
        { weight: 6, arbitrary: labels() },
        { weight: 1, arbitrary: fc.constant("*") },
      ),
      content: contents(),
    })
    .map(({ label, content: { kind, lines } }) => ({ label: labelFor(label, kind), kind, lines }));
}

/** Hosts and mail have names of hosts (named's check-names), a wildcard is never delegated, and `ns` is the apex's own. */
function labelFor(label: string, kind: Owner["kind"]): string {
  if (label === "ns" || (label === "*" && kind === "delegation")) return "sub";
  return kind === "host" || kind === "mail" ? label.replace("_", "") : label;
}

function contents(): fc.Arbitrary<Pick<Owner, "kind" | "lines">> {
  const ipv4 = fc.uniqueArray(ipv4Addresses(), { minLength: 1, maxLength: 3 });
  const ipv6 = fc.uniqueArray(ipv6Addresses(), { maxLength: 2 });
  return fc.oneof(
    { withCrossShrink: true },
    fc.record({ ttl: TTLS, ipv4, ipv6 }).map(({ ttl, ipv4: four, ipv6: six }) => ({
      kind: "host" as const,
      lines: [...four.map((address) => `${ttl} A ${address}`), ...six.map((address) => `${ttl} AAAA ${address}`)],
    })),
    targets().map((target) => ({ kind: "alias" as const, lines: [`CNAME ${target}`] })),
    targets().map((target) => ({ kind: "mail" as const, lines: [`MX 10 ${target}`] })),
    fc.stringMatching(/^[a-z =0-9]{0,20}$/).map((text) => ({ kind: "text" as const, lines: [`TXT "${text}"`] })),
    fc.tuple(fc.constantFrom(80, 443), targets()).map(([port, target]) => ({
      kind: "service" as const,
      lines: [`SRV 0 0 ${port} ${target}`],
    })),
    ipv4Addresses().map(() => ({ kind: "delegation" as const, lines: ["NS ns.elsewhere.test."] })),
  );
}

/** Outside of the zone, so that none of them is missing from it; and the zone's own name server. */
function targets(): fc.Arbitrary<string> {
  return fc.constantFrom("ns", "www.elsewhere.test.");
}
