import { fileTreeFromSources, sourceFromText } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import { loadSite, type SiteTwin } from "../site/index.ts";
import { dig } from "./dig.ts";

/** A laptop with a search list: `web` stands in the second domain, `both` in both of them. */
const FILES = {
  "/site.yaml": `
version: 1
networks: { lan: 192.168.13.0/24 }
hosts:
  dns1: { addresses: [192.168.13.11], bind: { version: "9.18", config: named.conf } }
  laptop: { addresses: [192.168.13.50], nameservers: [192.168.13.11], search: [one.lan, two.lan] }
`,
  "/named.conf": `
options { directory "/"; recursion no; minimal-responses yes; };
zone "one.lan" { type primary; file "db.one"; };
zone "two.lan" { type primary; file "db.two"; };
`,
  "/db.one": "$TTL 60\n@ SOA ns h 1 1 1 1 30\n@ NS ns\nns A 192.168.13.11\nboth A 10.0.0.1\nnodata TXT x\n",
  "/db.two":
    "$TTL 60\n@ SOA ns h 1 1 1 1 30\n@ NS ns\nns A 192.168.13.11\nboth A 10.0.0.2\nweb A 10.0.0.3\nnodata A 10.0.0.4\n",
} as const;

function site(): SiteTwin {
  const sources = Object.entries(FILES).map(([path, text]) => [path, sourceFromText(path, text)] as const);
  return loadSite(fileTreeFromSources(new Map(sources))).value;
}

/** The names that were asked for, in their order, and what came of the last. */
function asked(words: string): string {
  const { answer, trace } = dig(site(), "laptop", words);
  const names = trace.flatMap(({ event }) => (event.kind === "asked" ? [event.question?.name.text] : []));
  const message = answer.kind === "answered" ? answer.messages[0] : undefined;
  return `${names.join(" ")}: ${message?.rcode} ${message?.answer.length}`;
}

describe("dig +search (as dig 9.18.49 does with this resolv.conf)", () => {
  test.each([
    ["both +search", "both.one.lan.: NOERROR 1"],
    ["web +search", "web.one.lan. web.two.lan.: NOERROR 1"],
    ["gone +search", "gone.one.lan. gone.two.lan. gone.: REFUSED 0"],
    // A dot is enough for a name to be complete.
    ["web.two.lan +search", "web.two.lan.: NOERROR 1"],
    ["gone.a +search", "gone.a.: REFUSED 0"],
    // Data of another type ends the search: only a name error leads on.
    ["nodata +search", "nodata.one.lan.: NOERROR 0"],
    ["web", "web.: REFUSED 0"],
    ["web +nosearch", "web.: REFUSED 0"],
    ["web +search +nosearch", "web.: REFUSED 0"],
  ])("%s: %s", (words, expected) => {
    expect(asked(words)).toBe(expected);
  });
});

describe("whom dig asks", () => {
  test.each([
    ["@dns1 both.one.lan", "both.one.lan.: NOERROR 1"],
    ["@192.168.13.11 both.one.lan", "both.one.lan.: NOERROR 1"],
    ["-b 192.168.13.50 both.one.lan", "both.one.lan.: NOERROR 1"],
    ["-x 10.0.0.1", "1.0.0.10.in-addr.arpa.: REFUSED 0"],
  ])("%s: %s", (words, expected) => {
    expect(asked(words)).toBe(expected);
  });

  test.each([
    ["@dns9 x", 'Nobody in the site is called "dns9". Did you mean "dns1"?'],
    ["@zzz x", 'Nobody in the site is called "zzz". Known: dns1, laptop.'],
  ])("%s", (words, expected) => {
    expect(dig(site(), "laptop", words).answer).toEqual({ kind: "not-modelled", what: expected });
  });
});
