import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Outcome } from "../../../resolution/index.ts";
import { Scene, type Upstream } from "../upstreams.fixture.ts";

const [ONE, TWO, THREE] = ["192.0.2.61", "192.0.2.62", "192.0.2.63"];
const THREE_OF_THEM = `${ONE} ${TWO} ${THREE}`;
const line = (to: string, ...properties: readonly string[]): string =>
  ` forward . ${to} {\n${properties.map((property) => `  ${property}\n`).join("")} }\n`;
const block = (...lines: readonly string[]): string => `. {\n${lines.join("")}}\n`;
/** Says who it is. */
const A = (number: number, ttl = 30): string => `NOERROR: x.test. ${ttl} A 192.0.2.${number}`;
const good = {
  [ONE]: () => A(61),
  [TWO]: () => A(62),
  [THREE]: () => A(63),
} as const;
const whoOf = (reply: string): string => / A 192\.0\.2\.(\d+)/.exec(reply)?.[1] ?? reply;
const DROP: Upstream = () => "drop";

/** Who answers each of so many questions, one a second. */
function answerers(scene: Scene, times: number, pauseMs = 1000): string {
  return Array.from({ length: times }, (_, at) => whoOf(scene.ask(at * pauseMs, "x.test. A"))).join(" ");
}

describe("the order in which upstreams are asked", () => {
  it.each([
    ["round_robin: the first question goes to the second", "policy round_robin", "62 63 61 62 63"],
    ["sequential: always the file's order", "policy sequential", "61 61 61 61 61"],
  ])("%s", (_, policy, expected) => {
    expect(answerers(new Scene(block(line(THREE_OF_THEM, policy)), good), 5)).toBe(expected);
  });

  it("random: whoever is drawn, then another", () => {
    const drawn = new Scene(block(line(THREE_OF_THEM)), { ...good, [THREE]: DROP }, (among) => among - 1);
    expect(drawn.ask(0, "x.test. A")).toBe(`${A(62)} after 2000`);
    const asked = drawn.log.filter((entry) => entry.endsWith(" A"));
    expect(asked.map((entry) => entry.split(" ")[1])).toEqual([THREE, TWO]);
  });

  it("round_robin: behind the first come the others in the file's order", () => {
    const upstreams = { [ONE]: DROP, [TWO]: DROP, [THREE]: DROP };
    const scene = new Scene(block(line(THREE_OF_THEM, "policy round_robin", "max_fails 0")), upstreams);
    scene.ask(0, "x.test. A");
    expect(scene.log.map((entry) => entry.split(" ")[1])).toEqual([TWO, ONE, THREE]);
  });
});

describe("attempts", () => {
  it.each<readonly [string, string, Readonly<Record<string, Upstream>>, string]>([
    ["one silent upstream: two tries of 2 s", line(ONE), { [ONE]: DROP }, "SERVFAIL after 4000"],
    ["no new try behind five seconds", line(ONE, "read_timeout 3s"), { [ONE]: DROP }, "SERVFAIL after 6000"],
    ["a closed port costs no time", line(ONE), { [ONE]: () => "closed" }, "SERVFAIL"],
    [
      "the next one answers",
      line(`${ONE} ${TWO}`, "policy sequential"),
      { ...good, [ONE]: DROP },
      `${A(62)} after 2000`,
    ],
    [
      "max_connect_attempts 1",
      line(`${ONE} ${TWO}`, "policy sequential", "max_connect_attempts 1"),
      { ...good, [ONE]: DROP },
      "SERVFAIL after 2000",
    ],
    [
      "max_connect_attempts 0: until the deadline",
      line(ONE, "max_connect_attempts 0"),
      { [ONE]: DROP },
      "SERVFAIL after 6000",
    ],
    [
      "max_connect_attempts 0 and a closed port",
      line(ONE, "max_connect_attempts 0"),
      { [ONE]: () => "closed" },
      "SERVFAIL",
    ],
    ["read_timeout", line(ONE, "read_timeout 100ms"), { [ONE]: DROP }, "SERVFAIL after 200"],
  ])("%s", (_, lines, upstreams, expected) => {
    expect(new Scene(block(lines), upstreams).ask(0, "x.test. A")).toBe(expected);
  });
});

describe("replies", () => {
  it.each([
    ["NOERROR aa ad: x.test. 30 A 192.0.2.61", "NOERROR aa ad: x.test. 30 A 192.0.2.61"],
    ["SERVFAIL", "SERVFAIL"],
    ["REFUSED", "REFUSED"],
    ["NXDOMAIN: -- test. 30 SOA ns.test. h.test. 1 2 3 4 5", "NXDOMAIN -- test. 30 SOA ns.test. h.test. 1 2 3 4 5"],
    ["NOERROR tc", "NOERROR tc"],
    // to another question: FORMERR, once
    ["wrong NOERROR: wrong.test. 30 A 192.0.2.61", "FORMERR"],
  ])("%s", (reply, expected) => {
    expect(new Scene(block(line(ONE)), { [ONE]: () => reply }).ask(0, "x.test. A")).toBe(expected);
  });

  it.each<readonly [string, readonly string[], "udp" | "tcp", readonly string[]]>([
    ["as the client asked", [], "udp", ["udp"]],
    ["as the client asked", [], "tcp", ["tcp"]],
    ["force_tcp", ["force_tcp"], "udp", ["tcp"]],
    ["prefer_udp: again over TCP if it was cut", ["prefer_udp"], "tcp", ["udp", "tcp"]],
    ["prefer_udp and force_tcp", ["prefer_udp", "force_tcp"], "udp", ["tcp"]],
  ])("%s", (_, properties, transport, expected) => {
    const upstream: Upstream = (_question, count) => (count === 0 ? "NOERROR tc" : A(61));
    const scene = new Scene(block(line(ONE, ...properties)), { [ONE]: upstream });
    scene.ask(0, "x.test. A", { transport });
    expect(scene.log.map((entry) => entry.split(" ")[2])).toEqual(expected);
  });
});

describe("who is asked next, by what was answered", () => {
  const lines = (first: string, second = ""): string => block(line(ONE, first), line(TWO, second), line(THREE));
  const saying = (first: string, second = A(62)): Readonly<Record<string, Upstream>> => ({
    ...good,
    [ONE]: () => first,
    [TWO]: () => second,
  });
  it.each<readonly [string, string, Readonly<Record<string, Upstream>>, string]>([
    ["next NXDOMAIN", lines("next NXDOMAIN"), saying("NXDOMAIN"), "62"],
    ["next nxdomain servfail", lines("next nxdomain servfail"), saying("SERVFAIL"), "62"],
    ["another rcode stays", lines("next NXDOMAIN"), saying("REFUSED"), "REFUSED"],
    ["the second has its own list", lines("next NXDOMAIN", "next NXDOMAIN"), saying("NXDOMAIN", "NXDOMAIN"), "63"],
    ["next_on_nodata", lines("next_on_nodata"), saying("NOERROR"), "62"],
    ["next_on_nodata is not for answers", lines("next_on_nodata"), saying(A(61)), "61"],
    ["the last line's reply stands", block(line(ONE, "next NXDOMAIN")), saying("NXDOMAIN"), "NXDOMAIN"],
    [
      "a plugin behind is no forward line",
      block(line(ONE, "next NXDOMAIN"), " whoami\n"),
      saying("NXDOMAIN"),
      "NXDOMAIN",
    ],
    [
      "failover SERVFAIL",
      block(line(THREE_OF_THEM, "policy sequential", "failover SERVFAIL")),
      saying("SERVFAIL", "SERVFAIL"),
      "63",
    ],
    [
      "failover goes once round",
      block(line(`${ONE} ${TWO}`, "policy sequential", "failover SERVFAIL")),
      saying("SERVFAIL", "SERVFAIL"),
      "SERVFAIL",
    ],
    [
      "failover is for its rcodes",
      block(line(`${ONE} ${TWO}`, "policy sequential", "failover SERVFAIL")),
      saying("REFUSED"),
      "REFUSED",
    ],
  ])("%s", (_, corefile, upstreams, expected) => {
    expect(whoOf(new Scene(corefile, upstreams).ask(0, "x.test. A"))).toBe(expected);
  });
});

describe("FROM and except", () => {
  const corefile = `. {
 forward a.test ${ONE} {
  except no.a.test a.test
 }
 forward test ${TWO}
 forward . ${THREE}
}
`;
  it.each([
    ["a.test.", "61"],
    ["x.a.test.", "62"],
    ["x.no.a.test.", "62"],
    ["X.Test.", "62"],
    ["test.", "62"],
    ["example.", "63"],
    [".", "63"],
  ])("%s", (name, expected) => expect(whoOf(new Scene(corefile, good).ask(0, `${name} A`))).toBe(expected));

  it("what no line forwards goes on", () => {
    expect(new Scene(`. {\n forward a.test ${ONE}\n}\n`, good).ask(0, "x.test. A")).toBe("SERVFAIL");
  });
});

describe("health", () => {
  const probes = (scene: Scene, until: number): readonly string[] => {
    scene.letPass(until);
    return scene.log.filter((entry) => entry.includes(" NS")).map((entry) => entry.replace(/ 192\S+/, ""));
  };

  it("is not asked for while all is well", () => {
    const scene = new Scene(block(line(ONE)), good);
    scene.ask(0, "x.test. A");
    expect(probes(scene, 60_000)).toEqual([]);
  });

  it("is asked for behind a failure, every half second, until there is any answer", () => {
    const upstream: Upstream = (question, count) => (question.endsWith("NS") && count === 2 ? "REFUSED" : "drop");
    const scene = new Scene(block(line(ONE, "max_connect_attempts 1")), { [ONE]: upstream });
    scene.ask(0, "x.test. A");
    expect(probes(scene, 60_000)).toEqual(["2000 udp . NS", "3500 udp . NS", "5000 udp . NS"]);
  });

  it.each([
    ["the third failed probe", [], 5900, 6100],
    ["max_fails 1: the second", ["max_fails 1"], 4400, 4600],
    ["health_check 100ms", ["health_check 100ms"], 5100, 5300],
  ])("an upstream is down behind %s", (_, properties, before, behind) => {
    const upstream: Upstream = (question) => (question === "y.test. A" ? A(61) : "drop");
    const settings = ["policy sequential", "max_connect_attempts 1", ...properties];
    const scene = new Scene(block(line(`${ONE} ${TWO}`, ...settings)), { ...good, [ONE]: upstream });
    scene.ask(0, "x.test. A");
    expect([before, behind].map((at) => whoOf(scene.ask(at, "y.test. A")))).toEqual(["61", "62"]);
  });

  it("max_fails 0: never down, and never probed", () => {
    const scene = new Scene(block(line(ONE, "max_fails 0")), { [ONE]: DROP });
    scene.ask(0, "x.test. A");
    expect(probes(scene, 60_000)).toEqual([]);
  });

  it("comes back with the first answer to a probe", () => {
    const upstream: Upstream = (question, count) =>
      question === "y.test. A" ? A(61) : question.endsWith("NS") && count > 3 ? "NOERROR" : "drop";
    const scene = new Scene(block(line(`${ONE} ${TWO}`, "policy sequential")), { ...good, [ONE]: upstream });
    scene.ask(0, "x.test. A");
    expect([7000, 9000].map((at) => whoOf(scene.ask(at, "y.test. A")))).toEqual(["62", "61"]);
  });

  it.each([
    ["all down: any of them is asked", [], "61"],
    ["all down, failing fast", ["failfast_all_unhealthy_upstreams"], "SERVFAIL"],
  ])("%s", (_, properties, expected) => {
    const upstream: Upstream = (question) => (question === "y.test. A" ? A(61) : "drop");
    const scene = new Scene(block(line(`${ONE} ${TWO}`, ...properties)), { [ONE]: upstream, [TWO]: upstream });
    scene.ask(0, "x.test. A");
    expect(whoOf(scene.ask(20_000, "y.test. A"))).toBe(expected);
  });

  it("all down: one attempt is enough", () => {
    const scene = new Scene(block(line(ONE)), { [ONE]: DROP });
    scene.ask(0, "x.test. A");
    expect(scene.ask(20_000, "x.test. A")).toBe("SERVFAIL after 2000");
  });

  it("probes as the settings say", () => {
    const scene = new Scene(block(line(ONE, "force_tcp", "health_check 1s no_rec domain probe.test")), { [ONE]: DROP });
    scene.ask(0, "x.test. A");
    expect(probes(scene, 5000)).toEqual(["2000 tcp probe.test. NS", "4000 tcp probe.test. NS"]);
  });

  it("a fork knows what is down, and goes on probing for itself", () => {
    const upstream: Upstream = (question) => (question === "y.test. A" ? A(61) : "drop");
    const corefile = block(line(`${ONE} ${TWO}`, "policy sequential"));
    const first = new Scene(corefile, { ...good, [ONE]: upstream });
    first.ask(0, "x.test. A");
    first.letPass(8000);
    const second = new Scene("", { ...good, [ONE]: upstream }, undefined, first.server.fork());
    expect(whoOf(second.ask(8100, "y.test. A"))).toBe("62");
    expect(second.log.filter((entry) => entry.includes(" NS"))).not.toEqual([]);
  });
});

describe("max_concurrent", () => {
  const outcomes = (most: number, questions: number): readonly string[] => {
    const scene = new Scene(block(line(ONE, `max_concurrent ${most}`)), { [ONE]: () => `@100 ${A(61)}` });
    const rcodes: string[] = [];
    const note = (outcome: Outcome): void => {
      rcodes.push(outcome.kind === "reply" ? ([...outcome.messages][0]?.rcode ?? "") : outcome.kind);
    };
    for (let at = 0; at < questions; at += 1) scene.begin(0, `n${at}.test. A`, {}, note);
    scene.letPass(1000);
    scene.begin(1000, "late.test. A", {}, note);
    scene.letPass(2000);
    return rcodes;
  };

  it("refuses what is too much at once, and nothing later", () => {
    expect(outcomes(2, 3)).toEqual(["REFUSED", "NOERROR", "NOERROR", "NOERROR"]);
  });

  it("counts what is under way, for any number", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 30 }), (most, questions) => {
        const refused = outcomes(most, questions).filter((rcode) => rcode === "REFUSED");
        expect(refused).toHaveLength(Math.max(0, questions - most));
      }),
    );
  });
});

it("a law: with one upstream that answers, every question is answered, whatever is drawn", () => {
  const draws = fc.infiniteStream(fc.nat(20));
  fc.assert(
    fc.property(draws, fc.constantFrom("random", "round_robin", "sequential"), fc.nat(2), (stream, policy, who) => {
      const upstreams = [ONE, TWO, THREE].map((address, at) => [address, at === who ? () => A(63) : DROP] as const);
      const settings = [`policy ${policy}`, "read_timeout 100ms"];
      const scene = new Scene(block(line(THREE_OF_THEM, ...settings)), Object.fromEntries(upstreams), (among) => {
        const next = stream.next();
        return (next.done === true ? 0 : next.value) % among;
      });
      expect([0, 3000, 9000].map((at) => whoOf(scene.ask(at, "x.test. A")))).toEqual(["63", "63", "63"]);
    }),
  );
});
