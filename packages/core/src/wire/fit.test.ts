import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ipv4, plainName } from "../dns/arbitraries.fixture.ts";
import {
  type Edns,
  makeQuery,
  nameOf,
  type Query,
  type Rdata,
  type ResourceRecord,
  type Response,
  type WirePolicy,
} from "../dns/index.ts";
import { ordinary } from "../dns/messages.fixture.ts";
import { decodeMessage, queryFromMessage, responseFromMessage } from "./decode.ts";
import { encodeMessage, isSameRRset } from "./encode.ts";
import { encodeForTransport, fitToTransport, type WireTransport } from "./fit.ts";

const SECTIONS = ["answer", "authority", "additional"] as const;
const query: Query = makeQuery({ name: nameOf("a.lan."), type: "A", class: "IN" });

/** So many addresses at a name. */
function addresses(owner: string, count: number): readonly ResourceRecord[] {
  return Array.from({ length: count }, (_, at) => {
    const data: Rdata = { type: "A", address: `10.0.${at >> 8}.${at & 255}` as never };
    return { owner: nameOf(owner), class: "IN", ttl: 30, data };
  });
}

const alias: ResourceRecord = {
  owner: nameOf("alias.lan."),
  class: "IN",
  ttl: 30,
  data: { type: "CNAME", target: nameOf("many.lan.") },
};

function responseOf(
  truncation: WirePolicy["truncation"],
  sections: Partial<Pick<Response, "answer" | "authority" | "additional">>,
  udpLimit = 512,
  edns: Edns | null = null,
): Response {
  const wire: WirePolicy = { order: "fixed", truncation, udpLimit };
  return { ...responseFromMessage({ ...query, ...sections, edns }), wire };
}

const edns = (udpSize: number): Edns => ({ udpSize, version: 0, dnssecOk: false, z: 0, options: [] });

/** How a reply left: records of each section, TC, octets. */
function shown(response: Response, transport: WireTransport = "udp", family: "ipv4" | "ipv6" = "ipv4"): string {
  const { response: fitted, octets } = fitToTransport(response, transport, query, family);
  const counts = SECTIONS.map((section) => fitted[section].length).join("+");
  return `${counts}${fitted.flags.truncated ? " TC" : ""} in ${octets}`;
}

const tables: readonly { what: string; response: Response; transport?: WireTransport; leaves: string }[] = [
  // A question for a.lan. takes 23 octets; an address behind it 16, compressed.
  {
    what: "named: 30 addresses fit into 512 octets",
    response: responseOf("bind", { answer: addresses("a.lan.", 30) }),
    leaves: "30+0+0 in 503",
  },
  {
    what: "named without EDNS keeps what fits of 31",
    response: responseOf("bind", { answer: addresses("a.lan.", 31) }),
    leaves: "30+0+0 TC in 503",
  },
  {
    what: "named with EDNS keeps none of them",
    response: responseOf("bind", { answer: addresses("a.lan.", 31) }, 512, edns(512)),
    leaves: "0+0+0 TC in 34",
  },
  {
    what: "named with EDNS does not keep the alias either",
    response: responseOf("bind", { answer: [alias, ...addresses("many.lan.", 40)] }, 512, edns(512)),
    leaves: "0+0+0 TC in 34",
  },
  {
    what: "named leaves additional sets out without TC",
    response: responseOf("bind", {
      answer: addresses("a.lan.", 28),
      additional: [...addresses("b.lan.", 1), ...addresses("c.lan.", 9)],
    }),
    leaves: "28+0+1 in 489",
  },
  {
    what: "named over TCP",
    response: responseOf("bind", { answer: addresses("a.lan.", 31) }),
    transport: "tcp",
    leaves: "31+0+0 in 519",
  },
  {
    what: "CoreDNS: what fits is not compressed",
    response: responseOf("coredns", { answer: addresses("a.lan.", 23) }),
    leaves: "23+0+0 in 506",
  },
  {
    what: "CoreDNS: what would not fit is compressed, and all fit",
    response: responseOf("coredns", { answer: addresses("a.lan.", 24) }),
    leaves: "24+0+0 in 407",
  },
  {
    what: "CoreDNS: what does not fit compressed is cut",
    response: responseOf("coredns", { answer: addresses("a.lan.", 31) }),
    leaves: "30+0+0 TC in 503",
  },
  {
    what: "CoreDNS with EDNS keeps what fits beside the OPT record",
    response: responseOf("coredns", { answer: addresses("a.lan.", 31) }, 512, edns(512)),
    leaves: "29+0+0 TC in 498",
  },
  {
    what: "CoreDNS sets TC for additional records too",
    response: responseOf("coredns", { answer: addresses("a.lan.", 28), additional: addresses("b.lan.", 9) }),
    leaves: "28+0+2 TC in 505",
  },
  {
    what: "CoreDNS over TCP",
    response: responseOf("coredns", { answer: addresses("a.lan.", 31) }),
    transport: "tcp",
    leaves: "31+0+0 in 674",
  },
  {
    what: "a limit below 512 counts as 512",
    response: responseOf("bind", { answer: addresses("a.lan.", 30) }, 100),
    leaves: "30+0+0 in 503",
  },
  {
    what: "what came from elsewhere leaves as it came",
    response: responseOf("none", { answer: addresses("a.lan.", 31) }),
    leaves: "31+0+0 in 674",
  },
];

test.each(tables)("$what", ({ response, transport, leaves }) => {
  expect(shown(response, transport)).toBe(leaves);
});

describe("CoreDNS compresses what would be cut into fragments", () => {
  const response = responseOf("coredns", { answer: addresses("a.lan.", 60) }, 4096, edns(4096));
  test.each([
    { family: "ipv4", leaves: "60+0+0 in 1294", why: "up to 1480 octets over IPv4 it does not" },
    { family: "ipv6", leaves: "60+0+0 in 994", why: "above 1220 over IPv6 it does" },
  ] as const)("$why", ({ family, leaves }) => expect(shown(response, "udp", family)).toBe(leaves));
});

test("two records of 60,000 octets do not fit into one message, over TCP neither", () => {
  const blob: ResourceRecord = {
    owner: nameOf("a.lan."),
    class: "IN",
    ttl: 1,
    data: { type: "NULL", octets: new Uint8Array(60_000) },
  };
  expect(shown(responseOf("bind", { answer: [blob, blob] }), "tcp")).toBe("1+0+0 TC in 60035");
  expect(shown(responseOf("coredns", { answer: [blob, blob] }), "tcp")).toBe("1+0+0 TC in 60035");
});

/** Sets of addresses beside whatever else there is, so that most responses are longer than the limit. */
const longSection = fc
  .array(
    fc.oneof(
      fc
        .tuple(plainName, fc.array(ipv4, { minLength: 1, maxLength: 25 }))
        .map(([owner, all]) =>
          all.map((address): ResourceRecord => ({ owner, class: "IN", ttl: 5, data: { type: "A", address } as Rdata })),
        ),
      ordinary.record.map((one) => [one]),
    ),
    { maxLength: 6 },
  )
  .map((groups) => groups.flat());

const anyResponse = fc
  .record({
    message: ordinary.message,
    answer: longSection,
    authority: longSection,
    additional: longSection,
    truncation: fc.constantFrom<WirePolicy["truncation"]>("bind", "coredns"),
    udpLimit: fc.oneof(fc.constant(512), fc.integer({ min: 0, max: 2000 })),
  })
  .map(({ message, truncation, udpLimit, ...sections }): Response => {
    const flags = { ...message.flags, truncated: false };
    // The smallest limit holds the questions and the OPT record of any server.
    const questions = message.questions.slice(0, 1);
    const own = message.edns === null ? null : { ...message.edns, options: [] };
    const wire: WirePolicy = { order: "fixed", truncation, udpLimit };
    return { ...responseFromMessage({ ...message, questions, flags, edns: own, ...sections }), wire };
  });
const anyTransport = fc.constantFrom<WireTransport>("udp", "udp", "tcp");

const limitOf = (response: Response, transport: WireTransport): number =>
  transport === "udp" ? Math.max(512, response.wire.udpLimit) : 65_535;

function law(check: (response: Response, fitted: Response, transport: WireTransport, octets: number) => void): void {
  fc.assert(
    fc.property(anyResponse, anyTransport, (response, transport) => {
      const { response: fitted, octets } = fitToTransport(response, transport, query);
      check(response, fitted, transport, octets);
    }),
    { numRuns: 400 },
  );
}

describe("laws", () => {
  test("no reply is longer than its limit", () => {
    law((response, _fitted, transport, octets) => expect(octets).toBeLessThanOrEqual(limitOf(response, transport)));
  });

  test("each section is the front of what was to be said, and nothing stands behind a cut", () => {
    law((response, fitted) => {
      let isCut = false;
      for (const section of SECTIONS) {
        expect(fitted[section]).toEqual(response[section].slice(0, fitted[section].length));
        if (isCut) expect(fitted[section]).toHaveLength(0);
        isCut ||= fitted[section].length < response[section].length;
      }
    });
  });

  test("TC is set where something was left out; by named only for answer and authority", () => {
    law((response, fitted) => {
      const counted = response.wire.truncation === "bind" ? SECTIONS.slice(0, 2) : SECTIONS;
      const isLoss = counted.some((section) => fitted[section].length < response[section].length);
      expect(fitted.flags.truncated).toBe(isLoss);
    });
  });

  test("questions, EDNS, rcode and the other flags stay", () => {
    law((response, fitted) => {
      const { truncated, ...flags } = response.flags;
      expect(fitted).toMatchObject({ id: response.id, questions: response.questions, edns: response.edns, flags });
      expect([fitted.rcode, fitted.opcode, truncated]).toEqual([response.rcode, response.opcode, false]);
    });
  });

  test("named cuts the additional section between sets, and leaves nothing beside TC where there is EDNS", () => {
    law((response, fitted) => {
      if (response.wire.truncation !== "bind") return;
      const next = response.additional[fitted.additional.length];
      const last = fitted.additional.at(-1);
      if (next !== undefined && last !== undefined) expect(isSameRRset(last, next)).toBe(false);
      if (fitted.flags.truncated && response.edns !== null) {
        expect(SECTIONS.flatMap((section) => fitted[section])).toHaveLength(0);
      }
    });
  });

  test("one record more would not have fitted", () => {
    law((response, fitted, transport) => {
      const section = SECTIONS.find((name) => fitted[name].length < response[name].length);
      if (
        section === undefined ||
        (response.wire.truncation === "bind" && (section === "additional" || response.edns !== null))
      )
        return;
      const more = { ...fitted, [section]: response[section].slice(0, fitted[section].length + 1) };
      const octets = encodeMessage(more, {
        compression: response.wire.truncation === "bind" ? "bind" : "coredns",
      }).length;
      expect(octets).toBeGreaterThan(limitOf(response, transport));
    });
  });

  test("the octets are those of the reply", () => {
    fc.assert(
      fc.property(anyResponse, anyTransport, (response, transport) => {
        const { bytes, octets, response: fitted } = encodeForTransport(response, transport, query);
        const decoded = decodeMessage(bytes);
        if (decoded.kind === "undecodable") throw new Error(decoded.why.kind);
        expect(bytes).toHaveLength(octets);
        expect(decoded.irregularities).toEqual([]);
        expect(queryFromMessage(decoded.message)).toEqual(queryFromMessage(fitted));
        const again = fitToTransport(response, transport, query);
        expect([again.octets, again.response]).toEqual([octets, fitted]);
      }),
    );
  });

  test("what was cut once is not cut again", () => {
    law((_response, fitted, transport) => {
      expect(fitToTransport(fitted, transport, query).response).toEqual(fitted);
    });
  });
});
