import { describe, expect, test } from "vitest";
import { type Changes, ResolvedUnderTest, type Script } from "./resolved.fixture.ts";

const SOA = "kloud.lan. 300 SOA dns1.kloud.lan. hostmaster.kloud.lan. 1 3600 900 604800 300";
const aged = (seconds: number): string => SOA.replace(" 300 ", ` ${seconds} `);
const script: Script = {
  "www.kloud.lan. A": {
    answer: ["www.kloud.lan. 3600 CNAME nas.kloud.lan.", "nas.kloud.lan. 3600 A 192.168.13.20"],
  },
  "alias.kloud.lan. A": {
    answer: ["alias.kloud.lan. 300 CNAME nas.kloud.lan.", "nas.kloud.lan. 300 A 192.168.13.20"],
    authority: [SOA],
  },
  "nas.kloud.lan. TXT": { authority: [SOA] },
  "nas.kloud.lan. A": { answer: ["nas.kloud.lan. 3600 A 192.168.13.20"] },
  "nas.kloud.lan. TYPE65280": { authority: [SOA] },
  "web.k8s1-prod.kloud.lan. A": { answer: ["web.k8s1-prod.kloud.lan. 5 A 198.19.0.5"] },
  "kloud.lan. NS": {
    answer: ["kloud.lan. 3600 NS dns1.kloud.lan."],
    additional: ["dns1.kloud.lan. 3600 A 192.168.13.11"],
  },
  "loop.kloud.lan. A": { answer: ["loop.kloud.lan. 60 CNAME loop.kloud.lan."] },
  "broken.kloud.lan. A": { rcode: "SERVFAIL" },
  "odd.kloud.lan. A": { rcode: "FORMERR" },
  "dead.kloud.lan. A": { silent: true },
};

/** Every row was seen with systemd-resolved 252 in front of BIND 9.18 (conformance/recordings-sites). */
describe("what the listener says", () => {
  test.each([
    [
      "an answer as the server gave it",
      ["www.kloud.lan.", "A"],
      {
        rcode: "NOERROR",
        flags: "rd ra",
        answer: ["www.kloud.lan. 3600 CNAME nas.kloud.lan.", "nas.kloud.lan. 3600 A 192.168.13.20"],
        edns: "none",
      },
    ],
    ["sections as the server had them", ["kloud.lan.", "NS"], { additional: ["dns1.kloud.lan. 3600 A 192.168.13.11"] }],
    ["a name error with its SOA", ["missing.kloud.lan.", "A"], { rcode: "NXDOMAIN", flags: "rd ra", authority: [SOA] }],
    [
      ".local is not for name servers",
      ["web.svc.cluster.local.", "A"],
      { rcode: "REFUSED", flags: "aa rd ra", answer: [] },
    ],
    ["addresses of single labels neither", ["nowhere.", "A"], { rcode: "REFUSED", flags: "aa rd ra" }],
    ["link-local addresses neither", ["1.2.254.169.in-addr.arpa.", "PTR"], { rcode: "REFUSED", flags: "aa rd ra" }],
    [
      "localhost is known",
      ["localhost.", "A"],
      { rcode: "NOERROR", flags: "aa rd ra", answer: ["localhost. 0 A 127.0.0.1"] },
    ],
    ["and has nothing else", ["localhost.", "TXT"], { rcode: "NOERROR", flags: "aa rd ra", answer: [] }],
    ["and backwards", ["1.0.0.127.in-addr.arpa.", "PTR"], { answer: ["1.0.0.127.in-addr.arpa. 0 PTR localhost."] }],
    ["invalid does not exist", ["name.invalid.", "MX"], { rcode: "NXDOMAIN", flags: "aa rd ra" }],
    ["SERVFAIL is handed on", ["broken.kloud.lan.", "A"], { rcode: "SERVFAIL", flags: "rd ra" }],
    [
      "an alias to itself",
      ["loop.kloud.lan.", "A"],
      { rcode: "NOERROR", answer: ["loop.kloud.lan. 60 CNAME loop.kloud.lan."] },
    ],
    ["an obsolete type", ["www.kloud.lan.", "MB"], { rcode: "REFUSED", flags: "rd ra", questions: 1 }],
    ["a transfer", ["kloud.lan.", "AXFR"], { rcode: "REFUSED", flags: "rd ra" }],
    ["no type at all", ["www.kloud.lan.", "TYPE0"], { rcode: "FORMERR", flags: "rd ra", questions: 0 }],
  ] as const)("%s", (_about, [name, type], said) => {
    expect(new ResolvedUnderTest(script).ask(name, type)).toMatchObject(said);
  });

  const plain = ["www.kloud.lan.", "A"] as const;
  const own = ["localhost.", "A"] as const;
  test.each<readonly [string, readonly [string, string], Changes, object]>([
    ["without RD", plain, { flags: { recursionDesired: false } }, { rcode: "REFUSED", flags: "ra" }],
    ["EDNS version 1", plain, { edns: { version: 1 } }, { rcode: "BADVERS", edns: "65494" }],
    ["class CH", plain, { class: "CH" }, { rcode: "REFUSED", flags: "aa rd ra" }],
    ["EDNS", plain, { edns: {} }, { rcode: "NOERROR", edns: "65494" }],
    ["DO: nothing was validated", plain, { edns: { dnssecOk: true } }, { flags: "rd ra", edns: "65494" }],
    ["AD: nothing was validated", plain, { flags: { authenticData: true } }, { flags: "rd ra" }],
    ["AD: made here", own, { flags: { authenticData: true } }, { flags: "aa rd ra ad" }],
    ["DO: made here", own, { edns: { dnssecOk: true } }, { flags: "aa rd ra ad", edns: "65494 do" }],
    ["CD alone is not repeated", plain, { flags: { checkingDisabled: true } }, { flags: "rd ra" }],
    [
      "DO and CD: the server's own message",
      plain,
      { flags: { checkingDisabled: true }, edns: { dnssecOk: true } },
      { flags: "rd ra cd", edns: "65494 do" },
    ],
  ])("%s", (_about, [name, type], changes, said) => {
    expect(new ResolvedUnderTest(script).ask(name, type, changes)).toMatchObject(said);
  });

  test("a server that is silent leaves the client without an answer", () => {
    expect(new ResolvedUnderTest(script).ask("dead.kloud.lan.", "A")).toBe("silence");
  });

  test("an NSID stands for the machine's identity, which nobody knows here", () => {
    const options = [{ code: 3, data: new Uint8Array() }];
    const said = new ResolvedUnderTest(script).ask("www.kloud.lan.", "A", { edns: { options } });
    expect(said).toMatchObject({ rcode: "NOERROR", edns: "65494 3" });
  });

  test("names come out as they were first written in the message", () => {
    const said = new ResolvedUnderTest(script).ask("missing.KLOUD.lan.", "A");
    expect(said).toMatchObject({
      authority: ["KLOUD.lan. 300 SOA dns1.KLOUD.lan. hostmaster.KLOUD.lan. 1 3600 900 604800 300"],
    });
  });

  test("the root has no addresses, and resolved says so by itself", () => {
    expect(new ResolvedUnderTest(script).ask(".", "A")).toMatchObject({
      rcode: "NOERROR",
      flags: "aa rd ra",
      answer: [],
    });
  });
});

const QUESTION = "03777777056b6c6f7564036c616e0000010001";
const header = (flags: string, counts: string): string => `beef${flags}${counts}`;

describe("octets", () => {
  test.each<readonly [string, string, object | string]>([
    ["a question", header("0100", "0001000000000000") + QUESTION, { rcode: "NOERROR", questions: 1 }],
    ["four octets", "beef0100", "silence"],
    ["a response", header("8100", "0001000000000000") + QUESTION, "silence"],
    ["another opcode", header("2100", "0001000000000000") + QUESTION, "silence"],
    ["TC", header("0300", "0001000000000000") + QUESTION, "silence"],
    ["no question", header("0100", "0000000000000000"), "silence"],
    ["two questions", header("0100", "0002000000000000") + QUESTION + QUESTION, "silence"],
    ["an announced question that is not there", header("0100", "0001000000000000"), { rcode: "FORMERR", questions: 0 }],
    ["a pointer to itself", `${header("0100", "0001000000000000")}c00c00010001`, { rcode: "FORMERR", questions: 0 }],
    [
      "a name that is too long goes back unread",
      `${header("0100", "0001000000000000")}${`3f${"61".repeat(63)}`.repeat(4)}0000010001`,
      { rcode: "SERVFAIL", unread: 261 },
    ],
    [
      "two OPT records count as none",
      `${header("0100", "0001000000000002")}${QUESTION}${"0000290200000000000000".repeat(2)}`,
      { rcode: "NOERROR", edns: "none" },
    ],
    [
      "a broken OPT record counts as none",
      `${header("0100", "0001000000000001")}${QUESTION}00002904d000000000000400030009`,
      { rcode: "NOERROR", edns: "none" },
    ],
    [
      "octets behind the end hide the OPT record",
      `${header("0100", "0001000000000001")}${QUESTION}000029020000000000000000ff`,
      { rcode: "NOERROR", edns: "none" },
    ],
  ])("%s", (_about, hex, said) => {
    const heard = new ResolvedUnderTest(script).askHex(hex);
    if (typeof said === "string") expect(heard).toBe(said);
    else expect(heard).toMatchObject(said);
  });
});

describe("what it remembers", () => {
  test("of a record that two steps along an alias bring the one that lives longer stays", () => {
    const resolved = new ResolvedUnderTest(script);
    resolved.ask("alias.kloud.lan.", "A");
    expect(resolved.ask("alias.kloud.lan.", "TXT", {}, 2000)).toMatchObject({
      answer: ["alias.kloud.lan. 298 CNAME nas.kloud.lan."],
      authority: ["kloud.lan. 300 SOA dns1.kloud.lan. hostmaster.kloud.lan. 1 3600 900 604800 300"],
    });
  });

  test("records age, and are asked for again when their time is up", () => {
    const resolved = new ResolvedUnderTest(script);
    const ttls = [0, 1500, 4900, 5000].map((atMs) => resolved.ask("web.k8s1-prod.kloud.lan.", "A", {}, atMs));
    expect(ttls.map((said) => (typeof said === "string" ? said : said.answer.join()))).toEqual(
      [5, 3, 1, 5].map((ttl) => `web.k8s1-prod.kloud.lan. ${ttl} A 198.19.0.5`),
    );
    expect(resolved.asked).toHaveLength(2);
  });

  test("a denial brings its SOA along, as old as it is, for every type of the name", () => {
    const resolved = new ResolvedUnderTest(script);
    resolved.ask("missing.kloud.lan.", "A");
    expect(resolved.ask("missing.kloud.lan.", "MX", {}, 1600)).toMatchObject({
      rcode: "NXDOMAIN",
      authority: [aged(298)],
    });
    expect(resolved.asked).toEqual(["missing.kloud.lan. A edns", "missing.kloud.lan. A"]);
  });

  test("an alias is remembered with the answer that it came with", () => {
    const resolved = new ResolvedUnderTest(script);
    resolved.ask("www.kloud.lan.", "A");
    expect(resolved.ask("www.kloud.lan.", "TYPE65280", {}, 59_100)).toMatchObject({
      answer: ["www.kloud.lan. 3540 CNAME nas.kloud.lan."],
      authority: [SOA],
      additional: ["nas.kloud.lan. 3540 A 192.168.13.20"],
    });
  });

  test("nothing is kept longer than two hours", () => {
    const long: Script = { "x.kloud.lan. A": { answer: ["x.kloud.lan. 86400 A 192.0.2.1"] } };
    const resolved = new ResolvedUnderTest(long);
    resolved.ask("x.kloud.lan.", "A");
    expect(resolved.ask("x.kloud.lan.", "A", {}, 1000)).toMatchObject({ answer: ["x.kloud.lan. 7199 A 192.0.2.1"] });
    resolved.ask("x.kloud.lan.", "A", {}, 7_200_000);
    expect(resolved.asked).toHaveLength(2);
  });

  test("DO wants what was asked for, not what came along", () => {
    const resolved = new ResolvedUnderTest(script);
    resolved.ask("www.kloud.lan.", "A");
    resolved.ask("nas.kloud.lan.", "A");
    expect(resolved.asked).toEqual(["www.kloud.lan. A edns"]);
    resolved.ask("nas.kloud.lan.", "A", { edns: { dnssecOk: true } });
    expect(resolved.asked).toHaveLength(2);
  });

  test("a fork forgets nothing, and teaches the other nothing", () => {
    const resolved = new ResolvedUnderTest(script);
    resolved.ask("nas.kloud.lan.", "A");
    const fork = resolved.fork();
    fork.ask("nas.kloud.lan.", "A", {}, 1000);
    expect(fork.asked).toEqual([]);
    fork.ask("web.k8s1-prod.kloud.lan.", "A", {}, 1000);
    resolved.ask("web.k8s1-prod.kloud.lan.", "A", {}, 2000);
    expect(resolved.asked).toEqual(["nas.kloud.lan. A edns", "web.k8s1-prod.kloud.lan. A edns"]);
  });
});

describe("how it asks", () => {
  test.each([
    ["nas.kloud.lan.", ["edns"]],
    // Captive portals lie to EDNS: a name error is asked again without it.
    ["missing.kloud.lan.", ["edns", "plain"]],
    ["broken.kloud.lan.", ["edns", "edns", "plain"]],
    ["odd.kloud.lan.", ["edns", "plain"]],
  ])("%s", (name, levels) => {
    const resolved = new ResolvedUnderTest(script);
    resolved.ask(name, "A");
    expect(resolved.asked).toEqual(levels.map((level) => `${name} A${level === "edns" ? " edns" : ""}`));
  });

  test.each([
    ["a search domain makes .local unicast", "x.corp.local.", ["corp.local."], 2],
    ["without one it is not", "x.corp.local.", [], 0],
    ["with any search domain other types of a single label are asked", "local.", ["kloud.lan."], 2],
  ] as const)("%s", (_about, name, domains, questions) => {
    const resolved = new ResolvedUnderTest(script, domains);
    resolved.ask(name, "SRV");
    expect(resolved.asked).toHaveLength(questions);
  });
});
