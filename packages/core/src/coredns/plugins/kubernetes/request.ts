import { type DomainName, labelKeys } from "../../../dns/index.ts";

/** What the labels left of the zone ask for (plugin/kubernetes/parse.go). Lower case; an empty string where nothing is said. */
export interface RecordRequest {
  readonly kind: "svc" | "pod";
  readonly namespace: string;
  readonly service: string;
  readonly endpoint: string;
  readonly port: string;
  readonly protocol: string;
}

/** `apex`: the zone itself, `svc` and `pod` below it: they exist and hold nothing. `invalid`: the name cannot exist. */
export type ParsedRequest = RecordRequest | "apex" | "invalid";

const stripUnderscore = (label: string): string => (label.startsWith("_") ? label.slice(1) : label);

/** Reads from the right: `svc` or `pod`, namespace, service, then an endpoint or port and protocol. */
export function parseRequest(name: DomainName, zone: DomainName): ParsedRequest {
  const labels = labelKeys(name).slice(0, name.labelCount - zone.labelCount);
  const kind = labels.at(-1);
  if (kind === undefined) return "apex";
  if (kind !== "svc" && kind !== "pod") return "invalid";
  if (labels.length === 1) return "apex";
  const [left = "", right = ""] = labels.slice(-5, -3);
  const request = {
    kind,
    namespace: labels.at(-2) ?? "",
    service: labels.at(-3) ?? "",
    endpoint: "",
    port: "",
    protocol: "",
  } as const;
  switch (labels.length) {
    case 2:
    case 3:
      return request;
    case 4:
      return { ...request, endpoint: labels[0] ?? "" };
    case 5:
      return { ...request, port: stripUnderscore(left), protocol: stripUnderscore(right) };
    default:
      return "invalid";
  }
}
