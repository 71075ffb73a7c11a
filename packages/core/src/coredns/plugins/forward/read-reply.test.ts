import { expect, it, test } from "vitest";
import { type Edns, makeQuery, nameOf, parseAddress, type ResourceRecord, type Response } from "../../../dns/index.ts";
import { responseFromMessage } from "../../../wire/index.ts";
import type { PluginRequest } from "../../plugin.ts";
import { readReply } from "./read-reply.ts";

/** An owner of 37 octets: the header and the question take 53, each address behind them 51. */
const name = nameOf(`${"x".repeat(22)}.upstream.lan.`);
const address = parseAddress("192.0.2.1") as never;
const record: ResourceRecord = { owner: name, class: "IN", ttl: 5, data: { type: "A", address } };
const records = (count: number): readonly ResourceRecord[] => Array.from({ length: count }, () => record);
const edns = (udpSize: number): Edns => ({ udpSize, version: 0, dnssecOk: false, z: 0, options: [] });

const requestWith = (udpSize: number | null, transport: PluginRequest["transport"] = "udp"): PluginRequest =>
  ({
    transport,
    query: makeQuery({ name, type: "A", class: "IN" }, { edns: udpSize === null ? null : edns(udpSize) }),
  }) as PluginRequest;

/** An upstream's reply with so many records in its sections, none of its names compressed. */
function replyOf([answer, authority, additional]: readonly number[], withEdns: "edns" | "" = ""): Response {
  const query = makeQuery({ name, type: "A", class: "IN" });
  const sections = { answer: records(answer ?? 0), authority: records(authority ?? 0) };
  const message = { ...query, ...sections, additional: records(additional ?? 0) };
  const wire = { order: "fixed", truncation: "none", udpLimit: 65_535 } as const;
  return { ...responseFromMessage({ ...message, edns: withEdns === "" ? null : edns(1232) }), wire };
}

function shown({ answer, authority, additional, flags, edns: own }: Response): string {
  const counts = [answer, authority, additional].map(({ length }) => length).join("+");
  return `${counts}${own === null ? "" : " OPT"}${flags.truncated ? " TC" : ""}`;
}

it.each<readonly [string, readonly number[], "edns" | "", number | null, string]>([
  ["512 octets fit", [9, 0, 0], "", null, "9+0+0"],
  ["a record more: the cut is between two, and nobody notices", [10, 0, 0], "", null, "9+0+0"],
  ["so it goes with the OPT record", [9, 0, 0], "edns", null, "9+0+0"],
  ["and across sections", [4, 4, 3], "", null, "4+4+1"],
  ["amid a record nothing is left", [10, 0, 0], "", 513, "0+0+0 TC"],
  ["amid the OPT record neither", [9, 0, 0], "edns", 520, "0+0+0 TC"],
  ["amid a later section neither", [4, 4, 6], "", 600, "0+0+0 TC"],
  ["as much as the client takes", [10, 0, 0], "", 563, "10+0+0"],
  ["less than 512 counts as 512", [9, 0, 0], "", 100, "9+0+0"],
  ["its OPT record stays where all fits", [2, 0, 0], "edns", 1232, "2+0+0 OPT"],
])("%s", (_, counts, withEdns, udpSize, expected) => {
  expect(shown(readReply(replyOf(counts, withEdns), "udp", requestWith(udpSize)))).toBe(expected);
});

test("over TCP, and to a client that came by TCP, there is room for all", () => {
  expect(shown(readReply(replyOf([40, 0, 0]), "tcp", requestWith(null)))).toBe("40+0+0");
  expect(shown(readReply(replyOf([40, 0, 0]), "udp", requestWith(null, "tcp")))).toBe("40+0+0");
});

test("an upstream that keeps to its own limit is not measured", () => {
  const reply = { ...replyOf([9, 0, 0]), wire: { order: "fixed", truncation: "bind", udpLimit: 512 } } as const;
  expect(readReply(reply, "udp", requestWith(512))).toBe(reply);
});
