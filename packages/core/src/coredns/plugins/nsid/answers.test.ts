import { describe, expect, it } from "vitest";
import { type EdnsOption, instantFromMs, makeQuery, nameOf, parseAddress, type RrType } from "../../../dns/index.ts";
import { invariant } from "../../../invariant.ts";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

const NSID: EdnsOption = { code: 3, data: new Uint8Array() };
const COOKIE: EdnsOption = { code: 10, data: new Uint8Array(8) };
const address = parseAddress("192.0.2.1");

/** The OPT record of a reply in dig's words: `do 1232 "one two"`; `none`: there is none. */
function opt(corefile: string, name: string, type: RrType, options: readonly EdnsOption[] | null): string {
  const twin = new CoreDnsUnderTest(corefile, { "/db": "$TTL 60\n@ SOA ns hm 1 2 3 4 5\n@ NS ns\n" });
  invariant(address !== null, "an address of this test");
  const end = { address, port: 53 };
  const edns = options === null ? null : { udpSize: 1232, version: 0, dnssecOk: false, z: 0, options };
  const message = makeQuery({ name: nameOf(name), type, class: "IN" }, { edns });
  const packet = { source: end, destination: end, transport: "udp", content: { kind: "message", message } } as const;
  const outcome = twin.server.receive(packet, instantFromMs(0));
  invariant("kind" in outcome && outcome.kind === "reply", "a reply at once");
  const found = [...outcome.messages].at(0)?.edns ?? null;
  if (found === null) return "none";
  const texts = found.options.map(({ data }) => `"${new TextDecoder().decode(data)}"`);
  return [found.dnssecOk ? "do" : "", found.udpSize, ...texts].filter((word) => word !== "").join(" ");
}

/** As CoreDNS 1.15.0 answered: DO comes with the option, whether it was asked for or not. */
describe("the name of the server", () => {
  const WHOAMI = ". {\n nsid one two\n whoami\n}\n";
  const FILE = "b.test {\n nsid\n file /db b.test\n}\nc.test {\n nsid x\n}\n";
  it.each<readonly [string, string, RrType, readonly EdnsOption[] | null, string]>([
    [WHOAMI, "x.", "A", [NSID], 'do 1232 "one two"'],
    [WHOAMI, "x.", "A", [COOKIE, NSID], 'do 1232 "one two"'],
    [WHOAMI, "x.", "A", [NSID, NSID], 'do 1232 "one two"'],
    [WHOAMI, "x.", "A", [COOKIE], "1232"],
    [WHOAMI, "x.", "A", [], "1232"],
    [WHOAMI, "x.", "A", null, "none"],
    [FILE, "b.test.", "NS", [NSID], 'do 1232 "host"'],
    [FILE, "gone.b.test.", "NS", [NSID], 'do 1232 "host"'],
    // What the server writes itself, for a chain that failed or no block at all, has no option.
    [FILE, "gone.c.test.", "NS", [NSID], "1232"],
    [FILE, "gone.d.test.", "NS", [NSID], "1232"],
  ])("%s: %s %s %j", (corefile, name, type, options, expected) =>
    expect(opt(corefile, name, type, options)).toBe(expected),
  );
});
