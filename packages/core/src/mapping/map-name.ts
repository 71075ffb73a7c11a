import { type DomainName, sameName } from "../dns/index.ts";
import type { MappedName, Mapping, MappingSettings, NoMappingReason, Subject } from "./mapping.ts";
import { externalSide, type FoundSide, internalSide, serviceOf } from "./sides.ts";
import { domainOf, externalName, internalName, isBelowApex, readName } from "./subject.ts";

/**
 * The counterpart of a name of either side: `<service>.<namespace>.svc.<clusterDomain>` and
 * `<service>.<namespace>.<externalDomain>`, for services, endpoints and ports. What is mapped there and back is the same name.
 */
export function mapName(name: DomainName, settings: MappingSettings): Mapping {
  const read = readName(name, settings);
  return read.kind === "none"
    ? { kind: "unmapped", from: read.from, name, subject: null, reason: read.reason, internal: null }
    : mapSubject(read.subject, name, read.from, settings);
}

/** The mapping of a subject, asked for by `name`. */
export function mapSubject(
  subject: Subject,
  name: DomainName,
  from: "internal" | "external",
  settings: MappingSettings,
): Mapping {
  const service = serviceOf(subject, settings);
  if (typeof service === "string") return { kind: "unmapped", from, name, subject, reason: service, internal: null };
  const internal = mappedName(internalName(subject, settings), internalSide(service, subject, settings));
  const unmapped = (reason: NoMappingReason): Mapping => ({
    kind: "unmapped",
    from,
    name,
    subject,
    reason,
    internal: typeof internal === "string" ? null : internal,
  });
  const side = externalSide(service, subject, settings);
  if (side === "endpoint-label-ignored") return unmapped(side);
  if (typeof internal === "string") return unmapped(internal);
  if (typeof side === "string") return unmapped(side);
  if (isBelowApex([subject.service, subject.namespace], settings.apexLabel)) return unmapped("shadowed-by-apex");
  const external = settings.externalDomains.flatMap((domain) => externalNames(subject, domain, side, settings));
  if (external.length === 0)
    return unmapped(settings.externalDomains.length === 0 ? "foreign-name" : "shadowed-by-domain");
  return { kind: "mapped", from, subject, internal, external };
}

/** None where a longer domain takes the name. */
function externalNames(
  subject: Subject,
  domain: DomainName,
  side: FoundSide,
  settings: MappingSettings,
): readonly MappedName[] {
  const name = externalName(subject, domain);
  const holder = name === null ? null : domainOf(name, settings);
  if (holder === null || !sameName(holder, domain)) return [];
  const mapped = mappedName(name, side);
  return typeof mapped === "string" ? [] : [mapped];
}

function mappedName(name: DomainName | null, side: FoundSide): MappedName | NoMappingReason {
  if (typeof side === "string") return side;
  return name === null ? "wrong-form" : { name, addresses: side.addresses, hosts: side.hosts };
}
