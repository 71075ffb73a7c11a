import { BEGINNING, makeQuery, nameOf, parseAddress, type Query, type RrType } from "../dns/index.ts";
import { invariant } from "../invariant.ts";
import type { PluginRequest } from "./plugin.ts";

/** How the question of a test differs from a plain one with RD over UDP. */
type Asked = Parameters<typeof makeQuery>[1] & { readonly id?: number };

/** A question as a server block's chain gets it, from 192.0.2.1. */
export function requestOf(name: string, type: RrType = "A", { id = 0, ...asked }: Asked = {}): PluginRequest {
  const address = parseAddress("192.0.2.1");
  invariant(address !== null, "an address of this test");
  const end = { address, port: 53 };
  const question = { name: nameOf(name), type, class: "IN" } as const;
  const query: Query = { ...makeQuery(question, asked), id };
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
