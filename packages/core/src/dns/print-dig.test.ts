import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  applyDigOption,
  DEFAULT_DIG_FORM,
  type DigForm,
  type DigRun,
  type Edns,
  type EdnsOption,
  makeQuery,
  nameOf,
  parseAddress,
  parseIpv4,
  printDig,
  type Query,
  type ResourceRecord,
  type Response,
} from "./index.ts";
import { anything } from "./messages.fixture.ts";

/** What dig prints of whole runs stands in conformance/recordings/dig.ndjson; here are the laws, and what dig itself gets wrong. */

const query = makeQuery({ name: nameOf("web.kloud.lan."), type: "A", class: "IN" });

function responseTo(message: Query): Response {
  const { kind: _, ...rest } = message;
  return { kind: "response", ...rest, wire: { order: "fixed", truncation: "none", udpLimit: 512 } };
}

function runOf(response: Response, changes: Partial<DigRun> = {}): DigRun {
  const address = parseAddress("192.168.13.10");
  if (address === null) throw new Error("not an address");
  return {
    words: "web.kloud.lan",
    version: "9.18",
    server: { address, port: 53, asked: "192.168.13.10" },
    transport: "udp",
    wasTruncated: false,
    query,
    outcome: { kind: "answered", messages: [response], octets: 1, milliseconds: 1, when: "now" },
    ...changes,
  };
}

const withOption = (option: EdnsOption): Response => {
  const edns: Edns = { udpSize: 1232, version: 0, dnssecOk: false, z: 0, options: [option] };
  return responseTo({ ...query, edns });
};
const octets = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, "hex"));

describe("an extended error's text", () => {
  test.each([
    { text: "41c3a9", shown: "(A\u00e9)" },
    { text: "1b5b33316d", shown: "(.[31m)" },
    { text: "e280ae41", shown: "(.A)" },
    { text: "c29b33316d", shown: "(.31m)" },
    { text: "41ff", shown: "(A\ufffd)" },
  ])("$text is $shown: nothing in it steers a terminal", ({ text, shown }) => {
    const option = { code: 15, data: octets(`0012${text}`) };
    expect(printDig(runOf(withOption(option)))).toContain(`; EDE: 18 (Prohibited): ${shown}\n`);
  });
});

test.each([
  { option: { code: 8, data: octets("0003000001") }, line: "; CLIENT-SUBNET: 00 03 00 00 01 " },
  { option: { code: 9, data: octets("00") }, line: '; EXPIRE: 00 (".")' },
  { option: { code: 14, data: octets("00") }, line: '; KEY-TAG: 00 (".")' },
  { option: { code: 15, data: octets("00") }, line: '; EDE: 00 (".")' },
])("an option of another length than its own is shown octet by octet: $line", ({ option, line }) => {
  expect(printDig(runOf(withOption(option)))).toContain(`${line}\n`);
});

const steering = /[\p{Cc}\p{Bidi_Control}]/u;

test("whatever a message holds, nothing but text, tabs and line feeds is printed", () => {
  fc.assert(
    fc.property(anything.message, fc.string({ unit: "binary" }), (message, words) => {
      const printed = printDig(runOf(responseTo(message), { words }));
      expect(printed.replace(/[\t\n]/g, "")).not.toMatch(steering);
      expect(printed.endsWith("\n")).toBe(true);
    }),
  );
});

test("+short prints a line for each answer", () => {
  const form = applyDigOption(DEFAULT_DIG_FORM, "short") ?? DEFAULT_DIG_FORM;
  fc.assert(
    fc.property(anything.message, (message) => {
      const type = message.questions[0]?.type;
      if (type === "AXFR" || type === "IXFR") return;
      expect(printDig(runOf(responseTo(message)), form).split("\n")).toHaveLength(message.answer.length + 1);
    }),
  );
});

describe("options", () => {
  const formAfter = (options: string): DigForm =>
    options.split(" ").reduce<DigForm>((form, option) => applyDigOption(form, option) ?? form, DEFAULT_DIG_FORM);

  test.each([
    { options: "noall answer", parts: ["answer"], style: "full" },
    {
      options: "nocomments nostats",
      parts: ["additional", "answer", "authority", "command", "question"],
      style: "full",
    },
    { options: "short", parts: ["answer"], style: "short" },
    { options: "short noshort", parts: ["answer"], style: "full" },
    {
      options: "short all noshort",
      parts: ["additional", "answer", "authority", "command", "comments", "question", "statistics"],
      style: "full",
    },
    { options: "noall", parts: [], style: "full" },
  ])("+$options", ({ options, parts, style }) => {
    const form = formAfter(options);
    expect([[...form.parts].sort(), form.style]).toEqual([parts, style]);
  });

  test("words that change nothing of what is printed are not taken", () => {
    for (const word of ["tcp", "norec", "", "no", "nothing", "__proto__"]) {
      expect(applyDigOption(DEFAULT_DIG_FORM, word)).toBeNull();
    }
  });
});

test.each([
  {
    how: "connection refused",
    wasConnected: false,
    printed:
      ";; Connection to 192.168.13.10#53(192.168.13.10) for web.kloud.lan failed: connection refused.\n;; no servers could be reached\n",
  },
  {
    how: "timed out",
    wasConnected: true,
    printed: ";; communications error to 192.168.13.10#53: timed out\n;; no servers could be reached\n",
  },
] as const)("over TCP, connected: $wasConnected, $how", ({ how, wasConnected, printed }) => {
  const outcome = { kind: "failed", how, tries: 1, wasConnected } as const;
  expect(printDig(runOf(responseTo(query), { words: "+short web.kloud.lan", transport: "tcp", outcome }))).toBe(
    printed,
  );
});

test("a transfer of 200,000 records is printed", () => {
  const data = { type: "A", address: parseIpv4("192.0.2.1") ?? fail() } as const;
  const record: ResourceRecord = { owner: nameOf("web.kloud.lan."), class: "IN", ttl: 30, data };
  const response = { ...responseTo(query), answer: Array.from({ length: 200_000 }, () => record) };
  const lines = printDig(runOf(response), DEFAULT_DIG_FORM).split("\n");
  expect(lines.filter((line) => line.startsWith("web.kloud.lan.\t"))).toHaveLength(200_000);
});

function fail(): never {
  throw new Error("not an address");
}
