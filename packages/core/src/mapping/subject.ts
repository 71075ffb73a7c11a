import { type DomainName, isAtOrBelow, joinNames, labelsBelow } from "../dns/index.ts";
import type { MappingSettings, NoMappingReason, Subject } from "./mapping.ts";

/** A name taken apart. */
export type ReadName =
  | { readonly kind: "subject"; readonly from: "internal" | "external"; readonly subject: Subject }
  | { readonly kind: "none"; readonly from: "internal" | "external" | null; readonly reason: NoMappingReason };

/** By the longest domain that holds the name, as CoreDNS chooses. */
export function readName(name: DomainName, settings: MappingSettings): ReadName {
  const domain = domainOf(name, settings);
  if (domain === null) return { kind: "none", from: null, reason: "foreign-name" };
  const labels = labelsBelow(name, domain).map((label) => label.toLowerCase());
  return domain.key === settings.clusterDomain.key ? readInternal(labels) : readExternal(labels, settings);
}

/** The longest of the cluster domain and the external domains that holds this name. */
export function domainOf(name: DomainName, settings: MappingSettings): DomainName | null {
  let longest: DomainName | null = null;
  for (const domain of [settings.clusterDomain, ...settings.externalDomains]) {
    if (isAtOrBelow(name, domain) && (longest === null || domain.labelCount > longest.labelCount)) longest = domain;
  }
  return longest;
}

function readInternal(labels: readonly string[]): ReadName {
  const branch = labels.at(-1);
  if (branch === "pod" && labels.length >= 3) return { kind: "none", from: "internal", reason: "pod-name" };
  const subject = branch === "svc" ? subjectOf(labels.slice(0, -1)) : null;
  return subject === null
    ? { kind: "none", from: "internal", reason: "wrong-form" }
    : { kind: "subject", from: "internal", subject };
}

function readExternal(labels: readonly string[], { apexLabel }: MappingSettings): ReadName {
  if (isBelowApex(labels, apexLabel)) return { kind: "none", from: "external", reason: "shadowed-by-apex" };
  const subject = subjectOf(labels);
  return subject === null
    ? { kind: "none", from: "external", reason: "wrong-form" }
    : { kind: "subject", from: "external", subject };
}

/** The apex label may be several labels. */
export function isBelowApex(labels: readonly string[], apexLabel: string): boolean {
  return `.${labels.join(".")}`.endsWith(`.${apexLabel.toLowerCase()}`);
}

/** plugin/kubernetes/parse.go: service and namespace, an endpoint in front of them, or port and protocol. */
function subjectOf(labels: readonly string[]): Subject | null {
  const [namespace, service] = [labels.at(-1), labels.at(-2)];
  if (namespace === undefined || service === undefined) return null;
  const [first = "", second = ""] = labels;
  switch (labels.length) {
    case 2:
      return { kind: "service", service, namespace };
    case 3:
      return { kind: "endpoint", endpoint: first, service, namespace };
    case 4:
      return { kind: "port", port: withoutUnderscore(first), protocol: withoutUnderscore(second), service, namespace };
    default:
      return null;
  }
}

function withoutUnderscore(label: string): string {
  return label.startsWith("_") ? label.slice(1) : label;
}

/** The one spelling of a subject's name inside; null where it does not fit into a name. */
export function internalName(subject: Subject, { clusterDomain }: MappingSettings): DomainName | null {
  return below(`${relativeName(subject)}.svc`, clusterDomain);
}

/** The one spelling of a subject's name below an external domain. */
export function externalName(subject: Subject, domain: DomainName): DomainName | null {
  return below(relativeName(subject), domain);
}

function relativeName(subject: Subject): string {
  const base = `${subject.service}.${subject.namespace}`;
  switch (subject.kind) {
    case "service":
      return base;
    case "endpoint":
      return `${subject.endpoint}.${base}`;
    case "port":
      return `_${subject.port}._${subject.protocol}.${base}`;
  }
}

function below(relative: string, domain: DomainName): DomainName | null {
  const name = joinNames(relative, domain);
  return typeof name === "string" ? null : name;
}
