import { describe, expect, test } from "vitest";
import { byQuestion, type Script, says, silent } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";

/** `com` is forwarded to somebody silent; its own server has a name elsewhere, whose address lives a second. */
const ROOT = "192.0.2.1";
const COM = "192.0.2.2";
const FORWARDER = "192.0.2.53";
const REFERRAL = says({ aa: false, authority: "com. 600 NS ns.net." });
const root: Script = byQuestion({
  ". NS": says({ answer: ". 600 NS a.root.", additional: `a.root. 600 A ${ROOT}` }),
  "ns.net. A": says({ answer: `ns.net. 1 A ${COM}` }),
  "*": REFERRAL,
});
const others = { [ROOT]: root, [COM]: says({ answer: "www.com. 60 A 203.0.113.1" }), [FORWARDER]: silent };
const files = { "/root": `. 3600000 NS a.root.\na.root. 3600000 A ${ROOT}\n` };
const worldOf = (mode: "first" | "only"): World =>
  new World(
    `options { recursion yes; dnssec-validation no; qname-minimization off; };
zone "." { type hint; file "/root"; };
zone "com" { type forward; forward ${mode}; forwarders { ${FORWARDER}; }; };`,
    others,
    { files, surroundings: { families: "ipv4" } },
  );

/** What is asked about whom, and how many milliseconds after the client's question. */
const asked = (world: World): readonly string[] =>
  world.asked.map((line, at) => `${world.askedAtMs[at]} ${line.split(" ").slice(-2).join(" ")}`);

describe("the servers of a delegation beside a forwarder", () => {
  test("with `first` their addresses are sought at once, before anybody is silent", () => {
    const world = worldOf("first");
    expect(world.ask("www.com A")).toBe("NOERROR ra\nAN www.com. 60 A 203.0.113.1");
    world.takeAsked();
    expect(world.ask("www.com A", { atMs: 100_000 })).toBe("NOERROR ra\nAN www.com. 60 A 203.0.113.1");
    expect(asked(world)).toEqual(["0 ns.net. A", "0 www.com. A", "1200 www.com. A"]);
  });

  test("with `only` nobody needs them", () => {
    const world = worldOf("only");
    expect(world.ask("www.com A")).toBe("SERVFAIL ra");
    expect(asked(world).some((line) => line.includes("ns.net."))).toBe(false);
  });
});
