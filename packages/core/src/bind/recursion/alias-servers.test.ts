import { expect, it } from "vitest";
import { serving } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";

/** A server whose name is an alias, alone and beside another one, as named 9.18.47 logged it. */
const [ROOT, ALIAS, ZONES] = ["192.0.2.1", "192.0.2.2", "192.0.2.3"];
const SOA = "$TTL 300\n@ SOA ns h 1 1 1 1 30\n";
const others = {
  [ROOT]: serving({
    ".": `$TTL 300\n. SOA a.root. b. 1 1 1 1 30\n. NS a.root.\na.root. A ${ROOT}
alias.lan. NS ns.alias.lan.\nns.alias.lan. A ${ALIAS}
one.lan. NS al.alias.lan.\ntwo.lan. NS al.alias.lan.\ntwo.lan. NS n3.alias.lan.\n`,
  }),
  [ALIAS]: serving({ "alias.lan": `${SOA}@ NS ns\nns A ${ALIAS}\nn3 A ${ZONES}\nal CNAME n3\n` }),
  [ZONES]: serving({
    "one.lan": `${SOA}@ NS n3.alias.lan.\nwww A 192.0.2.80\n`,
    "two.lan": `${SOA}@ NS n3.alias.lan.\nwww A 192.0.2.80\n`,
  }),
};

it("is skipped, each time that servers are looked for, and told", () => {
  const lines: string[] = [];
  const surroundings = { log: () => (line: string) => void lines.push(line), families: "ipv4" } as const;
  const conf = `options { recursion yes; querylog yes; dnssec-validation no; empty-zones-enable no; };
zone "." { type hint; file "/hint"; };`;
  const world = new World(conf, others, {
    files: { "/hint": `. 3600 NS a.root.\na.root. 3600 A ${ROOT}\n` },
    surroundings,
  });
  const ask = (name: string, atMs: number): readonly string[] => {
    world.ask(`${name} A`, { atMs });
    return lines
      .splice(0)
      .flatMap((line) => line.replace(/^client @0x0 \S+ \(\S+\): /, ""))
      .filter((line) => !line.startsWith("query: "));
  };
  const skipped = (name: string): string =>
    `skipping nameserver 'al.alias.lan' because it is a CNAME, while resolving '${name}/A'`;
  const failed = (name: string, result: string, line: number): string =>
    `query failed (${result}) for ${name}/IN/A at query.c:${line}`;
  expect(ask("www.one.lan", 0)).toEqual([skipped("www.one.lan"), failed("www.one.lan", "failure", 7910)]);
  expect(ask("www.one.lan", 300)).toEqual([failed("www.one.lan", "SERVFAIL", 7172)]);
  expect(ask("x.one.lan", 600)).toEqual([skipped("x.one.lan"), failed("x.one.lan", "failure", 7910)]);
  expect(ask("www.two.lan", 900)).toEqual([skipped("www.two.lan"), skipped("www.two.lan")]);
});
