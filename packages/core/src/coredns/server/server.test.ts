import { describe, expect, it } from "vitest";
import { BEGINNING, makeQuery, nameOf, parseAddress, type RrType } from "../../dns/index.ts";
import { invariant } from "../../invariant.ts";
import type { Endpoint, Outcome, QueryPacket, Remark } from "../../resolution/index.ts";
import { emptyFileTree, sourceFromText } from "../../text/index.ts";
import { encodeForTransport } from "../../wire/index.ts";
import { parseCorefile } from "../corefile/index.ts";
import { type CoreDnsServer, makeCoreDns } from "./index.ts";

const COREFILE = `(common) {
  errors
  loadbalance
}
.:45391 {
  import common
  bufsize 1000
  nsid myname
  acl sub.test {
    block type A net 10.0.0.0/8 127.0.0.0/8
  }
  acl {
    filter type TXT
    drop type MX
    allow net 127.0.0.1
    block
  }
  chaos xx
}
ch.test:45391 {
  chaos V1 me you
}
empty.test:45391 {
  debug
}
only.test:45392 {
  chaos
  header {
   response set ra
  }
}
b.test:45393 {
 bind 127.0.0.1 127.0.0.2
 chaos
}
`;

function endpoint(text: string, port: number): Endpoint {
  const address = parseAddress(text);
  invariant(address !== null, "an address of this test");
  return { address, port };
}

function start(text: string, remarks: Remark[] | null = null): ReturnType<typeof makeCoreDns> {
  const corefile = parseCorefile(sourceFromText("Corefile", text), { version: "1.15.0" });
  return makeCoreDns(corefile.value, {
    cluster: null,
    ownAddresses: [],
    hostNameServers: [],
    hostSearch: [],
    files: emptyFileTree,
    workingDirectory: "/",
    hostname: "host",
    remarks: () => (remarks === null ? null : (remark) => remarks.push(remark)),
  });
}

function send(server: CoreDnsServer, content: QueryPacket["content"], port: number): Outcome {
  const source = endpoint("127.0.0.1", 40_000);
  const packet: QueryPacket = { source, destination: endpoint("127.0.0.1", port), transport: "udp", content };
  const step = server.receive(packet, BEGINNING);
  invariant("kind" in step, "nobody need be asked here");
  return step;
}

function ask(server: CoreDnsServer, name: string, type: RrType, port = 53): string {
  const message = makeQuery({ name: nameOf(name), type, class: "IN" });
  const outcome = send(server, { kind: "message", message }, port);
  if (outcome.kind !== "reply") return outcome.kind;
  return [...outcome.messages].map(({ rcode }) => rcode).join(" ");
}

/** What CoreDNS 1.15.0 sent for the same octets: name, port, query, reply. */
const RECORDED: readonly (readonly [string, number, string, string])[] = [
  ["short", 45391, "0000000000", "silence"],
  ["qr1", 45391, "123481000001000000000000017804746573740000010001", "silence"],
  ["opcode status", 45391, "123411700001000000000000017804746573740000010001", "123491340000000000000000"],
  ["update", 45391, "12342b700001000000000000017804746573740000010001", "1234ab340000000000000000"],
  ["iquery all flags", 45391, "12340ff00001000000000000017804746573740000010001", "12348bb40000000000000000"],
  ["qd0", 45391, "123401000000000000000000", "123481010000000000000000"],
  [
    "qd2",
    45391,
    "123407f00002000000000000017804746573740000010001017804746573740000010001",
    "123483b10000000000000000",
  ],
  ["an2", 45391, "123401000001000200000000017804746573740000010001", "123481010000000000000000"],
  ["ar3", 45391, "123401000001000000000003017804746573740000010001", "123481010000000000000000"],
  [
    "an1 missing",
    45391,
    "123401000001000100000000017804746573740000010001",
    "123481020001000000000000017804746573740000010001",
  ],
  ["nothing after header", 45391, "123401100001000000000000", "123481120000000000000000"],
  [
    "trailing",
    45391,
    "1234010000010000000000000178047465737400000100016a756e6b",
    "123481020001000000000000017804746573740000010001",
  ],
  ["bad name", 45391, "123401300001000000000000450102", "123481310000000000000000"],
  [
    "bad opt",
    45391,
    "12340130000100000000000101780474657374000001000100002904d0000000",
    "123481310001000000000000017804746573740000010001",
  ],
  [
    "class CH not there",
    45391,
    "1234011000010000000000000776657273696f6e0462696e640000100003",
    "1234811000010001000000000776657273696f6e0462696e6400001000030776657273696f6e0462696e640000100003000000000003027878",
  ],
  [
    "class CH",
    45392,
    "1234011000010000000000000776657273696f6e0462696e640000100003",
    "1234811500010000000000000776657273696f6e0462696e640000100003",
  ],
  [
    "class CH b",
    45391,
    "1234011000010000000000000756657273696f6e0462696e6402636804746573740000100003",
    "1234811200010000000000000756657273696f6e0462696e6402636804746573740000100003",
  ],
  [
    "edns1",
    45391,
    "12340110000100000000000101780474657374000001000100002904d0000180000000",
    "1234811000010000000000010178047465737400000100010000290000010000000000",
  ],
  [
    "edns do z",
    45391,
    "1234013000010000000000010178047465737400001c000100002910000000ffff0000",
    "1234811200010000000000010178047465737400001c000100002903e80000ff000000",
  ],
  [
    "edns size0",
    45391,
    "1234013000010000000000010178047465737400000100010000290000000000000000",
    "1234811200010000000000010178047465737400000100010000290000000000000000",
  ],
  [
    "two opt",
    45391,
    "12340130000100000000000201780474657374000001000100002902580000000000000000290384000080000000",
    "1234811200010000000000010178047465737400000100010000290384000080000000",
  ],
  [
    "acl block",
    45391,
    "12340110000100000000000001570353756204746573740000010001",
    "123481150001000000000001015703537562047465737400000100010000291000000080000006000f0002000f",
  ],
  [
    "acl block edns",
    45391,
    "1234011000010000000000010177037375620474657374000001000100002902bc000000000000",
    "1234811500010000000000010177037375620474657374000001000100002902bc000080000006000f0002000f",
  ],
  [
    "acl filter",
    45391,
    "12340110000100000000000001770373756204746573740000100001",
    "123481100001000000000001017703737562047465737400001000010000291000000080000006000f00020011",
  ],
  ["acl drop", 45391, "123401100001000000000000017703737562047465737400000f0001", "silence"],
  [
    "empty block",
    45391,
    "123401100001000000000000017705656d70747904746573740000010001",
    "123481150001000000000000017705656d70747904746573740000010001",
  ],
  [
    "no block",
    45392,
    "1234011000010000000000010177076e6f776865726500000100010000290578000080000000",
    "1234811500010000000000010177076e6f776865726500000100010000290578000080000000",
  ],
  [
    "only ds",
    45392,
    "123401100001000000000000046f6e6c79047465737400002b0001",
    "123481120001000000000000046f6e6c79047465737400002b0001",
  ],
  [
    "empty ds",
    45391,
    "12340110000100000000000005656d707479047465737400002b0001",
    "12348115000100000000000005656d707479047465737400002b0001",
  ],
  [
    "chaos header",
    45393,
    "1234011000010000000000000776657273696f6e0462696e640000100003",
    "1234811500010000000000000776657273696f6e0462696e640000100003",
  ],
  [
    "authors",
    45391,
    "123401100001000000000000017802636804746573740000010001",
    "123481120001000000000000017802636804746573740000010001",
  ],
  [
    "notify",
    45391,
    "123421100001000000000000017804746573740000010001",
    "1234a0020001000000000000017804746573740000010001",
  ],
  ["pointer fwd", 45391, "123401100001000000000000c00e00010001", "1234811200010000000000000000010001"],
  [
    "ar tsig-like A",
    45391,
    "12340110000100000000000101780474657374000001000101610162000001000100000000000401020304",
    "123481120001000000000000017804746573740000010001",
  ],
  [
    "A rdlen 3",
    45391,
    "123401100001000000000001017804746573740000010001016101620000010001000000000003010203",
    "123481110001000000000000017804746573740000010001",
  ],
];

describe("the same octets as CoreDNS 1.15.0", () => {
  const { value: server } = start(COREFILE);
  it.each(RECORDED)("%s", (_, port, query, expected) => {
    const bytes = Uint8Array.from(query.match(/../g) ?? [], (octet) => Number.parseInt(octet, 16));
    const outcome = send(server, { kind: "bytes", bytes }, port);
    expect(hexOf(outcome)).toBe(expected);
  });
});

function hexOf(outcome: Outcome): string {
  if (outcome.kind !== "reply") return outcome.kind;
  const query = makeQuery({ name: nameOf("x.test."), type: "A", class: "IN" });
  return [...outcome.messages]
    .flatMap((response) => [...encodeForTransport(response, "udp", query).bytes])
    .map((octet) => octet.toString(16).padStart(2, "0"))
    .join("");
}

describe("which server block answers", () => {
  const CHOICE = `. {
  acl {
    filter net *
  }
}
a.test {
  acl {
    block net *
  }
}
b.a.test {
  chaos
}
empty.test {
  debug
}
o.test:1053 {
  chaos
}
`;
  const { value: server } = start(CHOICE);
  const cases: readonly (readonly [string, string, RrType, number, string])[] = [
    ["the longest zone", "x.a.test.", "A", 53, "REFUSED"],
    ["a longer one", "x.b.a.test.", "A", 53, "SERVFAIL"],
    ["whatever the case", "X.B.A.TEST.", "A", 53, "SERVFAIL"],
    ["the root for the rest", "x.test.", "A", 53, "NOERROR"],
    ["DS goes to the parent", "b.a.test.", "DS", 53, "REFUSED"],
    ["DS never goes to the root while another matches", "a.test.", "DS", 53, "REFUSED"],
    ["a block without a handler refuses", "x.empty.test.", "A", 53, "REFUSED"],
    ["another port, another listener", "x.o.test.", "A", 1053, "SERVFAIL"],
    ["no block on that port", "x.a.test.", "A", 1053, "REFUSED"],
    ["no socket at all", "x.a.test.", "A", 54, "silence"],
  ];
  it.each(cases)("%s", (_, name, type, port, expected) => expect(ask(server, name, type, port)).toBe(expected));

  it("says why, when somebody listens", () => {
    const remarks: Remark[] = [];
    ask(start(CHOICE, remarks).value, "x.a.test.", "A");
    expect(remarks.map(({ actor, text }) => `${actor}: ${text}`)).toEqual([
      "server block a.test: chosen: a.test. is the longest zone that matches",
      "plugin acl: 127.0.0.1 asks x.a.test. A: block",
    ]);
  });
});

describe("what is not modelled", () => {
  it.each([
    ["a plugin that answers", ". {\n route53\n}", "unsupported"],
    ["a gate before the chain", ". {\n acl {\n block\n }\n tsig {\n secret x. AA==\n }\n}", "unsupported"],
    ["behind a plugin that answers first", ". {\n acl {\n block\n }\n route53\n}", "REFUSED"],
  ])("%s", (_, text, expected) => {
    const { value, diagnostics } = start(text);
    expect(ask(value, "x.test.", "A")).toBe(expected);
    expect(diagnostics.some(({ code }) => code === "COREFILE_UNSUPPORTED")).toBe(true);
  });
});

describe("settings", () => {
  const cases: readonly (readonly [string, string])[] = [
    [". {\n chaos\n}\n. {\n chaos\n}", "cannot serve dns://.:53 - it is already defined"],
    [
      ". {\n chaos\n}\n. {\n bind 127.0.0.1\n}",
      "cannot serve dns://.:53 on 127.0.0.1 - zone overlap listener capacity with dns://.:53",
    ],
    [". {\n acl {\n alow\n }\n}", `unexpected token "alow"; expect 'allow', 'block', 'filter' or 'drop'`],
    [". {\n acl {\n allow type a\n }\n}", 'unexpected token "a"; expect legal QTYPE'],
    [". {\n acl {\n allow x\n }\n}", `unexpected token "x"; expect 'type | net'`],
    [". {\n acl {\n allow net\n }\n}", 'no token specified in "net" section'],
    [". {\n acl {\n allow net 1.2.3\n }\n}", 'illegal CIDR notation "1.2.3/32"'],
    [". {\n errors x\n}", "invalid log file: x"],
    [". {\n errors {\n foo\n }\n}", "Syntax error: Unexpected token 'foo', expecting 'Unknown field foo'"],
    [". {\n errors\n errors\n}", "this plugin can only be used once per Server Block"],
    [". {\n health 8080\n}", "address 8080: missing port in address"],
    [". {\n health {\n foo\n }\n}", "unknown property 'foo'"],
    [". {\n health {\n lameduck x\n }\n}", `unable to parse lameduck duration value: 'x' : time: invalid duration "x"`],
    [". {\n ready {\n monitor x\n }\n}", "monitor type 'x' not supported"],
    [". {\n loop x\n}", "Wrong argument count or unexpected line ending after 'x'"],
    [". {\n reload 1s\n}", "interval value must be greater or equal to 2s"],
    [". {\n reload 9\n}", 'time: missing unit in duration "9"'],
    [". {\n reload 5s 100ms\n}", "jitter value must be 0 or greater or equal to 1s"],
    [". {\n loadbalance foo\n}", "unknown policy: foo"],
    [". {\n loadbalance {\n prefer 1.2.3.4\n }\n}", 'invalid CIDR "1.2.3.4": invalid CIDR address: 1.2.3.4'],
    [". {\n log {\n class x\n }\n}", "invalid Class: x"],
    [". {\n bind\n}", "at least one address or interface name is expected"],
    [". {\n bind foo9\n}", 'not a valid IP address or interface name: "foo9"'],
    [". {\n bufsize 10\n}", "Wrong argument count or unexpected line ending after '10'"],
    [". {\n header {\n response foo aa\n }\n}", "setting up rule: unknown flag action=foo, should be set or clear"],
    [". {\n multisocket 0\n}", "num sockets can not be zero or negative: 0"],
    [". {\n timeouts {\n read 0\n }\n}", "timeout provided '0s' needs to be between 1 second and 24 hours"],
    [". {\n minimal x\n}", "Wrong argument count or unexpected line ending after 'x'"],
    [". {\n prometheus {\n foo\n }\n}", "unknown option: foo"],
  ];
  it("a plugin with 200,000 faults", () => {
    const { diagnostics } = start(`. {\n bind {\n${"except\n".repeat(200_000)}}\n}`);
    expect(diagnostics.length).toBeGreaterThanOrEqual(200_000);
  });

  it.each(cases)("%j", (text, expected) => {
    const errors = start(text).diagnostics.filter(({ severity }) => severity === "error");
    expect(errors.map(({ message }) => message)).toEqual([expected]);
  });
});

describe("fork", () => {
  it("shares no state: a halted copy leaves the original running", () => {
    const { value: server } = start(". {\n loop\n}");
    const copy = server.fork();
    const probe = "4611686018427387903.2305843009213693951.";
    for (let time = 0; time < 3; time += 1) ask(copy, probe, "HINFO");
    expect([server.state.kind, copy.state.kind]).toEqual(["running", "halted"]);
  });
});
