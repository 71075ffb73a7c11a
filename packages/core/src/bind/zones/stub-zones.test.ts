import { describe, expect, it } from "vitest";
import { instantFromMs, makeQuery, NO_FLAGS, nameOf } from "../../dns/index.ts";
import { Clockwork, primaryWith } from "../fixtures/clockwork.fixture.ts";
import { byQuestion, byTransport, type Script, says, silent } from "../fixtures/upstreams.fixture.ts";

/** Stub zones through time, as named 9.18.47 kept them before a named and before a server that answers by a script. */
const A = "192.0.2.1";
const B = "192.0.2.2";
const HEAD = (serial: number): string => `$TTL 300\n@ SOA ns1 h ${serial} 10 4 25 30\n`;
const SERVERS = "@ NS ns1\n@ NS ns2.sub\n@ NS ns.other.lan.\nns1 A 192.0.2.1\nns2.sub A 192.0.2.1\n";
const fileOf = (serial: number, servers = SERVERS): string => `${HEAD(serial)}${servers}www A 192.0.2.80\n`;
const confOf = (primaries = `${A};`, more = ""): string =>
  `options { recursion no; min-refresh-time 5; min-retry-time 2; };
view "v" { zone "z.lan" { type stub; primaries { ${primaries} }; file "/s.db"; ${more} }; };`;
const TITLE = "zone z.lan/IN/v:";

function starting(script: Script, primaries?: string): Clockwork {
  const clockwork = new Clockwork(confOf(primaries), { [A]: script });
  clockwork.passUntil(0.1);
  return clockwork;
}

/** What is said to whoever asks without RD: `z.lan. NS ns1.z.lan.` and so on, or the rcode. */
function referral(clockwork: Clockwork, name = "www.z.lan."): readonly string[] {
  const question = makeQuery({ name: nameOf(name), type: "A", class: "IN" }, { flags: NO_FLAGS });
  const outcome = clockwork.receive(question);
  const [message] = outcome.kind === "reply" ? [...outcome.messages] : [];
  if (message === undefined || message.rcode !== "NOERROR") return [message?.rcode ?? outcome.kind];
  expect(message.flags.authoritative).toBe(false);
  return [...message.authority, ...message.additional]
    .map(({ owner, data }) =>
      data.type === "NS" ? `NS ${data.host.text}` : `${owner.text} ${data.type === "A" ? data.address : data.type}`,
    )
    .toSorted();
}

const SOA = says({ answer: "z.lan. 300 SOA ns1.z.lan. h.z.lan. 1 10 4 25 30" });
const NS = "z.lan. 300 NS ns1.z.lan.\nz.lan. 300 NS ns2.z.lan.\nz.lan. 300 NS ns.out.lan.";
const addresses = {
  "ns1.z.lan. a": says({ answer: "ns1.z.lan. 300 A 192.0.2.1" }),
  "ns2.z.lan. a": says({ rcode: "NXDOMAIN" }),
};
/** Tells its SOA, and says this to the question for NS. */
const telling = (ns: Script): Script =>
  byQuestion({
    "z.lan. SOA": SOA,
    "z.lan. NS": ns,
    "ns1.z.lan. A": addresses["ns1.z.lan. a"],
    "ns2.z.lan. A": addresses["ns2.z.lan. a"],
    "*": says({}),
  });

describe("the first look", () => {
  it("SOA over UDP, NS over TCP with EDNS, what comes with them is kept, and nothing is logged", () => {
    const clockwork = new Clockwork(confOf(), { [A]: primaryWith(fileOf(7)) });
    expect(referral(clockwork)).toEqual(["SERVFAIL"]);
    clockwork.passUntil(0.1);
    expect(clockwork.takeAsked()).toEqual([`0.0 ${A} z.lan. SOA`, `0.0 tcp ${A} z.lan. NS`]);
    expect(clockwork.takeLines()).toEqual([]);
    const all = [
      "NS ns.other.lan.",
      "NS ns1.z.lan.",
      "NS ns2.sub.z.lan.",
      "ns1.z.lan. 192.0.2.1",
      "ns2.sub.z.lan. 192.0.2.1",
    ];
    for (const name of ["www.z.lan.", "z.lan.", "ns1.z.lan.", "gone.z.lan."])
      expect(referral(clockwork, name)).toEqual(all);
  });

  it("where no address comes, each server in the zone is asked for; what it has not is logged", () => {
    const clockwork = starting(telling(says({ answer: NS })));
    expect(clockwork.takeAsked().slice(2)).toEqual(
      ["ns1.z.lan. A", "ns1.z.lan. AAAA", "ns2.z.lan. A", "ns2.z.lan. AAAA"].map((asked) => `0.0 tcp ${A} ${asked}`),
    );
    expect(clockwork.takeLines()).toEqual([
      `0.0 ${TITLE} refreshing stub: no AAAA records in response from primary ${A}#53 (source 0.0.0.0#0)`,
      `0.0 ${TITLE} refreshing stub: unexpected rcode (NXDOMAIN) from ${A}#53 (source 0.0.0.0#0)`,
      `0.0 ${TITLE} refreshing stub: no AAAA records in response from primary ${A}#53 (source 0.0.0.0#0)`,
    ]);
    expect(referral(clockwork)).toEqual(["NS ns.out.lan.", "NS ns1.z.lan.", "NS ns2.z.lan.", "ns1.z.lan. 192.0.2.1"]);
  });

  it.each([
    ["one address is enough", "ns2.z.lan. 300 A 192.0.2.3", ["ns2.z.lan. 192.0.2.3"]],
    [
      "of a server outside and of others nothing is kept",
      "ns1.z.lan. 300 A 192.0.2.3\nns.out.lan. 300 A 192.0.2.3\nfoo.z.lan. 300 A 192.0.2.3",
      ["ns1.z.lan. 192.0.2.3"],
    ],
  ])("%s", (_what, additional, kept) => {
    const clockwork = starting(telling(says({ answer: NS, additional })));
    expect(clockwork.takeAsked()).toHaveLength(2);
    expect(referral(clockwork).slice(3)).toEqual(kept);
  });

  it("a SOA that does not fit is asked for over TCP, when its turn comes, and from then on", () => {
    const cut = byTransport(
      says({ tc: true }),
      telling(says({ answer: NS, additional: "ns1.z.lan. 300 A 192.0.2.3" })),
    );
    const clockwork = starting(cut);
    clockwork.passUntil(11);
    expect(clockwork.takeAsked()).toEqual([
      `0.0 ${A} z.lan. SOA`,
      `0.5 tcp ${A} z.lan. SOA`,
      `0.5 tcp ${A} z.lan. NS`,
      `10.5 tcp ${A} z.lan. SOA`,
    ]);
    expect(clockwork.takeLines()).toEqual([]);
  });
});

const from = `${A}#53 (source 0.0.0.0#0)`;

describe("a primary of no use", () => {
  it.each<readonly [what: string, script: Script, lines: readonly string[], asked: number]>([
    ["REFUSED to the SOA", says({ rcode: "REFUSED" }), [`refresh: unexpected rcode (REFUSED) from primary ${from}`], 1],
    ["a SOA without AA", says({ aa: false }), [`refresh: non-authoritative answer from primary ${from}`], 1],
    [
      "REFUSED to NS",
      telling(says({ rcode: "REFUSED" })),
      [`refreshing stub: unexpected rcode (REFUSED) from ${from}`],
      2,
    ],
    [
      "SERVFAIL to NS, also without EDNS",
      telling(says({ rcode: "SERVFAIL" })),
      [`refreshing stub: unexpected rcode (SERVFAIL) from ${from}`],
      3,
    ],
    [
      "NS without AA",
      telling(says({ aa: false, answer: NS })),
      [`refreshing stub: non-authoritative answer from primary ${from}`],
      2,
    ],
    ["no NS", telling(says({})), [`refreshing stub: no NS records in response from primary ${from}`], 2],
    [
      "an alias",
      telling(says({ answer: "z.lan. 300 CNAME x.lan." })),
      [`refreshing stub: unexpected CNAME response from primary ${from}`],
      2,
    ],
    [
      "closed for TCP",
      byTransport(SOA, () => ({ kind: "closed" })),
      [`could not refresh stub from primary ${from}: operation canceled`],
      2,
    ],
  ])("%s", (_what, script, lines, asked) => {
    const clockwork = starting(script);
    expect(clockwork.takeLines()).toEqual(lines.map((line) => `0.0 ${TITLE} ${line}`));
    expect(clockwork.takeAsked()).toHaveLength(asked);
    expect(referral(clockwork)).toEqual(["SERVFAIL"]);
  });

  it("silent over TCP: twice sixteen seconds, the second time without EDNS", () => {
    const clockwork = starting(byTransport(SOA, silent));
    clockwork.passUntil(33);
    expect(clockwork.takeAsked().slice(1, 3)).toEqual([`0.0 tcp ${A} z.lan. NS`, `16.0 tcp ${A} no-edns z.lan. NS`]);
    expect(clockwork.takeLines()).toEqual([`32.0 ${TITLE} could not refresh stub from primary ${from}: timed out`]);
  });

  it("silent over UDP: three times with EDNS and three times without, and nobody connects", () => {
    const clockwork = starting(silent);
    clockwork.passUntil(31);
    expect(clockwork.takeAsked()).toEqual([
      ...[0, 5, 10].map((at) => `${at}.0 ${A} z.lan. SOA`),
      ...[15, 20, 25].map((at) => `${at}.0 ${A} no-edns z.lan. SOA`),
    ]);
    expect(clockwork.takeLines()).toEqual([
      `30.0 ${TITLE} refresh: retry limit for primary ${A}#53 exceeded (source 0.0.0.0#0)`,
    ]);
  });

  it("the next one is asked half a second later", () => {
    const clockwork = new Clockwork(confOf(`${A}; ${B};`), {
      [A]: says({ rcode: "REFUSED" }),
      [B]: primaryWith(fileOf(7)),
    });
    clockwork.passUntil(1);
    expect(clockwork.takeAsked()).toEqual([`0.0 ${A} z.lan. SOA`, `0.5 ${B} z.lan. SOA`, `0.5 tcp ${B} z.lan. NS`]);
  });
});

describe("later", () => {
  const OTHER = "@ NS ns1\n@ NS ns3\nns1 A 192.0.2.1\nns3 A 192.0.2.3\n";

  it("the same serial leaves the servers as they are; a newer one, told by NOTIFY, does not", () => {
    const clockwork = starting(primaryWith(fileOf(7)));
    clockwork.takeAsked();
    clockwork.others.set(A, primaryWith(fileOf(7, OTHER)));
    clockwork.passUntil(10.5);
    expect(clockwork.takeAsked()).toEqual([`10.0 ${A} z.lan. SOA`]);
    expect(referral(clockwork)).toContain("NS ns2.sub.z.lan.");
    clockwork.others.set(A, primaryWith(fileOf(8, OTHER)));
    expect(clockwork.notify("z.lan.", 8, A)).toBe("NOERROR");
    clockwork.passUntil(11);
    expect(clockwork.takeLines()).toContain(`10.5 ${TITLE} notify from ${A}#41000: serial 8`);
    expect(referral(clockwork).slice(0, 2)).toEqual(["NS ns1.z.lan.", "NS ns3.z.lan."]);
  });

  it("addresses that nobody tells any more stay, and count when their server is named again", () => {
    const clockwork = starting(primaryWith(fileOf(7)));
    clockwork.others.set(A, primaryWith(fileOf(8, OTHER)));
    clockwork.passUntil(10.5);
    const bare = "@ NS ns2.sub\n@ NS ns1\nns1 A 192.0.2.9\nns2.sub AAAA fd00::2\n";
    clockwork.others.set(A, primaryWith(fileOf(9, bare)));
    clockwork.passUntil(21);
    expect(referral(clockwork)).toEqual([
      "NS ns1.z.lan.",
      "NS ns2.sub.z.lan.",
      "ns1.z.lan. 192.0.2.9",
      "ns2.sub.z.lan. 192.0.2.1",
      "ns2.sub.z.lan. AAAA",
    ]);
  });

  it("after `rndc retransfer` every look gets the servers anew", () => {
    const clockwork = starting(primaryWith(fileOf(7)));
    expect(clockwork.command("retransfer", "z.lan.")).toBe("");
    clockwork.takeAsked();
    clockwork.passUntil(21);
    expect(clockwork.takeAsked()).toEqual(
      [0.5, 10.5, 20.5].flatMap((at) => [`${at.toFixed(1)} ${A} z.lan. SOA`, `${at.toFixed(1)} tcp ${A} z.lan. NS`]),
    );
  });

  it("is as good as the expire time after the last answer, then SERVFAIL; what is left of it lies in its file", () => {
    const clockwork = starting(primaryWith(fileOf(7)));
    clockwork.others.set(A, silent);
    clockwork.passUntil(24.9);
    expect(referral(clockwork)).toContain("NS ns1.z.lan.");
    clockwork.passUntil(25.1);
    expect(referral(clockwork)).toEqual(["SERVFAIL"]);
    expect(clockwork.takeLines()).toContain(`25.0 ${TITLE} expired`);
    expect(clockwork.server.copies().map(({ zone }) => [...zone.records()].length)).toEqual([6]);
  });

  it("starts with its file, as `loaded serial`, and looks after the retry time", () => {
    const first = starting(primaryWith(fileOf(7)));
    const conf = confOf();
    const [copy] = first.server.copies();
    if (copy === undefined) throw new Error("a stub with a file is kept");
    const again = new Clockwork(
      conf,
      { [A]: primaryWith(fileOf(7)) },
      { beginning: { since: "started", copies: [copy] } },
    );
    expect(again.takeLines()).toEqual([`0.0 ${TITLE} loaded serial 7`]);
    again.passUntil(5);
    expect(referral(again)).toContain("NS ns1.z.lan.");
    expect(again.takeAsked()).toEqual([`4.0 ${A} z.lan. SOA`]);
  });

  it("goes on over a reload, and is told as removed where its statement is gone", () => {
    const clockwork = starting(primaryWith(fileOf(7)));
    clockwork.takeAsked();
    clockwork.reload(confOf(), {});
    clockwork.passUntil(0.5);
    expect(referral(clockwork)).toContain("NS ns1.z.lan.");
    expect(clockwork.takeAsked()).toEqual([]);
    clockwork.takeLines();
    clockwork.reload('options { recursion no; };\nview "v" { };', {});
    expect(clockwork.takeLines()[0]).toContain("zone z.lan/IN/v: (stub) removed");
  });

  it("zonestatus tells its serial, its names and its times", () => {
    const clockwork = starting(primaryWith(fileOf(7)));
    expect(clockwork.command("zonestatus", "z.lan.").split("\n")).toEqual([
      "name: z.lan",
      "type: stub",
      "files: /s.db",
      "serial: 7",
      "nodes: 3",
      "next refresh: Thu, 01 Jan 1970 00:00:10 GMT",
      "expires: Thu, 01 Jan 1970 00:00:25 GMT",
      "secure: no",
      "dynamic: no",
      "reconfigurable via modzone: no",
    ]);
  });

  it("a fork goes on for itself", () => {
    const clockwork = starting(primaryWith(fileOf(7)));
    const fork = clockwork.server.fork();
    expect(fork.nextWake()).toBe(instantFromMs(10_000));
  });
});
