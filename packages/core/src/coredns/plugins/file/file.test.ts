import { describe, expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

const SOA = "@ 60 SOA ns hm 7 2 3 4 5\n";
const FILES = {
  "/one": `$TTL 60\n${SOA}@ NS ns\nns A 192.0.2.1\nwww A 192.0.2.2\nto-two CNAME www.two.test.\nto-gone CNAME gone.two.test.\nto-empty CNAME ns.two.test.\nto-refused CNAME www.nobody.test.\nto-broken CNAME x.broken.test.\nto-drop CNAME x.drop.test.\nping CNAME ping.two.test.\na.ent A 192.0.2.3\n`,
  "/two": `$TTL 60\n${SOA}www A 192.0.2.12\nns AAAA 2001:db8::2\nping CNAME ping.one.test.\n`,
  "/child": `$TTL 5\n${SOA}www A 192.0.2.50\n`,
  "/zone": SOA,
  "/dir/file": "",
};

const twin = new CoreDnsUnderTest(
  `one.test {
 file /one
 file /child child.one.test
}
two.test other.test {
 file /two two.test
}
drop.test {
 acl {
  drop
 }
}
broken.test {
 file /none
}
`,
  FILES,
);
const SOA_ONE = "authority:\none.test. 60 IN SOA ns.one.test. hm.one.test. 7 2 3 4 5";
const NS_ONE = "authority:\none.test. 60 IN NS ns.one.test.";

describe("the zone that a name belongs to", () => {
  it.each([
    ["WWW.one.test.", `NOERROR aa\nwww.one.test. 60 IN A 192.0.2.2\n${NS_ONE}`],
    ["www.child.one.test.", "NOERROR aa\nwww.child.one.test. 5 IN A 192.0.2.50"],
    ["gone.one.test.", `NXDOMAIN aa\n${SOA_ONE}`],
    ["www.other.test.", "REFUSED"],
    ["x.broken.test.", "SERVFAIL"],
  ])("%s", (name, expected) => expect(twin.ask(name, "A")).toBe(expected));
});

describe("an alias that leads through CoreDNS", () => {
  const alias = (name: string, target: string): string => `${name}.one.test. 60 IN CNAME ${target}`;
  it.each([
    ["to-two", `NOERROR aa\n${alias("to-two", "www.two.test.")}\nwww.two.test. 60 IN A 192.0.2.12\n${NS_ONE}`],
    ["to-gone", `NXDOMAIN aa\n${alias("to-gone", "gone.two.test.")}\n${SOA_ONE}`],
    ["to-empty", `NOERROR aa\n${alias("to-empty", "ns.two.test.")}\n${SOA_ONE}`],
    ["to-refused", `NOERROR aa\n${alias("to-refused", "www.nobody.test.")}\n${NS_ONE}`],
    ["to-broken", `SERVFAIL aa\n${alias("to-broken", "x.broken.test.")}\n${NS_ONE}`],
    ["to-drop", `NOERROR aa\n${alias("to-drop", "x.drop.test.")}\n${NS_ONE}`],
  ])("%s", (name, expected) => expect(twin.ask(`${name}.one.test.`, "A")).toBe(expected));

  it("that comes back is given up at the ninth turn", () => {
    const lines = twin.ask("ping.one.test.", "A").split("\n");
    expect(lines[0]).toBe("SERVFAIL aa");
    expect(lines.filter((line) => line.includes("CNAME"))).toHaveLength(9);
  });
});

describe("what is no question", () => {
  it("NOTIFY is dropped, a transfer without the transfer plugin REFUSED", () => {
    expect(twin.ask("one.test.", "SOA", { opcode: "NOTIFY" })).toBe("silence");
    expect(twin.ask("one.test.", "AXFR", { transport: "tcp" })).toBe("REFUSED");
  });

  it("a transfer is of a whole zone, and fails for one that is not loaded", () => {
    const open = new CoreDnsUnderTest(
      "one.test broken.test {\n transfer {\n  to *\n }\n file /one one.test\n file /none broken.test\n}\n",
      FILES,
    );
    const tcp = { transport: "tcp" } as const;
    expect(open.ask("one.test.", "AXFR", tcp).split("\n").slice(1, 3)).toEqual([
      "one.test. 60 IN SOA ns.one.test. hm.one.test. 7 2 3 4 5",
      "one.test. 60 IN NS ns.one.test.",
    ]);
    expect(open.ask("one.test.", "IXFR", { ...tcp, serial: 7 }).split("\n")).toHaveLength(2);
    expect(open.ask("sub.one.test.", "AXFR", tcp)).toBe("REFUSED");
    expect(open.ask("broken.test.", "AXFR", tcp)).toBe("SERVFAIL");
  });
});

describe("fallthrough, which any line sets for all", () => {
  const block = (line: string): CoreDnsUnderTest =>
    new CoreDnsUnderTest(
      `one.test two.test {\n file /one one.test\n file /two two.test {\n ${line}\n }\n whoami\n}\n`,
      FILES,
    );
  it.each([
    ["fallthrough", "gone.one.test.", "next"],
    ["fallthrough", "ent.one.test.", "next"],
    ["fallthrough", "gone.two.test.", "next"],
    ["fallthrough", "www.one.test.", "www.one.test. A 192.0.2.2"],
    ["fallthrough", "to-gone.one.test.", "to-gone.one.test. CNAME gone.two.test."],
    ["fallthrough one.test", "gone.two.test.", "NXDOMAIN"],
    ["upstream", "gone.one.test.", "NXDOMAIN"],
    ["upstream", "ent.one.test.", "NODATA"],
  ])("%s: %s is %s", (line, name, expected) => {
    const found = block(line).answer(name, "A");
    expect(found === "empty" ? "next" : found).toBe(expected);
  });

  it("never holds for NODATA", () => expect(block("fallthrough").answer("www.one.test.", "TXT")).toBe("NODATA"));
});

describe("settings", () => {
  const problemsOf = (lines: string): readonly string[] =>
    new CoreDnsUnderTest(`z.test {\n ${lines}\n}\n`, FILES).problems;
  const missing = 'Failed to open "open /none: no such file or directory": trying again in 60s';

  it.each([
    ["file /zone", []],
    ["file", ["Wrong argument count or unexpected line ending after 'file'"]],
    ["file /zone {\n reload\n }", ["reload duration value is expected"]],
    ["file /zone {\n reload 5\n }", ['time: missing unit in duration "5"']],
    ["file /zone {\n reload 0\n }", []],
    ["file /zone {\n reload -5s\n }", ["non-positive interval for NewTicker"]],
    ["file /zone {\n reload 7s 8s\n reload_by_mtime\n upstream a b\n fallthrough\n }", []],
    ["file /zone {\n reload_by_mtime z\n }", ["unknown property 'z'"]],
    ["file /none", [missing]],
    ["file /none {\n reload 0\n }", ["open /none: no such file or directory"]],
    ["file /none\n file /zone {\n reload 0\n }", ["open /none: no such file or directory"]],
    ["file /dir", ["read /dir: is a directory"]],
  ])("%s: %j", (lines, expected) => expect(problemsOf(lines)).toEqual(expected));

  it.each([
    ["@ 5 A 192.0.2.1\n", 'file "/bad" has no SOA record for origin z.test.'],
    ["@ 5 SOA ns hm 0 1 1 1 1\n", "no change in SOA serial for origin z.test. in file /bad, with 0 SOA serial"],
    ["x 5 SOA ns hm 1 1 1 1 1\n", 'file "/bad" has SOA owner x.z.test. that does not match origin z.test.'],
    [`${SOA}@ 5 NSEC3PARAM 1 0 0 -\n`, "NSEC3 zone is not supported, dropping RR: z.test. for zone: z.test."],
    [`${SOA}@ 5 FOO\n`, "expecting RR type, TTL or class, not this..."],
    [`${SOA}@ 5 SOA ns hm 0 1 1 1 1\n`, undefined],
  ])("%j: %s", (text, problem) => {
    const { problems } = new CoreDnsUnderTest("z.test {\n file /bad\n}\n", { "/bad": text });
    expect(problems).toEqual(problem === undefined ? [] : [problem]);
  });

  it("loads no line behind one whose file is missing, and of two lines for one zone takes the last", () => {
    const two = new CoreDnsUnderTest("one.test two.test {\n file /none one.test\n file /two two.test\n}\n", FILES);
    expect(two.ask("www.two.test.", "A")).toBe("SERVFAIL");
    const twice = new CoreDnsUnderTest("one.test {\n file /one\n file /child\n}\n", FILES);
    expect(twice.answer("www.one.test.", "A")).toBe("www.one.test. A 192.0.2.50");
  });

  it("lists the names of its zones as landmarks", () => {
    const names = twin.server.landmarks().flatMap((landmark) => (landmark.kind === "name" ? [landmark.name.text] : []));
    expect(names).toEqual(expect.arrayContaining(["www.child.one.test.", "a.ent.one.test.", "two.test."]));
  });
});
