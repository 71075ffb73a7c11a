import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tell } from "./expression.fixture.ts";
import type { ExpressionSubject } from "./index.ts";

const subject: ExpressionSubject = {
  type: "A",
  name: "www.example.test.",
  class: "IN",
  proto: "udp",
  size: 34,
  client_ip: "10.1.2.3",
  port: "40000",
  id: 7,
  opcode: 0,
  do: true,
  bufsize: 1232,
  server_ip: "::",
  server_port: "53",
};

const holds = (text: string): boolean | string => tell(text, subject);

describe("what holds of a question", () => {
  it.each([
    ["true", true],
    ["type() == 'A'", true],
    ["type() in ['A', 'AAAA']", true],
    ["type() not in ['A', 'AAAA']", false],
    ["not (type() in ['MX'])", true],
    ["name() endsWith 'example.test.'", true],
    ["name() startsWith 'www.' and class() == 'IN'", true],
    ['name() contains "exam"', true],
    ["name() not contains 'exam'", false],
    ["incidr(client_ip(), '10.0.0.0/8')", true],
    ["incidr(client_ip(), '192.168.0.0/16') || incidr(client_ip(), '10.1.0.0/16')", true],
    ["proto() == 'udp' && !do()", false],
    ["size() > 30 and size() <= 34", true],
    ["bufsize() >= 1232 ? id() == 7 : false", true],
    ["opcode() == 0 and port() != '53' and server_port() == '53' and server_ip() == '::'", true],
    ["metadata('zone/wildcard') == ''", true],
    ["len(name()) == 17", true],
    ["upper(type()) == 'A' and lower('ABC') == 'abc'", true],
    ["name() | trimSuffix('.') | hasSuffix('test')", true],
    ["split(client_ip(), '.')[3] == '3'", true],
    ["[1, 2, 3][-1] == 3", true],
    ["id() in 1..9", true],
    ["1 + 2 * 3 == 7 and 2 ** 3 ** 2 == 512 and -2 + 3 == 1", true],
    ["7 % 4 == 3 and 7 / 2 == 3.5 and 0x10 == 16 and 1_000 == 1e3", true],
    ["'a' + 'b' == 'ab' and 'a' < 'b'", true],
    ["nil ?? true", true],
    ["true or false and false", true],
    ["type() == 'A' // who asks", true],
    ["name() matches '^www[.].*test[.]$'", true],
    ["name() not matches '^(mail|ns)' and type() matches 'A|AAAA'", true],
    ["name() matches '^mail' or true", true],
    // anything but true is no match, an error too
    ["type()", false],
    ["1", false],
    ["incidr('x', '10.0.0.0/8')", false],
    ["incidr(client_ip(), 'x')", false],
    ["len(name()) % 0 == 0", false],
    ["[1][5] == 1", false],
    ["true or incidr('x', 'y')", true],
  ])("%s: %s", (text, expected) => expect(holds(text)).toBe(expected));
});

describe("what does not compile", () => {
  it.each([
    ["type() == A", "unknown name A"],
    ["kind() == 'A'", "unknown name kind"],
    ["", "unexpected token EOF"],
    ["type() ==", "unexpected token EOF"],
    ["type() == 'A' 'B'", 'unexpected token String("B")'],
    ["(true", "unexpected token EOF"],
    ["true)", 'unexpected token Bracket(")")'],
    ["type() == 1", "invalid operation: == (mismatched types string and int)"],
    ["type == 'A'", "invalid operation: == (mismatched types func() string and string)"],
    ["size() and true", "invalid operation: and (mismatched types int and bool)"],
    ["not 1", "invalid operation: not (mismatched type int)"],
    ["incidr(client_ip())", "not enough arguments to call incidr"],
    ["type(1)", "too many arguments to call type"],
    ["incidr(1, '10.0.0.0/8')", "cannot use int as argument (type string) to call incidr"],
    ["1 matches 'x'", "invalid operation: matches (mismatched types int and string)"],
    ["name() matches '('", "error parsing regexp: missing closing ): `(`"],
    ["1 ? true : false", "non-bool expression (type int) used as condition"],
    ["true & false", 'unexpected token Operator("&")'],
    ["'\\q' == ''", "invalid char escape"],
  ])("%s", (text, expected) => expect(holds(text)).toBe(expected));
});

describe("what is not modelled says so", () => {
  it.each([
    ["name() matches lower('^WWW')", "patterns of expressions that are worked out"],
    ["name() matches '\\\\pL'", "Unicode classes in a regular expression"],
    ["{'a': 1}", "maps in expressions"],
    ["#", "predicates in expressions"],
    ["all([1], {# > 0})", '"all" of expressions'],
    ["any(1..3, # > 2)", '"any" of expressions'],
    ["[1] | filter(# > 0)", '"filter" of expressions'],
    ["max(1, 2) == 2", '"max" of expressions'],
    ["now == 1", '"now" of expressions'],
    ["let x = 1; x == 1", '"let" of expressions'],
    ["if true { true } else { false }", '"if" of expressions'],
    ["$env", '"$env" of expressions'],
    ["name()[0:3] == 'www'", "slices in expressions"],
    ["name()[:3] == 'www'", "slices in expressions"],
    ["[1, 'a'][0].x", "members in expressions"],
    ["b'a' == 'a'", "octets in expressions"],
    ["9007199254740991 > 0 and 9007199254740992 > 0", "integers of expressions beyond 2^53"],
    [`${"(".repeat(200)}true${")".repeat(200)}`, "an expression nested so deeply"],
  ])("%s", (text, expected) => expect(holds(text)).toBe(`unsupported: ${expected}`));
});

describe("laws", () => {
  const formula = fc.letrec<{ node: readonly [string, boolean] }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.boolean().map((value) => [String(value), value] as const),
      fc.tuple(tie("node"), tie("node")).map(([a, b]) => [`(${a[0]} and ${b[0]})`, a[1] && b[1]] as const),
      fc.tuple(tie("node"), tie("node")).map(([a, b]) => [`(${a[0]} || ${b[0]})`, a[1] || b[1]] as const),
      tie("node").map((a) => [`not ${a[0]}`, !a[1]] as const),
      fc
        .tuple(tie("node"), tie("node"), tie("node"))
        .map(([a, b, c]) => [`(${a[0]} ? ${b[0]} : ${c[0]})`, a[1] ? b[1] : c[1]] as const),
    ),
  })).node;

  it("and, or, not and ?: are what they are", () => {
    fc.assert(
      fc.property(formula, ([text, expected]) => {
        expect(holds(text)).toBe(expected);
      }),
    );
  });

  it("any text compiles, is faulty or is not modelled; nothing else", () => {
    const words = fc.constantFrom(
      "type()",
      "'A'",
      "==",
      "in",
      "[",
      "]",
      "(",
      ")",
      ",",
      "and",
      "not",
      "1",
      "..",
      "|",
      "len",
      "?",
      ":",
      "-",
      "\\",
      "'",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words).map((list) => list.join(" ")),
        ),
        (text) => {
          expect(["boolean", "string"]).toContain(typeof holds(text));
        },
      ),
    );
  });
});
