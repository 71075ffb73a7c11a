import { describe, expect, it } from "vitest";
import { REQUEST_EXPIRE } from "../fixtures/request-expire.fixture.ts";
import { byQuestion, says } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";

const A = "192.0.2.1";
const primary = byQuestion({
  "z.lan. SOA": says({ answer: "z.lan. 300 SOA ns1.z.lan. h.z.lan. 1 10 4 25 30" }),
  "z.lan. NS": says({ answer: "z.lan. 300 NS ns1.z.lan.", additional: "ns1.z.lan. 300 A 192.0.2.1" }),
  "*": says({}),
});

/** The EDNS options of the question for the SOA by which a server at rest learns whom its stub zone names. */
function optionsOfSoa(zone: string, server: string): readonly number[] | undefined {
  const conf = `options { recursion no; };
${server}
zone "z.lan" { type stub; primaries { ${A}; }; ${zone} };`;
  const world = new World(conf, { [A]: primary });
  expect(world.ask("www.z.lan A", { rd: false })).toContain("ns1.z.lan. 300 A 192.0.2.1");
  expect(world.asked).toHaveLength(2);
  return world.queries[0]?.edns?.options.map(({ code }) => code);
}

const EXPIRE = 9;

describe("a stub zone of a server at rest asks how long its primary's copy lives, as one that is kept does", () => {
  it.each(REQUEST_EXPIRE)("request-expire: %s", (_said, zone, server, asks) => {
    expect(optionsOfSoa(zone, server)).toEqual(asks ? [EXPIRE] : []);
  });
});
