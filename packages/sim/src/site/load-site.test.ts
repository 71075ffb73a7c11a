import { describe, expect, it } from "vitest";
import { loadSite } from "./load-site.ts";
import { printSaid, type SiteFiles, siteOfFiles, treeOfFiles } from "./site-files.fixture.ts";

const COREFILE = ".:53 {\n  whoami\n}\n";
const NAMED = 'options { directory "/etc/bind"; recursion no; };\n';
const VRRP = (priority: number, id = 51): string =>
  `vrrp_instance v {\n  interface eth0\n  virtual_router_id ${id}\n  priority ${priority}\n  virtual_ipaddress {\n    192.0.2.100/24\n  }\n}\n`;

/** Lines of a site of version 1. */
const site = (...lines: readonly string[]): string => `version: 1\n${lines.join("\n")}\n`;

describe("what a site's files say of each other", () => {
  it.each<readonly [string, SiteFiles, readonly string[]]>([
    ["no site.yaml", {}, ["/site.yaml:1:1 error SITE_FILE_MISSING The site's own file /site.yaml is not there."]],
    [
      "a folder is none either",
      { "site.yaml/x": "" },
      ["/site.yaml:1:1 error SITE_FILE_MISSING The site's own file /site.yaml is not there."],
    ],
    ["an empty site", { "site.yaml": site() }, []],
    [
      "a named.conf that is not there",
      {
        "site.yaml": site(
          "hosts:",
          '  a: { addresses: 192.0.2.1, bind: { version: "9.18", config: a/etc/named.conf } }',
        ),
      },
      ["site.yaml:3:63 error SITE_FILE_MISSING a has no /etc/named.conf."],
    ],
    [
      "a keepalived.conf that is not there",
      { "site.yaml": site("hosts:", "  a: { addresses: 192.0.2.1, keepalived: { config: a/etc/k.conf } }") },
      ["site.yaml:3:52 error SITE_FILE_MISSING a has no /etc/k.conf."],
    ],
    [
      "objects that are not there",
      {
        "site.yaml": site("clusters:", "  k: { objects: [k8s/], coredns: { corefile: Corefile } }"),
        Corefile: COREFILE,
      },
      [
        "site.yaml:3:18 error SITE_FILE_MISSING There is no /k8s.",
        "site.yaml:3:6 information SITE_NO_COREDNS No pod of the objects runs CoreDNS; one is assumed at 10.244.0.10.",
      ],
    ],
    [
      "a Corefile that is not there",
      { "site.yaml": site("clusters:", "  k: { coredns: { corefile: Corefile } }") },
      ["site.yaml:3:29 error SITE_FILE_MISSING There is no /Corefile."],
    ],
    [
      "no Corefile anywhere",
      { "site.yaml": site("clusters:", "  k: {}") },
      ["site.yaml:3:6 error SITE_NO_COREFILE Neither the ConfigMap kube-system/coredns nor a file has a Corefile."],
    ],
    [
      "a Corefile beside the pod's files",
      { "site.yaml": site("clusters:", "  k: { coredns: { files: pod } }"), "pod/etc/coredns/Corefile": COREFILE },
      ["site.yaml:3:6 information SITE_NO_COREDNS No pod of the objects runs CoreDNS; one is assumed at 10.244.0.10."],
    ],
    [
      "a gateway that nobody has, of a host and of a cluster's nodes",
      {
        "site.yaml": site(
          "hosts:",
          "  a: { addresses: [192.0.2.1, 192.0.2.9], routes: { default: [192.0.2.9, 192.0.2.2] } }",
          "clusters:",
          '  k: { routes: { "2001:db8::/32": "2001:db8::1" }, coredns: { corefile: Corefile } }',
        ),
        Corefile: COREFILE,
      },
      [
        "site.yaml:5:6 information SITE_NO_COREDNS No pod of the objects runs CoreDNS; one is assumed at 10.244.0.10.",
        "site.yaml:3:62 warning SITE_NO_GATEWAY No machine of the site has the gateway 192.0.2.2: what goes there is lost.",
        "site.yaml:5:35 warning SITE_NO_GATEWAY No machine of the site has the gateway 2001:db8::1: what goes there is lost.",
      ],
    ],
    [
      "one address on two machines",
      { "site.yaml": site("hosts:", "  a: { addresses: 192.0.2.1 }", "  b: { addresses: [192.0.2.2, 192.0.2.1] }") },
      ["site.yaml:3:6 warning SITE_DUPLICATE_ADDRESS a and b both have 192.0.2.1; only a is reached."],
    ],
    [
      "one IPv6 address, written in two ways",
      {
        "site.yaml": site("hosts:", '  a: { addresses: "2001:db8::1" }', '  b: { addresses: "2001:0DB8:0:0::1/64" }'),
      },
      ["site.yaml:3:6 warning SITE_DUPLICATE_ADDRESS a and b both have 2001:db8::1; only a is reached."],
    ],
    [
      "a secondary zone whose primary is no machine of the site",
      {
        "site.yaml": site(
          "hosts:",
          '  a: { addresses: 192.0.2.1, bind: { version: "9.18", config: a/etc/bind/named.conf } }',
        ),
        "a/etc/bind/named.conf": `${NAMED}zone "kloud.lan" { type secondary; primaries { 192.0.2.2; 192.0.2.3; }; };\n`,
      },
      [
        "a/etc/bind/named.conf:2:6 warning SITE_NO_PRIMARY a cannot copy kloud.lan. from 192.0.2.2, 192.0.2.3: nobody there serves it, or allow-transfer or a key refuses.",
      ],
    ],
    [
      "two holders of one virtual address",
      {
        "site.yaml": site(
          "networks: { lan: 192.0.2.0/24 }",
          "hosts:",
          "  a: { addresses: 192.0.2.1, keepalived: { config: a/etc/k.conf } }",
          "  b: { addresses: 192.0.2.2, keepalived: { config: b/etc/k.conf } }",
        ),
        "a/etc/k.conf": VRRP(100, 51),
        "b/etc/k.conf": VRRP(100, 52),
      },
      [
        "b/etc/k.conf:1:1 warning SITE_TWO_HOLDERS 192.0.2.100 is held by a and by b: they do not accept each other's adverts.",
      ],
    ],
    [
      "of one virtual router one is the holder, and nothing is to be said",
      {
        "site.yaml": site(
          "networks: { lan: 192.0.2.0/24 }",
          "hosts:",
          "  a: { addresses: 192.0.2.1, keepalived: { config: a/etc/k.conf } }",
          "  b: { addresses: 192.0.2.2, keepalived: { config: b/etc/k.conf } }",
        ),
        "a/etc/k.conf": VRRP(100),
        "b/etc/k.conf": VRRP(101),
      },
      [],
    ],
    [
      "a word of a ConfigMap's Corefile: the caret is in the YAML file",
      {
        "site.yaml": site("clusters:", "  k: { objects: k8s, podCidrs: 100.64.0.0/16 }"),
        "k8s/cm.yaml":
          "# of kubectl\n---\napiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: ConfigMap\n  metadata: { name: coredns, namespace: kube-system }\n  data:\n    Corefile: |\n      .:53 {\n          forwrad . 1.1.1.1\n      }\n",
      },
      [
        "k8s/cm.yaml:12:11 error COREFILE_UNKNOWN_DIRECTIVE Unknown directive 'forwrad'",
        "site.yaml:3:6 information SITE_NO_COREDNS No pod of the objects runs CoreDNS; one is assumed at 100.64.0.10.",
      ],
    ],
  ])("%s", (_, files, said) => {
    expect(siteOfFiles(files).said).toEqual(said);
  });

  it("a site.yaml elsewhere in the tree has its paths from there", () => {
    const files = treeOfFiles({
      "sites/one/site.yaml": site("clusters:", "  k: { coredns: { corefile: ../Corefile } }"),
      "sites/Corefile": COREFILE,
    });
    const { value, diagnostics } = loadSite(files, "/sites/one/site.yaml");
    expect(diagnostics.filter(({ severity }) => severity === "error").map(printSaid)).toEqual([]);
    expect(value.residents.map(({ title }) => title)).toEqual(["CoreDNS 1.15.0 in kube-system/coredns"]);
  });
});

describe("the pod that is assumed for a Corefile without one stands inside the pods' range", () => {
  it.each<readonly [string, string]>([
    ["[]", "10.244.0.10"],
    ["100.64.0.0/10", "100.64.0.10"],
    ["100.64.3.0/24", "100.64.3.10"],
    ["100.64.3.128/25", "100.64.3.138"],
    ["100.64.3.248/29", "100.64.3.255"],
    ["100.64.3.7/32", "100.64.3.7"],
    ['["2001:db8::/32", 100.64.5.0/24]', "100.64.5.10"],
    ['"2001:db8::/32"', "10.244.0.10"],
  ])("podCidrs %s: %s", (podCidrs, address) => {
    const text = site("clusters:", `  k: { podCidrs: ${podCidrs}, coredns: { corefile: Corefile } }`);
    const { twin } = siteOfFiles({ "site.yaml": text, Corefile: COREFILE });
    expect(twin.network.stations.get("kube-system/coredns")?.addresses.map((own) => own.address)).toEqual([address]);
  });
});

describe("which network a cluster's nodes stand in", () => {
  const NODE =
    "apiVersion: v1\nkind: Node\nmetadata: { name: n1 }\nstatus: { addresses: [{ type: InternalIP, address: 10.1.2.3 }] }\n";
  it.each<readonly [string, string, number, string]>([
    ["the narrowest that covers them", "", 24, "10.1.2.1"],
    ["the one that is named, if it is wider", "network: wide, ", 16, "10.1.2.1"],
    ["never one that does not cover them", "network: other, ", 24, "10.1.2.1"],
  ])("%s", (_, key, prefixLength, gateway) => {
    const { twin } = siteOfFiles({
      "site.yaml": site(
        "networks: { wide: 10.1.0.0/16, narrow: 10.1.2.0/24, other: 10.2.0.0/16 }",
        "hosts: { gw: { addresses: [10.1.2.1], forwards: true } }",
        `clusters: { k: { ${key}objects: node.yaml } }`,
      ),
      "node.yaml": NODE,
    });
    const node = twin.network.stations.get("n1");
    expect(node?.addresses).toEqual([{ address: "10.1.2.3", prefixLength, isVirtual: false }]);
    expect(node?.routes.find(({ prefix }) => prefix.length === 0)?.next).toEqual({
      kind: "gateways",
      addresses: [gateway],
    });
  });
});
