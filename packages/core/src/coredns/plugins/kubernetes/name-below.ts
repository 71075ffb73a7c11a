import { type DomainName, joinNames } from "../../../dns/index.ts";

/** A name made of Kubernetes' own labels below a zone; null where they do not fit into a name. */
export function nameBelow(relative: string, zone: DomainName): DomainName | null {
  const name = joinNames(relative, zone);
  return typeof name === "string" ? null : name;
}
