import { describe, expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

/** As CoreDNS 1.15.0 answered over plain DNS; a block over TLS answers as any other. */

describe("a block of nothing but tls", () => {
  it.each([
    ["with files it takes no question", "tls cert.pem key.pem", "REFUSED"],
    // Fetching certificates puts a plugin into the chain that answers the challenges.
    ["with certificates from ACME it takes questions, and has no answer", "tls {\n  acme a.test\n }", "SERVFAIL"],
  ])("%s", (_, line, expected) =>
    expect(new CoreDnsUnderTest(`. {\n ${line}\n}\n`).line("x.test.", "A")).toBe(expected),
  );
});

describe("over TLS", () => {
  const WHOAMI = "NOERROR aa ++ 0 A 192.0.2.1; _tcp.x.test. 0 SRV 0 0 40000 .";
  it.each([
    ["tls://.:53 {\n tls cert.pem key.pem\n whoami\n}\n", "tls", WHOAMI],
    ["tls://.:53 {\n tls {\n  acme a.test\n }\n whoami\n}\n", "tls", WHOAMI],
    ["tls://a.test:53 {\n tls cert.pem key.pem\n whoami\n}\n", "tls", "REFUSED"],
  ] as const)("%s", (corefile, transport, expected) =>
    expect(new CoreDnsUnderTest(corefile).line("x.test.", "A", { transport })).toBe(expected),
  );
});
