import { describe, expect, it } from "vitest";
import { namespace, service, snapshotOf, viewOf } from "../../../kubernetes/cluster.fixture.ts";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

const FILES = {
  "/resolv.conf": "domain ignored.test\nsearch ns.a.test a.test\n",
  "/hosts": "192.0.2.3 bare\n2001:db8::3 bare\n",
  "/db.a.test":
    "@ 60 SOA ns h 1 2 3 4 5\n@ 60 NS ns\nwww 60 A 192.0.2.1\ntext 60 TXT here\ndeep.name.ns 60 A 192.0.2.4\nns 60 A 192.0.2.9\n",
};
const corefile = `. {
 autopath /resolv.conf
 hosts /hosts bare {
  fallthrough
 }
 file /db.a.test a.test
}
`;

describe("a search list from a file", () => {
  const server = new CoreDnsUnderTest(corefile, FILES);
  it.each([
    // found under the first element: as it is
    ["deep.name.ns.a.test.", "deep.name.ns.a.test. A 192.0.2.4"],
    // under the second: an alias in front
    ["www.ns.a.test.", "www.ns.a.test. CNAME www.a.test.\nwww.a.test. A 192.0.2.1"],
    ["WWW.ns.a.test.", "WWW.ns.a.test. CNAME www.a.test.\nwww.a.test. A 192.0.2.1"],
    // bare, at the end
    ["bare.ns.a.test.", "bare.ns.a.test. CNAME bare.\nbare. A 192.0.2.3"],
    // NODATA is an end, too, and gets no alias
    ["text.ns.a.test.", "NODATA"],
    // nothing of it is below the first element
    ["www.a.test.", "www.a.test. A 192.0.2.1"],
    // the search domain itself
    ["ns.a.test.", "SERVFAIL"],
  ])("%s", (name, expected) => expect(server.answer(name, "A")).toBe(expected));

  it("gives the first reply where none exists", () => {
    const everything = corefile.replace("file /db.a.test a.test", "file /db.a.test .");
    const root = { ...FILES, "/db.a.test": "@ 60 SOA ns h 1 2 3 4 5\n@ 60 NS ns\n" };
    expect(new CoreDnsUnderTest(everything, root).answer("nothing.ns.a.test.", "A")).toBe("NXDOMAIN");
  });

  it("keeps to its zones", () => {
    const elsewhere = new CoreDnsUnderTest(corefile.replace("autopath /resolv", "autopath b.test /resolv"), FILES);
    expect(elsewhere.answer("www.ns.a.test.", "A")).toBe("NXDOMAIN");
  });
});

describe("@kubernetes, with pods verified", () => {
  const pod = (name: string, ip: string): Record<string, unknown> => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "shop" },
    status: { phase: "Running", podIPs: [{ ip }] },
  });
  const snapshot = snapshotOf(
    namespace("shop"),
    namespace("bank"),
    service("cart.shop", { type: "ClusterIP", clusterIPs: ["198.18.0.1"], ports: [] }),
    service("till.bank", { type: "ClusterIP", clusterIPs: ["198.18.0.2"], ports: [] }),
    pod("client", "100.64.0.7"),
  );
  const text = (pods: string): string =>
    `. {\n autopath @kubernetes\n kubernetes cluster.local {\n  pods ${pods}\n }\n hosts /hosts {\n  fallthrough\n }\n}\n`;
  const server = new CoreDnsUnderTest(text("verified"), FILES, viewOf(snapshot));
  const fromPod = { from: "100.64.0.7" };
  it.each([
    ["cart.shop.svc.cluster.local.", "cart.shop.svc.cluster.local. A 198.18.0.1"],
    [
      "till.bank.shop.svc.cluster.local.",
      "till.bank.shop.svc.cluster.local. CNAME till.bank.svc.cluster.local.\ntill.bank.svc.cluster.local. A 198.18.0.2",
    ],
    ["bare.shop.svc.cluster.local.", "bare.shop.svc.cluster.local. CNAME bare.\nbare. A 192.0.2.3"],
    // an error ends the walk: nobody serves the bare name
    ["nothing.shop.svc.cluster.local.", "SERVFAIL"],
    // of another namespace than the pod's: no autopath
    ["bare.bank.svc.cluster.local.", "NXDOMAIN"],
  ])("%s", (name, expected) => expect(server.answer(name, "A", fromPod)).toBe(expected));

  it("is for pods that are known alone", () => {
    expect(server.answer("bare.shop.svc.cluster.local.", "A", { from: "100.64.0.8" })).toBe("NXDOMAIN");
    const insecure = new CoreDnsUnderTest(text("insecure"), FILES, viewOf(snapshot));
    expect(insecure.answer("bare.shop.svc.cluster.local.", "A", fromPod)).toBe("NXDOMAIN");
  });
});

describe("a plugin that keeps silent", () => {
  const dropping = `. {
 autopath /resolv.conf
 acl ns.a.test {
  drop
 }
 file /db.a.test a.test
}
`;
  const server = new CoreDnsUnderTest(dropping, FILES);

  it("for one element is no answer: the next one is tried", () => {
    expect(server.answer("www.ns.a.test.", "A")).toBe("www.ns.a.test. CNAME www.a.test.\nwww.a.test. A 192.0.2.1");
  });

  it("for all of them: silence", () => {
    const all = new CoreDnsUnderTest(dropping.replace("acl ns.a.test", "acl ."), FILES);
    expect(all.answer("www.ns.a.test.", "A")).toBe("silence");
  });
});
