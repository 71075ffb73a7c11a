import { describe, expect, it } from "vitest";
import { instantFromMs, makeQuery, nameOf, parseAddress } from "../../../dns/index.ts";
import { invariant } from "../../../invariant.ts";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

/** What a question to this address of the server comes to: the block's answer, or nobody listens. */
function askedAt(corefile: string, destination: string): string {
  const [source, to] = ["192.0.2.1", destination].map(parseAddress);
  invariant(source !== null && source !== undefined && to !== null && to !== undefined, "addresses of this test");
  const { server } = new CoreDnsUnderTest(corefile);
  const message = makeQuery({ name: nameOf("x.test."), type: "A", class: "IN" });
  const content = { kind: "message", message } as const;
  const step = server.receive(
    { source: { address: source, port: 4000 }, destination: { address: to, port: 53 }, transport: "udp", content },
    instantFromMs(0),
  );
  if (!("kind" in step) || step.kind !== "reply") return "kind" in step ? step.kind : "waits";
  const [reply] = [...step.messages];
  return reply?.rcode ?? "nothing";
}

/** As CoreDNS 1.15.0 listens: plugin/bind/setup.go. */
describe("where a block listens", () => {
  it.each([
    ["any", "192.0.2.53", "SERVFAIL"],
    ["bind 192.0.2.53\n any", "192.0.2.53", "SERVFAIL"],
    ["bind 192.0.2.53\n any", "192.0.2.54", "silence"],
    ["bind 192.0.2.53 192.0.2.54\n any", "192.0.2.54", "SERVFAIL"],
    ["bind 192.0.2.53\n bind 192.0.2.54\n any", "192.0.2.53", "SERVFAIL"],
    ["bind 192.0.2.53 192.0.2.54 {\n  except 192.0.2.53\n }\n any", "192.0.2.53", "silence"],
    ["bind lo\n any", "127.0.0.1", "SERVFAIL"],
    ["bind lo\n any", "::1", "SERVFAIL"],
    ["bind lo {\n  except ::1\n }\n any", "::1", "silence"],
    // One socket of both families, either way: asked of CoreDNS 1.15.0.
    ["bind 0.0.0.0\n any", "192.0.2.53", "SERVFAIL"],
    ["bind 0.0.0.0\n any", "2001:db8::53", "SERVFAIL"],
    ["bind ::\n any", "192.0.2.53", "SERVFAIL"],
    ["bind 2001:DB8::53\n any", "2001:db8::53", "SERVFAIL"],
  ])("%s: asked at %s, %s", (lines, destination, expected) =>
    expect(askedAt(`. {\n ${lines}\n}\n`, destination)).toBe(expected),
  );

  it("two blocks of one zone share a port by their addresses", () => {
    const corefile = "x.test {\n bind 192.0.2.53\n any\n}\nx.test {\n bind 192.0.2.54\n debug\n}\n";
    expect([askedAt(corefile, "192.0.2.53"), askedAt(corefile, "192.0.2.54")]).toEqual(["SERVFAIL", "REFUSED"]);
  });
});
