import { expect, it } from "vitest";
import { makeQuery, NO_FLAGS, nameOf, parseAddress, type ResourceRecord, type Response } from "../dns/index.ts";
import { fitToTransport } from "./fit.ts";

const owner = nameOf("x.test.");
function addresses(count: number): readonly ResourceRecord[] {
  return Array.from({ length: count }, (_, at) => {
    const address = parseAddress(`192.0.2.${at}`);
    return { owner, class: "IN", ttl: 5, data: { type: "A", address } as ResourceRecord["data"] };
  });
}
const alias: ResourceRecord = { owner, class: "IN", ttl: 5, data: { type: "CNAME", target: nameOf("x.test.") } };

/** AD of a reply of BIND to a client that asked for it and has no EDNS, as recorded of named 9.18. */
it.each<readonly [string, readonly ResourceRecord[], boolean]>([
  ["what fits has none", addresses(3), false],
  ["within the first RRset it stays", addresses(60), true],
  ["a whole RRset in front takes it back", [alias, ...addresses(60)], false],
])("%s", (_, answer, expected) => {
  const query = makeQuery({ name: owner, type: "A", class: "IN" }, { flags: { ...NO_FLAGS, authenticData: true } });
  const wire = { order: "fixed", truncation: "bind", keepsAuthenticDataIfCut: true, udpLimit: 512 } as const;
  const response: Response = { ...query, kind: "response", flags: NO_FLAGS, rcode: "NOERROR", answer, wire };
  expect(fitToTransport(response, "udp", query).response.flags.authenticData).toBe(expected);
});
