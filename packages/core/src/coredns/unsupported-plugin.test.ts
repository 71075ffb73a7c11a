import { describe, expect, it } from "vitest";
import { CoreDnsUnderTest } from "./plugins/ask-coredns.fixture.ts";
import { diagnosticsOf } from "./plugins/diagnostics.fixture.ts";

/** Whatever a plugin would do that is not modelled: it is said of the file, and of each question that it would have seen. */

const WHOAMI = "NOERROR aa ++ 0 A 192.0.2.1; _udp.x.test. 0 SRV 0 0 40000 .";

describe("plugins that answer or change answers", () => {
  const names = "azure clouddns dnssec erratic etcd grpc nomad route53 shed siit".split(" ");
  it.each(names)("%s", (name) => {
    const twin = new CoreDnsUnderTest(`. {\n ${name}\n}\n`);
    expect(twin.problems).toEqual([`the CoreDNS plugin ${name} is not modelled`]);
    expect(twin.line("x.test.", "A")).toBe(`unsupported: the CoreDNS plugin ${name}`);
  });

  it.each([
    // In front of it in CoreDNS's order: answered before it sees the question, wherever it stands in the file.
    ['etcd\n template IN A x.test {\n  answer "x.test. 60 IN A 192.0.2.7"\n }', "NOERROR aa: 60 A 192.0.2.7"],
    ["etcd\n acl {\n  block\n }", "REFUSED"],
    ["etcd\n any", "unsupported: the CoreDNS plugin etcd"],
    // Behind it, so that nobody knows what they would be asked.
    ["etcd\n whoami", "unsupported: the CoreDNS plugin etcd"],
    ["nomad\n whoami", WHOAMI],
    ["dnssec\n hosts {\n  192.0.2.9 x.test\n }", "unsupported: the CoreDNS plugin dnssec"],
    ["erratic\n hosts {\n  192.0.2.9 x.test\n }", "NOERROR aa: 3600 A 192.0.2.9"],
    // What looks at answers passes over it.
    ["etcd\n cache\n loadbalance\n minimal", "unsupported: the CoreDNS plugin etcd"],
  ])("%s: %s", (lines, expected) =>
    expect(new CoreDnsUnderTest(`. {\n ${lines}\n}\n`).line("x.test.", "A")).toBe(expected),
  );

  it("another block answers as ever", () => {
    const twin = new CoreDnsUnderTest("b.test {\n etcd\n}\n. {\n whoami\n}\n");
    expect(twin.line("x.test.", "A")).toBe(WHOAMI);
    expect(twin.line("b.test.", "A")).toBe("unsupported: the CoreDNS plugin etcd");
  });
});

describe("plugins that decide before the chain begins: nothing that their block answers is known", () => {
  it.each(["dynupdate", "proxyproto", "tsig"])("%s", (name) => {
    const twin = new CoreDnsUnderTest(`. {\n ${name}\n any\n whoami\n}\n`);
    expect(twin.problems).toEqual([`the CoreDNS plugin ${name} is not modelled`]);
    expect(twin.line("x.test.", "A")).toBe(`unsupported: the CoreDNS plugin ${name}`);
    expect(twin.line("x.test.", "ANY")).toBe(`unsupported: the CoreDNS plugin ${name}`);
  });
});

describe("plugins that only look on, or serve what a question does not show", () => {
  it.each("dnstap geoip grpc_server https https3 pprof quic sign trace".split(" "))("%s", (name) => {
    const twin = new CoreDnsUnderTest(`. {\n ${name} any words {\n  and lines\n }\n whoami\n}\n`);
    expect(twin.problems).toEqual([`the CoreDNS plugin ${name} changes no answer`]);
    expect(twin.line("x.test.", "A")).toBe(WHOAMI);
  });

  it("says it as a remark, and what changes answers as a warning", () => {
    expect(diagnosticsOf("trace\n etcd")).toEqual([
      "information: the CoreDNS plugin trace changes no answer",
      "warning: the CoreDNS plugin etcd is not modelled",
    ]);
  });
});
