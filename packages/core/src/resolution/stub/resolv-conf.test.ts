import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nameOf } from "../../dns/index.ts";
import { sourceFromBytes, sourceFromText } from "../../text/index.ts";
import { parseResolvConf, type ResolvConf } from "./resolv-conf.ts";
import { candidateNames } from "./search-list.ts";

const read = (text: string): ResolvConf => parseResolvConf(sourceFromText("resolv.conf", text)).value;
const complaints = (text: string): readonly string[] =>
  parseResolvConf(sourceFromText("resolv.conf", text)).diagnostics.map(
    ({ code, span }) => `${code} ${text.slice(span.start, span.end)}`,
  );

/** What getent (glibc 2.36, Debian 12) asked for a name, in order, where every answer was a name error. */
const asked: readonly { conf: string; name: string; names: readonly string[] }[] = [
  { conf: "search a.test b.test", name: "web", names: ["web.a.test.", "web.b.test.", "web."] },
  { conf: "search a.test b.test", name: "web.x", names: ["web.x.", "web.x.a.test.", "web.x.b.test."] },
  { conf: "search a.test b.test", name: "web.", names: ["web."] },
  { conf: "search a.test b.test", name: "web.x.", names: ["web.x."] },
  { conf: "search a.test b.test\noptions ndots:5", name: "web.x", names: ["web.x.a.test.", "web.x.b.test.", "web.x."] },
  { conf: "search a.test\noptions ndots:5", name: "a.b.c.d.e", names: ["a.b.c.d.e.a.test.", "a.b.c.d.e."] },
  { conf: "search a.test\noptions ndots:5", name: "a.b.c.d.e.f", names: ["a.b.c.d.e.f.", "a.b.c.d.e.f.a.test."] },
  { conf: "search a.test\noptions ndots:0", name: "web", names: ["web.", "web.a.test."] },
  { conf: "search a.test a.test . b.test", name: "web", names: ["web.a.test.", "web.a.test.", "web.", "web.b.test."] },
  {
    conf: "search a.test a.test . b.test",
    name: "x.y",
    names: ["x.y.", "x.y.a.test.", "x.y.a.test.", "x.y.", "x.y.b.test."],
  },
  { conf: "domain a.test\nsearch b.test", name: "web", names: ["web.b.test.", "web."] },
  { conf: "search b.test\ndomain a.test c.test", name: "web", names: ["web.a.test.", "web."] },
  { conf: "search", name: "web", names: ["web."] },
  { conf: "search a.test b.test\noptions no-tld-query", name: "web", names: ["web.a.test.", "web.b.test."] },
  { conf: "search a.test\noptions no-tld-query", name: "web.x", names: ["web.x.", "web.x.a.test."] },
  { conf: "options no-tld-query", name: "web", names: ["web."] },
  {
    conf: "search a.test;comment b.test # c",
    name: "web",
    names: ["web.a.test\\;comment.", "web.b.test.", "web.#.", "web.c.", "web."],
  },
  { conf: " search a.test", name: "web", names: ["web."] },
  { conf: "search\ta.test\tb.test", name: "web", names: ["web.a.test.", "web.b.test.", "web."] },
  { conf: "search a.test\r\noptions ndots:3\r", name: "a.b", names: ["a.b.a.test\\013.", "a.b."] },
  { conf: "search b..test a.test", name: "web", names: ["web."] },
  { conf: "search a.test b..test c.test", name: "web", names: ["web.a.test.", "web."] },
  {
    conf: "search a.test\noptions ndots:99",
    name: "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o",
    names: ["a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.a.test.", "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o."],
  },
  {
    conf: "search a.test\noptions ndots:99",
    name: "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p",
    names: ["a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.", "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.a.test."],
  },
  { conf: "search a.test\noptions ndots:x", name: "web", names: ["web.", "web.a.test."] },
  { conf: "search a.test\noptions ndots:2x", name: "a.b", names: ["a.b.a.test.", "a.b."] },
  { conf: "search a.test\noptions ndots 2", name: "a.b", names: ["a.b.", "a.b.a.test."] },
  { conf: "options ndots:2\nsearch a.test\noptions ndots:1", name: "a.b", names: ["a.b.", "a.b.a.test."] },
  { conf: "search a.test", name: "a\\.b", names: ["a\\.b.", "a\\.b.a.test."] },
  { conf: "search a.test", name: "_x", names: ["_x.a.test.", "_x."] },
];

test.each(asked)("$conf: $name is asked as $names", ({ conf, name, names }) => {
  const { search, ndots, avoidsTopLevel } = read(`nameserver 127.0.0.1\n${conf}\n`);
  const rules = { search: search ?? [], ndots, avoidsTopLevel };
  expect(candidateNames(name, rules).map(String)).toEqual(names);
});

test("ten search domains are ten: glibc's old limit of six is gone", () => {
  const domains = Array.from({ length: 10 }, (_, at) => `s${at}.test`);
  expect(read(`search ${domains.join(" ")}\n`).search?.map(String)).toEqual(domains.map((domain) => `${domain}.`));
});

describe("search lists", () => {
  const rules = { search: [nameOf("a.test."), nameOf("b.test.")], ndots: 1, avoidsTopLevel: false };

  test("what is not a name is not asked", () => {
    for (const text of ["", "..", "a..b", "x".repeat(64)]) expect(candidateNames(text, rules)).toEqual([]);
  });

  test("a domain that makes the name too long ends the list", () => {
    const long = `${"a".repeat(63)}.`.repeat(3).slice(0, -1);
    const search = [nameOf("b."), nameOf(`${"c".repeat(63)}.`), nameOf("d.")];
    expect(candidateNames(long, { ...rules, search }).map((name) => name.octets)).toEqual([193, 195]);
  });

  test("a name is asked as it stands at most once, and first with as many dots as ndots", () => {
    const label = fc.stringMatching(/^[a-z]{1,4}$/);
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 6 }), fc.nat(15), (labels, ndots) => {
        const text = labels.join(".");
        const names = candidateNames(text, { ...rules, ndots }).map(String);
        expect(names.filter((name) => name === `${text}.`)).toHaveLength(1);
        expect(names[0] === `${text}.`).toBe(labels.length - 1 >= ndots);
        expect(names).toHaveLength(3);
      }),
    );
  });
});

describe("what glibc takes of a file", () => {
  test("nothing: the host itself, and its defaults", () => {
    expect(read("# nothing\n")).toEqual({
      nameservers: [],
      search: null,
      ndots: 1,
      timeoutSeconds: 5,
      attempts: 2,
      rotate: false,
      usesTcp: false,
      edns0: false,
      trustsAuthenticData: false,
      avoidsTopLevel: false,
    });
  });

  test("a pod's", () => {
    const conf =
      "search dnsutils.svc.cluster.local svc.cluster.local cluster.local\nnameserver 198.18.0.10\noptions ndots:5\n";
    expect(read(conf)).toMatchObject({ nameservers: ["198.18.0.10"], ndots: 5 });
    expect(read(conf).search?.map(String)).toEqual([
      "dnsutils.svc.cluster.local.",
      "svc.cluster.local.",
      "cluster.local.",
    ]);
    expect(complaints(conf)).toEqual([]);
  });

  test("systemd-resolved's", () => {
    const conf = "nameserver 127.0.0.53\noptions edns0 trust-ad\nsearch kloud.lan\n";
    expect(read(conf)).toMatchObject({ nameservers: ["127.0.0.53"], edns0: true, trustsAuthenticData: true });
  });

  test.each([
    { line: "nameserver 192.168.13.10 # the virtual one", servers: ["192.168.13.10"] },
    { line: "nameserver 10.0.0.1#53", servers: [] },
    { line: "nameserver 10.0.0.1;x", servers: [] },
    { line: "nameserver 10.0.0.1\r", servers: [] },
    { line: "nameserver 2001:db8::53#53", servers: [] },
    { line: "nameserver fe80::1%lo#x", servers: ["fe80::1"] },
    { line: "nameserver 2001:DB8::53", servers: ["2001:db8::53"] },
    { line: "nameserver fe80::1%eth0", servers: ["fe80::1"] },
    { line: "nameserver dns1", servers: [] },
    { line: "nameserver 10.1", servers: ["10.0.0.1"] },
    { line: "nameserver 99", servers: ["0.0.0.99"] },
    { line: "nameserver 10.0x1.010.1", servers: ["10.1.8.1"] },
    { line: "nameserver 10.0.0.300", servers: [] },
    { line: "nameserver 10.0.0.1.", servers: [] },
    { line: "nameserver 10.65536", servers: ["10.1.0.0"] },
    { line: "nameserver 4294967296", servers: [] },
    { line: "nameserver 08.1", servers: [] },
    { line: " nameserver 192.168.13.10", servers: [] },
    { line: "; nameserver 192.168.13.10", servers: [] },
    { line: "NAMESERVER 192.168.13.10", servers: [] },
    {
      line: "nameserver 10.0.0.1\nnameserver 10.0.0.2\nnameserver 10.0.0.3\nnameserver 10.0.0.4",
      servers: ["10.0.0.1", "10.0.0.2", "10.0.0.3"],
    },
  ])("$line", ({ line, servers }) => expect(read(`${line}\n`).nameservers).toEqual(servers));

  test.each([
    { options: "timeout:1 attempts:9", taken: { timeoutSeconds: 1, attempts: 5 } },
    { options: "timeout:99 ndots:99", taken: { timeoutSeconds: 30, ndots: 15 } },
    { options: "attempts:0", taken: { attempts: 0 } },
    { options: "rotate use-vc", taken: { rotate: true, usesTcp: true } },
    { options: "no-tld-query", taken: { avoidsTopLevel: true } },
    { options: "rotatex edns0,trust-ad", taken: { rotate: true, edns0: true, trustsAuthenticData: false } },
    { options: "rotate:1", taken: { rotate: true } },
    { options: "xrotate ROTATE", taken: { rotate: false } },
    { options: "ndots:-1 timeout:+2", taken: { ndots: 15, timeoutSeconds: 2 } },
    { options: "single-request no-aaaa", taken: { rotate: false } },
  ])("options $options", ({ options, taken }) => expect(read(`options ${options}\n`)).toMatchObject(taken));
});

test.each([
  { text: "nameserver dns1\n", said: ["RESOLVER_BAD_ADDRESS dns1"] },
  { text: "nameserver 10.1\n", said: ["RESOLVER_BAD_ADDRESS 10.1"] },
  { text: "nameserver 10.0.0.1\r\n", said: ["RESOLVER_CARRIAGE_RETURN \r"] },
  {
    text: "nameserver 10.0.0.1\nnameserver 10.0.0.2\nnameserver 10.0.0.3\nnameserver 10.0.0.4\n",
    said: ["RESOLVER_TOO_MANY_SERVERS 10.0.0.4"],
  },
  { text: "search b..test a.test\n", said: ["RESOLVER_BAD_NAME b..test"] },
  { text: "search a.test\r\n", said: ["RESOLVER_CARRIAGE_RETURN \r"] },
  { text: "search a.test # here\n", said: ["RESOLVER_TRAILING_COMMENT #"] },
  { text: "domain a.test\nsearch b.test\n", said: ["RESOLVER_REPLACED domain"] },
  { text: "  search a.test\n", said: ["RESOLVER_INDENTED search"] },
  { text: "search\n", said: ["RESOLVER_MISSING_VALUE search"] },
  { text: "nameservers 10.0.0.1\n", said: ["RESOLVER_UNKNOWN_KEYWORD nameservers"] },
  { text: "options rotat\n", said: ["RESOLVER_UNKNOWN_OPTION rotat"] },
  { text: "options ndots:x\n", said: ["RESOLVER_BAD_NUMBER ndots:x"] },
  { text: "options ndots:16\n", said: ["RESOLVER_CAPPED ndots:16"] },
  { text: "sortlist 130.155.160.0\nnameserver 10.0.0.1 # fine\n\n\r\n", said: [] },
])("$text says $said", ({ text, said }) => expect(complaints(text)).toEqual(said));

test("a hint names what was meant", () => {
  const [finding] = parseResolvConf(sourceFromText("x", "nameservers 10.0.0.1\n")).diagnostics;
  expect(finding?.hint).toBe('Did you mean "nameserver"?');
});

test("law: comments, empty lines and words that glibc does not know change nothing", () => {
  const lines = fc.array(
    fc.constantFrom(
      "nameserver 10.0.0.1",
      "search a.test b.test",
      "domain c.test",
      "options ndots:3 rotate",
      "options attempts:4",
    ),
    { maxLength: 6 },
  );
  const noise = fc.constantFrom(
    "# nameserver 10.0.0.9",
    ";search x",
    "",
    "nameservers 10.0.0.9",
    "\tsearch x",
    "sortlist 10.0.0.0",
  );
  fc.assert(
    fc.property(lines, fc.array(fc.tuple(fc.nat(6), noise), { maxLength: 4 }), (kept, added) => {
      const noisy: string[] = [...kept];
      for (const [at, line] of added) noisy.splice(at, 0, line);
      expect(read(noisy.join("\n"))).toEqual(read(kept.join("\n")));
    }),
  );
});

test("law: of several lines the last one counts, for search lists and for each option", () => {
  const words = fc.array(fc.stringMatching(/^[a-z]{1,5}\.test$/), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(
      fc.array(words, { minLength: 1, maxLength: 4 }),
      fc.array(fc.nat(40), { minLength: 1 }),
      (lists, numbers) => {
        const text = [
          ...lists.map((list) => `search ${list.join(" ")}`),
          ...numbers.map((number) => `options ndots:${number}`),
        ];
        const { search, ndots } = read(text.join("\n"));
        expect(search?.map(String)).toEqual(lists.at(-1)?.map((name) => `${name}.`));
        expect(ndots).toBe(Math.min(15, numbers.at(-1) ?? 0));
      },
    ),
  );
});

test("any octets are read, and every complaint lies in the file", () => {
  const line = fc.oneof(
    fc
      .string({
        unit: fc.constantFrom(
          "nameserver",
          "search",
          "options",
          "domain",
          " ",
          "\t",
          "\r",
          "\n",
          "#",
          ";",
          ".",
          "10.0.0.1",
          "ndots:",
          "9",
          "a",
          "%",
        ),
      })
      .map((text) => new TextEncoder().encode(text)),
    fc.uint8Array({ maxLength: 200 }),
  );
  fc.assert(
    fc.property(line, (bytes) => {
      const { value, diagnostics } = parseResolvConf(sourceFromBytes("x", bytes));
      expect(value.nameservers.length).toBeLessThanOrEqual(3);
      expect([value.ndots <= 15, value.attempts <= 5, value.timeoutSeconds <= 30]).toEqual([true, true, true]);
      for (const { span } of diagnostics) {
        expect(span.start).toBeLessThanOrEqual(span.end);
        expect(span.end).toBeLessThanOrEqual(bytes.length);
      }
    }),
    { numRuns: 500 },
  );
});
