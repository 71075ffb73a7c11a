import type { LabNameServer, LabZone, ServerChange, ServerCourse } from "./server-course.ts";

const ROOT = "10.8.0.10";
const CONF = `options { recursion yes; dnssec-validation no; empty-zones-enable no; };
zone "." { type hint; file "root.hint"; };
`;
const HINT = `. 3600000 NS a.ns-root.\na.ns-root. 3600000 A ${ROOT}\n`;

function server(name: string, address: string, glueTtl: number | null = null): LabNameServer {
  return { name, address, glueTtl, ttl: glueTtl };
}

function zone(apex: string, servedBy: readonly string[], nameServers: readonly LabNameServer[]): LabZone {
  return { apex, servedBy, nameServers, ttlAbove: 300, ttlInside: 300, deniesEmptyNames: false };
}

function missing(address: string, apex: string): readonly LabNameServer[] {
  return Array.from({ length: 12 }, (_, at) => server(`n${at}.${apex}`, address));
}

const TOP = [
  zone("", [ROOT], [server("a.ns-root", ROOT, 3600)]),
  zone("test", ["10.8.0.11"], [server("test0.test", "10.8.0.11", 300)]),
];
type Question = readonly [atMs: number, name: string];

function course(
  title: string,
  below: readonly LabZone[],
  silent: readonly string[],
  questions: readonly Question[],
): ServerCourse {
  const zones = [...TOP, ...below];
  const addresses = zones.flatMap(({ servedBy, nameServers }) => [
    ...servedBy,
    ...nameServers.map(({ address }) => address),
  ]);
  const servers = [...new Set(addresses)];
  const changes: readonly ServerChange[] = [
    ...servers.map((one) => ({ atMs: 0, server: one, does: "answers", afterMs: 20 }) as const),
    ...silent.map((one) => ({ atMs: 1000, server: one, does: "keeps-silent" }) as const),
  ];
  return {
    title,
    conf: CONF,
    files: { "root.hint": HINT },
    servers,
    zones,
    changes,
    questions: questions.map(([atMs, name]) => ({ atMs, name })),
    untilMs: 18_000 + (questions.at(-1)?.[0] ?? 0),
  };
}

/** What chance draws too seldom. */
export const CHOSEN_COURSES: readonly ServerCourse[] = [
  course(
    "all servers of a zone are silent: ten seconds for a last question, two more where steps are left",
    [
      zone(
        "sub.test",
        ["10.8.0.13"],
        [server("sub0.sub.test", "10.8.0.13", 300), server("sub1.sub.test", "10.8.0.14", 300)],
      ),
    ],
    ["10.8.0.13", "10.8.0.14"],
    [
      [1400, "a.b.c.a30.sub.test"],
      [16_400, "a.a30.sub.test"],
    ],
  ),
  course(
    "two zones whose servers have their names in each other",
    [
      zone("one.test", ["10.8.0.13"], [server("n.two.test", "10.8.0.13")]),
      zone("two.test", ["10.8.0.14"], [server("n.one.test", "10.8.0.14")]),
    ],
    [],
    [[1400, "a.a30.one.test"]],
  ),
  course(
    "servers whose addresses nobody tells",
    [
      zone("one.test", ["10.8.0.13"], [server("n.two.test", "10.8.0.13"), server("m.two.test", "10.8.0.15")]),
      zone("two.test", ["10.8.0.14"], [server("n0.two.test", "10.8.0.14", 300)]),
    ],
    ["10.8.0.14"],
    [[1400, "a.a30.one.test"]],
  ),
  course(
    "a dozen servers without an address, in a zone of a dozen servers without an address",
    [
      zone("one.test", [], missing("10.8.0.13", "two.test")),
      zone("two.test", [], missing("10.8.0.13", "three.test")),
      zone("three.test", ["10.8.0.15"], [server("n.three.test", "10.8.0.15", 300)]),
    ],
    [],
    [
      [1400, "a.a30.one.test"],
      [8400, "b.a30.one.test"],
    ],
  ),
];
