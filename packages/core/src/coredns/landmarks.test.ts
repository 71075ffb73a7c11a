import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Landmark } from "../dns/index.ts";
import { everyKind, viewOf } from "../kubernetes/cluster.fixture.ts";
import { CoreDnsUnderTest } from "./plugins/ask-coredns.fixture.ts";

/** Names and addresses at which answers change their kind: whoever asks at each of them and between them has seen all that a block does. */

const FILES = {
  "/zones/db.z.test": "@ 60 SOA ns h 1 2 3 4 5\n@ 60 NS ns\nns 60 A 192.0.2.53\n",
  "/db": "@ 60 SOA ns h 1 2 3 4 5\n@ 60 NS ns\nns 60 A 192.0.2.53\na.b 60 A 192.0.2.1\n",
  "/hosts": "192.0.2.7 one.h.test two.h.test\n2001:db8::7 one.h.test\n",
  "/resolv.conf": "search s.test t.test\n",
};

const print = (mark: Landmark): string =>
  mark.kind === "name" ? mark.name.text : `${mark.prefix.address}/${mark.prefix.length}`;

/** Landmarks of a block `z.test` with these lines, apart from the block's own, each once and in order. */
function marksOf(lines: string, key = "z.test"): readonly string[] {
  const { server } = new CoreDnsUnderTest(`${key} {\n ${lines}\n}\n`, FILES, viewOf(everyKind));
  const [own, ...marks] = server.landmarks().map(print);
  expect(own).toBe(`${key}.`);
  return [...new Set(marks)];
}

/** Lines of a block, and its landmarks beside its own. */
const ROWS: readonly (readonly [lines: string, marks: readonly string[]])[] = [
  ["cache", ["z.test."]],
  ["cache 30 a.z.test b.z.test", ["a.z.test.", "b.z.test."]],
  [
    "cache {\n  disable success c.z.test\n  disable denial d.z.test e.z.test\n }",
    ["z.test.", "c.z.test.", "d.z.test.", "e.z.test."],
  ],
  ["acl a.z.test {\n  block type A net 10.0.0.0/8 192.0.2.1\n }", ["a.z.test.", "10.0.0.0/8", "192.0.2.1/32"]],
  ["autopath /resolv.conf", ["z.test.", "s.test."]],
  ["autopath a.z.test /resolv.conf", ["a.z.test.", "s.test."]],
  ["auto {\n  directory /zones\n }", ["z.test.", "ns.z.test."]],
  ["file /db", ["z.test.", "ns.z.test.", "a.b.z.test."]],
  ["forward a.z.test 192.0.2.53 {\n  except x.a.z.test y.a.z.test\n }", ["a.z.test.", "x.a.z.test.", "y.a.z.test."]],
  [
    "hosts /hosts h.test",
    [
      "h.test.",
      "one.h.test.",
      "two.h.test.",
      "7.2.0.192.in-addr.arpa.",
      `7.${"0.".repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa.`,
    ],
  ],
  ["hosts {\n  192.0.2.8 *.i.z.test\n }", ["z.test.", "*.i.z.test."]],
  [
    "kubernetes cluster.local",
    [
      "cluster.local.",
      "svc.cluster.local.",
      "pod.cluster.local.",
      "dns-version.cluster.local.",
      "ns.dns.cluster.local.",
    ],
  ],
  [
    "kubernetes cluster.local\n k8s_external k.test {\n  apex n\n }",
    [
      "k.test.",
      "n.k.test.",
      "ns1.n.k.test.",
      "cluster.local.",
      "svc.cluster.local.",
      "pod.cluster.local.",
      "dns-version.cluster.local.",
      "ns.dns.cluster.local.",
    ],
  ],
  ["local", ["localhost.", "0.in-addr.arpa.", "127.in-addr.arpa.", "255.in-addr.arpa.", "1.0.0.127.in-addr.arpa."]],
  ["secondary s.z.test {\n  transfer from 192.0.2.1\n }", ["s.z.test."]],
  ["template IN A t.z.test", ["t.z.test."]],
  ["rewrite name exact o.z.test n.z.test", ["o.z.test."]],
  ["rewrite name suffix .o.z.test .n.z.test", ["o.z.test."]],
  ["rewrite name prefix o- n-", []],
  ["rewrite name regex ^o n", []],
  [
    "transfer a.z.test {\n  to 192.0.2.9 *\n }\n file /db a.z.test",
    ["a.z.test.", "192.0.2.9/32", "ns.a.z.test.", "a.b.a.z.test."],
  ],
  ["view v {\n  expr name() == 'a.z.test.' || name() endsWith '.b.z.test.'\n }\n whoami", ["a.z.test.", "b.z.test."]],
  ["view v {\n  expr incidr(client_ip(), '10.0.0.0/8')\n }\n whoami", []],
];

describe("plugins with names of their own", () => {
  it.each(ROWS)("%s", (lines, expected) => expect(marksOf(lines)).toEqual(expected));
});

const WITHOUT =
  "any cancel chaos debug dns64 errors health loadbalance log loop metadata minimal multisocket nsid prometheus ready reload whoami";
const WITHOUT_BUT_WORDS = [
  "bind 192.0.2.53",
  "bufsize 1232",
  "header {\n  response set ra\n }",
  "on startup true",
  "root /",
  "timeouts {\n  read 5s\n }",
  "tls cert key",
];

describe("plugins without any", () => {
  it.each(WITHOUT.split(" "))("%s", (name) => expect(marksOf(name)).toEqual([]));

  it.each(WITHOUT_BUT_WORDS)("%s", (lines) => expect(marksOf(lines)).toEqual([]));
});

it("every plugin that does something stands among them", () => {
  const folders = readdirSync(join(import.meta.dirname, "plugins"), { withFileTypes: true });
  const lines = [...ROWS.map(([own]) => own), ...WITHOUT.split(" "), ...WITHOUT_BUT_WORDS].flatMap((own) =>
    own.split("\n"),
  );
  const known = new Set(lines.map((line) => line.trim().split(" ")[0]));
  expect(folders.flatMap((one) => (one.isDirectory() && !known.has(one.name) ? [one.name] : []))).toEqual([]);
});

describe("blocks", () => {
  it("have one for each zone of their keys, in the order of the file", () => {
    const { server } = new CoreDnsUnderTest("a.test b.test:54 {\n whoami\n}\n10.0.0.0/8 {\n any\n}\n");
    expect(server.landmarks().map(print)).toEqual(["a.test.", "b.test.", "10.in-addr.arpa."]);
  });

  it("say what stands there", () => {
    const { server } = new CoreDnsUnderTest(". {\n cache\n local\n}\n");
    expect(server.landmarks().map(({ why }) => why)).toEqual([
      "server block .",
      ...Array.from({ length: 5 }, () => "plugin local"),
      "a zone of the cache plugin",
    ]);
  });
});
