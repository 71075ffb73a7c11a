import type { Lots } from "../site-questions/draw.ts";

/** Where the questions of a lot go on to: what a name says (`scripted.ts`), and a BIND with a zone of its own. */
export const SCRIPTED = "192.0.2.61";
export const UPSTREAM = "192.0.2.53";

type DrawPlugin = (lots: Lots, zone: string) => string;

const NAMES = ["web", "alpha", "x.seq", "a.ok9.seq.test", "www.example.org", "example.test", "deep.sub.example.test"];
const NETS = ["192.168.13.0/24", "192.168.20.77", "100.64.0.0/16", "10.66.0.9/32", "*", "fd13::/64"];
const RCODES = ["NXDOMAIN", "NOERROR", "SERVFAIL", "REFUSED", "NOTIMP", "FORMERR"];
const TYPES = ["A", "AAAA", "TXT", "SRV", "ANY", "MX"];

/** How each plugin may be written; every one of these starts. */
export const plugins: Readonly<Record<string, DrawPlugin>> = {
  acl: (lots) => block("acl", some(lots, 3, aclRule), lots.pick(["", " example.test", " cluster.local seq.test"])),
  any: () => "any",
  autopath: (lots) =>
    lots.pick(["autopath /srv/coredns/search.conf", "autopath example.test /srv/coredns/search.conf"]),
  bufsize: (lots) => `bufsize ${lots.pick(["512", "600", "1232", "4096"])}`,
  cache: drawCache,
  chaos: () => "chaos twin nobody",
  dns64: (lots) => block("dns64", ["allow_ipv4", ...(lots.happens(0.3) ? ["translate_all"] : [])], ""),
  header: (lots) =>
    block(
      "header",
      some(
        lots,
        3,
        () =>
          `${lots.pick(["query", "response"])} ${lots.pick(["set", "clear"])} ${lots.pick(["aa", "ra", "rd", "rd ra"])}`,
      ),
    ),
  hosts: drawHosts,
  loadbalance: (lots) => lots.pick(["loadbalance", "loadbalance {\n prefer 203.0.113.0/24\n}"]),
  local: () => "local",
  minimal: () => "minimal",
  nsid: () => "nsid twin",
  rewrite: (lots) => some(lots, 3, rewriteRule).join("\n"),
  template: (lots, zone) => some(lots, 2, () => drawTemplate(lots, zone)).join("\n"),
  transfer: (lots) => `transfer {\n to ${lots.pick(["*", "192.168.13.50", "192.168.20.77 100.64.0.20"])}\n}`,
  whoami: () => "whoami",
};

/** One or more of what `draw` draws. */
function some(lots: Lots, most: number, draw: (lots: Lots) => string): readonly string[] {
  return Array.from({ length: 1 + Math.floor(lots.next() * most) }, () => draw(lots));
}

export function block(name: string, lines: readonly string[], head = ""): string {
  return `${name}${head}${lines.length === 0 ? "" : ` {\n${lines.join("\n")}\n}`}`;
}

function aclRule(lots: Lots): string {
  const type = lots.happens(0.5) ? ` type ${lots.pick(TYPES)} ${lots.pick(TYPES)}` : "";
  const net = lots.happens(0.6) ? ` net ${lots.pick(NETS)} ${lots.pick(NETS)}` : "";
  return `${lots.pick(["allow", "block", "filter", "drop"])}${type}${net}`;
}

function drawCache(lots: Lots): string {
  const lines = [
    "success 5000 50 2",
    "success 900 3600 0",
    "denial 2000 20 3",
    "servfail 0",
    "servfail 2s",
    "keepttl",
    "disable success",
    "disable denial example.test",
    "serve_stale 1m",
    "prefetch 2 1m 20%",
  ].filter(() => lots.happens(0.2));
  const isTwice = (word: string): boolean => lines.filter((line) => line.startsWith(word)).length > 1;
  const kept = isTwice("success") || isTwice("servfail") ? [] : lines;
  return block("cache", kept, lots.pick(["", " 30", " example.test", " 60 seq.test cluster.local"]));
}

function drawHosts(lots: Lots, zone: string): string {
  const base = zone === "." ? "example.test" : zone;
  const lines = some(
    lots,
    5,
    () =>
      `${lots.pick(["192.0.2.7", "192.0.2.8", "2001:db8::7", "fd00::8"])} ${lots.pick(["web", "alpha", "*.wild", "Case"])}.${base}`,
  );
  const properties = ["fallthrough", "fallthrough example.test", `ttl ${lots.pick(["1", "77"])}`, "no_reverse"];
  return block("hosts /srv/coredns/hosts", [...lines, ...properties.filter(() => lots.happens(0.3))]);
}

function rewriteRule(lots: Lots): string {
  const mode = lots.pick(["", "", "continue ", "stop "]);
  const [from, to] = [lots.pick(NAMES), lots.pick(NAMES)];
  return `rewrite ${mode}${lots.pick([
    `name exact ${from} ${to}`,
    `name suffix ${from} ${to}${lots.pick(["", " answer auto"])}`,
    `name prefix ${lots.pick(["web.", "alpha.", "x."])} ${lots.pick(["y.", "alpha."])}${lots.pick(["", " answer auto"])}`,
    `name substring ${lots.pick(["ample.", "e."])} ${lots.pick(["ample.", "ok9.seq."])}`,
    `name regex (.*)\\.sub\\.example\\.test {1}.example.test${lots.pick(["", " answer auto", " answer name (.*)\\.example\\.test {1}.sub.example.test", " answer value (.*)\\.org {1}.test"])}`,
    `type ${lots.pick(TYPES)} ${lots.pick(TYPES)}`,
    "class CH IN",
    `ttl ${lots.pick(["regex (.*)", "suffix test.", "exact www.example.org."])} ${lots.pick(["10", "5-20", "-7", "600-"])}`,
    `rcode ${lots.pick(["regex (.*)", "suffix test.", "exact www.example.org."])} ${lots.pick(RCODES)} ${lots.pick(RCODES)}`,
    "edns0 local set 0xffee 0x61626364",
    "edns0 nsid append",
    "edns0 subnet replace 24 56",
  ])}`;
}

function drawTemplate(lots: Lots, zone: string): string {
  const type = lots.pick(TYPES);
  const answers: Readonly<Record<string, string>> = {
    A: "{{ .Name }} 30 IN A 192.0.2.77",
    AAAA: "{{ .Name }} 30 IN AAAA 2001:db8::77",
    TXT: '{{ .Name }} 30 IN TXT "{{ .Type }} {{ .Class }} {{ .Remote }} {{ index .Match 0 }}"',
    SRV: "{{ .Name }} 30 IN SRV 1 2 3 www.example.org.",
    MX: "{{ .Name }} 30 IN MX 10 {{ .Zone }}",
    ANY: "{{ .Name }} 30 IN CNAME www.example.org.",
  };
  const lines = [
    `answer \`${answers[type] ?? ""}\``.replaceAll("`", type === "TXT" ? "'" : '"'),
    `match ${lots.pick(["^web[.]", "(?P<first>[a-z]+)[.].*", "^[0-9]", "[.]$"])}`,
    `rcode ${lots.pick(RCODES)}`,
    `authority "${zone === "." ? "test." : `${zone}.`} 60 IN SOA ns.test. h.test. (1 2 3 4 5)"`,
    `ederror ${lots.pick(["15", "21 reason"])}`,
    `fallthrough${lots.pick(["", " example.test"])}`,
  ].filter(() => lots.happens(0.45));
  return block("template", type === "TXT" ? lines.filter((line) => !line.startsWith("answer")) : lines, ` IN ${type}`);
}
