import { describe, expect, it } from "vitest";
import { BEGINNING, makeQuery, nameOf, parseAddress, type ResourceRecord, type RrType } from "../../../dns/index.ts";
import { invariant } from "../../../invariant.ts";
import type { Lots } from "../../../resolution/index.ts";
import { fileTreeFromSources, sourceFromText } from "../../../text/index.ts";
import { Dispenser, lexCorefile } from "../../corefile/index.ts";
import { type PluginMessage, type PluginRequest, written } from "../../plugin.ts";
import { replyTo } from "../../reply.ts";
import { makeLoadbalance } from "./loadbalance.ts";
import { readLoadbalanceSettings } from "./settings.ts";

const owner = nameOf("x.test.");

function record(text: string): ResourceRecord {
  const address = parseAddress(text);
  if (address === null) {
    const data = { type: "CNAME", target: nameOf(text) } as const;
    return { owner, class: "IN", ttl: 5, data };
  }
  const type = address.includes(":") ? "AAAA" : "A";
  return { owner, class: "IN", ttl: 5, data: { type, address } as ResourceRecord["data"] };
}

const WEIGHTS = "x.test\n10.1.0.3 200\n10.1.0.2 7\ny.test\n10.1.0.1 255\n";

function requestOf(type: RrType): PluginRequest {
  const address = parseAddress("192.0.2.1");
  invariant(address !== null, "an address of this test");
  const question = { name: owner, type, class: "IN" } as const;
  const end = { address, port: 53 };
  const query = makeQuery(question);
  return {
    query,
    question,
    source: end,
    destination: end,
    transport: "udp",
    now: BEGINNING,
    depth: 0,
    loops: 0,
    spent: { lookUps: 0 },
    remark: null,
  };
}

function balanced(
  corefile: string,
  texts: string,
  type: RrType = "A",
  changes: Partial<PluginMessage> = {},
  lots: Lots = null,
): string {
  const dispenser = new Dispenser(lexCorefile(sourceFromText("Corefile", corefile), ""));
  const files = fileTreeFromSources(new Map([["/w", sourceFromText("/w", WEIGHTS)]]));
  const { wrap } = makeLoadbalance(
    readLoadbalanceSettings(dispenser, { files, resolveFile: (path) => path }).value,
    () => lots,
  );
  const request = requestOf(type);
  const answer = texts.split(" ").map(record);
  const step = wrap(() => written({ ...replyTo(request, { answer }), ...changes }))(request);
  invariant("kind" in step && step.kind === "written", "a reply");
  const [message] = step.messages;
  const shown = message?.answer.map(({ data }) =>
    "target" in data ? String(data.target) : "address" in data ? data.address : data.type,
  );
  return `${message?.order} ${shown?.join(" ")}`;
}

describe("the order of a reply", () => {
  const PREFER = "loadbalance round_robin {\n prefer 10.2.0.0/16 10.1.0.0/16\n}";
  it.each([
    ["one address", balanced("loadbalance", "10.1.0.1"), "fixed 10.1.0.1"],
    ["two addresses", balanced("loadbalance", "10.1.0.1 10.1.0.2"), "shuffled 10.1.0.1 10.1.0.2"],
    ["the alias first", balanced("loadbalance", "10.1.0.1 c.test. 10.1.0.2"), "shuffled c.test. 10.1.0.1 10.1.0.2"],
    [
      "not with an error",
      balanced("loadbalance", "10.1.0.1 10.1.0.2", "A", { rcode: "NXDOMAIN" }),
      "fixed 10.1.0.1 10.1.0.2",
    ],
    ["not a transfer", balanced("loadbalance", "10.1.0.1 10.1.0.2", "AXFR"), "fixed 10.1.0.1 10.1.0.2"],
    [
      "preferred networks in their order",
      balanced(PREFER, "10.9.0.1 10.1.0.1 c.test. 10.2.0.1"),
      "shuffled c.test. 10.2.0.1 10.1.0.1 10.9.0.1",
    ],
    [
      "weighted: the heaviest changes places with the first",
      balanced("loadbalance weighted /w", "10.1.0.1 c.test. 10.1.0.2 10.1.0.3"),
      "shuffled c.test. 10.1.0.3 10.1.0.2 10.1.0.1",
    ],
    [
      "weighted: no weight is one",
      balanced("loadbalance weighted /w", "10.8.0.1 10.1.0.2", "SRV"),
      "shuffled 10.1.0.2 10.8.0.1",
    ],
    [
      "weighted: other types stay",
      balanced("loadbalance weighted /w", "10.1.0.1 10.1.0.3", "ANY"),
      "fixed 10.1.0.1 10.1.0.3",
    ],
    ["weighted: one address", balanced("loadbalance weighted /w", "10.1.0.1 c.test."), "fixed c.test. 10.1.0.1"],
  ])("%s", (_, found, expected) => expect(found).toBe(expected));
});

/** Every order that lots can lead to: all sequences of lots are tried, one after the other. */
function ordersOf(corefile: string, texts: string): ReadonlyMap<string, number> {
  const orders = new Map<string, number>();
  let lots: { readonly lot: number; readonly among: number }[] = [];
  for (;;) {
    const drawn: { readonly lot: number; readonly among: number }[] = [];
    const order = balanced(corefile, texts, "A", {}, (among) => {
      const lot = lots[drawn.length]?.lot ?? 0;
      drawn.push({ lot, among });
      return lot;
    });
    orders.set(order, (orders.get(order) ?? 0) + 1);
    while ((drawn.at(-1)?.lot ?? -1) + 1 === drawn.at(-1)?.among) drawn.pop();
    const last = drawn.pop();
    if (last === undefined) return orders;
    lots = [...drawn, { ...last, lot: last.lot + 1 }];
  }
}

describe("lots", () => {
  it.each([
    ["10.1.0.1", 1],
    ["10.1.0.1 10.1.0.2", 2],
    ["10.1.0.1 10.1.0.2 10.1.0.3", 6],
    ["10.1.0.1 10.1.0.2 10.1.0.3 10.1.0.4", 24],
    ["c.test. 10.1.0.1 d.test. 10.1.0.2", 2],
    ["c.test. d.test.", 1],
  ])("round_robin: of %s every order comes up, each as often", (texts, many) => {
    const orders = ordersOf("loadbalance", texts);
    expect([orders.size, [...new Set(orders.values())]]).toEqual([many, [1]]);
  });

  it("weighted: each is first as often as it weighs, and changes places with the first", () => {
    expect(ordersOf("loadbalance weighted /w", "10.1.0.1 10.1.0.2 10.1.0.3")).toEqual(
      new Map([
        ["shuffled 10.1.0.3 10.1.0.2 10.1.0.1", 200],
        ["shuffled 10.1.0.2 10.1.0.1 10.1.0.3", 7],
        ["shuffled 10.1.0.1 10.1.0.2 10.1.0.3", 1],
      ]),
    );
  });

  it("prefer: drawn within each network alone", () => {
    const orders = ordersOf("loadbalance round_robin {\n prefer 10.2.0.0/16\n}", "10.9.0.1 10.2.0.1 10.2.0.2");
    expect([...orders.keys()].toSorted()).toEqual([
      "shuffled 10.2.0.1 10.2.0.2 10.9.0.1",
      "shuffled 10.2.0.2 10.2.0.1 10.9.0.1",
    ]);
  });
});
