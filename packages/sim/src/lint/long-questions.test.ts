import { BEGINNING, encodeMessage, makeQuery, nameOf, parseAddress } from "@splithorizon/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { askOnce, findPlace } from "../asking/index.ts";
import { twinOf } from "./variation.fixture.ts";

const { twin } = twinOf({});
const CLUSTER_DNS = parseAddress("198.19.0.30");
const PADDING = 12;
const MOST_OCTETS = 512;

/** What becomes of a question with so much padding (RFC 7830), and how long it was. */
function askPadded(transport: "udp" | "tcp", padding: number, udpSize: number): { octets: number; rcode: string } {
  const place = findPlace(twin, "dns1");
  if (place.kind === "missing" || CLUSTER_DNS === null) throw new Error("the tutorial's site has both");
  const question = { name: nameOf("web.linkerd-viz.k8s1-prod.kloud.lan."), type: "A", class: "IN" } as const;
  const options = [{ code: PADDING, data: new Uint8Array(padding) }];
  const bytes = encodeMessage(makeQuery(question, { edns: { udpSize, version: 0, dnssecOk: false, z: 0, options } }));
  const asking = { from: place.value, servers: [{ address: CLUSTER_DNS, port: 53 }], source: null, transport };
  const answer = askOnce(twin, asking, { kind: "bytes", bytes }, BEGINNING, 1000);
  return {
    octets: bytes.length,
    rcode: answer.kind === "answered" ? (answer.messages[0]?.rcode ?? "none") : answer.kind,
  };
}

/**
 * T34, whose page is properties/long-questions.md. It is nobody's configuration, so there is no rule: whoever asks CoreDNS over UDP with more than 512 octets is
 * answered FORMERR, whatever size he announces.
 */
it("law: a question of more than 512 octets is FORMERR over UDP, and answered over TCP", () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.constantFrom(512, 1232, 4096), (padding, udpSize) => {
      const { octets, rcode } = askPadded("udp", padding, udpSize);
      expect(rcode).toBe(octets > MOST_OCTETS ? "FORMERR" : "NOERROR");
      expect(askPadded("tcp", padding, udpSize).rcode).toBe("NOERROR");
    }),
    {
      numRuns: 60,
      examples: [
        [442, 1232],
        [443, 1232],
        [444, 1232],
        [445, 1232],
      ],
    },
  );
});
