import { describe, expect, it } from "vitest";
import { CoreDnsUnderTest } from "./plugins/ask-coredns.fixture.ts";

/** The rcode for x.test. A of a block with this alone, as CoreDNS 1.15.0 gave it. */
function rcodeOf(directive: string): string {
  const files = { "/db": "@ 60 SOA ns h 1 2 3 4 5\n@ 60 NS ns\n" };
  return new CoreDnsUnderTest(`. {\n ${directive}\n}\n`, files).line("x.test.", "A");
}

describe("plugins that only set something up: a block of nothing else takes no question", () => {
  it.each([
    "bind 192.0.2.53",
    "debug",
    "health",
    "https {\n  max_connections 5\n }",
    "multisocket 1",
    "on startup true",
    "pprof",
    "quic {\n  max_streams 5\n }",
    "ready",
    "reload",
    "root /tmp",
    "sign /db d.test",
    "timeouts {\n  read 5s\n }",
  ])("%s", (directive) => expect(rcodeOf(directive)).toBe("REFUSED"));
});

describe("plugins of the chain that pass the question on: nobody is left to answer it", () => {
  it.each([
    "acl",
    "any",
    "auto d.test {\n  directory /none\n }",
    "bufsize 512",
    "cache",
    "cancel",
    "chaos",
    "dns64",
    "dnstap /tmp/dnstap.sock",
    "errors",
    "header {\n  response set ra\n }",
    "hosts",
    "loadbalance",
    "local",
    "log",
    "loop",
    "metadata",
    "minimal",
    "nsid",
    "prometheus",
    "rewrite name a.test. b.test.",
    "template IN A other.test",
    "trace",
    "transfer {\n  to *\n }",
    "view v {\n  expr true\n }",
  ])("%s", (directive) => expect(rcodeOf(directive)).toBe("SERVFAIL"));
});

describe("zones refuse what is not theirs, where nobody stands behind them", () => {
  it.each(["file /db d.test", "secondary d.test {\n  transfer from 192.0.2.99\n }"])("%s", (directive) =>
    expect(rcodeOf(directive)).toBe("REFUSED"),
  );
});

describe("a block without a plugin of the chain", () => {
  it.each([
    ["x.test {\n debug\n}\ntest {\n whoami\n}\n", "x.test.", "REFUSED"],
    ["x.test {\n debug\n}\ntest {\n whoami\n}\n", "a.x.test.", "REFUSED"],
    ["x.test {\n debug\n}\ntest {\n any\n}\n", "y.test.", "SERVFAIL"],
    [". {\n debug\n}\ntest {\n any\n}\n", "y.", "REFUSED"],
  ])("%s: %s", (corefile, name, expected) => expect(new CoreDnsUnderTest(corefile).line(name, "A")).toBe(expected));
});
