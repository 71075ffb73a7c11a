import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { unhurried } from "./io.ts";
import { runCli } from "./program.ts";

const EXAMPLES = join(import.meta.dirname, "../../../../examples");
const scratch = mkdtempSync(join(tmpdir(), "splithorizon-agreement-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A site with a fault of each severity in each kind of file. */
const FAULTY = {
  "site.yaml": `version: 1
networks: { lan: 192.0.2.0/24 }
hosts:
  dns1: { addresses: 192.0.2.53, routes: { default: 192.0.2.1 }, bind: { version: "9.18", config: dns1/etc/bind/named.conf } }
  laptop: { addresses: 192.0.2.50, nameserver: 192.0.2.53, nameservers: [192.0.2.53] }
clusters:
  k: { objects: k8s }
expect:
  - { from: laptop, ask: www.kloud.lan, answers: 192.0.2.80 }
  - { from: laptop, ask: www.kloud.lan, answers: 192.0.2.81 }
  - { from: laptop, ask: nix.kloud.lan, rcode: NXDOMAIN }
`,
  "dns1/etc/bind/named.conf":
    'options { directory "/etc/bind"; recursion no; };\nzone "kloud.lan" { type primary; file "db"; };\n',
  "dns1/etc/bind/db":
    "$TTL 60\n@ SOA ns admin 1 1800 900 604800 30\n@ NS ns\nns A 192.0.2.53\nwww A 192.0.2.80\n@ MX 1 gone\n",
  "k8s/cm.yaml":
    "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: coredns, namespace: kube-system }\ndata:\n  Corefile: |\n    .:53 {\n        forwrad . 192.0.2.53\n    }\n",
};
const faulty = join(scratch, "faulty");
for (const [path, text] of Object.entries(FAULTY)) {
  mkdirSync(dirname(join(faulty, path)), { recursive: true });
  writeFileSync(join(faulty, path), text);
}
const lonely = join(scratch, "Corefile");
writeFileSync(lonely, ".:53 {\n  forwrad . 192.0.2.1\n  cahce\n}\n");

async function run(line: string, input: readonly string[] = []) {
  const said = { out: "", err: "" };
  const code = await runCli(line.split(" "), {
    ...unhurried,
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    lines: async function* () {
      yield* input;
    },
    workingDirectory: EXAMPLES,
    now: () => 1_704_213_552_000,
  });
  return { code, ...said };
}

interface PlainFinding {
  readonly code: string;
  readonly severity: "error" | "warning" | "information";
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

describe("findings are the same ones in every format", () => {
  test.each([
    `check ${faulty}`,
    "check kloud-lan",
    `lint ${lonely}`,
    `lint ${faulty}/dns1/etc/bind/db --origin kloud.lan`,
    `lint ${faulty}/site.yaml`,
  ])("%s", async (line) => {
    const [text, json, sarif, junit] = await Promise.all(
      ["text", "json", "sarif", "junit"].map((format) => run(`${line} --format ${format}`)),
    );
    const findings = JSON.parse(json?.out ?? "") as readonly PlainFinding[];
    const codes = [text, json, sarif, junit].map((ran) => ran?.code);
    expect(codes).toEqual(codes.map(() => (findings.some(({ severity }) => severity === "error") ? 1 : 0)));

    const heads = (text?.out ?? "")
      .split("\n")
      .filter((own) => /^\S.*:\d+:\d+: (error|warning|information) /.test(own));
    expect(
      heads.map((head) => head.slice(0, head.indexOf(": ", head.search(/: (error|warning|information) /) + 2))),
    ).toEqual(
      findings.map(({ file, line: at, column, severity, code }) => `${file}:${at}:${column}: ${severity} ${code}`),
    );
    for (const { message } of findings) expect(text?.out).toContain(message.split("\n")[0]);

    const run0 = (JSON.parse(sarif?.out ?? "") as { readonly runs: readonly SarifRun[] }).runs[0];
    expect(run0?.results.map(({ ruleId, level, locations }) => [ruleId, level, place(locations)])).toEqual(
      findings.map(({ code, severity, file, line: at, column }) => [
        code,
        severity === "information" ? "note" : severity,
        `${file.replace(/^\/+/, "")}:${at}:${column}`,
      ]),
    );
    expect(run0?.tool.driver.rules.map(({ id }) => id)).toEqual([...new Set(findings.map(({ code }) => code))]);

    const errors = findings.filter(({ severity }) => severity === "error").length;
    expect(junit?.out.match(/<failure /g)?.length ?? 0).toBe(errors);
    expect(junit?.out).toContain(`tests="${Math.max(1, findings.length)}" failures="${errors}"`);
  });

  test("the faulty site has every severity, and its last line counts them", async () => {
    const { out } = await run(`check ${faulty}`);
    const findings = JSON.parse((await run(`check ${faulty} --format json`)).out) as readonly PlainFinding[];
    const count = (wanted: string): number => findings.filter(({ severity }) => severity === wanted).length;
    expect([count("error"), count("warning"), count("information")].every((own) => own > 0)).toBe(true);
    expect(out.trimEnd().split("\n").at(-1)).toBe(
      `${count("error")} errors, ${count("warning")} warnings; 2 of 3 expectations hold`,
    );
    // Each file's own, at its own place: the Corefile's stands in the YAML file.
    const places = findings.map(
      ({ file, line, column, code }) => `${file.replace(/^\//, "")}:${line}:${column} ${code}`,
    );
    expect(places).toEqual(
      expect.arrayContaining([
        "site.yaml:5:36 SITE_UNKNOWN_KEY",
        "site.yaml:4:53 SITE_NO_GATEWAY",
        "site.yaml:10:5 SITE_EXPECTATION",
        "k8s/cm.yaml:7:9 COREFILE_UNKNOWN_DIRECTIVE",
        "site.yaml:7:6 SITE_NO_COREDNS",
      ]),
    );
  });
});

interface SarifRun {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly results: readonly {
    readonly ruleId: string;
    readonly level: string;
    readonly locations: SarifLocations;
  }[];
}
type SarifLocations = readonly {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: { readonly startLine: number; readonly startColumn: number };
  };
}[];

function place([location]: SarifLocations): string {
  if (location === undefined) return "";
  const { artifactLocation, region } = location.physicalLocation;
  return `${decodeURIComponent(artifactLocation.uri)}:${region.startLine}:${region.startColumn}`;
}

const QUESTIONS = [
  ["mac", "www.kloud.lan", "A"],
  ["laptop", "web.linkerd-viz.k8s1-prod.kloud.lan", "A"],
  ["laptop", "nix.kloud.lan", "A"],
  ["laptop", "kloud.lan", "NS"],
  ["laptop", "kloud.lan", "SOA"],
  ["dnsutils/dnsutils", "kube-dns.kube-system.svc.cluster.local", "A"],
  ["dnsutils/dnsutils", "_dns._udp.kube-dns.kube-system.svc.cluster.local", "SRV"],
  ["dnsutils/dnsutils", "245.0.18.198.in-addr.arpa", "PTR"],
  ["k8s1master1", "web.linkerd-viz.svc.cluster.local", "A"],
] as const;

describe("one question, asked in every way, has one answer", () => {
  test.each(QUESTIONS)("%s asks %s %s", async (from, name, type) => {
    const words = `kloud-lan --from ${from} ${name} ${type} +noedns`;
    const batch = await run("ask kloud-lan --batch", [JSON.stringify({ id: 7, from, query: { name, type } })]);
    const { response } = JSON.parse(batch.out) as {
      readonly response: { readonly rcode: string; readonly size: number; readonly answer: readonly BatchRecord[] };
    };
    const dig = await run(`dig ${words}`);
    expect(dig.out).toContain(`status: ${response.rcode},`);
    expect(dig.out).toContain(`ANSWER: ${response.answer.length},`);
    expect(dig.out).toContain(`;; MSG SIZE  rcvd: ${response.size}\n`);
    const answers = response.answer.map((record) => `${record.name} ${record.ttl} IN ${record.type} ${record.data}`);
    expect(sectionOf(dig.out, "ANSWER")).toEqual(answers);
    const short = await run(`dig ${words} +short`);
    expect(short.out).toBe(response.answer.map(({ data }) => `${data}\n`).join(""));

    const steps = JSON.parse((await run(`trace ${words} --format json`)).out) as readonly TraceStepJson[];
    const last = steps.findLast(({ depth, event }) => depth === 0 && event.kind === "replied");
    expect(last?.event.response?.rcode).toBe(response.rcode);
    expect(last?.event.octets).toBe(response.size);
    const traced = await run(`trace ${words}`);
    const count = (kind: string): number => steps.filter(({ event }) => event.kind === kind).length;
    expect(traced.out.match(/ answers [A-Z]+ \(/g)?.length).toBe(count("replied"));
    expect(traced.out.match(/^ *\* .* sees .* as the client$/gm)?.length).toBe(count("received"));
    expect([dig.code, short.code, traced.code, batch.code]).toEqual([0, 0, 0, 0]);
  });

  test("and the same octets each time, whatever was asked before in another process", async () => {
    const lines = QUESTIONS.map(([from, name, type], id) => JSON.stringify({ id, from, query: { name, type } }));
    const [first, second] = [await run("ask kloud-lan --batch", lines), await run("ask kloud-lan --batch", lines)];
    expect(second).toEqual(first);
    for (const [from, name, type] of QUESTIONS.slice(5, 7)) {
      for (const verb of ["dig", "trace"]) {
        const line = `${verb} kloud-lan --from ${from} ${name} ${type}`;
        expect(await run(line)).toEqual(await run(line));
      }
    }
  });
});

interface BatchRecord {
  readonly name: string;
  readonly ttl: number;
  readonly type: string;
  readonly data: string;
}
interface TraceStepJson {
  readonly depth: number;
  readonly event: {
    readonly kind: string;
    readonly octets?: number;
    readonly response?: { readonly rcode: string };
  };
}

/** Records of one section of dig's output, blanks between words as one. */
function sectionOf(output: string, section: string): readonly string[] {
  const [, behind = ""] = output.split(`;; ${section} SECTION:\n`);
  const [records = ""] = behind.split("\n\n");
  return records === "" ? [] : records.split("\n").map((record) => record.replace(/\s+/g, " "));
}

test("each row of map --all is what map says of its two names", async () => {
  const { out } = await run("map kloud-lan --all");
  const names = [...new Set(out.match(/[\w.-]+\.(?:lan|local)\./g))];
  expect(names.length).toBeGreaterThan(5);
  for (const name of names) {
    const mapped = await run(`map kloud-lan ${name}`);
    expect(mapped.out, name).toContain(name);
    const partner = /^(?:inside|outside) +(\S+) .*\n(?:inside|outside) +(\S+) /.exec(mapped.out)?.slice(1) ?? [];
    for (const other of partner) expect((await run(`map kloud-lan ${other}`)).out).toContain(name);
  }
});
