import { describe, expect, it } from "vitest";
import { byQuestion, byTransport, type Script, says, serving } from "./fixtures/upstreams.fixture.ts";
import { World } from "./fixtures/world.fixture.ts";

/** What named 9.18.49 sends to other servers (facts "What named sends upstream"). */
const F = "192.0.2.53";
const ROOT = "192.0.2.1";
const LAN = "192.0.2.2";
const KLOUD = "192.0.2.3";
const K8S = "198.19.0.30";

const forwarding = (more = ""): string =>
  `options { recursion yes; dnssec-validation no; forward only; forwarders { ${F}; }; ${more} };`;
const hint = `zone "." { type hint; file "/etc/bind/db.root"; };`;
const iterating = (more = ""): string => `options { recursion yes; dnssec-validation no; ${more} };\n${hint}`;
const files = { "/etc/bind/db.root": `. 3600000 NS a.root.\na.root. 3600000 A ${ROOT}\n` };
const chain: Readonly<Record<string, Script>> = {
  [ROOT]: serving({
    ".": `$TTL 86400\n. SOA a.root. n. 1 1 1 1 60\n. NS a.root.\na.root. A ${ROOT}\nlan. NS ns.lan.\nns.lan. A ${LAN}\next. NS ns.ext.\nns.ext. A ${LAN}\n`,
  }),
  [LAN]: serving({
    lan: `$TTL 3600\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A ${LAN}\nkloud NS ns.kloud\nns.kloud A ${KLOUD}\n`,
    ext: `$TTL 3600\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A ${LAN}\nhost A 203.0.113.9\n*.deep A 203.0.113.10\n`,
  }),
  [KLOUD]: serving({
    "kloud.lan": `$TTL 3600\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A ${KLOUD}\nwww A 203.0.113.1\nk8s NS ns.k8s\nns.k8s A ${K8S}\n`,
  }),
  [K8S]: serving({
    "k8s.kloud.lan": `$TTL 30\n@ SOA ns n 1 1 1 1 5\n@ NS ns\nns A ${K8S}\nweb.linkerd 5 A 198.19.0.5\n`,
  }),
};
const found = says({ answer: "www.kloud.lan. 300 A 203.0.113.1" });

describe("header bits", () => {
  const rows: readonly (readonly [row: string, conf: string, options: object, sent: string])[] = [
    ["forwarding: RD=1, DO=1, CD=1 by dnssec-validation no", forwarding(), {}, `${F} rd do cd www.kloud.lan. A`],
    [
      "the client's DO and size change nothing",
      forwarding(),
      { dnssecOk: true, edns: 4096 },
      `${F} rd do cd www.kloud.lan. A`,
    ],
    [
      "auto, forwarding: CD=1",
      forwarding().replace("validation no", "validation auto"),
      {},
      `${F} rd do cd www.kloud.lan. A`,
    ],
    [
      "yes without trust anchors: CD=0",
      forwarding().replace("validation no", "validation yes"),
      {},
      `${F} rd do www.kloud.lan. A`,
    ],
    [
      "a client's CD=1 gives CD=1",
      forwarding().replace("validation no", "validation yes"),
      { cd: true },
      `${F} rd do cd www.kloud.lan. A`,
    ],
    ["AD is never set upstream", forwarding(), { ad: true }, `${F} rd do cd www.kloud.lan. A`],
    ["server { edns no; }", `${forwarding()}\nserver ${F} { edns no; };`, {}, `${F} rd no-edns www.kloud.lan. A`],
    ["the name in the client's spelling", forwarding(), {}, `${F} rd do cd WwW.KLoud.lAN. A`],
    [
      "forwarders port 5301",
      forwarding().replace("forwarders {", "forwarders port 5301 {"),
      {},
      `${F} 5301 rd do cd www.kloud.lan. A`,
    ],
    [
      "server { tcp-only yes; }",
      `${forwarding()}\nserver ${F} { tcp-only yes; };`,
      {},
      `tcp ${F} rd do cd www.kloud.lan. A`,
    ],
  ];
  it.each(rows)("%s", (row, conf, options, sent) => {
    const world = new World(conf, { [F]: found, [`${F} 5301`]: found });
    world.ask(row.includes("spelling") ? "WwW.KLoud.lAN A" : "www.kloud.lan A", options);
    expect(world.asked).toEqual([sent]);
  });

  it.each([
    ["EDNS 0 of 1232 octets with a cookie of 8", "", { size: 1232, cookie: 8 }],
    ["edns-udp-size changes the size", "edns-udp-size 4096;", { size: 4096, cookie: 8 }],
    ["send-cookie no", "send-cookie no;", { size: 1232, cookie: null }],
  ])("%s", (_row, more, expected) => {
    const world = new World(forwarding(more), { [F]: found });
    world.ask("www.kloud.lan A");
    const edns = world.queries[0]?.edns;
    const cookie = edns?.options.find(({ code }) => code === 10);
    expect({ size: edns?.udpSize, cookie: cookie?.data.length ?? null }).toEqual(expected);
  });

  it("once a server gave a cookie of its own, both halves go along", () => {
    const world = new World(forwarding(), { [F]: says({ answer: "a.test. 0 A 192.0.2.9", edns: "cookie" }) });
    world.ask("a.test A");
    world.ask("a.test A");
    expect(world.queries.map(({ edns }) => edns?.options[0]?.data.length)).toEqual([8, 16]);
  });

  it("a server that gave a cookie and then does not is asked over TCP", () => {
    const cookieThenNone = byTransport(says({ answer: "a.test. 0 A 192.0.2.9", edns: "cookie" }), silentTcp);
    const forgetful: Script = (query, transport, now) =>
      query.edns?.options[0]?.data.length === 16 && transport === "udp"
        ? says({ answer: "a.test. 0 A 192.0.2.66" })(query, transport, now)
        : cookieThenNone(query, transport, now);
    const world = new World(forwarding(), { [F]: forgetful });
    world.ask("a.test A");
    expect(world.ask("a.test A")).toBe("NOERROR ra\nAN a.test. 0 A 192.0.2.10");
    expect(world.asked.at(-1)).toBe(`tcp ${F} rd do cd a.test. A`);
  });
});

const silentTcp = says({ answer: "a.test. 0 A 192.0.2.10" });

describe("truncation", () => {
  it("TC=1: the same question over TCP; the truncated data is not used", () => {
    const world = new World(forwarding(), {
      [F]: byTransport(
        says({ tc: true, answer: "big.test. 60 A 192.0.2.66" }),
        says({ answer: "big.test. 60 A 192.0.2.9" }),
      ),
    });
    expect(world.ask("big.test A")).toBe("NOERROR ra\nAN big.test. 60 A 192.0.2.9");
    expect(world.asked).toEqual([`${F} rd do cd big.test. A`, `tcp ${F} rd do cd big.test. A`]);
  });
});

describe("QNAME minimisation", () => {
  const steps = (conf: string, question: string, others = chain): readonly string[] => {
    const world = new World(conf, others, { files });
    world.ask(question);
    return world.asked;
  };
  const cd = (server: string, question: string): string => `${server} do cd ${question}`;

  it.each([
    [
      "cold: NS a label at a time, then the question; the root is primed beside it",
      iterating(),
      "web.linkerd.k8s.kloud.lan A",
      [
        cd(ROOT, ". NS"),
        cd(ROOT, "lan. NS"),
        cd(LAN, "kloud.lan. NS"),
        cd(KLOUD, "k8s.kloud.lan. NS"),
        cd(K8S, "linkerd.k8s.kloud.lan. NS"),
        cd(K8S, "web.linkerd.k8s.kloud.lan. A"),
      ],
    ],
    [
      "one label missing: asked at once with its type",
      iterating(),
      "www.kloud.lan A",
      [cd(ROOT, ". NS"), cd(ROOT, "lan. NS"), cd(LAN, "kloud.lan. NS"), cd(KLOUD, "www.kloud.lan. A")],
    ],
    [
      "a step that is not there: the full question at once",
      iterating(),
      "a.b.missing.kloud.lan A",
      [
        cd(ROOT, ". NS"),
        cd(ROOT, "lan. NS"),
        cd(LAN, "kloud.lan. NS"),
        cd(KLOUD, "missing.kloud.lan. NS"),
        cd(KLOUD, "a.b.missing.kloud.lan. A"),
      ],
    ],
    [
      "names of more than six labels: whole from there on",
      iterating(),
      "a.b.c.d.e.f.deep.ext A",
      [
        cd(ROOT, ". NS"),
        cd(ROOT, "ext. NS"),
        cd(LAN, "deep.ext. NS"),
        cd(LAN, "f.deep.ext. NS"),
        cd(LAN, "e.f.deep.ext. NS"),
        cd(LAN, "d.e.f.deep.ext. NS"),
        cd(LAN, "c.d.e.f.deep.ext. NS"),
        cd(LAN, "a.b.c.d.e.f.deep.ext. A"),
      ],
    ],
    [
      "qname-minimization off: the full question at every level",
      iterating("qname-minimization off;"),
      "www.kloud.lan A",
      [cd(ROOT, ". NS"), cd(ROOT, "www.kloud.lan. A"), cd(LAN, "www.kloud.lan. A"), cd(KLOUD, "www.kloud.lan. A")],
    ],
    [
      "forwarding is not minimised",
      forwarding(),
      "web.linkerd.k8s.kloud.lan A",
      [`${F} rd do cd web.linkerd.k8s.kloud.lan. A`],
    ],
  ])("%s", (_row, conf, question, asked) => {
    expect(
      steps(conf, question, { ...chain, [F]: says({ answer: `${question.replace(" A", ". 60 A")} 192.0.2.9` }) }),
    ).toEqual(asked);
  });

  it("a step that said NODATA is not asked again while that lives", () => {
    const world = new World(iterating(), chain, { files });
    world.ask("web.linkerd.k8s.kloud.lan A");
    world.takeAsked();
    world.ask("other.linkerd.k8s.kloud.lan A");
    expect(world.takeAsked()).toEqual([cd(K8S, "other.linkerd.k8s.kloud.lan. A")]);
    world.ask("late.linkerd.k8s.kloud.lan A", { atMs: 6000 });
    expect(world.asked).toEqual([cd(K8S, "linkerd.k8s.kloud.lan. NS"), cd(K8S, "late.linkerd.k8s.kloud.lan. A")]);
  });

  it("ip6.arpa: jumps to the boundaries of prefixes", () => {
    const name = `${"1.".repeat(32)}ip6.arpa`;
    const everything = byQuestion({
      ". NS": says({ answer: ". 60 NS a.root.", additional: `a.root. 60 A ${ROOT}` }),
      "*": says({ authority: ". 60 SOA a.root. n. 1 1 1 1 60" }),
    });
    const asked = steps(iterating(), `${name} PTR`, { [ROOT]: everything }).slice(1);
    expect(asked.map((line) => line.split(" ").slice(-2).join(" ").split(".").length - 1)).toEqual([
      6, 10, 14, 16, 18, 34,
    ]);
  });
});

describe("addresses of name servers", () => {
  it("without -4 the AAAA of a host is asked beside, once the first step is done", () => {
    const conf = `options { recursion yes; dnssec-validation no; };\nzone "kloud.lan" { type primary; file "/etc/bind/db.kloud"; };`;
    const world = new World(conf, chain, {
      files: {
        "/etc/bind/db.kloud": `$TTL 60\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.168.13.11\nk8s NS ns.k8s\nns.k8s A ${K8S}\n`,
      },
      surroundings: { families: "both" },
    });
    world.ask("web.linkerd.k8s.kloud.lan A");
    expect(world.takeAsked()).toEqual([
      `${K8S} do cd linkerd.k8s.kloud.lan. NS`,
      `${K8S} do cd ns.k8s.kloud.lan. AAAA`,
      `${K8S} do cd web.linkerd.k8s.kloud.lan. A`,
    ]);
    world.ask("web.linkerd.k8s.kloud.lan A", { atMs: 6000 });
    expect(world.takeAsked()).toEqual([
      `${K8S} do cd linkerd.k8s.kloud.lan. NS`,
      `${K8S} do cd web.linkerd.k8s.kloud.lan. A`,
    ]);
  });

  it("with a forward zone the question itself and nothing else", () => {
    const conf = `options { recursion yes; dnssec-validation no; };
zone "kloud.lan" { type primary; file "/etc/bind/db.kloud"; };
zone "k8s.kloud.lan" { type forward; forward only; forwarders { ${K8S}; }; };`;
    const world = new World(conf, chain, {
      files: {
        "/etc/bind/db.kloud": `$TTL 60\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.168.13.11\nk8s NS ns.k8s\nns.k8s A ${K8S}\n`,
      },
      surroundings: { families: "both" },
    });
    world.ask("web.linkerd.k8s.kloud.lan A");
    expect(world.asked).toEqual([`${K8S} rd do cd web.linkerd.k8s.kloud.lan. A`]);
  });

  it("no glue for an NS in its own zone: asked from above, then SERVFAIL", () => {
    const glueless = { ...chain, [ROOT]: byQuestion({ "*": says({ aa: false, authority: "ng. 60 NS ns.ng." }) }) };
    const world = new World(iterating(), glueless, { files });
    expect(world.ask("www.ng A")).toBe("SERVFAIL ra");
    expect(world.asked).toContain(`${ROOT} do cd ns.ng. A`);
  });

  it("an NS that is a CNAME is of no use", () => {
    const aliased = byQuestion({
      "ns.alias. a": says({ answer: "ns.alias. 60 CNAME real.alias." }),
      "*": says({ aa: false, authority: "lan. 60 NS ns.alias." }),
      "ns.alias.": says({ answer: "ns.alias. 60 CNAME real.alias." }),
    });
    const world = new World(iterating(), { [ROOT]: aliased }, { files });
    expect(world.ask("www.lan A")).toBe("SERVFAIL ra");
  });

  it("an NS out of its zone is resolved first, then used", () => {
    const away = byQuestion({
      "host.ext.": says({ answer: `host.ext. 60 A ${KLOUD}` }),
      "*": says({ aa: false, authority: "lan. 60 NS host.ext." }),
    });
    const world = new World(
      iterating(),
      { [ROOT]: away, [KLOUD]: says({ answer: "www.lan. 60 A 192.0.2.77" }) },
      { files },
    );
    expect(world.ask("www.lan A")).toBe("NOERROR ra\nAN www.lan. 60 A 192.0.2.77");
    expect(world.asked).toContain(`${KLOUD} do cd www.lan. A`);
  });

  it("query-source: the address is given, and without it on the host nothing goes out", () => {
    const conf = forwarding("query-source address 192.168.13.11;");
    const held = new World(conf, { [F]: found });
    expect(held.ask("www.kloud.lan A")).toContain("NOERROR");
    const lost = new World(conf, { [F]: found }, { own: ["192.168.13.12/24"] });
    expect(lost.ask("www.kloud.lan A")).toBe("SERVFAIL ra");
    expect(lost.asked).toEqual([]);
  });
});

describe("stubs", () => {
  it("static-stub: RD=0, minimised below its name", () => {
    const conf = `options { recursion yes; dnssec-validation no; };\nzone "k8s.kloud.lan" { type static-stub; server-addresses { ${K8S}; }; };`;
    const world = new World(conf, chain);
    expect(world.ask("web.linkerd.k8s.kloud.lan A")).toContain("198.19.0.5");
    expect(world.asked).toEqual([
      `${K8S} do cd linkerd.k8s.kloud.lan. NS`,
      `${K8S} do cd web.linkerd.k8s.kloud.lan. A`,
    ]);
    expect(world.ask("k8s.kloud.lan A", { rd: false })).toBe("REFUSED ra");
  });

  it("static-stub by name: the host is resolved as usual first", () => {
    const conf = `${iterating()}\nzone "k8s.kloud.lan" { type static-stub; server-names { host.ext; }; };`;
    const world = new World(conf, { ...chain, "203.0.113.9": chain[K8S] ?? found }, { files });
    expect(world.ask("web.linkerd.k8s.kloud.lan A")).toContain("198.19.0.5");
    expect(world.asked).toContain(`${LAN} do cd host.ext. A`);
    expect(world.asked.at(-1)).toBe("203.0.113.9 do cd web.linkerd.k8s.kloud.lan. A");
  });
});
