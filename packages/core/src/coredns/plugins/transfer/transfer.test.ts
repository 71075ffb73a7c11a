import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  BEGINNING,
  makeQuery,
  nameOf,
  octetsOfRdata,
  parseAddress,
  type ResourceRecord,
  type RrType,
} from "../../../dns/index.ts";
import { invariant } from "../../../invariant.ts";
import { everyKind, viewOf } from "../../../kubernetes/cluster.fixture.ts";
import type { PluginContext, PluginOutcome, TransferAnswer } from "../../plugin.ts";
import { returned } from "../../plugin.ts";
import { type AskOptions, CoreDnsUnderTest } from "../ask-coredns.fixture.ts";
import { transferLandmarks } from "./landmarks.ts";
import { makeTransfer } from "./transfer.ts";

const overTcp: AskOptions = { transport: "tcp" };

describe("who may have which zone", () => {
  const twin = new CoreDnsUnderTest(
    `.:53 {
 kubernetes cluster.local in-addr.arpa
 transfer cluster.local {
  to 192.0.2.1 [2001:db8::1]:5353 2001:DB8::2
 }
 transfer pod.cluster.local {
  to 192.0.2.7:99
 }
 transfer in-addr.arpa example.test {
  to *
 }
 whoami
}
`,
    {},
    viewOf(everyKind),
  );
  const outcomeOf = (name: string, type: RrType, options: AskOptions): string => {
    const text = twin.ask(name, type, options);
    if (text.includes("_tcp.")) return text.includes("SRV 0 0 40000 .") ? "next" : text;
    const records = text.split("\n").filter((line) => line.includes(" IN ")).length;
    return records === 0 ? text : `${text.split("\n")[0]} ${records === 1 ? "one" : "all"}`;
  };

  it("starts without a complaint", () => expect(twin.problems).toEqual([]));

  const cases: readonly (readonly [string, RrType, AskOptions, string])[] = [
    ["cluster.local.", "AXFR", { transport: "udp" }, "REFUSED"],
    ["elsewhere.", "AXFR", { transport: "udp" }, "REFUSED"],
    ["cluster.local.", "IXFR", { transport: "udp", serial: 1 }, "REFUSED"],
    ["svc.cluster.local.", "AXFR", { from: "192.0.2.7" }, "REFUSED"],
    ["pod.cluster.local.", "AXFR", {}, "REFUSED"],
    ["cluster.local.", "AXFR", { from: "2001:db8::2" }, "REFUSED"],
    ["elsewhere.", "AXFR", {}, "next"],
    ["example.test.", "AXFR", { from: "192.0.2.9" }, "next"],
    ["cluster.local.", "IXFR", {}, "SERVFAIL"],
    ["cluster.local.", "A", {}, "NOERROR aa one"],
  ];
  it.each(cases)("%s %s %o: %s", (name, type, options, expected) => {
    expect(outcomeOf(name, type, { ...overTcp, ...options })).toBe(expected);
  });

  const whole: readonly (readonly [string, RrType, AskOptions])[] = [
    ["Cluster.local.", "AXFR", {}],
    ["cluster.local.", "AXFR", { from: "2001:db8::1" }],
    ["pod.cluster.local.", "AXFR", { from: "192.0.2.7" }],
    ["x.in-addr.arpa.", "AXFR", { from: "192.0.2.9" }],
    ["cluster.local.", "IXFR", { serial: 0 }],
    ["cluster.local.", "IXFR", { serial: 5 }],
  ];
  it.each(whole)("%s %s %o has the zone from SOA to SOA", (name, type, options) => {
    const lines = twin.ask(name, type, { ...overTcp, ...options }).split("\n");
    expect(lines[0]).toBe("NOERROR aa");
    expect(lines[1]).toContain(`${name.toLowerCase()} 5 IN SOA`);
    expect(lines.at(-1)).toBe(lines[1]);
    expect(lines.length).toBeGreaterThan(10);
  });

  it("gives one SOA without AA to whom has the serial", () => {
    const serial = viewOf(everyKind).serial;
    const text = twin.ask("cluster.local.", "IXFR", { ...overTcp, serial });
    expect(text.split("\n")).toEqual(["NOERROR", expect.stringContaining("IN SOA")]);
  });
});

const record = (length: number): ResourceRecord => {
  const strings = Array.from({ length: Math.ceil(length / 255) }, () => new Uint8Array(255));
  return { owner: nameOf("x.test."), class: "IN", ttl: 1, data: { type: "TXT", strings } };
};

/** What a plugin with these records gets sent. */
function sent(answer: TransferAnswer): PluginOutcome {
  const address = parseAddress("192.0.2.1");
  invariant(address !== null, "an address of this test");
  const question = { name: nameOf("test."), type: "AXFR", class: "IN" } as const;
  const end = { address, port: 53 };
  const siblings = (): ReturnType<PluginContext["siblings"]> => [{}, { transferer: { transfer: () => answer } }];
  const instance = makeTransfer([{ zones: [nameOf("test.")], to: ["*"] }], { siblings } as PluginContext);
  const shared = { query: makeQuery(question), question, source: end, destination: end, transport: "tcp" } as const;
  const step = instance.wrap(() => returned("NXDOMAIN"))({
    ...shared,
    now: BEGINNING,
    depth: 0,
    loops: 0,
    spent: { lookUps: 0 },
    remark: null,
  });
  invariant("kind" in step, "nobody need be asked here");
  return step;
}

function messagesOf(outcome: PluginOutcome): readonly { readonly isAuthoritative: boolean; readonly count: number }[] {
  invariant(outcome.kind === "written", "messages");
  return outcome.messages.map(({ flags, answer }) => ({ isAuthoritative: flags.authoritative, count: answer.length }));
}

describe("messages", () => {
  it("is the next plugin's where nobody has authority, and SERVFAIL for a zone that is not loaded", () => {
    expect(sent(null)).toEqual(returned("NXDOMAIN"));
    expect(sent("failed")).toEqual(returned("SERVFAIL"));
  });

  it("holds 63,000 octets of records, and a last one of one record is not authoritative", () => {
    const big = record(30_000);
    expect(messagesOf(sent([[big, big], [big]]))).toEqual([
      { isAuthoritative: true, count: 2 },
      { isAuthoritative: false, count: 1 },
    ]);
    expect(
      messagesOf(
        sent([
          [big, big],
          [big, big],
        ]),
      ).map(({ count }) => count),
    ).toEqual([2, 2]);
  });

  it("law: all records in order, no message that could have taken the next one's first", () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 40_000 }), { maxLength: 8 });
    fc.assert(
      fc.property(sizes, (given) => {
        const all = [1, ...given, 1].map(record);
        const outcome = sent([all]);
        invariant(outcome.kind === "written", "messages");
        const answers = outcome.messages.map(({ answer }) => answer);
        const octets = (records: readonly ResourceRecord[]): number =>
          records.reduce((sum, { owner, data }) => sum + owner.octets + 10 + octetsOfRdata(data).length, 0);
        expect(answers.flat()).toHaveLength(all.length);
        for (const [index, answer] of answers.entries()) {
          expect(octets(answer)).toBeLessThanOrEqual(63_000);
          const next = answers[index + 1];
          if (next !== undefined) expect(octets([...answer, ...next.slice(0, 1)])).toBeGreaterThan(63_000);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe("settings", () => {
  const line = (properties: string): string => `. {\n transfer {\n${properties}\n }\n}\n`;
  it.each([
    ["to *", []],
    ["to 192.0.2.1 192.0.2.2:53 2001:db8::1 [2001:db8::1]:53 fe80::1%eth0", []],
    ["to 192.0.2.1\n source 192.0.2.9", []],
    ["", ["'to' is required"]],
    ["to", ["Wrong argument count or unexpected line ending after 'to'", "'to' is required"]],
    ["to 192.0.2.0/24", ["must specify an IP address: `192.0.2.0/24'", "'to' is required"]],
    ["to [2001:db8::1]", ["must specify an IP address: `[2001:db8::1]'", "'to' is required"]],
    ["to host.test * ", ["must specify an IP address: `host.test'"]],
    ["to *\n source", ["Wrong argument count or unexpected line ending after 'source'"]],
    ["to *\n source x", ['invalid source address "x"']],
    ["to *\n source 192.0.2.1\n source 192.0.2.1", ["source already specified"]],
    ["from *", ['unknown property "from"', "'to' is required"]],
  ])("%s: %j", (properties, expected) => {
    expect(new CoreDnsUnderTest(line(properties)).problems).toEqual(expected);
  });

  it("lists its zones and addresses", () => {
    const rules = [{ zones: [nameOf("a.test."), nameOf("b.test.")], to: ["*", "192.0.2.1", "2001:db8::1"] }];
    expect(transferLandmarks(rules).map(({ kind }) => kind)).toEqual(["name", "name", "prefix", "prefix"]);
  });
});
