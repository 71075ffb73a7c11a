import fc from "fast-check";

/** A directive as its lines, or nothing. */
type Directive = readonly string[];

const CLUSTER = {
  domain: "cluster.local",
  reverse: ["in-addr.arpa", "ip6.arpa"],
  external: "k8s.example.org",
} as const;
const BLOCK_ZONES = [".", "cluster.local", "example.org", "a.example.org", "10.in-addr.arpa"] as const;

export interface CorefileOptions {
  /** What `kubernetes` answers for. */
  readonly clusterDomain?: string;
  /** What `k8s_external` answers for. */
  readonly externalDomain?: string;
}

/**
 * Corefiles that CoreDNS starts with, as text: one to three server blocks with what stands in real ones. They shrink to
 * `.:53 { }`: blocks go first, then directives one after the other, then what stands behind them.
 */
export function corefiles(options: CorefileOptions = {}): fc.Arbitrary<string> {
  const block = fc.record({ zone: fc.constantFrom(...BLOCK_ZONES), directives: directives(options) });
  return fc
    .uniqueArray(block, { selector: ({ zone }) => zone, minLength: 1, maxLength: 3 })
    .map((blocks) => blocks.map(({ zone, directives: own }) => printBlock(zone, own)).join("\n"));
}

function printBlock(zone: string, own: readonly Directive[]): string {
  return [`${zone}:53 {`, ...own.flatMap((lines) => lines.map((line) => `    ${line}`)), "}", ""].join("\n");
}

function directives({
  clusterDomain = CLUSTER.domain,
  externalDomain = CLUSTER.external,
}: CorefileOptions): fc.Arbitrary<readonly Directive[]> {
  return fc
    .tuple(
      maybe(fc.constant(["errors"])),
      maybe(fc.constantFrom(["log"], ["log . {", "    class denial error", "}"])),
      maybe(cache()),
      maybe(acl(externalDomain)),
      maybe(hosts()),
      maybe(template()),
      maybe(rewrite()),
      maybe(kubernetes(clusterDomain)),
      maybe(fc.constant([`k8s_external ${externalDomain}`])),
      maybe(forward()),
      maybe(fc.constantFrom(["loadbalance"], ["loadbalance round_robin"])),
      maybe(fc.constant(["minimal"])),
    )
    .map((all) => all.filter((lines) => lines.length > 0))
    .map((all) =>
      all.some(([first]) => first?.startsWith("k8s_external")) ? withKubernetes(all, clusterDomain) : all,
    );
}

/** CoreDNS does not start with `k8s_external` alone. */
function withKubernetes(all: readonly Directive[], clusterDomain: string): readonly Directive[] {
  const has = all.some(([first]) => first?.startsWith("kubernetes"));
  return has ? all : [...all, [`kubernetes ${clusterDomain}`]];
}

function maybe(directive: fc.Arbitrary<Directive>): fc.Arbitrary<Directive> {
  return fc.option(directive, { nil: [] });
}

function cache(): fc.Arbitrary<Directive> {
  const ttl = fc.integer({ min: 1, max: 3600 });
  return fc.oneof(
    { withCrossShrink: true },
    ttl.map((seconds) => [`cache ${seconds}`]),
    fc
      .tuple(ttl, ttl)
      .map(([success, denial]) => ["cache {", `    success 100 ${success}`, `    denial 100 ${denial}`, "}"]),
  );
}

function acl(externalDomain: string): fc.Arbitrary<Directive> {
  const rule = fc.tuple(
    fc.constantFrom("allow", "block", "filter", "drop"),
    fc.constantFrom("", " type A", " net 192.0.2.0/24", " net 192.0.2.53/32 2001:db8::/32"),
  );
  return fc
    .array(rule, { minLength: 1, maxLength: 3 })
    .map((rules) => [`acl ${externalDomain} {`, ...rules.map(([action, what]) => `    ${action}${what}`), "}"]);
}

function hosts(): fc.Arbitrary<Directive> {
  return fc
    .integer({ min: 1, max: 254 })
    .map((last) => ["hosts {", `    192.0.2.${last} static.example.org`, "    fallthrough", "}"]);
}

function template(): fc.Arbitrary<Directive> {
  return fc.constantFrom<Directive>(
    ["template ANY AAAA {", "    rcode NOERROR", "}"],
    ["template IN A t.example.org {", '    answer "{{ .Name }} 60 IN A 192.0.2.7"', "    fallthrough", "}"],
  );
}

function rewrite(): fc.Arbitrary<Directive> {
  return fc.constantFrom<Directive>(
    ["rewrite name old.example.org new.example.org"],
    ["rewrite stop name suffix .old.org .example.org answer auto"],
    ["rewrite type ANY HINFO"],
  );
}

function kubernetes(clusterDomain: string): fc.Arbitrary<Directive> {
  const { reverse } = CLUSTER;
  const pods = fc.option(fc.constantFrom("pods insecure", "pods disabled"), { nil: null });
  const ttl = fc.option(fc.integer({ min: 0, max: 3600 }), { nil: null });
  return fc.tuple(pods, ttl, fc.boolean()).map(([podMode, seconds, falls]) => {
    const inside = [
      ...(podMode === null ? [] : [podMode]),
      ...(seconds === null ? [] : [`ttl ${seconds}`]),
      ...(falls ? [`fallthrough ${reverse.join(" ")}`] : []),
    ].map((line) => `    ${line}`);
    const head = `kubernetes ${clusterDomain} ${reverse.join(" ")}`;
    return inside.length === 0 ? [head] : [`${head} {`, ...inside, "}"];
  });
}

function forward(): fc.Arbitrary<Directive> {
  const to = fc.uniqueArray(fc.constantFrom("192.0.2.53", "192.0.2.54", "2001:db8::53"), {
    minLength: 1,
    maxLength: 3,
  });
  const policy = fc.option(fc.constantFrom("sequential", "round_robin", "random"), { nil: null });
  return fc.tuple(to, policy).map(([upstreams, own]) => {
    const head = `forward . ${upstreams.join(" ")}`;
    return own === null ? [head] : [`${head} {`, `    policy ${own}`, "}"];
  });
}
