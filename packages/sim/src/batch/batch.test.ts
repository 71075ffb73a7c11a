import { fileTreeFromSources, sourceFromText } from "@splithorizon/core";
import { expect, test } from "vitest";
import { loadSite, type SiteTwin } from "../site/index.ts";
import { Batch } from "./batch.ts";

/** One BIND host, and a laptop that asks it. */
const FILES = {
  "/site.yaml": `
version: 1
networks: { lan: 192.168.13.0/24 }
hosts:
  dns1: { addresses: [192.168.13.11], bind: { version: "9.18", config: dns1/etc/bind/named.conf } }
  laptop: { addresses: [192.168.13.50], nameservers: [192.168.13.11] }
`,
  "/dns1/etc/bind/named.conf": `
options { directory "/var/cache/bind"; recursion no; };
zone "kloud.lan" { type primary; file "/etc/bind/db.kloud.lan"; };
`,
  "/dns1/etc/bind/db.kloud.lan": `
$TTL 60
@    SOA ns admin 1 1800 900 604800 30
@    NS  ns
ns   A   192.168.13.11
www  A   192.168.13.80
txt  TXT "a b" "c"
`,
} as const;

function twinOf(files: Readonly<Record<string, string>>): SiteTwin {
  const sources = Object.entries(files).map(([path, text]) => [path, sourceFromText(path, text)] as const);
  const { value, diagnostics } = loadSite(fileTreeFromSources(new Map(sources)));
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return value;
}

const www = { from: "laptop", query: { name: "www.kloud.lan.", type: "A" } } as const;

function ask(...lines: readonly unknown[]): readonly unknown[] {
  const batch = new Batch(twinOf(FILES));
  return lines.map((line) => batch.ask(typeof line === "string" ? line : JSON.stringify(line)));
}

test("an answer has every field that a client can rely on", () => {
  expect(ask({ id: 7, ...www })).toEqual([
    {
      id: 7,
      response: {
        rcode: "NOERROR",
        flags: ["qr", "aa", "rd"],
        question: [{ name: "www.kloud.lan.", type: "A", class: "IN" }],
        answer: [{ name: "www.kloud.lan.", type: "A", ttl: 60, data: "192.168.13.80" }],
        authority: [],
        additional: [],
        edns: null,
        size: 47,
      },
      messages: 1,
      silence: null,
      elapsedMs: 0,
    },
  ]);
});

test.each([
  [
    "EDNS",
    { ...www, query: { ...www.query, edns: { size: 4096, do: true, version: 0 } } },
    { edns: { size: 1232, do: true, version: 0 } },
  ],
  ["RD=0", { ...www, query: { ...www.query, rd: false } }, { flags: ["qr", "aa"] }],
  ["CD", { ...www, query: { ...www.query, cd: true } }, { flags: ["qr", "aa", "rd", "cd"] }],
  [
    "TXT",
    { ...www, query: { name: "txt.kloud.lan", type: "TXT" } },
    { answer: [{ name: "txt.kloud.lan.", type: "TXT", ttl: 60, data: '"a b" "c"' }] },
  ],
  ["a server by its name", { ...www, server: "dns1" }, { rcode: "NOERROR" }],
  ["a server by its address", { ...www, server: "192.168.13.11" }, { rcode: "NOERROR" }],
  [
    "octets",
    {
      from: "laptop",
      wire: "12340100000100000000000003777777056b6c6f7564036c616e0000010001",
    },
    { rcode: "NOERROR" },
  ],
])("%s", (_what, line, fields) => {
  expect(ask(line)).toMatchObject([{ response: fields }]);
});

test("a transfer's messages are joined", () => {
  const [answer] = ask({ from: "laptop", query: { name: "kloud.lan", type: "AXFR", tcp: true } });
  const types = (answer as { response: { answer: { type: string }[] } }).response.answer.map(({ type }) => type);
  expect(types).toEqual(["SOA", "NS", "A", "TXT", "A", "SOA"]);
});

test.each([
  ["not JSON", "{", { error: expect.stringMatching(/^not JSON: /) }],
  ["no object", "[]", { error: 'the line is not an object; it takes either "query" or "wire"; "from" is missing' }],
  ["who", { ...www, from: "laptup" }, { error: 'Nobody in the site is called "laptup". Did you mean "laptop"?' }],
  ["whom", { ...www, server: "dns3" }, { error: 'Nobody in the site is called "dns3". Did you mean "dns1"?' }],
  [
    "what",
    { id: "x", from: "laptop", query: { name: "a..b", type: "FOO" } },
    { id: "x", error: '"a..b" is not a domain name: empty label; "FOO" is not a record type' },
  ],
  ["both", { ...www, wire: "00" }, { error: 'it takes either "query" or "wire"' }],
  ["half an octet", { from: "laptop", wire: "0" }, { error: '"wire" is not hexadecimal' }],
  [
    "kinds",
    { ...www, atMs: "0", source: "x" },
    { error: '"source": "x" is not an address; "atMs" is not a number from 0 on' },
  ],
  [
    "nobody there",
    { ...www, server: "192.168.13.99" },
    { silence: "unreachable: nobody on the link has 192.168.13.99" },
  ],
  [
    "a gap of the site",
    { ...www, server: "192.0.2.1" },
    {
      silence:
        "not modelled: the site has no machine with the address 192.0.2.1, and does not name a network that holds it",
    },
  ],
  [
    "a closed port",
    { ...www, server: "laptop" },
    { silence: "refused: laptop has no socket at 192.168.13.50 port 53: nothing listens there" },
  ],
  ["an unknown key", { ...www, colour: 1, query: { ...www.query, size: 2 } }, { ignored: ["colour", "query.size"] }],
])("what cannot be answered says why: %s", (_what, line, fields) => {
  expect(ask(line)).toMatchObject([fields]);
});

test("time never goes back", () => {
  expect(ask({ ...www, atMs: 5000 }, { ...www, id: 2, atMs: 4999 })).toMatchObject([
    { silence: null },
    { id: 2, error: "atMs 4999 lies before 5000: time never goes back" },
  ]);
});
