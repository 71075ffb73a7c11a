import { describe, expect, it } from "vitest";
import { BEGINNING, instantFromMs, makeQuery, nameOf, type RrType } from "../../../dns/index.ts";
import { invariant } from "../../../invariant.ts";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

/** plugin/loop/loop.go of CoreDNS 1.15.0: three sights of its own question end the process. */

/** A server that has put its question, and the name of that. */
function started(corefile: string): { readonly twin: CoreDnsUnderTest; readonly probe: string } {
  const twin = new CoreDnsUnderTest(corefile);
  const [exchange] = twin.server.wake(BEGINNING);
  const effect = exchange?.next({ kind: "spawned", now: BEGINNING }).value;
  invariant(effect?.kind === "ask", "a question");
  return { twin, probe: effect.message.questions[0]?.name.text ?? "" };
}

const stateAfter = (corefile: string, asked: (probe: string) => readonly (readonly [string, RrType])[]): string => {
  const { twin, probe } = started(corefile);
  for (const [name, type] of asked(probe)) twin.line(name, type, { atMs: 10 });
  return twin.server.state.kind;
};

describe("what counts as its own question", () => {
  const thrice = <T>(item: T): readonly T[] => [item, item, item];
  it.each<readonly [string, (probe: string) => readonly (readonly [string, RrType])[], string]>([
    ["the question, three times", (probe) => thrice([probe, "HINFO"]), "halted"],
    ["twice is not enough", (probe) => thrice<readonly [string, RrType]>([probe, "HINFO"]).slice(1), "running"],
    ["in capitals", (probe) => thrice([probe.toUpperCase(), "HINFO"]), "halted"],
    ["another type", (probe) => thrice([probe, "A"]), "running"],
    ["ANY", (probe) => thrice([probe, "ANY"]), "running"],
    ["a name below it", (probe) => thrice([`x.${probe}`, "HINFO"]), "running"],
    ["another name of two numbers", () => thrice(["1.2.b.test.", "HINFO"]), "running"],
    [
      "others in between do not begin anew",
      (probe) => [
        [probe, "HINFO"],
        ["www.b.test.", "A"],
        [probe, "HINFO"],
        ["x.b.test.", "HINFO"],
        [probe, "HINFO"],
      ],
      "halted",
    ],
  ])("%s", (_, asked, expected) => expect(stateAfter("b.test {\n loop\n}\n", asked)).toBe(expected));

  it("a plugin in front of it that answers keeps the question from it", () =>
    expect(
      stateAfter("b.test {\n loop\n template ANY ANY\n}\n", (probe) =>
        [probe, probe, probe].map((name) => [name, "HINFO"]),
      ),
    ).toBe("running"));
});

describe("the zone of the question", () => {
  it.each([
    [". {\n loop\n}\n", 2, "."],
    ["b.test {\n loop\n}\n", 4, "b.test."],
    ["b.test c.test {\n loop\n}\n", 4, "b.test."],
    ["10.0.0.0/24 {\n loop\n}\n", 7, "0.0.10.in-addr.arpa."],
  ])("%s", (corefile, labels, zone) => {
    const { probe } = started(corefile);
    expect(nameOf(probe).labelCount).toBe(labels);
    expect(probe.endsWith(zone === "." ? "." : `.${zone}`)).toBe(true);
    expect(
      probe
        .split(".")
        .slice(0, 2)
        .every((label) => /^\d+$/.test(label)),
    ).toBe(true);
  });

  it("is named when the process ends", () => {
    const { twin, probe } = started("b.test {\n loop\n}\n");
    for (let sight = 0; sight < 3; sight += 1) twin.line(probe, "HINFO");
    const { state } = twin.server;
    expect(state.kind === "halted" && state.why).toContain(
      'detected for zone "b.test.", see https://coredns.io/plugins/loop#troubleshooting',
    );
    expect(state.kind === "halted" && state.why).toContain(`HINFO ${probe}`);
  });
});

describe("a fork", () => {
  it("has counted as often, and counts by itself from then on", () => {
    const { twin, probe } = started("b.test {\n loop\n}\n");
    twin.line(probe, "HINFO");
    twin.line(probe, "HINFO");
    const copy = twin.server.fork();
    const message = makeQuery({ name: nameOf(probe), type: "HINFO", class: "IN" });
    const end = { address: "192.0.2.53", port: 53 } as Parameters<typeof copy.receive>[0]["source"];
    copy.receive(
      { source: end, destination: end, transport: "udp", content: { kind: "message", message } },
      instantFromMs(20),
    );
    expect([copy.state.kind, twin.server.state.kind]).toEqual(["halted", "running"]);
  });
});
