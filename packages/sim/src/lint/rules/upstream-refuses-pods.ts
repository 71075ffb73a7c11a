import { type Address, type DomainName, nameOf, parseAddress } from "@splithorizon/core";
import type { Token } from "@splithorizon/core/coredns";
import { assertNever } from "../../invariant.ts";
import { podResolverOf } from "../../site/index.ts";
import { type BlockOfCluster, blocksWith, linesOf, usesOf } from "../corefile-view.ts";
import { type Evidence, type Inquiry, rcodeOf } from "../evidence.ts";
import { zoneNamed } from "../landmarks.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** An upstream of `forward` that lets the pods of CoreDNS not in, or has no way back to them. */
export const upstreamRefusesPods: Rule = {
  traps: [],
  severity: "error",
  check: (view) =>
    blocksWith(view, "forward").flatMap((own) => upstreamsOf(own).flatMap((upstream) => observe(view, own, upstream))),
};

/** One server behind a `forward` line. */
interface Upstream extends Pick<Inquiry, "name" | "type"> {
  readonly address: Address;
  /** What it is asked for. */
  readonly zone: DomainName;
  readonly transport: "udp" | "tcp";
  readonly token: Token;
}

/** No zone of a private site: a question for the rest of the world. */
const ELSEWHERE = nameOf("example.com.");
const RESOLV_CONF = "/etc/resolv.conf";

function upstreamsOf({ cluster, block }: BlockOfCluster): readonly Upstream[] {
  return usesOf(block, "forward").flatMap((use) => {
    const lines = linesOf(use);
    const [, from, ...to] = (lines[0] ?? []).filter(({ text }) => text !== "{");
    const zone = from === undefined ? null : zoneNamed(from.text);
    if (zone === null) return [];
    const transport = lines.some(([word]) => word?.text === "force_tcp") ? "tcp" : "udp";
    const question =
      zone.labelCount === 0 ? ({ name: ELSEWHERE, type: "A" } as const) : ({ name: zone, type: "SOA" } as const);
    return to.flatMap((token) => {
      const resolver = token.text === RESOLV_CONF ? podResolverOf(cluster.settings) : null;
      const addresses = resolver?.nameservers ?? plainAddress(token.text);
      return addresses.map((address) => ({ address, zone, transport, token, ...question }));
    });
  });
}

/** Of what is asked over plain DNS at port 53. */
function plainAddress(text: string): readonly Address[] {
  const bare = text.startsWith("dns://") ? text.slice("dns://".length) : text;
  const host =
    bare.endsWith(":53") && (bare.startsWith("[") || bare.split(":").length === 2) ? bare.slice(0, -3) : bare;
  const address = parseAddress(host.startsWith("[") && host.endsWith("]") ? host.slice(1, -1) : host);
  return address === null ? [] : [address];
}

function observe(view: SiteView, { cluster }: BlockOfCluster, upstream: Upstream): readonly Observation[] {
  const { address: server, name, type, transport, zone, token } = upstream;
  const asked = cluster.coreDnsStations.map((from) => view.ask({ from, server, name, type, transport }));
  const failed = asked.flatMap((evidence) => {
    const fault = faultOf(evidence);
    return fault === null ? [] : [{ evidence, fault }];
  });
  const [first] = failed;
  if (first === undefined) return [];
  const alike = failed.filter(({ fault }) => fault === first.fault).map(({ evidence }) => evidence);
  const others = alike.length === 1 ? "" : ` (and ${alike.length - 1} more)`;
  const seen = [...new Set(alike.flatMap((evidence) => sourceSeen(evidence) ?? []))];
  return [
    {
      span: token.span,
      message: `${first.evidence.inquiry.from}${others} forwards ${zone.text} to ${server}, ${wordsFor(first.fault, seen, first.evidence)}.`,
      hint: hintFor(first.fault, server, seen),
      evidence: [first.evidence],
    },
  ];
}

/** `lost`: an answer left and did not arrive; `silent`: the server said nothing on purpose; `unheard`: it has heard nothing. */
type Fault = "refused" | "lost" | "silent" | "unheard";

/** A server that is still looking for its answer when the asker has given up is none of these. */
function faultOf(evidence: Evidence): Fault | null {
  if (rcodeOf(evidence) === "REFUSED") return "refused";
  if (evidence.answer.kind !== "failed") return null;
  if (hasOwn(evidence, "replied")) return "lost";
  if (hasOwn(evidence, "silent")) return "silent";
  return hasOwn(evidence, "received") ? null : "unheard";
}

/** Whether this has happened to the question itself, and not to one that came of it. */
function hasOwn({ steps }: Evidence, kind: "replied" | "silent" | "received"): boolean {
  return steps.some(({ depth, event }) => depth === 0 && event.kind === kind);
}

/** By which address the server knows the pod: its own, or that of its node. */
function sourceSeen({ steps }: Evidence): Address | null {
  const received = steps.find(({ depth, event }) => depth === 0 && event.kind === "received")?.event;
  return received?.kind === "received" ? received.source.address : null;
}

function wordsFor(fault: Fault, seen: readonly Address[], evidence: Evidence): string {
  const from = seen.join(" and ");
  const why = whyNot(evidence);
  switch (fault) {
    case "refused":
      return `which refuses what comes from ${from}`;
    case "silent":
      return `which says nothing to ${from} (${why})`;
    case "lost":
      return `whose answers to ${from} do not arrive (${why})`;
    case "unheard":
      return `which hears nothing of it (${why})`;
    default:
      return assertNever(fault);
  }
}

/** Where the packet was dropped, as far as one was. */
function whyNot({ answer, steps }: Evidence): string {
  const dropped = steps.findLast(
    ({ depth, event }) => depth === 0 && event.kind === "hop" && event.hop.kind === "dropped",
  )?.event;
  if (dropped?.kind === "hop" && dropped.hop.kind === "dropped") return dropped.hop.why;
  return answer.kind === "failed" ? answer.why : "";
}

function hintFor(fault: Fault, server: Address, seen: readonly Address[]): string {
  const from = seen.join(" ");
  switch (fault) {
    case "refused":
    case "silent":
      return `Admit ${from} at ${server} (of BIND allow-query, allow-query-cache and allow-recursion), or forward to a server that does.`;
    case "lost":
      return `Give ${server} a way back to ${from}, or let the nodes masquerade what leaves the cluster.`;
    case "unheard":
      return "Follow the way in the trace: routes, firewalls, who has the address and what runs there.";
    default:
      return assertNever(fault);
  }
}
