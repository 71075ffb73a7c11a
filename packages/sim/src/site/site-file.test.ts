import { hasErrors, placeOf, printDiagnostic, printPrefix, sourceFromText } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { faultySites, wholeSite } from "./site-file.fixture.ts";
import { parseSiteFile } from "./site-file.ts";

function read(text: string): ReturnType<typeof parseSiteFile> {
  return parseSiteFile(sourceFromText("site.yaml", text), "/site");
}

/** Everything that is said about a site, as `line:column CODE message`. */
function said(text: string): readonly string[] {
  return read(text).diagnostics.map(
    ({ span, code, message, hint }) =>
      `${placeOf(span).slice("site.yaml:".length)} ${code} ${message}${hint === undefined ? "" : ` (${hint})`}`,
  );
}

describe("every key of a site", () => {
  const { value: site, diagnostics } = read(wholeSite);
  const [dns1, bare] = site.hosts;
  const [cluster] = site.clusters;

  it("is read without a word", () => {
    expect(diagnostics.map(({ message }) => message)).toEqual([]);
  });

  it("networks", () => {
    expect(site.networks.map(({ name, prefix }) => `${name} ${printPrefix(prefix)}`)).toEqual([
      "lan 192.168.13.0/24",
      "six 2001:db8:13::/64",
    ]);
  });

  it("a host's addresses, routes, firewall and BGP", () => {
    expect(dns1?.addresses.map(({ address, prefixLength }) => [address, prefixLength])).toEqual([
      ["192.168.13.11", null],
      ["2001:db8:13::11", null],
      ["10.9.0.11", 30],
    ]);
    expect(
      dns1?.routes.map(({ destination, gateways }) => `${printPrefix(destination)} via ${gateways.join(", ")}`),
    ).toEqual([
      "0.0.0.0/0 via 192.168.13.1",
      "198.19.0.0/16 via 192.168.13.91, 192.168.13.92",
      "2001:db8::/32 via 2001:db8:13::1",
    ]);
    expect(dns1?.firewall).toEqual([
      {
        action: "drop",
        from: { address: "192.168.20.0", length: 24 },
        to: { address: "192.168.13.11", length: 32 },
        protocol: "udp",
        port: 53,
      },
      { action: "reject", from: null, to: null, protocol: null, port: null },
    ]);
    expect([dns1?.forwards, dns1?.bgp]).toEqual([
      false,
      { asn: 65_000, neighbours: ["192.168.13.31"], port: 179, holdTimeSeconds: 180, gracefulRestart: "rfc8538" },
    ]);
  });

  it("a host's servers, their files as the host sees them, and its resolver", () => {
    expect(dns1?.files.folders).toEqual(["/site/dns1"]);
    expect([dns1?.bind?.version, dns1?.bind?.config.path]).toEqual(["9.20", "/etc/bind/named.conf"]);
    expect(dns1?.keepalived?.config.path).toBe("/etc/keepalived/keepalived.conf");
    expect([...(dns1?.keepalived?.scripts ?? [])]).toEqual([["chk_named", "fail"]]);
    expect(dns1?.resolver?.kind).toBe("systemd-resolved");
    expect(dns1?.resolver?.nameservers).toEqual(["192.168.13.10", "192.168.13.12"]);
    expect(dns1?.resolver?.search.map(({ text }) => text)).toEqual(["kloud.lan.", "LAN."]);
  });

  it("a host that has nothing but an address", () => {
    expect({ ...bare, span: null }).toEqual({
      name: "bare",
      addresses: [{ address: "192.168.13.50", prefixLength: null }],
      routes: [],
      forwards: null,
      firewall: [],
      sysctls: { nonlocalBindV4: false, nonlocalBindV6: false },
      bgp: null,
      files: { folders: [] },
      bind: null,
      keepalived: null,
      resolver: null,
      span: null,
    });
  });

  it("a cluster", () => {
    expect(cluster?.objects.map(({ path }) => path)).toEqual(["/shared/cluster", "/site/cluster/extra.yaml"]);
    expect(cluster?.coreDns.version).toBe("1.11.4");
    expect(cluster?.coreDns.folders).toEqual(["/site/coredns"]);
    expect(cluster?.coreDns.corefile?.path).toBe("/site/coredns/Corefile");
    expect(cluster?.coreDns.resolver?.nameservers).toEqual(["192.168.13.10"]);
    expect(cluster?.clusterDomain.text).toBe("k8s.kloud.lan.");
    expect(cluster?.externalDomains.map(({ text }) => text)).toEqual(["k8s1-prod.kloud.lan.", "k8s1.example."]);
    expect(cluster?.podCidrs.map(printPrefix)).toEqual(["100.64.0.0/16"]);
    expect(cluster?.serviceCidrs.map(printPrefix)).toEqual(["198.18.0.0/16"]);
    expect(cluster?.network).toBe("lan");
    expect(cluster?.routes.map(({ gateways }) => gateways)).toEqual([["192.168.13.1"]]);
    expect(cluster?.resolver).toEqual({ kind: "glibc", nameservers: ["192.168.13.12"], search: [] });
    expect(cluster?.dataPath).toEqual({
      kind: "cilium",
      routing: "native",
      mode: "hybrid",
      masquerade: false,
      healthChecks: "kube-proxy",
    });
  });

  it("trust and expectations", () => {
    expect(site.trust.root).toBe("unreachable");
    expect(site.trust.declarations.map(({ name, trust }) => `${name.text} ${trust}`)).toEqual([
      "lan. insecure",
      "example.com. bogus",
      "example. secure",
    ]);
    expect(
      site.expectations.map(({ name, type, server, transport, answers, rcode, silence }) =>
        [name.text, type, server, transport, answers, rcode, silence].map(String).join(" "),
      ),
    ).toEqual([
      "web.k8s1-prod.kloud.lan. A null udp 198.19.0.5 null false",
      "cluster.local. AXFR dns1 tcp null REFUSED false",
      "kloud.lan. SOA 192.168.13.11 tcp null null true",
    ]);
  });
});

describe("what is not said", () => {
  it.each<readonly [string, string, unknown]>([
    [
      "a cluster's data path",
      "clusters: { a: {} }",
      { kind: "cilium", routing: "tunnel", mode: "snat", masquerade: true, healthChecks: "kube-proxy" },
    ],
    ["kube-proxy's", "clusters: { a: { dataPath: { kind: kube-proxy } } }", { kind: "kube-proxy", masquerade: false }],
  ])("%s has the server's own defaults", (_, text, dataPath) => {
    expect(read(`version: 1\n${text}\n`).value.clusters[0]?.dataPath).toEqual(dataPath);
  });

  it("the version of CoreDNS and the cluster's domain", () => {
    const [cluster] = read("version: 1\nclusters: { a: {} }\n").value.clusters;
    expect([cluster?.coreDns.version, cluster?.clusterDomain.text]).toEqual(["1.15.0", "cluster.local."]);
  });
});

describe("a host's folder", () => {
  it.each<readonly [string, string, readonly string[], string | null]>([
    [
      "above the last etc/",
      "bind: { version: '9.18', config: a/b/etc/bind/named.conf }",
      ["/site/a/b"],
      "/etc/bind/named.conf",
    ],
    [
      "of the file where there is no etc/",
      "bind: { version: '9.18', config: a/named.conf }",
      ["/site/a"],
      "/named.conf",
    ],
    ["the site's root", "bind: { version: '9.18', config: /etc/named.conf }", ["/"], "/etc/named.conf"],
    [
      "what `files` says",
      "files: [base/, dns1], bind: { version: '9.18', config: dns1/named.conf }",
      ["/site/base", "/site/dns1"],
      "/named.conf",
    ],
    ["one above the site's", "bind: { version: '9.18', config: ../x/etc/named.conf }", ["/x"], "/etc/named.conf"],
    [
      "none of those that hold the file",
      "files: dns2, bind: { version: '9.18', config: dns1/named.conf }",
      ["/site/dns2"],
      null,
    ],
  ])("%s", (_, keys, folders, path) => {
    const [host] = read(`version: 1\nhosts: { dns1: { addresses: [192.0.2.1], ${keys} } }\n`).value.hosts;
    expect(host?.files.folders).toEqual(folders);
    expect(host?.bind?.config.path ?? null).toBe(path);
  });
});

describe("what is wrong, and where", () => {
  it.each(faultySites)("%s", (_, text, expected) => {
    const found = said(text);
    expect(
      found.map((line, index) => line.slice(0, expected[index]?.endsWith(": ") ? expected[index].length : undefined)),
    ).toEqual(expected);
  });

  it("all of it at once, and what is right is read", () => {
    const { value, diagnostics } = read(
      "version: 1\nnetworks: { bad: x, lan: 192.0.2.0/24 }\nhosts: { a: { addresses: [y, 192.0.2.1] } }\n",
    );
    expect(diagnostics).toHaveLength(2);
    expect(value.networks.map(({ name }) => name)).toEqual(["lan"]);
    expect(value.hosts[0]?.addresses.map(({ address }) => address)).toEqual(["192.0.2.1"]);
  });
});

describe("hostile sites", () => {
  it.each([
    ['hosts: { "": { addresses: 192.0.2.1 } }', "2:14 error SITE_BAD_NAME: It has no name."],
    ['hosts: { " ": { addresses: 192.0.2.1 } }', "2:15 error SITE_BAD_NAME: It has no name."],
    ['clusters: { "": {} }', "2:17 error SITE_BAD_NAME: It has no name."],
  ])("a name that is none: %s", (text, expected) => {
    const { value, diagnostics } = read(`version: 1\n${text}\n`);
    expect([...value.hosts, ...value.clusters]).toEqual([]);
    expect(
      diagnostics.map((found) =>
        printDiagnostic(found)
          .split("\n")[0]
          ?.replace(/^[^:]*:/, ""),
      ),
    ).toEqual([expected.replace(" error", ": error")]);
  });

  it.each(["__proto__", "constructor", "hasOwnProperty", "toString"])("a host may be called %s", (name) => {
    const { value, diagnostics } = read(`version: 1\nhosts: { ${name}: { addresses: [192.0.2.1] } }\n`);
    expect(diagnostics).toEqual([]);
    expect(value.hosts.map((host) => host.name)).toEqual([name]);
    expect(Object.hasOwn(Object.prototype, "addresses")).toBe(false);
  });

  it("an unknown key may be called anything", () => {
    expect(said("version: 1\n__proto__: { version: 1 }\n")).toEqual([
      '2:1 SITE_UNKNOWN_KEY Unknown key "__proto__". (It takes version, networks, hosts, clusters, trust, expect.)',
    ]);
  });

  it("whatever is in the file, reading ends with a value and with places inside it", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.stringMatching(/^[a-z0-9:{}[\]\-&*!|>'"%#@, \n\t]{0,80}$/),
      fc.array(fc.constantFrom(...wholeSite.split("\n")), { maxLength: 12 }).map((lines) => lines.join("\n")),
    );
    fc.assert(
      fc.property(text, (input) => {
        const source = sourceFromText("site.yaml", input);
        for (const { span } of parseSiteFile(source, "/").diagnostics) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(source.bytes.length);
          expect(span.start).toBeLessThanOrEqual(span.end);
        }
      }),
    );
  });

  it("a line that goes missing is noticed, or the site is another one", () => {
    const lines = wholeSite.split("\n").filter((line) => line !== "");
    const complete = JSON.stringify(read(wholeSite).value, (key, value: unknown) =>
      key === "span" ? undefined : value,
    );
    for (const [gone] of lines.entries()) {
      const { value, diagnostics } = read(lines.filter((_, index) => index !== gone).join("\n"));
      const text = JSON.stringify(value, (key, inner: unknown) => (key === "span" ? undefined : inner));
      expect(hasErrors(diagnostics) || text !== complete, lines[gone]).toBe(true);
    }
  });
});
