import { printDiagnostic, sourceFromText } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { parseSiteFile } from "./site-file.ts";
import { printUnderlined } from "./site-files.fixture.ts";

/** A site in which nearly every value is wrong, as somebody writes it who has seen one once. */
const WRONG_EVERYWHERE = `version: "1"
network: {}
networks: { lan: 192.0.2.1/24, wan: anything, dmz: 10 }
hosts:
  dns1:
    address: 192.0.2.11
    addresses: [192.0.2.11/33, dns1]
    routes: { default: 192.0.2.1/24, anywhere: 192.0.2.1 }
    forwards: "no"
    firewall: [{ action: block }, { port: 53 }, drop]
    bgp: { as: 65000 }
    bind: { version: 9.18, config: /etc/bind/named.conf }
    keepalived: { version: "2.3", scripts: { chk: maybe } }
    resolver: unbound
    nameservers: [localhost]
    search: [a..b]
clusters:
  k8s1:
    objects: [7]
    coredns: { version: "1.99", image: x }
    clusterDomain: cluster..local
    podCidrs: [100.64.0.0/33]
    network: lam
    dataPath: { kind: calico, routing: vxlan, mode: nat, masquerade: sometimes }
trust: { lan.: signed, ".": bogus }
expect:
  - { from: dns1 }
  - { ask: www.kloud.lan A }
  - { from: dns1, ask: www.kloud.lan X, transport: tls, rcode: FINE }
`;

describe("site.yaml with every field wrong", () => {
  const { diagnostics } = parseSiteFile(sourceFromText("site.yaml", WRONG_EVERYWHERE), "/");
  const said = diagnostics.map(printUnderlined);

  it.each([
    '‹"1"› Expected a whole number from 0 to 9007199254740991.',
    '‹network› Unknown key "network". (Did you mean "networks"?)',
    '‹192.0.2.1/24› "192.0.2.1/24" has bits set beyond its length: 192.0.2.0/24?',
    '‹anything› "anything" is not a block of addresses.',
    "‹10› Expected a string; a number or a date may need quotes.",
    '‹address› Unknown key "address". (Did you mean "addresses"?)',
    '‹192.0.2.11/33› "192.0.2.11/33" is not an IP address.',
    '‹dns1› "dns1" is not an IP address.',
    '‹192.0.2.1/24› "192.0.2.1/24" is not an IP address.',
    '‹192.0.2.1› "anywhere" is neither "default" nor a block of addresses.',
    '‹"no"› Expected true or false.',
    '‹block› "block" is not known here. (It takes accept, drop, reject.)',
    '‹{ port: 53 }› The key "action" is missing.',
    '‹as› Unknown key "as". (Did you mean "asn"?)',
    '‹{ as: 65000 }› The key "asn" is missing.',
    '‹{ as: 65000 }› The key "neighbours" is missing.',
    "‹9.18› Expected a string; a number or a date may need quotes.",
    '‹"2.3"› "2.3" is not known here. (It takes 2.2.7.)',
    '‹{ version: "2.3", scripts: { chk: maybe } }› The key "config" is missing.',
    '‹maybe› "maybe" is not known here. (It takes ok, fail, named.)',
    '‹unbound› "unbound" is not known here. (It takes glibc, systemd-resolved.)',
    '‹localhost› "localhost" is not an IP address.',
    '‹a..b› "a..b" is not a domain name: empty label.',
    "‹7› Expected a string; a number or a date may need quotes.",
    '‹image› Unknown key "image". (It takes version, files, corefile, resolvConf.)',
    '‹cluster..local› "cluster..local" is not a domain name: empty label.',
    '‹100.64.0.0/33› "100.64.0.0/33" is not a block of addresses.',
    '‹lam› The site has no network "lam".',
    '‹calico› "calico" is not known here. (It takes cilium, kube-proxy.)',
    '‹vxlan› "vxlan" is not known here. (It takes tunnel, native.)',
    '‹nat› "nat" is not known here. (Did you mean "snat"?)',
    "‹sometimes› Expected true or false.",
    '‹signed› "signed" is not known here. (It takes secure, insecure, bogus.)',
    '‹bogus› "bogus" is not known here. (It takes secure, insecure, unreachable.)',
    '‹{ from: dns1 }› The key "ask" is missing.',
    '‹{ ask: www.kloud.lan A }› The key "from" is missing.',
    '‹www.kloud.lan X› "X" is not a record type.',
  ])("%s", (line) => {
    expect(said).toContain(line);
  });

  it("nothing is said twice, and everything stands inside the file", () => {
    const keys = diagnostics.map(({ span, code, message }) => `${span.start} ${span.end} ${code} ${message}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("how a caret is printed", () => {
  it.each<readonly [string, string, string]>([
    [
      "under the whole value, with its line",
      'version: 1\nhosts:\n  a: { addresses: ["192.0.2.300"] }\n',
      `site.yaml:3:20: error SITE_BAD_ADDRESS: "192.0.2.300" is not an IP address.
    3 |   a: { addresses: ["192.0.2.300"] }
      |                    ^^^^^^^^^^^^^`,
    ],
    [
      "under a key, with what was meant",
      "version: 1\nhost: {}\n",
      `site.yaml:2:1: error SITE_UNKNOWN_KEY: Unknown key "host".
    2 | host: {}
      | ^^^^
      = Did you mean "hosts"?`,
    ],
  ])("%s", (_, text, printed) => {
    const { diagnostics } = parseSiteFile(sourceFromText("site.yaml", text), "/");
    expect(diagnostics.map((diagnostic) => printDiagnostic(diagnostic).trimEnd())).toEqual([printed]);
  });
});
