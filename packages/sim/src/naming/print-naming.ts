import type { Collision, MappedName, Mapping, MappingTable, NoMappingReason, Subject } from "@splithorizon/core";
import { escapeForTerminal } from "@splithorizon/core";

/** Each reason in words, as it stands behind `no name outside:`. */
export const reasonTexts: Readonly<Record<NoMappingReason, string>> = {
  "foreign-name": "below neither the cluster domain nor an external domain",
  "wrong-form": "it stands for no service: a domain, svc, a namespace, or too many labels",
  "pod-name": "pods have names inside only",
  "unknown-namespace": "there is no such namespace",
  "unknown-service": "there is no such service",
  "unknown-endpoint": "the service has no such endpoint",
  "unknown-port": "the service has no such port",
  "not-exposed": "namespaces or namespace_labels keep its namespace out",
  pending: "its load balancer has no address yet: NXDOMAIN outside",
  "cluster-ip-only": "it has neither a load balancer nor external IPs: NXDOMAIN outside",
  "external-name": "it is an alias inside, and k8s_external knows nothing of it",
  "headless-not-served": "it is headless, and k8s_external has no headless",
  "no-ready-endpoints": "it has no endpoint that is ready",
  "shadowed-by-apex": "its namespace is called like the apex label of k8s_external, whose name servers stand there",
  "shadowed-by-domain": "its name outside falls into a longer external domain",
  "endpoint-label-ignored": "outside, a label in front of the service is ignored: it answers as the service does",
};

/** `name <---> addresses`, on both sides, as the tutorial's table has it. */
export function printMapping(mapping: Mapping): string {
  if (mapping.kind === "mapped") {
    return table([["inside", mapping.internal], ...mapping.external.map((name) => ["outside", name] as const)]);
  }
  const inside = mapping.internal === null ? "" : table([["inside", mapping.internal]]);
  const side = mapping.from === null ? "nowhere" : mapping.from === "internal" ? "outside" : "inside";
  const shown = mapping.internal === null ? `${escapeForTerminal(mapping.name.text)}\n` : inside;
  return `${shown}${side === "nowhere" ? "no name of a cluster" : `no name ${side}`}: ${reasonTexts[mapping.reason]}\n`;
}

function table(rows: readonly (readonly [string, MappedName])[]): string {
  const width = widest(rows.map(([, { name }]) => name.text));
  return rows
    .map(([side, { name, addresses, hosts }]) => {
      const data = [...addresses, ...hosts].join(", ");
      return `${side.padEnd(8)}${escapeForTerminal(name.text).padEnd(width)}  <--->  ${data === "" ? "no address" : data}\n`;
    })
    .join("");
}

/** Not `Math.max(...)`: a cluster may have more services than a call may have arguments. */
function widest(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, text.length), 0);
}

/** Every service with its names on both sides, and what stands in each other's way. */
export function printMappingTable({ rows, collisions }: MappingTable): string {
  const cells = rows.map(cellsOf);
  const widths = [0, 1, 2].map((column) => widest([HEAD, ...cells].map((row) => row[column] ?? "")));
  const lines = [HEAD, ...cells].map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n${collisions.map((collision) => `! ${escapeForTerminal(collisionText(collision))}\n`).join("")}`;
}

const HEAD: readonly string[] = ["INSIDE", "ADDRESS", "OUTSIDE", "ADDRESS OR REASON"];

function cellsOf(row: Mapping): readonly string[] {
  const inside = row.internal;
  const cells = inside === null ? ["-", "-"] : [inside.name.text, dataOf(inside)];
  if (row.kind === "unmapped") return [...cells, "-", `(${reasonTexts[row.reason]})`].map(escapeForTerminal);
  const names = row.external.map(({ name }) => name.text).join(" ");
  const [first] = row.external;
  return [...cells, names, first === undefined ? "" : dataOf(first)].map(escapeForTerminal);
}

function dataOf({ addresses, hosts }: MappedName): string {
  return [...addresses, ...hosts].join(",") || "-";
}

function collisionText(collision: Collision): string {
  switch (collision.kind) {
    case "shadowed-by-apex":
      return `namespace ${collision.namespace} is called like the apex label: ${collision.services.join(", ")} cannot be reached from outside by name (T8)`;
    case "shadowed-by-domain":
      return `${subjectText(collision.subject)} is shadowed below ${collision.domain.text} by a longer external domain`;
    case "shared-address":
      return `${collision.address} belongs to ${collision.services.join(" and ")}: a PTR question names them all`;
  }
}

function subjectText(subject: Subject): string {
  return `${subject.service}.${subject.namespace}`;
}
