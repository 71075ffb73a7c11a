import { describe, expect, it } from "vitest";
import { type AskOptions, CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

const twin = new CoreDnsUnderTest(".:53 {\n whoami\n}\n");
const LONG = `${"a".repeat(62)}.${"b".repeat(62)}.${"c".repeat(62)}.${"d".repeat(60)}.`;

describe("whoami", () => {
  const cases: readonly (readonly [string, AskOptions, readonly string[]])[] = [
    ["Www.example.", {}, ["Www.example. 0 IN A 192.0.2.1", "_udp.Www.example. 0 IN SRV 0 0 40000 ."]],
    ["x.", { transport: "tcp", port: 5353 }, ["x. 0 IN A 192.0.2.1", "_tcp.x. 0 IN SRV 0 0 5353 ."]],
    ["x.", { transport: "tls" }, ["x. 0 IN A 192.0.2.1", "_tcp.x. 0 IN SRV 0 0 40000 ."]],
    ["x.", { from: "2001:db8::1" }, ["x. 0 IN AAAA 2001:db8::1", "_udp.x. 0 IN SRV 0 0 40000 ."]],
    [".", {}, [". 0 IN A 192.0.2.1", "_udp. 0 IN SRV 0 0 40000 ."]],
    ["x.", { opcode: "NOTIFY" }, ["x. 0 IN A 192.0.2.1", "_udp.x. 0 IN SRV 0 0 40000 ."]],
  ];
  it.each(cases)("%s %o", (name, options, additional) => {
    const server = options.transport === "tls" ? new CoreDnsUnderTest("tls://.:53 {\n whoami\n}\n") : twin;
    expect(server.ask(name, "TXT", options)).toBe(["NOERROR aa", "additional:", ...additional].join("\n"));
  });

  it("says nothing where its own name would be too long", () => {
    expect(twin.ask(LONG, "A")).toBe("silence");
    expect(twin.ask(LONG.slice(5), "A")).toContain("_udp.a");
  });

  it.each([
    ["whoami", []],
    ["whoami x", ["Wrong argument count or unexpected line ending after 'x'"]],
    ["whoami\n whoami x", []],
  ])("%s: %j", (line, expected) => {
    expect(new CoreDnsUnderTest(`. {\n ${line}\n}\n`).problems).toEqual(expected);
  });
});
