import { makeQuery, NO_FLAGS, nameOf, parseAddress, type Response } from "@splithorizon/core";
import { describe, expect, test } from "vitest";
import type { Fate } from "../live/index.ts";
import { answered, failed } from "./site-answer.ts";

const address = parseAddress("192.0.2.1");
if (address === null) throw new Error("an address of this test");
const from = { address, port: 53 };
const way = {
  from,
  transport: "tcp",
  wasTruncated: true,
  failedTries: [{ to: from, how: "timeout" }],
  elapsedMs: 5012,
  queryMs: 12,
} as const;

function response(rcode: Response["rcode"], order: "fixed" | "shuffled"): Response {
  return {
    ...makeQuery({ name: nameOf("x."), type: "A", class: "IN" }),
    kind: "response",
    flags: NO_FLAGS,
    rcode,
    wire: { order, truncation: "none", udpLimit: 512 },
  };
}

function fate(...messages: readonly (readonly [response: Response, octets: number])[]): Fate & { kind: "answered" } {
  const fitted = messages.map(([message, octets]) => ({ response: message, octets, bytes: new Uint8Array(octets) }));
  return { kind: "answered", fitted } as Fate & { kind: "answered" };
}

describe("an answer", () => {
  test("has its messages, their octets and how they came", () => {
    const messages = [response("NOERROR", "fixed"), response("REFUSED", "fixed")] as const;
    const answer = answered(fate([messages[0], 30], [messages[1], 12]), way);
    expect(answer).toMatchObject({ kind: "answered", messages, octets: 42, order: "fixed", ...way });
    expect(answer.kind === "answered" && answer.wire.map(({ length }) => length)).toEqual([30, 12]);
  });

  test.each([
    [["fixed"], "fixed"],
    [["shuffled"], "shuffled"],
    [["fixed", "shuffled"], "shuffled"],
    [[], "fixed"],
  ] as const)("messages in %j order: %s", (orders, expected) => {
    const messages = orders.map((order) => [response("NOERROR", order), 1] as const);
    expect(answered(fate(...messages), way)).toMatchObject({ order: expected });
  });
});

describe("no answer", () => {
  test("why the last question had none, after so many tries", () => {
    expect(failed({ kind: "failed", how: "refused", why: "closed" }, 3, 700)).toEqual({
      kind: "failed",
      how: "refused",
      why: "closed",
      tries: 3,
      elapsedMs: 700,
    });
  });

  test("nobody was asked", () => {
    expect(failed(null, 0, 0)).toMatchObject({ how: "unreachable", why: "there is no name server to ask", tries: 0 });
  });
});
