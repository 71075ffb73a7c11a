import { describe, expect, it } from "vitest";
import type { EdnsOption } from "../dns/index.ts";
import { type AskOptions, CLIENT } from "./fixtures/texts.fixture.ts";
import { byQuestion, says } from "./fixtures/upstreams.fixture.ts";
import { World } from "./fixtures/world.fixture.ts";

/** Where BIND 9.20 answers otherwise than 9.18. */
const F = "192.0.2.53";
const found = says({ answer: "www.kloud.lan. 300 A 203.0.113.1" });
const conf = (forwarders: string): string =>
  `options { recursion yes; dnssec-validation no; forward only; ${forwarders} };\ntls dot { remote-hostname "dns.example"; };`;

describe("forwarders over TLS", () => {
  it.each([
    ["for one of them", `forwarders { ${F} tls dot; };`, "853"],
    ["for all", `forwarders tls dot { ${F}; };`, "853"],
    ["on a port of their own", `forwarders { ${F} port 8853 tls dot; };`, "8853"],
  ])("%s: asked over TLS, with a cookie and EDNS as ever", (_row, forwarders, port) => {
    const world = new World(conf(forwarders), { [`${F} ${port}`]: found }, { version: "9.20" });
    expect(world.ask("www.kloud.lan A")).toBe("NOERROR ra\nAN www.kloud.lan. 300 A 203.0.113.1");
    expect(world.asked).toEqual([`tls ${F} ${port} rd do cd www.kloud.lan. A`]);
  });
});

describe("allow-transfer where nothing is said", () => {
  const zone = `zone "kloud.lan" { type primary; file "/db"; };`;
  const plain = { "/db": "$TTL 60\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.168.13.11\n" };
  it.each([
    ["9.18", "NOERROR aa ra"],
    ["9.20", "REFUSED ra"],
  ] as const)("%s: %s", (version, header) => {
    const world = new World(zone, {}, { files: plain, version });
    expect(world.ask("kloud.lan AXFR", { transport: "tcp", from: CLIENT }).split("\n")[0]).toBe(header);
  });
});

const files = {
  "/db": `$TTL 60
@ SOA ns n 1 1 1 1 60
@ NS ns
ns A 192.168.13.11
www A 192.168.13.20
out CNAME www.elsewhere.
cut NS b.cut
cut NS a.cut
a.cut A 192.0.2.1
b.cut A 192.0.2.2
x.*.empty TXT "a wildcard that is there because of what stands below it"
`,
};
const local = `options { recursion no; minimal-responses yes; }; zone "kloud.lan" { type primary; file "/db"; };`;
const cookie = (octets: number): EdnsOption => ({ code: 10, data: new Uint8Array(octets).fill(7) });
const DISABLED = "EDE 20 recursion disabled";

/** What 9.18 says, and what is said since 9.20. */
interface VersionRow {
  readonly about: string;
  readonly question: string;
  readonly options: AskOptions;
  readonly old: string;
  readonly since: string;
}

/** Each row was seen of both: recordings/ and recordings-bind-9.20/ of conformance. */
describe.each([
  {
    about: "a question for what is not served",
    question: "www.elsewhere A",
    options: { edns: 1232, rd: true },
    old: "REFUSED",
    since: `REFUSED\n${DISABLED}`,
  },
  {
    about: "the same, for one who wants no recursion",
    question: "www.elsewhere A",
    options: { edns: 1232, rd: false },
    old: "REFUSED",
    since: "REFUSED",
  },
  {
    about: "an alias out of the zone",
    question: "out.kloud.lan A",
    options: { edns: 1232, rd: true },
    old: "NOERROR aa\nAN out.kloud.lan. 60 CNAME www.elsewhere.",
    since: `NOERROR aa\nAN out.kloud.lan. 60 CNAME www.elsewhere.\n${DISABLED}`,
  },
  {
    about: "a cookie of another server",
    question: "www.kloud.lan A",
    options: { edns: 1232, ednsOptions: [cookie(24)] },
    old: "NOERROR aa\nAN www.kloud.lan. 60 A 192.168.13.20",
    since: "BADCOOKIE",
  },
  {
    about: "the same over TCP",
    question: "www.kloud.lan A",
    options: { edns: 1232, ednsOptions: [cookie(24)], transport: "tcp" },
    old: "NOERROR aa\nAN www.kloud.lan. 60 A 192.168.13.20",
    since: "NOERROR aa\nAN www.kloud.lan. 60 A 192.168.13.20",
  },
  {
    about: "a client's cookie alone",
    question: "www.kloud.lan A",
    options: { edns: 1232, ednsOptions: [cookie(8)] },
    old: "NOERROR aa\nAN www.kloud.lan. 60 A 192.168.13.20",
    since: "NOERROR aa\nAN www.kloud.lan. 60 A 192.168.13.20",
  },
  {
    about: "a client subnet of no family",
    question: "www.kloud.lan A",
    options: { edns: 1232, ednsOptions: [{ code: 8, data: new Uint8Array(4) }] },
    old: "NOERROR aa\nAN www.kloud.lan. 60 A 192.168.13.20",
    since: "FORMERR",
  },
  {
    about: "a wildcard without records",
    question: "x.empty.kloud.lan A",
    options: { rd: false },
    old: "NOERROR aa\nAU kloud.lan. 60 SOA ns.kloud.lan. n.kloud.lan. 1 1 1 1 60",
    since: "NXDOMAIN aa\nAU kloud.lan. 60 SOA ns.kloud.lan. n.kloud.lan. 1 1 1 1 60",
  },
  {
    about: "version.bind",
    question: "version.bind TXT",
    options: { class: "CH" },
    old: 'NOERROR aa\nAN version.bind. 0 TXT "9.18.49-1~deb12u3-Debian"',
    since: 'NOERROR aa\nAN version.bind. 0 TXT "9.20.30-1~deb13u1-Debian"',
  },
] satisfies readonly VersionRow[])("$about", ({ question, options, old, since }) => {
  it.each([
    ["9.18", old],
    ["9.20", since],
  ] as const)("%s", (version, expected) => {
    expect(new World(local, {}, { files, version }).ask(question, options)).toBe(expected);
  });
});

describe("glue", () => {
  it.each([
    ["9.18: the last server's first", "9.18", ["b.cut.kloud.lan.", "a.cut.kloud.lan."]],
    ["9.20: in the order of the servers", "9.20", ["a.cut.kloud.lan.", "b.cut.kloud.lan."]],
  ] as const)("%s", (_about, version, owners) => {
    const ordered = `options { recursion no; rrset-order { order none; }; }; zone "kloud.lan" { type primary; file "/db"; };`;
    const answer = new World(ordered, {}, { files, version }).send("x.cut.kloud.lan A", { rd: false });
    expect(typeof answer === "string" ? answer : answer.additional.map(({ owner }) => owner.text)).toEqual(owners);
  });
});

/** T5: in 9.18 the name error that the cluster gives for its own name server takes the delegation with it. */
describe("a delegation whose server's name the child denies", () => {
  const zone = `zone "kloud.lan" { type primary; file "/db"; };`;
  const child = byQuestion({
    "www.cut.kloud.lan. A": says({ answer: "www.cut.kloud.lan. 1 A 203.0.113.1" }),
    "*": says({ rcode: "NXDOMAIN", authority: "cut.kloud.lan. 30 SOA a.cut.kloud.lan. h. 1 1 1 1 30" }),
  });
  it.each([
    ["9.18", "SERVFAIL ra"],
    ["9.20", "NOERROR ra"],
  ] as const)("%s: %s a while later", (version, later) => {
    const conf = `options { recursion yes; dnssec-validation no; }; ${zone}`;
    const world = new World(conf, { "192.0.2.1": child, "192.0.2.2": child }, { files, version });
    expect(world.ask("www.cut.kloud.lan A").split("\n")[0]).toBe("NOERROR ra");
    world.ask("a.cut.kloud.lan AAAA", { atMs: 100 });
    world.ask("b.cut.kloud.lan AAAA", { atMs: 200 });
    expect(world.ask("www.cut.kloud.lan A", { atMs: 3000 }).split("\n")[0]).toBe(later);
  });
});
