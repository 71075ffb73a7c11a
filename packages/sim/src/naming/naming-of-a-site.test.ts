import { nameOf } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { serviceOf } from "../site/cluster-files.fixture.ts";
import { type SiteFiles, siteOfFiles } from "../site/site-files.fixture.ts";
import { mapAllInSite, mapNameInClusters, mapNameInSite, mappingsOf } from "./naming.ts";
import { printMapping } from "./print-naming.ts";

const NAMESPACE = "---\napiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n";
const WEB = (ip: string): string =>
  NAMESPACE +
  serviceOf("a/web", "{ type: LoadBalancer, clusterIP: 198.18.0.5, ports: [{ name: http, port: 80 }] }").replace(
    /\n$/,
    `\nstatus: { loadBalancer: { ingress: [{ ip: ${ip} }] } }\n`,
  );

/** Two clusters that have a Service of one name, each with its own domain outside. */
const TWO: SiteFiles = {
  "site.yaml": `version: 1
clusters:
  one: { objects: one.yaml, coredns: { corefile: one.core }, externalDomains: [one.lan] }
  two: { objects: two.yaml, clusterDomain: two.local, coredns: { corefile: two.core } }
  bare: { coredns: { corefile: bare.core } }
`,
  "one.yaml": WEB("198.19.0.1"),
  "two.yaml": WEB("198.19.0.2"),
  "one.core": ".:53 {\n  kubernetes cluster.local\n}\n",
  "two.core": ".:53 {\n  kubernetes two.local\n  k8s_external two.lan\n}\n",
  "bare.core": ".:53 {\n  whoami\n}\n",
};

/** As clusters are that nobody has told of the other: one domain inside. */
const ALIKE: SiteFiles = {
  ...TWO,
  "two.core": ".:53 {\n  kubernetes cluster.local\n  k8s_external two.lan\n}\n:54 {\n  kubernetes cluster.local\n}\n",
};

describe("a name in each cluster that has it", () => {
  it.each<readonly [name: string, found: readonly string[]]>([
    ["web.a.svc.cluster.local.", ["one web.a.one.lan.", "two web.a.two.lan."]],
    ["web.a.two.lan.", ["two web.a.two.lan."]],
    ["web.a.one.lan.", ["one web.a.one.lan."]],
    ["web.b.svc.cluster.local.", ["one unknown-namespace"]],
    ["www.example.com.", ["one foreign-name"]],
  ])("%s", (name, found) => {
    const told = mapNameInClusters(siteOfFiles(ALIKE).twin, nameOf(name)).map(({ cluster, mapping }) => {
      const outside =
        mapping.kind === "mapped" ? mapping.external.map((one) => one.name.text).join(" ") : mapping.reason;
      return `${cluster} ${outside}`;
    });
    expect(told).toEqual(found);
  });

  it("no cluster has names", () => {
    expect(mapNameInClusters(siteOfFiles({ "site.yaml": "version: 1\n" }).twin, nameOf("a."))).toEqual([]);
  });
});

function mapped(files: SiteFiles, name: string): string | null {
  const mapping = mapNameInSite(siteOfFiles(files).twin, nameOf(name));
  return mapping === null ? null : printMapping(mapping).replace(/ +/g, " ").trimEnd();
}

describe("names of a site's clusters", () => {
  it("one mapping for each server block with the plugin kubernetes", () => {
    const { twin } = siteOfFiles(TWO);
    expect(
      mappingsOf(twin).map(
        ({ cluster, settings }) =>
          `${cluster} ${settings.clusterDomain.text} ${settings.externalDomains.map(({ text }) => text).join()}`,
      ),
    ).toEqual(["one cluster.local. one.lan.", "two two.local. two.lan."]);
    expect(mapAllInSite(twin).map(({ cluster }) => cluster)).toEqual(["one", "two"]);
  });

  it.each<readonly [string, string]>([
    [
      "web.a.svc.cluster.local.",
      "inside web.a.svc.cluster.local. <---> 198.18.0.5\noutside web.a.one.lan. <---> 198.19.0.1",
    ],
    ["web.a.one.lan.", "inside web.a.svc.cluster.local. <---> 198.18.0.5\noutside web.a.one.lan. <---> 198.19.0.1"],
    ["web.a.svc.two.local.", "inside web.a.svc.two.local. <---> 198.18.0.5\noutside web.a.two.lan. <---> 198.19.0.2"],
    ["WEB.a.two.lan.", "inside web.a.svc.two.local. <---> 198.18.0.5\noutside web.a.two.lan. <---> 198.19.0.2"],
  ])("%s finds its own cluster", (name, text) => {
    expect(mapped(TWO, name)?.toLowerCase()).toBe(text);
  });

  it.each(["nix.a.svc.cluster.local.", "web.b.two.lan.", "www.example.com."])("%s has none, and a reason", (name) => {
    const text = mapped(TWO, name);
    expect(text).not.toContain("<--->");
    expect(text).not.toBe("");
  });

  it("without any plugin kubernetes there is nothing to map", () => {
    const files = {
      "site.yaml": "version: 1\nclusters: { k: { coredns: { corefile: c } } }\n",
      c: ".:53 {\n  whoami\n}\n",
    };
    expect(mapped(files, "web.a.svc.cluster.local.")).toBeNull();
    expect(mapAllInSite(siteOfFiles(files).twin)).toEqual([]);
  });
});
