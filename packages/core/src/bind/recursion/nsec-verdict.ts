import {
  ancestorWithLabels,
  type DomainName,
  isAtOrBelow,
  isBelow,
  type RRset,
  type RrType,
  wildcardBelow,
} from "../../dns/index.ts";
import { canonicalKey } from "../../zone/index.ts";

/** What one NSEC record says of a name and a type (lib/dns/nsec.c, dns_nsec_noexistnodata). */
export type NsecVerdict =
  /** Nothing that may be used. */
  | { readonly kind: "silent" }
  /** The name is there; an empty non-terminal too. */
  | { readonly kind: "exists"; readonly hasType: boolean }
  /** The name is not there; a wildcard could stand for it. */
  | { readonly kind: "absent"; readonly wildcard: DomainName };

const SILENT: NsecVerdict = { kind: "silent" };
/** Types that an alias does not hide. */
const BESIDE_ALIAS: ReadonlySet<RrType> = new Set<RrType>(["CNAME", "NXT", "NSEC", "KEY"]);

export function verdictOfNsec({ owner, data }: RRset, name: DomainName, type: RrType): NsecVerdict {
  const [nsec] = data;
  if (nsec?.type !== "NSEC" || canonicalKey(name) < canonicalKey(owner)) return SILENT;
  const { nextName, types } = nsec;
  if (name.key === owner.key) return ownVerdict(types, name, type);
  const isCut = types.includes("NS") && !types.includes("SOA");
  if (isBelow(name, owner) && (isCut || types.includes("DNAME"))) return SILENT;
  if (nextName.key === name.key || isPastEnd(owner, nextName, name)) return SILENT;
  if (isBelow(nextName, name)) return { kind: "exists", hasType: false };
  const wildcard = wildcardBelow(closestEncloser(owner, nextName, name));
  return typeof wildcard === "string" ? SILENT : { kind: "absent", wildcard };
}

/** DS is the parent's side, everything else at a delegation the child's. */
function ownVerdict(types: readonly RrType[], name: DomainName, type: RrType): NsecVerdict {
  const isParentSide = type === "DS" && name.labelCount > 0;
  const isCut = types.includes("NS") && !types.includes("SOA");
  if (isCut && !isParentSide) return SILENT;
  if (isParentSide && types.includes("NS") && types.includes("SOA")) return SILENT;
  if (types.includes("CNAME") && !BESIDE_ALIAS.has(type)) return SILENT;
  return { kind: "exists", hasType: types.includes(type) };
}

/** The last record of a zone points back to its apex, so nothing is past its end. */
function isPastEnd(owner: DomainName, next: DomainName, name: DomainName): boolean {
  return canonicalKey(next) < canonicalKey(name) && !isAtOrBelow(owner, next);
}

/** The deepest ancestor that the name shares with the record's two names. */
function closestEncloser(owner: DomainName, next: DomainName, name: DomainName): DomainName {
  const shared = (other: DomainName): number => {
    let labels = Math.min(other.labelCount, name.labelCount);
    while (!isAtOrBelow(other, ancestorWithLabels(name, labels))) labels -= 1;
    return labels;
  };
  return ancestorWithLabels(name, Math.max(shared(owner), shared(next)));
}
