import { describe, expect, it } from "vitest";
import { instantFromMs, nameOf } from "../../dns/index.ts";
import { startBind } from "../fixtures/start.fixture.ts";
import { addressOf, CLIENT, queryOf, SERVER } from "../fixtures/texts.fixture.ts";
import { closed, type Script, says } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";

const FORWARDER = "192.0.2.1";
const forwarding = (more: string): string =>
  `options { dnssec-validation no; allow-recursion { any; }; forward only; forwarders { ${FORWARDER}; }; ${more} };`;

describe("stale-answer-enable", () => {
  /** Answers at first, and nothing after ten seconds. */
  const dying: Script = (query, transport, now) =>
    now < instantFromMs(10_000)
      ? says({ answer: "www.ext. 5 A 203.0.113.9" })(query, transport, now)
      : closed(query, transport, now);
  const STALE = "stale-answer-enable yes; stale-cache-enable yes;";
  const at = (more: string, ms: number, question = "www.ext A"): string => {
    const world = new World(forwarding(more), { [FORWARDER]: dying });
    world.ask("www.ext A");
    return world.ask(question, { atMs: ms });
  };

  it.each<readonly [what: string, options: string, atMs: number, question: string, said: string]>([
    ["while it is fresh", STALE, 2000, "www.ext A", "NOERROR ra\nAN www.ext. 3 A 203.0.113.9"],
    ["asked again in time", STALE, 7000, "www.ext A", "NOERROR ra\nAN www.ext. 5 A 203.0.113.9"],
    ["too old, and nobody answers", STALE, 12_000, "www.ext A", "stale-answer-enable"],
    ["another name", STALE, 12_000, "other.ext A", "SERVFAIL ra"],
    ["older than max-stale-ttl", `${STALE} max-stale-ttl 5;`, 12_000, "www.ext A", "SERVFAIL ra"],
    ["nothing old is kept", "stale-answer-enable yes;", 12_000, "www.ext A", "SERVFAIL ra"],
    ["switched off", "stale-cache-enable yes;", 12_000, "www.ext A", "SERVFAIL ra"],
    [
      "the client does not wait: what is old may come first",
      `${STALE} stale-answer-client-timeout 0;`,
      7000,
      "www.ext A",
      "stale-answer-enable",
    ],
  ])("%s", (_what, options, atMs, question, said) => {
    expect(at(options, atMs, question)).toBe(said);
  });

  it("in the time of stale-refresh-time nobody is asked, though somebody would answer again", () => {
    let isDead = false;
    const script: Script = (...asked) =>
      isDead ? closed(...asked) : says({ answer: "www.ext. 5 A 203.0.113.9" })(...asked);
    const world = new World(forwarding(`${STALE} servfail-ttl 0;`), { [FORWARDER]: script });
    world.ask("www.ext A");
    isDead = true;
    expect(world.ask("www.ext A", { atMs: 10_000 })).toBe("stale-answer-enable");
    isDead = false;
    expect(world.ask("www.ext A", { atMs: 20_000 })).toBe("stale-answer-enable");
    expect(world.ask("www.ext A", { atMs: 45_000 })).toContain("AN www.ext. 5 A");
  });
});

describe("response-padding", () => {
  const PADDING = [{ code: 12, data: new Uint8Array(4) }];
  const conf = forwarding("response-padding { any; } block-size 128;");
  const ask = (transport: "udp" | "tcp", ednsOptions: typeof PADDING): string =>
    new World(conf, { [FORWARDER]: says({ answer: "www.ext. 5 A 203.0.113.9" }) }).ask("www.ext A", {
      transport,
      edns: 1232,
      ednsOptions,
    });
  it("is met by who asks for padding and is known", () => {
    expect(ask("tcp", PADDING)).toBe("response-padding");
    expect(ask("udp", PADDING)).toContain("AN www.ext.");
    expect(ask("tcp", [])).toContain("AN www.ext.");
  });
});

describe("signed questions", () => {
  it.each(["TSIG", "SIG"] as const)("%s", (type) => {
    const { server } = startBind("options { recursion no; };");
    const signature = { owner: nameOf("."), class: "ANY", ttl: 0, data: { type, octets: new Uint8Array() } } as const;
    const message = { ...queryOf("www.lan A"), additional: [signature] };
    const outcome = server.receive(
      {
        source: { address: addressOf(CLIENT), port: 41_000 },
        destination: { address: addressOf(SERVER), port: 53 },
        transport: "udp",
        content: { kind: "message", message },
      },
      instantFromMs(0),
    );
    expect(outcome).toEqual({ kind: "unsupported", what: "a question signed with TSIG or SIG(0)" });
  });
});

describe("rate-limit", () => {
  const limited = (more: string): World =>
    new World(
      `options { recursion no; allow-query { any; }; rate-limit { responses-per-second 2; ${more} }; };
zone "a.lan" { type primary; file "/etc/bind/db.a"; };`,
      {},
      {
        files: {
          "/etc/bind/db.a":
            "$TTL 300\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.168.13.5\nwww A 192.168.13.6\nsub NS ns.sub\n",
        },
      },
    );
  const TOO_MANY = "an answer beyond rate-limit";
  const asked = (world: World, question: string, options = {}): readonly string[] =>
    Array.from({ length: 4 }, () => world.ask(question, options).split("\n")[0] ?? "");

  it.each<readonly [what: string, more: string, question: string, third: string]>([
    ["answers", "", "www.a.lan A", TOO_MANY],
    ["denials of a name", "", "none.a.lan A", TOO_MANY],
    ["denials of a type", "", "www.a.lan MX", TOO_MANY],
    ["referrals", "", "x.sub.a.lan A", TOO_MANY],
    ["errors", "", "elsewhere A", TOO_MANY],
    ["of a kind with its own limit", "errors-per-second 0;", "elsewhere A", "REFUSED"],
    ["with slip 0 nothing is sent", "slip 0;", "www.a.lan A", "silence: rate-limited"],
    ["logged alone", "log-only yes;", "www.a.lan A", "NOERROR aa"],
    ["clients that are exempt", `exempt-clients { ${CLIENT}; };`, "www.a.lan A", "NOERROR aa"],
    ["all of a client's", "all-per-second 1;", "www.a.lan A", TOO_MANY],
  ])("%s", (_what, more, question, third) => {
    const world = limited(more);
    expect(asked(world, question).slice(2)).toEqual([third, third]);
  });

  it("other names, other networks and TCP have their own", () => {
    const world = limited("");
    asked(world, "www.a.lan A");
    expect(world.ask("ns.a.lan A")).toMatch(/^NOERROR/);
    expect(world.ask("www.a.lan A", { from: "10.0.0.1" })).toMatch(/^NOERROR/);
    expect(world.ask("www.a.lan A", { from: "192.168.13.77" }), "the same /24").toBe(TOO_MANY);
    expect(asked(world, "www.a.lan A", { transport: "tcp" })).toEqual(Array.from({ length: 4 }, () => "NOERROR aa"));
  });

  it("names that are denied are counted by their zone", () => {
    const world = limited("");
    const names = ["n1", "n2", "n3"].map((label) => world.ask(`${label}.a.lan A`).split("\n")[0]);
    expect(names).toEqual(["NXDOMAIN aa", "NXDOMAIN aa", TOO_MANY]);
  });
});
