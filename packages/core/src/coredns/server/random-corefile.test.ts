import fc from "fast-check";
import { expect, it } from "vitest";
import { type Instant, instantFromMs, laterBy, makeQuery, nameOf, parseAddress, type RrType } from "../../dns/index.ts";
import { invariant } from "../../invariant.ts";
import { everyKind, viewOf } from "../../kubernetes/cluster.fixture.ts";
import type { Effect, EffectResult, Exchange, Outcome } from "../../resolution/index.ts";
import { fileTreeFromSources, sourceFromText } from "../../text/index.ts";
import { parseCorefile } from "../corefile/index.ts";
import { type CoreDnsServer, makeCoreDns } from "./index.ts";

/** Words that some setting may take, and many that none takes. */
const WORDS = [
  ..."0 1 5 30 -1 3601 99999999999 1.5 0x10 5s 100ms 1h -5s 5 m 50% . .. a.test a..b cluster.local in-addr.arpa".split(
    " ",
  ),
  ..."10.0.0.0/8 10.0.0.0/33 192.0.2.1 192.0.2.1:53 ::1 [::1]:53 fd00::/8 2001:db8::/129 tls://192.0.2.1 * / /db /none lo".split(
    " ",
  ),
  ..."A AAAA ANY a NXDOMAIN NOERROR SERVFAIL IN CH on off all success denial random sequential round_robin weighted".split(
    " ",
  ),
  ..."net type to from set clear ra aa exact suffix regex answer auto name value continue stop immediate verify".split(
    " ",
  ),
  ...[
    "(",
    "[a",
    "(.*)",
    "{1}",
    '""',
    '"a b"',
    "'",
    "#",
    "{$NOPE}",
    "é",
    "\\",
    "{{ .Name }}",
    "\u00a0",
    "a=b",
    "!a",
    "type()",
    "true",
  ],
] as const;

/** Plugins with the names of their settings. */
const PLUGINS = {
  acl: ["allow", "block", "filter", "drop"],
  cache: ["success", "denial", "prefetch", "serve_stale", "serve_stale_policy", "servfail", "disable", "keepttl"],
  errors: ["consolidate", "stacktrace"],
  file: ["reload", "reload_by_mtime", "fallthrough"],
  auto: ["directory", "reload"],
  secondary: ["transfer", "fallthrough", "catalog"],
  forward: ["except", "policy", "max_fails", "health_check", "expire", "next", "failover", "tls", "max_concurrent"],
  header: ["query", "response"],
  health: ["lameduck"],
  hosts: ["ttl", "no_reverse", "reload", "fallthrough", "192.0.2.1", "fallthrough_unsupported"],
  k8s_external: ["apex", "ttl", "headless", "fallthrough"],
  kubernetes: ["namespaces", "labels", "pods", "ttl", "ignore", "fallthrough", "noendpoints", "zonal", "multicluster"],
  loadbalance: ["prefer", "reload"],
  local: ["localhost_prefix"],
  log: ["class"],
  ready: ["monitor"],
  rewrite: ["name", "type", "ttl", "rcode", "cname", "edns0", "class"],
  template: ["match", "answer", "authority", "additional", "rcode", "ederror", "fallthrough", "var", "expr"],
  transfer: ["to", "source"],
  view: ["expr"],
  dns64: ["prefix", "translate_all", "allow_ipv4"],
  bind: ["except"],
  timeouts: ["read", "write", "idle"],
  autopath: [],
  bufsize: [],
  chaos: [],
  loop: [],
  minimal: [],
  any: [],
  nsid: [],
  reload: [],
  root: [],
  whoami: [],
} as const;

const words = fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }).map((all) => all.join(" "));
const directive = fc.constantFrom(...Object.entries(PLUGINS)).chain(([plugin, properties]) => {
  const property = fc.tuple(fc.constantFrom(...properties, "nope"), words).map((all) => all.join(" "));
  return fc
    .tuple(words, fc.array(property, { maxLength: 3 }))
    .map(([head, all]) => ` ${plugin} ${head}${all.length > 0 ? ` {\n  ${all.join("\n  ")}\n }` : ""}\n`);
});
const KEYS = [".", "a.test", "test:1053", "tls://.", "10.0.0.0/23", "cluster.local, b.test", ".:0", "x..y"] as const;
const block = fc
  .tuple(fc.constantFrom(...KEYS), fc.array(directive, { maxLength: 4 }))
  .map(([key, all]) => `${key} {\n${all.join("")}}\n`);
const corefile = fc.array(block, { minLength: 1, maxLength: 3 }).map((all) => all.join(""));

const ADDRESS = parseAddress("192.0.2.1");

function start(text: string): { readonly server: CoreDnsServer; readonly messages: readonly string[] } {
  const files = new Map([["/db", sourceFromText("/db", "@ 60 SOA ns h 1 2 3 4 5\nwww A 192.0.2.1\n")]]);
  const parsed = parseCorefile(sourceFromText("Corefile", text), { version: "1.15.0" });
  const made = makeCoreDns(parsed.value, {
    cluster: viewOf(everyKind),
    ownAddresses: [],
    hostNameServers: [],
    hostSearch: [],
    files: fileTreeFromSources(files),
    workingDirectory: "/",
    hostname: "host",
  });
  return { server: made.value, messages: [...parsed.diagnostics, ...made.diagnostics].map(({ message }) => message) };
}

/** A world in which nobody answers and the first is always drawn. */
function resultOf(effect: Effect, now: Instant): EffectResult {
  switch (effect.kind) {
    case "ask":
      return { kind: "failed", how: "timeout", now: laterBy(now, effect.timeoutMs) };
    case "choose":
      return { kind: "chosen", index: 0, now };
    case "spawn":
      return { kind: "spawned", now };
    case "await":
      return { kind: "awaited", now };
  }
}

function drive(exchange: Exchange, begin: Instant): Outcome {
  let now = begin;
  let turn = exchange.next();
  while (turn.done !== true) {
    const result = resultOf(turn.value, now);
    now = result.now;
    turn = exchange.next(result);
  }
  return turn.value;
}

function ask(server: CoreDnsServer, name: string, type: RrType): Outcome {
  invariant(ADDRESS !== null, "an address of this test");
  const end = { address: ADDRESS, port: 53 };
  const message = makeQuery({ name: nameOf(name), type, class: "IN" });
  const content = { kind: "message", message } as const;
  const now = instantFromMs(0);
  const step = server.receive({ source: end, destination: end, transport: "udp", content }, now);
  return "kind" in step ? step : drive(step, now);
}

const question = fc.tuple(
  fc.constantFrom("a.test.", "www.a.test.", "test.", ".", "api.default.svc.cluster.local.", "1.0.0.10.in-addr.arpa."),
  fc.constantFrom<RrType>("A", "AAAA", "PTR", "SOA", "ANY", "TXT", "AXFR"),
);

it("a Corefile of any settings is read without a throw, and whatever is said has words", () => {
  fc.assert(
    fc.property(corefile, (text) => {
      const { messages } = start(text);
      expect(messages.filter((message) => message.trim() === "")).toEqual([]);
      expect(start(text).messages).toEqual(messages);
    }),
    { numRuns: 400 },
  );
});

it("a server of any settings answers any question in one of the three ways", () => {
  fc.assert(
    fc.property(corefile, fc.array(question, { minLength: 1, maxLength: 4 }), (text, questions) => {
      const { server } = start(text);
      for (const [name, type] of questions)
        expect(["reply", "silence", "unsupported"]).toContain(ask(server, name, type).kind);
    }),
    { numRuns: 250 },
  );
});

it("a copy of a server answers as the server does", () => {
  fc.assert(
    fc.property(corefile, question, (text, [name, type]) => {
      const { server } = start(text);
      const copy = server.fork();
      const shown = (outcome: Outcome): unknown =>
        outcome.kind === "reply" ? [...outcome.messages].map(({ rcode, answer }) => [rcode, answer.length]) : outcome;
      expect(shown(ask(copy, name, type))).toEqual(shown(ask(server, name, type)));
    }),
    { numRuns: 150 },
  );
});
