import { describe, expect, it } from "vitest";
import { Clockwork } from "../fixtures/clockwork.fixture.ts";
import { closed, says, silent } from "../fixtures/upstreams.fixture.ts";

/** NOTIFY as a primary sends it (facts section 7; lib/dns/zone.c, zone_notify), and `rndc reload` in the server itself. */
const FRIEND = "192.0.2.1";
const OTHER = "192.0.2.2";
const file = (serial: number, more = ""): string =>
  `$TTL 60\n@ SOA ns1 h ${serial} 1 1 1 1\n@ NS ns1\n@ NS ns2\nns1 A 192.168.13.11\nns2 A ${FRIEND}\n${more}`;
const confOf = (zone = "", options = "recursion no;"): string =>
  `options { ${options} };\nzone "z.lan" { type primary; file "/z.db"; ${zone} };`;
const thanks = says({ opcode: "NOTIFY", edns: "none" });
const others = { [FRIEND]: thanks, [OTHER]: thanks };
const started = (conf = confOf(), text = file(7)): Clockwork =>
  new Clockwork(conf, others, { files: { "/z.db": text } });
/** Who is told, and when. */
const told = (clockwork: Clockwork): readonly string[] =>
  clockwork.takeAsked().flatMap((line) => (line.includes("NOTIFY") ? [line.split(" NOTIFY")[0] ?? ""] : []));

describe("who is told at the start", () => {
  it.each<readonly [row: string, zone: string, text: string, told: readonly string[]]>([
    ["all NS but the SOA's MNAME", "", file(7), [`0.0 ${FRIEND}`]],
    ["the MNAME too with notify-to-soa, but never itself", "notify-to-soa yes;", file(7), [`0.0 ${FRIEND}`]],
    ["every address of a name server", "", file(7, `ns2 A ${OTHER}\n`), [`0.0 ${FRIEND}`, `0.5 ${OTHER}`]],
    ["also-notify first", `also-notify { ${OTHER} port 5300; };`, file(7), [`0.0 ${OTHER}`, `0.5 ${FRIEND}`]],
    ["nobody twice", `also-notify { ${FRIEND}; };`, file(7), [`0.0 ${FRIEND}`]],
    ["notify explicit: also-notify alone", `notify explicit; also-notify { ${OTHER}; };`, file(7), [`0.0 ${OTHER}`]],
    ["notify primary-only: of a primary", "notify primary-only;", file(7), [`0.0 ${FRIEND}`]],
    ["notify no", `notify no; also-notify { ${OTHER}; };`, file(7), []],
    ["a name server of which nothing is known", "", file(7, "@ NS ns.nowhere.\n"), [`0.0 ${FRIEND}`]],
  ])("%s", (_row, zone, text, expected) => {
    const clockwork = started(confOf(zone), text);
    clockwork.passUntil(4);
    expect(told(clockwork)).toEqual(expected);
  });

  it("without anybody to tell the log says nothing of it", () => {
    const clockwork = started(confOf(), "@ 60 SOA ns1 h 7 1 1 1 1\n@ NS ns1\nns1 A 192.168.13.11\n");
    clockwork.passUntil(4);
    expect(clockwork.takeLines()).toEqual(["0.0 zone z.lan/IN: loaded serial 7"]);
  });

  it("a zone that does not load tells nobody", () => {
    const clockwork = started(confOf(), "nonsense");
    clockwork.passUntil(4);
    expect(told(clockwork)).toEqual([]);
    expect(clockwork.takeLines().map((line) => line.replace(/^\S+ /, ""))).toEqual([
      expect.stringMatching(/^zone z\.lan\/IN: loading from master file \/z\.db failed: /),
      "zone z.lan/IN: not loaded due to errors.",
    ]);
  });

  it("a server that has run for long tells nobody", () => {
    const files = { "/z.db": file(7) };
    const clockwork = new Clockwork(confOf(), others, { files, beginning: { since: "settled" } });
    clockwork.passUntil(1000);
    expect([told(clockwork), clockwork.server.nextWake()]).toEqual([[], null]);
  });

  it("more than ten: ten each half second", () => {
    const list = Array.from({ length: 25 }, (_, at) => `192.0.2.${at + 10};`).join(" ");
    const clockwork = started(confOf(`notify explicit; also-notify { ${list} };`));
    clockwork.passUntil(4);
    const times = told(clockwork).map((line) => line.split(" ")[0]);
    expect(times.map((time) => times.filter((other) => other === time).length)).toEqual([
      1,
      ...Array.from({ length: 20 }, () => 10),
      ...Array.from({ length: 4 }, () => 4),
    ]);
    expect(times.at(-1)).toBe("1.5");
  });
});

describe("the message", () => {
  it("UDP, aa, no EDNS, SOA in the answer section (row: primary: NOTIFY it sends)", () => {
    const seen: unknown[] = [];
    const clockwork = new Clockwork(
      confOf(),
      {
        [FRIEND]: (query, transport, now) => {
          const [soa] = query.answer;
          const serial = soa?.data.type === "SOA" ? soa.data.serial : null;
          seen.push([
            transport,
            query.opcode,
            query.flags.authoritative,
            query.flags.recursionDesired,
            query.edns,
            serial,
          ]);
          return thanks(query, transport, now);
        },
      },
      { files: { "/z.db": file(7) } },
    );
    clockwork.passUntil(1);
    expect(seen).toEqual([["udp", "NOTIFY", true, false, null, 7]]);
  });

  it.each<readonly [row: string, script: typeof silent, times: readonly string[]]>([
    ["not answered: again after 5 and 10 s, then never", silent, ["0.0", "5.0", "10.0"]],
    ["port closed: never again", closed, ["0.0"]],
    ["refused: never again", says({ rcode: "REFUSED", opcode: "NOTIFY" }), ["0.0"]],
  ])("%s", (_row, script, times) => {
    const clockwork = new Clockwork(confOf(), { [FRIEND]: script }, { files: { "/z.db": file(7) } });
    clockwork.passUntil(100);
    expect(told(clockwork)).toEqual(times.map((time) => `${time} ${FRIEND}`));
  });
});

describe("a reload", () => {
  const files = (text: string) => ({ "/z.db": text });

  it("serial raised, file touched: told at once; within notify-delay of the last time not before it is over", () => {
    const clockwork = started();
    clockwork.passUntil(2);
    clockwork.reload(confOf(), files(file(8)));
    clockwork.passUntil(8);
    clockwork.reload(confOf(), files(file(9)));
    clockwork.passUntil(20);
    expect(told(clockwork)).toEqual(["0.0", "5.0", "10.0"].map((time) => `${time} ${FRIEND}`));
    clockwork.reload(confOf("notify-delay 60;"), files(file(10)));
    clockwork.passUntil(21);
    clockwork.reload(confOf("notify-delay 60;"), files(file(11)));
    clockwork.passUntil(100);
    expect(told(clockwork)).toEqual(["20.0", "80.0"].map((time) => `${time} ${FRIEND}`));
  });

  it("another file makes another zone: it need not wait until the old one's notify-delay is over (course conf-14)", () => {
    const clockwork = started();
    clockwork.passUntil(2);
    const [conf, other] = [confOf(), confOf().replace("/z.db", "/y.db")];
    clockwork.reload(conf, files(file(8)));
    clockwork.reload(other, { "/y.db": file(9) }, "reconfig");
    clockwork.passUntil(3);
    expect(told(clockwork)).toEqual(["0.0", "2.0"].map((time) => `${time} ${FRIEND}`));
  });

  it.each<readonly [row: string, before: string, after: string, lines: readonly string[], serial: string]>([
    ["raised", file(7), file(8), ["loaded serial 8", "sending notifies (serial 8)"], "8"],
    [
      "the same",
      file(7),
      file(7, "www A 192.0.2.9\n"),
      [
        "zone serial (7) unchanged. zone may fail to transfer to secondaries.",
        "loaded serial 7",
        "sending notifies (serial 7)",
      ],
      "7",
    ],
    [
      "lower",
      file(7),
      file(6),
      ["zone serial (6/7) has gone backwards", "loaded serial 6", "sending notifies (serial 6)"],
      "6",
    ],
    ["not touched", file(7), file(7), [], "7"],
    [
      "broken",
      file(7),
      "@ 60 SOA",
      ["loading from master file /z.db failed: unexpected end of input", "not loaded due to errors."],
      "7",
    ],
    ["mended", "@ 60 SOA", file(3), ["loaded serial 3", "sending notifies (serial 3)"], "3"],
  ])("%s", (_row, before, after, expected, serial) => {
    const clockwork = started(confOf(), before);
    clockwork.passUntil(10);
    clockwork.takeLines();
    clockwork.reload(confOf(), files(after));
    clockwork.passUntil(11);
    expect(clockwork.takeLines()).toEqual([
      "10.0 reloading configuration succeeded",
      ...expected.map((line) => `10.0 zone z.lan/IN: ${line}`),
    ]);
    expect(clockwork.serial("z.lan.")).toBe(serial);
  });

  it("an included file counts as touched too, and then the serial that stays is not complained of", () => {
    const conf = confOf();
    const withInclude = (more: string) => ({ "/z.db": `${file(7)}$INCLUDE /more.db\n`, "/more.db": more });
    const clockwork = new Clockwork(conf, others, { files: withInclude("a A 192.0.2.9\n") });
    clockwork.passUntil(10);
    clockwork.takeLines();
    clockwork.reload(conf, withInclude("b A 192.0.2.9\n"));
    expect(clockwork.takeLines()).toEqual([
      "10.0 reloading configuration succeeded",
      "10.0 zone z.lan/IN: loaded serial 7",
    ]);
  });

  it("keeps what was cached (row: rndc reload with other forwarders: cache kept)", () => {
    const recursive = (forwarder: string): string =>
      `options { dnssec-validation no; allow-recursion { any; }; forward only; forwarders { ${forwarder}; }; };`;
    const clockwork = new Clockwork(recursive(FRIEND), {});
    expect(clockwork.server.copies()).toEqual([]);
    clockwork.reload(recursive(OTHER), {});
    expect(clockwork.takeLines()).toEqual(["0.0 reloading configuration succeeded"]);
  });

  it("in-view zones go with the zone that they are", () => {
    const conf = `options { recursion no; };
view "one" { match-clients { ${FRIEND}; }; zone "z.lan" { type primary; file "/z.db"; }; };
view "two" { match-clients { any; }; zone "z.lan" { in-view "one"; }; };`;
    const clockwork = new Clockwork(conf, others, { files: files(file(7)) });
    clockwork.passUntil(10);
    expect(clockwork.takeLines()).toEqual([
      "0.0 zone z.lan/IN/one: loaded serial 7",
      "0.0 zone z.lan/IN/one: sending notifies (serial 7)",
    ]);
    clockwork.reload(conf, files("@ 60 SOA"));
    expect(clockwork.serial("z.lan.")).toBe("7");
    clockwork.reload(conf, files(file(8)));
    expect(clockwork.serial("z.lan.")).toBe("8");
  });
});

describe("who says nothing", () => {
  const conf = confOf("notify-delay 0;");
  const files = (serial: number) => ({ "/z.db": file(serial) });
  const silentFriend = (): Clockwork => {
    const clockwork = new Clockwork(conf, { [FRIEND]: silent }, { files: files(7) });
    clockwork.passUntil(2);
    return clockwork;
  };

  it("is told of another version at once, and of the first one again (seen)", () => {
    const clockwork = silentFriend();
    clockwork.command("reload", "z.lan.", files(8));
    clockwork.passUntil(30);
    expect(told(clockwork)).toEqual(["0.0", "2.0", "5.0", "7.0", "10.0", "12.0"].map((at) => `${at} ${FRIEND}`));
  });

  it("is not told again of what was said before a reload of the whole server (seen)", () => {
    const clockwork = silentFriend();
    clockwork.reload(conf, files(8));
    clockwork.passUntil(30);
    expect(told(clockwork)).toEqual(["0.0", "2.0", "7.0", "12.0"].map((at) => `${at} ${FRIEND}`));
  });

  it("and who still waits to be told is told once", () => {
    const clockwork = new Clockwork(
      confOf(`notify-delay 0; also-notify { ${OTHER}; };`),
      { [FRIEND]: thanks, [OTHER]: thanks },
      { files: files(7) },
    );
    clockwork.passUntil(0.2);
    clockwork.command("notify", "z.lan.");
    clockwork.passUntil(10);
    // What is said of the start has a pace of its own.
    expect(told(clockwork)).toEqual([`0.0 ${OTHER}`, `0.2 ${OTHER}`, `0.5 ${FRIEND}`]);
  });
});
