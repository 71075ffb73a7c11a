import { expect, test } from "vitest";
import { instantFromMs } from "../../../dns/index.ts";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

/** CoreDNS 1.15.0 with `health { lameduck 4s }`, asked after SIGTERM: what it has itself it says, what it would forward is SERVFAIL at once. */
function lame(): CoreDnsUnderTest {
  const corefile =
    ". {\n hosts {\n  192.0.2.8 c.test\n  fallthrough\n }\n forward a.test 192.0.2.1\n forward b.test 192.0.2.2\n}\n";
  const twin = new CoreDnsUnderTest(corefile);
  twin.server.change({ kind: "shutting-down" }, instantFromMs(0));
  return twin;
}

test.each([
  ["c.test.", "c.test. A 192.0.2.8"],
  ["x.a.test.", "SERVFAIL"],
  ["x.b.test.", "SERVFAIL"],
])("%s", (name, expected) => expect(lame().answer(name, "A")).toBe(expected));

test("a fork is as lame", () => {
  expect(lame().forked().answer("x.a.test.", "A")).toBe("SERVFAIL");
});
