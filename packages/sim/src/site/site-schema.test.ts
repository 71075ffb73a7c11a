import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hasErrors, sourceFromText } from "@splithorizon/core";
import { coreDnsVersions } from "@splithorizon/core/coredns";
import { Ajv } from "ajv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { CLUSTER_KEYS, COREDNS_KEYS, DATA_PATH_KEYS } from "./read-cluster.ts";
import { EXPECTATION_KEYS } from "./read-expectation.ts";
import { BIND_KEYS, HOST_KEYS, KEEPALIVED_KEYS } from "./read-host.ts";
import { BGP_KEYS, ROUTE_KEYS, RULE_KEYS } from "./read-network.ts";
import { RESOLVER_KEYS } from "./read-resolver.ts";
import { SYSCTL_KEYS } from "./read-sysctls.ts";
import { faultySites, wholeSite } from "./site-file.fixture.ts";
import { parseSiteFile, SITE_KEYS } from "./site-file.ts";
import { readYaml } from "./yaml-document.ts";

const root = join(import.meta.dirname, "../../../..");
const schema: unknown = JSON.parse(readFileSync(join(import.meta.dirname, "../../schema/site.schema.json"), "utf8"));
const isValid = new Ajv({ allErrors: true, strict: true }).compile(schema as object);

/** A part of the schema. */
function at(...path: readonly string[]): unknown {
  return path.reduce<unknown>((part, key) => (part as Readonly<Record<string, unknown>>)[key], schema);
}

function plainValueOf(text: string): unknown {
  return readYaml(sourceFromText("site.yaml", text)).value[0]?.value;
}

describe("the schema and the reader know the same keys", () => {
  const host = ["definitions", "host", "properties"];
  const cluster = ["definitions", "cluster", "properties"];
  it.each<readonly [string, readonly string[], readonly string[]]>([
    ["a site", [], SITE_KEYS],
    ["a host", ["definitions", "host"], HOST_KEYS],
    ["bind", [...host, "bind"], BIND_KEYS],
    ["keepalived", [...host, "keepalived"], KEEPALIVED_KEYS],
    ["bgp", [...host, "bgp"], BGP_KEYS],
    ["sysctls", [...host, "sysctls"], SYSCTL_KEYS],
    ["a route", ["definitions", "routes", "additionalProperties", "anyOf", "3"], ROUTE_KEYS],
    ["a firewall's rule", ["definitions", "rule"], RULE_KEYS],
    ["a cluster", ["definitions", "cluster"], CLUSTER_KEYS],
    ["coredns", [...cluster, "coredns"], COREDNS_KEYS],
    ["dataPath", [...cluster, "dataPath"], DATA_PATH_KEYS],
    ["resolvConf", ["definitions", "resolvConf"], [...RESOLVER_KEYS, "resolver"]],
    ["an expectation", ["definitions", "expectation"], EXPECTATION_KEYS],
  ])("%s", (_, path, keys) => {
    expect(Object.keys(at(...path, "properties") as object).sort()).toEqual([...keys].sort());
    expect(at(...path, "additionalProperties")).toBe(false);
  });

  it("what counts where nothing is said", () => {
    const [plain] = parseSiteFile(sourceFromText("site.yaml", "version: 1\nclusters: { a: {} }\n"), "/").value.clusters;
    const defaults = Object.entries(
      at(...cluster, "dataPath", "properties") as Readonly<Record<string, object>>,
    ).flatMap(([key, part]) => ("default" in part ? [[key, part.default]] : []));
    expect(plain?.dataPath).toMatchObject(Object.fromEntries(defaults));
    expect(at(...cluster, "coredns", "properties", "version", "default")).toBe(plain?.coreDns.version);
    expect(`${at(...cluster, "clusterDomain", "default")}.`).toBe(plain?.clusterDomain.text);
  });

  it("the releases of CoreDNS", () => {
    expect(new Set(at(...cluster, "coredns", "properties", "version", "enum") as readonly string[])).toEqual(
      new Set(coreDnsVersions),
    );
  });

  it("every key has a word for the editor", () => {
    expect(keysWithoutWords(schema, "")).toEqual([]);
  });
});

function keysWithoutWords(part: unknown, path: string): readonly string[] {
  if (typeof part !== "object" || part === null) return [];
  const isKeys = path.endsWith(".properties");
  return Object.entries(part).flatMap(([key, inner]: [string, unknown]) => {
    const own = `${path}.${key}`;
    return [...(isKeys && !isDescribed(inner) ? [own] : []), ...keysWithoutWords(inner, own)];
  });
}

function isDescribed(part: unknown): boolean {
  return typeof part === "object" && part !== null && ("description" in part || "$ref" in part);
}

describe("what the reader takes without a word is valid", () => {
  it("a site with every key", () => {
    expect(isValid(plainValueOf(wholeSite)), JSON.stringify(isValid.errors)).toBe(true);
  });

  const examples = readdirSync(join(root, "examples"), { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && existsSync(join(root, "examples", entry.name, "site.yaml")),
  );

  it.each(examples.map(({ name }) => name))("%s, which points its editor at the schema", (name) => {
    const text = readFileSync(join(root, "examples", name, "site.yaml"), "utf8");
    expect(text.split("\n")[0]).toBe("# yaml-language-server: $schema=../../packages/sim/schema/site.schema.json");
    expect(isValid(plainValueOf(text)), JSON.stringify(isValid.errors)).toBe(true);
  });

  it("there are examples", () => {
    expect(examples.length).toBeGreaterThanOrEqual(10);
  });

  it("any site", () => {
    fc.assert(
      fc.property(anySite(), (site) => {
        const { diagnostics } = parseSiteFile(sourceFromText("site.yaml", stringify(site)), "/");
        expect(diagnostics.map(({ message }) => message)).toEqual([]);
        expect(isValid(site), JSON.stringify(isValid.errors)).toBe(true);
      }),
    );
  });
});

/** Sites that have nothing wrong, optional keys there or not. */
function anySite(): fc.Arbitrary<object> {
  const address = fc.constantFrom("192.0.2.1", "2001:db8::1");
  const prefix = fc.constantFrom("192.0.2.0/24", "2001:db8::/32", "192.0.2.1");
  const name = fc.constantFrom("kloud.lan", "lan.", "k8s1-prod.kloud.lan");
  const some = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> => fc.oneof(item, fc.array(item, { maxLength: 3 }));
  const optional = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
    fc.record(model, { requiredKeys: [] });
  const gateway = fc.oneof(
    fc.constant("192.0.2.1"),
    fc.array(fc.constant("192.0.2.2"), { minLength: 1, maxLength: 3 }),
  );
  const next = fc.oneof(
    some(fc.constant("192.0.2.1")),
    some(fc.constant("2001:db8::1")),
    fc.constant("link"),
    fc.record(
      { via: fc.oneof(gateway, fc.constant("link")), src: fc.constant("192.0.2.1") },
      { requiredKeys: ["via"] },
    ),
  );
  const routes = fc.dictionary(fc.constantFrom("default", "198.19.0.0/16"), next, { maxKeys: 2 });
  const bit = fc.constantFrom(0, 1);
  const sysctls = optional({
    "net.ipv4.ip_nonlocal_bind": bit,
    "net.ipv6.ip_nonlocal_bind": bit,
    "net.ipv4.fib_multipath_hash_policy": fc.constant(0),
  });
  const resolver = {
    nameservers: some(address),
    search: some(name),
    resolver: fc.constantFrom("glibc", "systemd-resolved"),
  };
  const rule = fc.record(
    { action: fc.constantFrom("accept", "drop", "reject"), from: prefix, port: fc.nat({ max: 65_535 }) },
    { requiredKeys: ["action"] },
  );
  const host = fc.record(
    {
      addresses: some(fc.oneof(address, fc.constant("10.0.0.1/8"))),
      routes,
      forwards: fc.boolean(),
      sysctls,
      firewall: some(rule),
      bgp: fc.record({ asn: fc.integer({ min: 1, max: 4_294_967_295 }), neighbours: some(address) }),
      bind: fc.record({ version: fc.constantFrom("9.18", "9.20"), config: fc.constant("a/etc/named.conf") }),
      ...resolver,
    },
    { requiredKeys: ["addresses"] },
  );
  const cluster = optional({
    objects: some(fc.constant("cluster/")),
    coredns: optional({
      version: fc.constantFrom(...coreDnsVersions),
      files: some(fc.constant("c/")),
      resolvConf: optional(resolver),
    }),
    clusterDomain: name,
    externalDomains: some(name),
    podCidrs: some(prefix),
    routes,
    dataPath: optional({
      kind: fc.constantFrom("cilium", "kube-proxy"),
      routing: fc.constantFrom("tunnel", "native"),
      mode: fc.constantFrom("snat", "dsr", "hybrid"),
      masquerade: fc.boolean(),
    }),
  });
  const expectation = fc.record(
    {
      from: fc.constant("a"),
      ask: fc.constant("kloud.lan SOA"),
      answers: some(fc.constant("192.0.2.1")),
      rcode: fc.constant("NOERROR"),
      silence: fc.constant("timeout"),
    },
    { requiredKeys: ["from", "ask"] },
  );
  const word = fc.stringMatching(/^[a-z]{1,6}$/);
  return fc.record(
    {
      version: fc.constant(1),
      networks: fc.dictionary(word, prefix, { maxKeys: 3 }),
      hosts: fc.dictionary(word, host, { maxKeys: 3 }),
      clusters: fc.dictionary(word, cluster, { maxKeys: 2 }),
      trust: fc.dictionary(name, fc.constantFrom("secure", "insecure", "bogus"), { maxKeys: 2 }),
      expect: some(expectation),
    },
    { requiredKeys: ["version"] },
  );
}

/** What only the reader can tell: what an address, a block, a name, a record type or a path means. */
const BEYOND_A_SCHEMA: ReadonlySet<string> = new Set(["SITE_BAD_ADDRESS", "SITE_BAD_NAME", "SITE_FILE_MISSING"]);

describe("what the reader refuses by its form is not valid", () => {
  const byForm = faultySites.filter(([, text, said]) => {
    const codes = said.map((line) => line.split(" ")[1] ?? "");
    const isAboutWords = said.some((line) => line.includes("record type") || line.includes("no rcode"));
    return plainValueOf(text) !== undefined && !isAboutWords && codes.some((code) => !BEYOND_A_SCHEMA.has(code));
  });

  it.each(byForm)("%s", (_, text) => {
    const documents = readYaml(sourceFromText("site.yaml", text)).value;
    expect(hasErrors(parseSiteFile(sourceFromText("site.yaml", text), "/").diagnostics)).toBe(true);
    expect(documents.length === 1 && isValid(documents[0]?.value)).toBe(false);
  });

  it("that is most of them", () => {
    expect(byForm.length).toBeGreaterThan(faultySites.length / 2);
  });
});
