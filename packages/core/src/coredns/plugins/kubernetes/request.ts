import { type DomainName, labelKeys } from "../../../dns/index.ts";

/** What the labels left of the zone ask for (plugin/kubernetes/parse.go). Lower case; an empty string where nothing is said. */
export interface RecordRequest {
  readonly kind: "svc" | "pod";
  readonly namespace: string;
  readonly service: string;
  readonly endpoint: string;
  readonly port: string;
  readonly protocol: string;
  /** Endpoints of one topology zone, and what there is where it has none; null: of all. */
  readonly topology: Topology | null;
}

interface Topology {
  readonly zone: string;
  /** `pin`: none is NODATA; `prefer`: then those of all zones. */
  readonly directive: "pin" | "prefer";
}

/** `apex`: the zone itself, `svc` and `pod` below it: they exist and hold nothing. `invalid`: the name cannot exist. */
export type ParsedRequest = RecordRequest | "apex" | "invalid";

/** Three labels left of the service, where nothing else can be. */
const ZONE_LABEL = "_zone";
const LABELS_OF_SERVICE = 3;

const stripUnderscore = (label: string): string => (label.startsWith("_") ? label.slice(1) : label);

/** Reads from the right: `svc` or `pod`, namespace, service, then an endpoint, or port and protocol, or a topology zone. */
export function parseRequest(name: DomainName, zone: DomainName, zones: "zonal" | "plain"): ParsedRequest {
  const labels = labelKeys(name).slice(0, name.labelCount - zone.labelCount);
  const kind = labels.at(-1);
  if (kind === undefined) return "apex";
  if (kind !== "svc" && kind !== "pod") return "invalid";
  if (labels.length === 1) return "apex";
  const [namespace = "", service = ""] = [labels.at(-2), labels.at(-LABELS_OF_SERVICE)];
  const rest = labels.slice(0, -LABELS_OF_SERVICE);
  const request = { kind, namespace, service, endpoint: "", port: "", protocol: "", topology: null } as const;
  const [first = "", second = ""] = rest;
  switch (rest.length) {
    case 0:
      return request;
    case 1:
      return { ...request, endpoint: first };
    case 2:
      return { ...request, port: stripUnderscore(first), protocol: stripUnderscore(second) };
    default: {
      const topology = zones === "zonal" && kind === "svc" ? topologyOf(rest) : null;
      return topology === null ? "invalid" : { ...request, topology };
    }
  }
}

/** `ZONE.pin._zone` or `ZONE.prefer._zone`; the zone's own label may hold dots. */
function topologyOf(labels: readonly string[]): Topology | null {
  const [directive, anchor] = labels.slice(-2);
  if (anchor !== ZONE_LABEL || (directive !== "pin" && directive !== "prefer")) return null;
  return { zone: labels.slice(0, -2).join("."), directive };
}
