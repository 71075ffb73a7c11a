import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeQuery, nameOf, type Rdata, type ResourceRecord, type Response } from "../dns/index.ts";
import { ordinary } from "../dns/messages.fixture.ts";
import { responseFromMessage } from "./decode.ts";
import { encodeMessage } from "./encode.ts";
import { mostOctets } from "./size-bound.ts";
import type { Compression } from "./writer.ts";

const COMPRESSIONS: readonly Compression[] = ["off", "bind", "bind-9.20", "coredns"];
const query = makeQuery({ name: nameOf("a.lan."), type: "A", class: "IN" });

function answering(data: Rdata, owner = "a.lan."): Response {
  const record: ResourceRecord = { owner: nameOf(owner), class: "IN", ttl: 30, data };
  return responseFromMessage({ ...query, answer: [record] });
}

describe("the most octets of a response", () => {
  const host = nameOf("host.lan.");
  const soa = { serial: 1, refresh: 2, retry: 3, expire: 4, minimum: 5 };
  const tables: readonly Rdata[] = [
    { type: "A", address: "10.0.0.1" as never },
    { type: "AAAA", address: "2001:db8::1" as never },
    { type: "NS", host },
    { type: "CNAME", target: host },
    { type: "PTR", target: host },
    { type: "MX", preference: 1, exchange: host },
    { type: "SRV", priority: 1, weight: 2, port: 3, target: host },
    { type: "SOA", primary: host, mailbox: nameOf("root.host.lan."), ...soa },
  ];
  test.each(tables.map((data) => [data.type, data] as const))("of one %s record: one octet is to spare", (_, data) => {
    const response = answering(data);
    expect(mostOctets(response)).toBe(encodeMessage(response).length + 1);
  });

  test("it takes writing to tell of a type that is seldom asked for, and of a question that was not read", () => {
    expect(mostOctets(answering({ type: "TXT", strings: [new Uint8Array(3)] }))).toBe(Number.POSITIVE_INFINITY);
    const response = answering({ type: "NS", host });
    const wire = { ...response.wire, unreadQuestion: new Uint8Array(5) };
    expect(mostOctets({ ...response, wire })).toBe(Number.POSITIVE_INFINITY);
  });

  test("BIND points to the root that owns a set, which takes an octet more than to spell it", () => {
    const [record] = answering({ type: "NS", host }, ".").answer;
    if (record === undefined) throw new Error("no record");
    const servers = Array.from({ length: 13 }, () => record);
    const root = responseFromMessage({
      ...makeQuery({ name: nameOf("."), type: "NS", class: "IN" }),
      answer: servers,
    });
    for (const compression of COMPRESSIONS) {
      expect(encodeMessage(root, { compression }).length).toBeLessThanOrEqual(mostOctets(root));
    }
  });

  test("no way of compressing makes it longer", () => {
    fc.assert(
      fc.property(ordinary.message, fc.constantFrom(...COMPRESSIONS), (message, compression) => {
        const response = responseFromMessage(message);
        expect(encodeMessage(response, { compression }).length).toBeLessThanOrEqual(mostOctets(response));
      }),
      { numRuns: 500 },
    );
  });
});
