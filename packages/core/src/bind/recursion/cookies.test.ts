import { describe, expect, it } from "vitest";
import { type Edns, instantFromMs, type Query } from "../../dns/index.ts";
import { queryOf } from "../fixtures/texts.fixture.ts";
import { byTransport, closed, type Said, type Script, says } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";
import { readCookie } from "./upstream-query.ts";

/** DNS cookies towards other servers (RFC 7873 section 5.3) and what else is left out for a server that cannot read it. */
const F = "192.0.2.53";
const CONF = `options { recursion yes; dnssec-validation no; forward only; forwarders { ${F}; }; };`;
const ANSWER = "www.test. 0 A 192.0.2.9";
const GOOD = "NOERROR ra\nAN www.test. 0 A 192.0.2.9";
/** `udp 8` for a question over UDP with a cookie of eight octets, `tcp -` without one, `udp no-edns`. */
const sent = (world: World): readonly string[] =>
  world.queries.map(({ edns }, at) => {
    const transport = world.asked[at]?.startsWith("tcp") === true ? "tcp" : "udp";
    return `${transport} ${edns === null ? "no-edns" : (cookieIn(edns)?.length ?? "-")}`;
  });
const cookieIn = (edns: Edns | null): Uint8Array | undefined => edns?.options.find(({ code }) => code === 10)?.data;
const cookieOf = (query: Query): number => cookieIn(query.edns)?.length ?? 0;
/** The first that fits: by what the question brings. */
const where =
  (fits: (query: Query) => boolean, then: Script, otherwise: Script): Script =>
  (query, ...rest) =>
    (fits(query) ? then : otherwise)(query, ...rest);

describe("what a cookie in an answer shows", () => {
  const own = [1, 2, 3, 4, 5, 6, 7, 8];
  const server = [9, 9, 9, 9, 9, 9, 9, 9];
  const withCookie = (octets: readonly number[] | null): Query =>
    queryOf("www.test A", {
      edns: 1232,
      ednsOptions: octets === null ? [] : [{ code: 10, data: Uint8Array.from(octets) }],
    });
  type Row = readonly [
    row: string,
    sent: readonly number[] | null,
    got: readonly number[] | null,
    known: readonly number[] | null,
    standing: string,
  ];
  const rows: readonly Row[] = [
    ["none sent, none given", null, null, null, "none"],
    ["none given, as before", own, null, null, "none"],
    ["none given, by one that gave one before", [...own, ...server], null, server, "missing"],
    ["ours and theirs", own, [...own, ...server], null, "good"],
    ["ours and a new one of theirs", [...own, ...server], [...own, 7, 7, 7, 7, 7, 7, 7, 7], server, "good"],
    ["ours alone", own, own, null, "echoed"],
    ["another half in place of ours", own, [8, 7, 6, 5, 4, 3, 2, 1, ...server], null, "bad"],
    ["less than ours", own, own.slice(0, 7), null, "bad"],
    ["one that nobody asked for", null, [...own, ...server], null, "none"],
  ];
  it.each(rows)("%s", (_row, asked, got, known, standing) => {
    const query = withCookie(asked);
    const edns = withCookie(got).edns;
    const response = says({ edns: "none" })(query, "udp", instantFromMs(0));
    if (response.kind !== "reply") throw new Error("this script always answers");
    const read = readCookie(query, { ...response.response, edns }, known === null ? null : Uint8Array.from(known));
    expect(read.standing).toBe(standing);
    expect(read.serverCookie === null ? null : [...read.serverCookie]).toEqual(
      standing === "good" ? got?.slice(8) : null,
    );
  });
});

describe("how a server is asked again", () => {
  const old: Said = { rcode: "FORMERR", edns: "none", aa: false };
  const whole = says({ answer: ANSWER, edns: "cookie" });
  type Row = readonly [row: string, script: () => Script, expected: string, sent: readonly string[]];
  const rows: readonly Row[] = [
    [
      "one that knows no EDNS",
      () => where(({ edns }) => edns === null, says({ answer: ANSWER, edns: "none" }), says(old)),
      GOOD,
      ["udp 8", "udp no-edns"],
    ],
    ["nor the question without", () => says(old), "SERVFAIL ra", ["udp 8", "udp no-edns"]],
    [
      "one that sends our half back with FORMERR",
      () =>
        where(
          (query) => cookieOf(query) === 0,
          says({ answer: ANSWER }),
          says({ rcode: "FORMERR", edns: "echo", aa: false }),
        ),
      GOOD,
      ["udp 8", "udp -"],
    ],
    [
      "one that wants its own cookie",
      () => where((query) => cookieOf(query) === 16, whole, says({ rcode: "BADCOOKIE", edns: "cookie", aa: false })),
      GOOD,
      ["udp 8", "udp 16"],
    ],
    [
      "one that does not know it again: over TCP",
      () => byTransport(says({ rcode: "BADCOOKIE", edns: "cookie", aa: false }), whole),
      GOOD,
      ["udp 8", "udp 16", "tcp 16"],
    ],
    ["BADCOOKIE without a cookie", () => says({ rcode: "BADCOOKIE", aa: false }), "SERVFAIL ra", ["udp 8"]],
    [
      "one that cuts its answer",
      () => byTransport(says({ tc: true, edns: "cookie" }), whole),
      GOOD,
      ["udp 8", "tcp 16"],
    ],
    [
      "one that cuts it and knows no EDNS over TCP",
      () =>
        byTransport(
          says({ tc: true }),
          where(({ edns }) => edns === null, says({ answer: ANSWER, edns: "none" }), says(old)),
        ),
      GOOD,
      ["udp 8", "tcp 8", "tcp no-edns"],
    ],
    [
      "one that knows no EDNS and cuts what it says then",
      () =>
        byTransport(
          where(({ edns }) => edns === null, says({ tc: true, edns: "none" }), says(old)),
          says({ answer: ANSWER, edns: "none" }),
        ),
      GOOD,
      ["udp 8", "udp no-edns", "tcp no-edns"],
    ],
    [
      "one that cuts over UDP and is deaf over TCP",
      () => byTransport(says({ tc: true }), closed),
      "SERVFAIL ra",
      ["udp 8", "tcp 8"],
    ],
  ];
  it.each(rows)("%s", (_row, script, expected, how) => {
    const world = new World(CONF, { [F]: script() });
    expect(world.ask("www.test A")).toBe(expected);
    expect(sent(world)).toEqual(how);
    expect(world.elapsedMs).toBe(0);
  });
});

describe("what is remembered", () => {
  it("a server's cookie goes along with every later question, of any name", () => {
    const world = new World(CONF, { [F]: says({ answer: ANSWER, edns: "cookie" }) });
    world.ask("www.test A");
    world.ask("www.test AAAA", { atMs: 1_790_000 });
    expect(sent(world)).toEqual(["udp 8", "udp 16"]);
  });

  it("for half an hour: then all that is known of a server is forgotten (lib/dns/adb.c, ADB_ENTRY_WINDOW)", () => {
    const world = new World(CONF, { [F]: says({ answer: ANSWER, edns: "cookie" }) });
    world.ask("www.test A");
    world.ask("www.test AAAA", { atMs: 1_800_000 });
    expect(sent(world)).toEqual(["udp 8", "udp 8"]);
  });

  it("not to another server: each has its own, and our half differs too", () => {
    const G = "192.0.2.54";
    const conf = CONF.replace(`${F};`, `${F}; ${G};`);
    const script = says({ answer: ANSWER, edns: "cookie" });
    const world = new World(conf, { [F]: script, [G]: script });
    world.ask("www.test A");
    world.draw = "last";
    world.ask("www.test A");
    expect(sent(world)).toEqual(["udp 8", "udp 8"]);
    const [one, two] = world.queries.map(({ edns }) => [...(cookieIn(edns) ?? [])]);
    expect(one).not.toEqual(two);
  });

  it("an answer whose cookie is not ours is nobody's: the question is put again", () => {
    let times = 0;
    const forged: Script = (query, ...rest) => {
      times += 1;
      const reaction = says({ answer: times === 1 ? "www.test. 0 A 192.0.2.66" : ANSWER, edns: "cookie" })(
        query,
        ...rest,
      );
      if (reaction.kind !== "reply" || times > 1) return reaction;
      const { response } = reaction;
      const edns =
        response.edns === null ? null : { ...response.edns, options: [{ code: 10, data: new Uint8Array(16) }] };
      return { kind: "reply", response: { ...response, edns } };
    };
    const world = new World(CONF, { [F]: forged });
    expect(world.ask("www.test A")).toBe(GOOD);
    expect(world.asked).toHaveLength(2);
  });

  it("`server { send-cookie no; }` holds for that server alone", () => {
    const world = new World(`${CONF}\nserver ${F} { send-cookie no; };`, { [F]: says({ answer: ANSWER }) });
    world.ask("www.test A");
    expect(sent(world)).toEqual(["udp -"]);
  });
});
