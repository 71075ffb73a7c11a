import { expect, it } from "vitest";
import { parseGoRegexp } from "./go-regexp.ts";

/** `NAME => whole | group | group`, or `NAME => none`. */
function retell(source: string, row: string): string {
  const [name = ""] = row.split(" => ");
  const parsed = parseGoRegexp(source);
  if ("fault" in parsed) return parsed.message;
  return `${name} => ${parsed.match(name)?.join(" | ") ?? "none"}`;
}

/** Expressions for names as operators write them, and what FindStringSubmatch of Go 1.26 finds in each name. */
const TABLE: readonly (readonly [source: string, ...rows: string[]])[] = [
  [
    "^(.*)\\.example\\.org\\.$",
    "www.example.org. => www.example.org. | www",
    "a.b.example.org. => a.b.example.org. | a.b",
    "example.org. => none",
    "www.example.org => none",
  ],
  [
    "^([^.]+)\\.example\\.org\\.$",
    "www.example.org. => www.example.org. | www",
    "a.b.example.org. => none",
    ".example.org. => none",
  ],
  [
    "^(www|mail|ns[0-9]+)\\.",
    "www.test. => www. | www",
    "ns12.test. => ns12. | ns12",
    "nsx.test. => none",
    "mail. => mail. | mail",
  ],
  [
    "(^|\\.)svc\\.cluster\\.local\\.$",
    "web.default.svc.cluster.local. => .svc.cluster.local. | .",
    "svc.cluster.local. => svc.cluster.local. | ",
    "xsvc.cluster.local. => none",
  ],
  [
    "^([a-z0-9-]+)\\.([a-z0-9-]+)\\.svc\\.cluster\\.local\\.$",
    "web.default.svc.cluster.local. => web.default.svc.cluster.local. | web | default",
    "a.b.c.svc.cluster.local. => none",
    "Web.default.svc.cluster.local. => none",
  ],
  ["(?i)^WEB\\.", "web.test. => web.", "WeB.test. => WeB.", "xweb.test. => none"],
  [
    "^_([a-z]+)\\._(tcp|udp)\\.(.+)$",
    "_http._tcp.web.test. => _http._tcp.web.test. | http | tcp | web.test.",
    "_dns._sctp.web.test. => none",
    "http._tcp.web.test. => none",
  ],
  [
    "^(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.in-addr\\.arpa\\.$",
    "1.2.0.192.in-addr.arpa. => 1.2.0.192.in-addr.arpa. | 1 | 2 | 0 | 192",
    "1.2.0.in-addr.arpa. => none",
    "1000.2.0.192.in-addr.arpa. => none",
  ],
  [
    "^ip-(?P<a>\\d+)-(?P<b>\\d+)\\.",
    "ip-10-7.test. => ip-10-7. | 10 | 7",
    "ip-10.test. => none",
    "ip-10-7-8.test. => none",
  ],
  [
    "^([0-9a-f]\\.){4}ip6\\.arpa\\.$",
    "1.0.0.f.ip6.arpa. => 1.0.0.f.ip6.arpa. | f.",
    "1.0.0.g.ip6.arpa. => none",
    "1.0.0.ip6.arpa. => none",
  ],
  [
    "^(?:(a)|b)(?:(c)|d)\\.",
    "ac. => ac. | a | c",
    "bd. => bd. |  | ",
    "ad. => ad. | a | ",
    "bc. => bc. |  | c",
    "e. => none",
  ],
  ["^(a*)(a*?)(a+)$", "aaaa => aaaa | aaa |  | a", "a => a |  |  | a", " => none", "b => none"],
  ["^(a+?)(a*)$", "aaa => aaa | a | aa", "a => a | a | "],
  [
    "^(.+?)-(.+)-(.+)\\.",
    "a-b-c-d.test. => a-b-c-d.test. | a | b-c | d.test",
    "a-b.test. => none",
    "--.test. => none",
    "a--b-c. => a--b-c. | a | -b | c",
  ],
  ["^(.+)-(.+?)-(.+?)\\.", "a-b-c-d.test. => a-b-c-d. | a-b | c | d", "a-b-c.test. => a-b-c. | a | b | c"],
  ["\\bweb\\b", "web.test. => web", "my-web.test. => web", "website.test. => none", "my_web.test. => none"],
  ["[^a-z0-9.-]", "a_b.test. => _", "a-b.test. => none", "A.test. => A", "a*b. => *"],
  ["^[^.]{1,5}\\.", "abc.test. => abc.", "abcdef.test. => none", ".test. => none"],
  ["^.{3}\\.", "abc.test. => abc.", "ab.test. => none", "äöü.test. => äöü."],
  ["(test|test\\.)$", "a.test. => test. | test.", "a.test => test | test"],
  ["^(?:xn--)?([a-z]+)\\.", "xn--abc.test. => xn--abc. | abc", "abc.test. => abc. | abc", "xn--.test. => none"],
  [
    "^(([a-z]+)\\.)+test\\.$",
    "a.b.c.test. => a.b.c.test. | c. | c",
    "a.test. => a.test. | a. | a",
    "test. => none",
    "a.1.test. => none",
  ],
  ["^([a-z]|[0-9]{2})+$", "a12b => a12b | b", "a1b => none", "12 => 12 | 12", "ab123 => none"],
  ["(a|ab)(c|bcd)?$", "abcd => abcd | a | bcd", "ac => ac | a | c", "ab => ab | ab | ", "abc => abc | ab | c"],
  ["^$", " => ", "a => none", ". => none"],
  ["^\\.$", ". => .", "a. => none"],
  ["^(?s:.*)$", " => ", "a.b => a.b"],
  ["^(?U)(a+)(a*)$", "aaa => aaa | a | aa", "a => a | a | "],
  [
    "(?:web|app)-(?P<n>\\d+)(?P<rest>.*)",
    "web-12.test. => web-12.test. | 12 | .test.",
    "app-1 => app-1 | 1 | ",
    "web-.test. => none",
  ],
  [
    "^(?P<host>[^.]*)(?P<zone>\\..*)?$",
    "a.b.c. => a.b.c. | a | .b.c.",
    "a => a | a | ",
    ".b => .b |  | .b",
    " =>  |  | ",
  ],
  ["[[:digit:]]+$", "a1 => 1", "a12 => 12", "1a => none"],
  ["^[[:^digit:]]*$", "abc => abc", "a1 => none", ". => ."],
  ["^[\\w-]+(\\.[\\w-]+)*\\.?$", "a.b.c. => a.b.c. | .c", "a..b => none", "a-b_c. => a-b_c. | ", ". => none"],
  ["(^.)(.*)(.$)", "ab => ab | a |  | b", "a => none", "abcd => abcd | a | bc | d"],
  ["x{2,3}?y", "xxxy => xxxy", "xxy => xxy", "xy => none"],
  ["(?:x{2}){2}", "xxxx => xxxx", "xxx => none", "xxxxx => xxxx"],
  [
    "^(a(b(c)?)?)?$",
    "abc => abc | abc | bc | c",
    "ab => ab | ab | b | ",
    "a => a | a |  | ",
    " =>  |  |  | ",
    "b => none",
  ],
];

it.each(TABLE)("%s", (source, ...rows) => expect(rows.map((row) => retell(source, row))).toEqual(rows));
