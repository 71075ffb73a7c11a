import { describe, expect, it } from "vitest";
import { type AnswerRow, BOTH } from "../fixtures/answer-table.fixture.ts";
import { HINTS, internet, iterating, ONE } from "../fixtures/internet.fixture.ts";
import { lines } from "../fixtures/texts.fixture.ts";
import { byQuestion, type Script, says } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";
import type { BindVersion } from "../settings.ts";

/** What is kept of an answer, as questions with RD=0 show it: named 9.18.49 and 9.20.30, which agree but for what stands beside an answer (lib/dns/resolver.c, cache_name and cache_message). */
const SOA = "sub.lan. 300 SOA ns.sub.lan. n.sub.lan. 1 1 1 1 60";
/** The delegation, where the cache has no answer. */
const CUT = `AU sub.lan. 3600 NS ns.sub.lan.\nAD ns.sub.lan. 3600 A ${ONE}`;
/** Where only 9.18 shows it, beside an answer: nobody but a referral spoke of it. */
const CUT_18 = CUT.replaceAll(/^/gm, "9.18: ");
const BARE = { rd: false } as const;

const server = (): Script =>
  byQuestion({
    "mail.sub.lan. MX": says({
      answer: "mail.sub.lan. 300 MX 10 mx.sub.lan.",
      additional: "mx.sub.lan. 300 A 203.0.113.5\nother.sub.lan. 300 A 203.0.113.66",
    }),
    "www.sub.lan. A": says({
      answer: "www.sub.lan. 300 A 203.0.113.9",
      authority: "sub.lan. 9000 NS ns.sub.lan.\nsub.lan. 9000 NS ns2.sub.lan.",
      additional: `ns.sub.lan. 9000 A ${ONE}\nns2.sub.lan. 9000 A ${ONE}`,
    }),
    "al.sub.lan. A": says({ answer: "al.sub.lan. 300 CNAME t.sub.lan.\nt.sub.lan. 300 A 203.0.113.7" }),
    "t.sub.lan. A": says({ answer: "t.sub.lan. 200 A 203.0.113.8" }),
    "gone.sub.lan. A": says({ rcode: "NXDOMAIN", authority: SOA }),
    "sub.lan. NS": says({ answer: "sub.lan. 5000 NS ns.sub.lan.", additional: `ns.sub.lan. 5000 A ${ONE}` }),
    "any.sub.lan. ANY": says({
      answer: "any.sub.lan. 300 A 203.0.113.11\nany.sub.lan. 200 TXT x\nany.sub.lan. 100 MX 1 mx.sub.lan.",
    }),
    "d.sub.lan. DNAME": says({ answer: "d.sub.lan. 300 DNAME ext." }),
    "txt.sub.lan. TXT": says({ answer: "txt.sub.lan. 300 TXT x" }),
    "txt.sub.lan. A": says({ rcode: "NXDOMAIN", authority: SOA }),
    "*": says({ authority: SOA }),
  });

interface Setting {
  readonly more?: string;
  readonly zones?: string;
}

const expectedOf = (text: string, version: BindVersion): string =>
  lines(version === "9.18" ? text.replaceAll("9.18: ", "") : text.replaceAll(/^ *9\.18: .*$/gm, ""));

/** One question after the other, asked of one server. */
function conversation(about: string, { more = "", zones = "" }: Setting, rows: readonly AnswerRow[]): void {
  it(about, () => {
    for (const version of BOTH) {
      const others = internet(`sub NS ns.sub\nns.sub A ${ONE}`, { [ONE]: server() });
      const world = new World(iterating(more, zones), others, { files: HINTS, version });
      for (const [row, question, expected, how = {}] of rows) {
        expect(world.ask(question, how), `${version}, ${row}`).toBe(expectedOf(expected, version));
      }
    }
  });
}

describe("after a first question", () => {
  conversation("an MX with an address that it leads to, and one that it does not", {}, [
    [
      "MX",
      "mail.sub.lan MX",
      `NOERROR ra
       AN mail.sub.lan. 300 MX 10 mx.sub.lan.
       AD mx.sub.lan. 300 A 203.0.113.5`,
    ],
    ["the address beside it", "mx.sub.lan A", `NOERROR ra\n${CUT}`, BARE],
    [
      "goes along with the MX",
      "mail.sub.lan MX",
      `NOERROR ra
       AN mail.sub.lan. 300 MX 10 mx.sub.lan.
       9.18: AU sub.lan. 3600 NS ns.sub.lan.
       AD mx.sub.lan. 300 A 203.0.113.5
       9.18: AD ns.sub.lan. 3600 A ${ONE}`,
      BARE,
    ],
    ["what the MX does not lead to", "other.sub.lan A", `NOERROR ra\n${CUT}`, BARE],
  ]);

  conversation("NS beside an answer over UDP: anybody could have sent them", {}, [
    ["an answer", "www.sub.lan A", "NOERROR ra\nAN www.sub.lan. 300 A 203.0.113.9"],
    ["the servers", "sub.lan NS", `NOERROR ra\n${CUT}`, BARE],
    ["their addresses", "ns2.sub.lan A", `NOERROR ra\n${CUT}`, BARE],
  ]);

  conversation(
    "over TCP they are kept, no longer than the delegation said",
    { zones: `server ${ONE} { tcp-only yes; };` },
    [
      ["an answer", "www.sub.lan A", "NOERROR ra\nAN www.sub.lan. 300 A 203.0.113.9"],
      [
        "the servers",
        "sub.lan NS",
        `NOERROR ra
       AN sub.lan. 3600 NS ns.sub.lan.
       AN sub.lan. 3600 NS ns2.sub.lan.
       AD ns.sub.lan. 3600 A ${ONE}
       AD ns2.sub.lan. 9000 A ${ONE}`,
        BARE,
      ],
      [
        "their addresses",
        "ns2.sub.lan A",
        `NOERROR ra
       AU sub.lan. 3600 NS ns.sub.lan.
       AU sub.lan. 3600 NS ns2.sub.lan.
       AD ns.sub.lan. 3600 A ${ONE}
       AD ns2.sub.lan. 9000 A ${ONE}`,
        BARE,
      ],
    ],
  );

  conversation("an alias: what else came with it is asked for", {}, [
    [
      "an alias",
      "al.sub.lan A",
      `NOERROR ra
       AN al.sub.lan. 300 CNAME t.sub.lan.
       AN t.sub.lan. 200 A 203.0.113.8`,
    ],
    ["its target", "t.sub.lan A", `NOERROR ra\nAN t.sub.lan. 200 A 203.0.113.8\n${CUT_18}`, BARE],
    ["the alias for another type", "al.sub.lan TXT", `NOERROR ra\nAN al.sub.lan. 300 CNAME t.sub.lan.\n${CUT}`, BARE],
    ["the alias", "al.sub.lan CNAME", `NOERROR ra\nAN al.sub.lan. 300 CNAME t.sub.lan.\n${CUT_18}`, BARE],
  ]);

  conversation("denials of a name and of a type", {}, [
    [
      "a name error",
      "gone.sub.lan A",
      `NXDOMAIN ra
       AU sub.lan. 300 SOA ns.sub.lan. n.sub.lan. 1 1 1 1 60`,
    ],
    [
      "of another type",
      "gone.sub.lan MX",
      `NXDOMAIN ra
       AU sub.lan. 300 SOA ns.sub.lan. n.sub.lan. 1 1 1 1 60`,
      BARE,
    ],
    ["of the name below", "x.gone.sub.lan A", `NOERROR ra\n${CUT}`, BARE],
    [
      "no such type",
      "half.sub.lan A",
      `NOERROR ra
       AU sub.lan. 300 SOA ns.sub.lan. n.sub.lan. 1 1 1 1 60`,
    ],
    ["another type", "half.sub.lan MX", `NOERROR ra\n${CUT}`, BARE],
    ["ANY", "half.sub.lan ANY", `NOERROR ra\n${CUT}`, BARE],
    ["the SOA beside", "sub.lan SOA", `NOERROR ra\n${CUT}`, BARE],
  ]);

  conversation("the zone's own NS take the place of the delegation's", {}, [
    [
      "NS",
      "sub.lan NS",
      `NOERROR ra
       AN sub.lan. 3600 NS ns.sub.lan.
       AD ns.sub.lan. 3600 A ${ONE}`,
    ],
    [
      "again",
      "sub.lan NS",
      `NOERROR ra
       AN sub.lan. 3600 NS ns.sub.lan.
       AD ns.sub.lan. 3600 A ${ONE}`,
      BARE,
    ],
    ["the server's address", "ns.sub.lan A", `NOERROR ra\n${CUT}`, BARE],
    ["a name below", "x.sub.lan A", `NOERROR ra\n${CUT}`, BARE],
  ]);

  conversation("everything that a name has", {}, [
    [
      "ANY",
      "any.sub.lan ANY",
      `NOERROR ra
       AN any.sub.lan. 100 MX 1 mx.sub.lan.
       AN any.sub.lan. 200 TXT "x"
       AN any.sub.lan. 300 A 203.0.113.11`,
    ],
    ["one of them", "any.sub.lan TXT", `NOERROR ra\nAN any.sub.lan. 200 TXT "x"\n${CUT_18}`, BARE],
    ["one that was not there", "any.sub.lan AAAA", `NOERROR ra\n${CUT}`, BARE],
    [
      "ANY again",
      "any.sub.lan ANY",
      `NOERROR ra
       AN any.sub.lan. 100 MX 1 mx.sub.lan.
       AN any.sub.lan. 200 TXT "x"
       AN any.sub.lan. 300 A 203.0.113.11
       ${CUT_18}`,
      BARE,
    ],
  ]);

  conversation("a DNAME, out of which aliases are made", {}, [
    ["DNAME", "d.sub.lan DNAME", "NOERROR ra\nAN d.sub.lan. 300 DNAME ext."],
    [
      "a name below",
      "www.d.sub.lan A",
      `NOERROR ra
       AN d.sub.lan. 300 DNAME ext.
       AN www.d.sub.lan. 300 CNAME www.ext.
       AN www.ext. 3600 A 203.0.113.2`,
    ],
    [
      "again",
      "www.d.sub.lan A",
      `NOERROR ra
       AN d.sub.lan. 300 DNAME ext.
       AN www.d.sub.lan. 300 CNAME www.ext.
       AN www.ext. 3600 A 203.0.113.2
       9.18: AU ext. 86400 NS ns.ext.
       9.18: AD ns.ext. 86400 A 192.0.2.3`,
      BARE,
    ],
    ["at its name", "d.sub.lan A", `NOERROR ra\n${CUT}`, BARE],
    [
      "the alias",
      "x.d.sub.lan CNAME",
      `NOERROR ra
       AN d.sub.lan. 300 DNAME ext.
       AN x.d.sub.lan. 300 CNAME x.ext.
       ${CUT_18}`,
      BARE,
    ],
  ]);

  conversation("a name that is denied takes its other types along", {}, [
    ["data", "txt.sub.lan TXT", `NOERROR ra\nAN txt.sub.lan. 300 TXT "x"`],
    [
      "then the name is denied",
      "txt.sub.lan A",
      `NXDOMAIN ra
       AU sub.lan. 300 SOA ns.sub.lan. n.sub.lan. 1 1 1 1 60`,
    ],
    [
      "the data",
      "txt.sub.lan TXT",
      `NXDOMAIN ra
       AU sub.lan. 300 SOA ns.sub.lan. n.sub.lan. 1 1 1 1 60`,
      BARE,
    ],
    [
      "another",
      "txt.sub.lan MX",
      `NXDOMAIN ra
       AU sub.lan. 300 SOA ns.sub.lan. n.sub.lan. 1 1 1 1 60`,
      BARE,
    ],
  ]);

  conversation("a delegation and its glue are no answers", {}, [
    ["a name", "t.sub.lan A", "NOERROR ra\nAN t.sub.lan. 200 A 203.0.113.8"],
    ["glue", "ns.sub.lan A", `NOERROR ra\n${CUT}`, BARE],
    ["the delegation", "sub.lan NS", `NOERROR ra\n${CUT}`, BARE],
    [
      "above",
      "www.lan A",
      `NOERROR ra
       AU lan. 86400 NS ns.lan.
       AD ns.lan. 86400 A 192.0.2.2`,
      BARE,
    ],
    ["DS", "sub.lan DS", `NOERROR ra\n${CUT}`, BARE],
  ]);

  conversation("minimal-responses no: the closest servers go along", { more: "minimal-responses no;" }, [
    ["a name", "t.sub.lan A", `NOERROR ra\nAN t.sub.lan. 200 A 203.0.113.8\n${CUT_18}`],
    ["again", "t.sub.lan A", `NOERROR ra\nAN t.sub.lan. 200 A 203.0.113.8\n${CUT_18}`],
    [
      "denial",
      "gone.sub.lan A",
      `NXDOMAIN ra
       AU sub.lan. 300 SOA ns.sub.lan. n.sub.lan. 1 1 1 1 60`,
    ],
    [
      "NS",
      "sub.lan NS",
      `NOERROR ra
       AN sub.lan. 3600 NS ns.sub.lan.
       AD ns.sub.lan. 3600 A ${ONE}`,
    ],
  ]);
});
