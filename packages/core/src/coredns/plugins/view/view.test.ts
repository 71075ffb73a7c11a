import { describe, expect, it } from "vitest";
import type { RrType } from "../../../dns/index.ts";
import { type AskOptions, CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

const acl = (rcode: "block" | "filter"): string => ` acl {\n  ${rcode}\n }\n`;
const view = (expression: string): string => ` view v {\n  expr ${expression}\n }\n`;

/** The first block filters (NOERROR), the second blocks (REFUSED), the third answers nothing (SERVFAIL). */
const COREFILE = `example.test {
${view("incidr(client_ip(), '10.0.0.0/8') and type() != 'MX'")}${acl("filter")}}
example.test {
${view("proto() == 'tcp' || bufsize() == 700")}${acl("block")}}
test {
 chaos
}
. {
${view("name() == 'root.'")}${acl("filter")}}
. {
${acl("block")}}
`;

describe("which block answers", () => {
  const server = new CoreDnsUnderTest(COREFILE);
  const cases: readonly (readonly [string, string, RrType, AskOptions, string])[] = [
    ["the first view that takes it", "x.example.test.", "A", { from: "10.1.2.3" }, "NOERROR"],
    ["in the file's order", "x.example.test.", "A", { from: "10.1.2.3", transport: "tcp" }, "NOERROR"],
    ["the next view", "x.example.test.", "MX", { from: "10.1.2.3", transport: "tcp" }, "REFUSED"],
    ["the next view, by size", "x.example.test.", "A", { ednsSize: 700 }, "REFUSED"],
    ["none: a shorter zone", "x.example.test.", "A", {}, "SERVFAIL"],
    ["the root's views, in order", "root.", "A", {}, "NOERROR"],
    ["the root's block without a view", "other.", "A", {}, "REFUSED"],
    // DS goes on to the parent, and of several views the last one that takes it
    ["DS", "example.test.", "DS", { from: "10.1.2.3" }, "SERVFAIL"],
  ];
  it.each(cases)("%s", (_, name, type, options, expected) =>
    expect(server.ask(name, type, options).split("\n")[0]).toBe(expected),
  );

  it("no view takes it, and there is no shorter zone: REFUSED", () => {
    const alone = new CoreDnsUnderTest(`a.test {\n${view("false")} chaos\n}\n`);
    expect(alone.ask("x.a.test.", "A")).toBe("REFUSED");
  });

  it("a view that nobody can judge says so, and only where it is asked", () => {
    const server = new CoreDnsUnderTest(`a.test {\n${view("max(1, 2) == 2")} chaos\n}\nb.test {\n chaos\n}\n`);
    expect(server.ask("x.a.test.", "A")).toBe('unsupported: "max" of expressions');
    expect(server.ask("x.b.test.", "A")).toBe("SERVFAIL");
  });

  it.each([
    ["server_ip() == '::'", "udp", "NOERROR"],
    ["server_ip() == '192.0.2.53'", "tcp", "NOERROR"],
    [
      "server_port() == '53' and port() == '40000' and class() == 'IN' and opcode() == 0 and id() == 0",
      "udp",
      "NOERROR",
    ],
    ["size() == 24", "udp", "NOERROR"],
    ["do()", "udp", "REFUSED"],
  ] as const)("%s over %s", (expression, transport, expected) => {
    const server = new CoreDnsUnderTest(`. {\n${view(expression)}${acl("filter")}}\n`);
    expect(server.ask("x.test.", "A", { transport }).split("\n")[0]).toBe(expected);
  });
});
