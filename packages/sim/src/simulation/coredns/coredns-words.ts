import {
  type ClusterChange,
  type Diagnostic,
  type EndpointSlice,
  externalAddressesOf,
  isReady,
  positionOf,
  type Service,
} from "@splithorizon/core";
import { assertNever } from "../../invariant.ts";
import { COREFILE_OF_POD } from "../../site/index.ts";

/** What stops caddyfile.Parse itself, before a directive's name is looked at: reload only warns of it, at each look. */
const SYNTAX_CODES: ReadonlySet<string> = new Set([
  "COREFILE_SYNTAX",
  "COREFILE_IMPORT",
  "COREFILE_SNIPPET",
  "COREFILE_ARGUMENTS",
  "COREFILE_LIMIT",
]);

/** What caddyfile.Parse says of a Corefile that it cannot read; null: it can. `read`: what our reading found. */
export function syntaxFault(read: readonly Diagnostic[]): string | null {
  const fault = read.find(({ severity, code }) => severity === "error" && SYNTAX_CODES.has(code));
  return fault === undefined ? null : placed(fault);
}

/**
 * What a start says of a Corefile that does not load. The place stands in front of what the reader of the file says; the words of
 * a plugin's own setup come without one.
 */
export function startFault(read: readonly Diagnostic[], all: readonly Diagnostic[]): string | null {
  const own = read.find(({ severity }) => severity === "error");
  if (own !== undefined) return placed(own);
  return all.find(({ severity }) => severity === "error")?.message ?? null;
}

function placed({ span, message }: Diagnostic): string {
  return `${COREFILE_OF_POD}:${positionOf(span.source, span.start).line} - Error during parsing: ${message}`;
}

/**
 * `hears of service linkerd-viz/web: 198.19.0.5`; null: of what has changed it keeps nothing (plugin/kubernetes/object holds no
 * annotations, policies and conditions).
 */
export function changeText(change: ClusterChange): string | null {
  const { kind, before, after } = change;
  const metadata = (after ?? before)?.metadata;
  const { namespace = "", name: own = "" } = metadata ?? {};
  const name = namespace === "" ? own : `${namespace}/${own}`;
  const what = { namespaces: "namespace", services: "service", endpointSlices: "endpointslice", pods: "pod" }[kind];
  if (after === null) return `hears that ${what} ${name} is gone`;
  const [was, is] = keptOf(change);
  if (before !== null && was === is) return null;
  const detail = detailOf(change);
  const told = detail === "" ? "" : `: ${detail}`;
  return before === null ? `hears of ${what} ${name}, which is new${told}` : `hears of ${what} ${name}${told}`;
}

/** Of an object before and after what a CoreDNS process keeps, as a text that is the same where that is. */
function keptOf(change: ClusterChange): readonly [string, string] {
  switch (change.kind) {
    case "services":
      return [JSON.stringify(keptOfService(change.before)), JSON.stringify(keptOfService(change.after))];
    case "endpointSlices":
      return [JSON.stringify(keptOfSlice(change.before)), JSON.stringify(keptOfSlice(change.after))];
    case "namespaces":
      return [JSON.stringify(change.before?.metadata.labels), JSON.stringify(change.after?.metadata.labels)];
    case "pods":
      return [JSON.stringify(change.before?.podIps), JSON.stringify(change.after?.podIps)];
    default:
      return assertNever(change);
  }
}

function keptOfService(service: Service | null): readonly unknown[] {
  if (service === null) return [];
  const { type, clusterIps, externalName, ports, metadata } = service;
  const own = ports.map(({ name, port, protocol }) => [name, port, protocol]);
  return [type, clusterIps, externalName, own, externalAddressesOf(service), metadata.labels];
}

function keptOfSlice(slice: EndpointSlice | null): readonly unknown[] {
  if (slice === null) return [];
  const ready = slice.endpoints
    .filter(isReady)
    .map(({ addresses, hostname, targetRef }) => [addresses, hostname, targetRef]);
  return [slice.serviceName, slice.ports, ready, slice.metadata.labels];
}

function detailOf({ kind, after }: ClusterChange): string {
  if (after === null) return "";
  if (kind === "services") return externalAddressesOf(after).join(", ") || "no external address";
  if (kind !== "endpointSlices") return "";
  const ready = after.endpoints.filter(isReady).flatMap(({ addresses }) => addresses);
  return ready.length === 0 ? "none is ready" : `ready ${ready.join(", ")}`;
}
