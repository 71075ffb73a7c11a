import { type Address, addressNumber, isIpv6, type Prefix, parseAddress, prefixCovers } from "../../dns/index.ts";
import { addressFromNumber } from "../load-balancer-ip-pool/number-address.ts";
import { type FieldError, invalid } from "../patching/field-error.ts";
import { memberOf } from "../patching/json-value.ts";
import type { AllocationFault, PortChooser } from "./node-ports.ts";
import { familyOf } from "./service-defaults.ts";
import { type ServiceDraft, sameTexts } from "./service-spec.ts";
import { validateClusterIps } from "./validate-cluster-ips.ts";

/** Cluster IPs of all services, from --service-cluster-ip-range. */
export class ClusterIps {
  readonly #ranges: readonly Prefix[];
  readonly #taken: Set<string>;
  readonly #choose: PortChooser;

  constructor(ranges: readonly Prefix[], taken: Iterable<string>, choose: PortChooser) {
    this.#ranges = ranges;
    this.#taken = new Set(taken);
    this.#choose = choose;
  }

  /** The first range's is the one that services get by themselves. */
  get families(): readonly ("IPv4" | "IPv6")[] {
    const families = this.#ranges.map(({ address }) => familyOf(address));
    return families.length === 0 ? ["IPv4"] : [...new Set(families)];
  }

  /** null: it is given; else why not. */
  take(text: string): string | null {
    const address = parseAddress(text);
    const range = this.#ranges.find((prefix) => address !== null && prefixCovers(prefix, address));
    if (address === null || range === undefined) return "the provided network does not match the current range";
    if (this.#taken.has(address)) return "provided IP is already allocated";
    this.#taken.add(address);
    return null;
  }

  /** Any that is free, from the part above the first 16th of a range, as long as that lasts (KEP-3070). */
  takeAny(family: string): Address | null {
    const range = this.#ranges.find(({ address }) => familyOf(address) === family);
    if (range === undefined) return null;
    const width = isIpv6(range.address) ? 128 : 32;
    // Neither the network's own address nor an IPv4 network's last one is given to a service.
    const size = Math.min(2 ** (width - range.length), 2 ** 16) - (width === 32 ? 2 : 1);
    const above = Math.min(Math.max(16, Math.floor(size / 16)), 256);
    const first = size > above ? above : 0;
    const begin = first + this.#choose(Math.max(1, size - first));
    for (let step = 0; step < size; step += 1) {
      const offset = BigInt(((begin + step) % size) + 1);
      const address = addressFromNumber(addressNumber(range.address) + offset, width === 128);
      if (this.take(address) === null) return address;
    }
    return null;
  }
}

/** `clusterIP` is the first of `clusterIPs`: whoever changes the one means the other too (normalizeClusterIPs). */
export function joinClusterIps(draft: ServiceDraft, old: ServiceDraft): void {
  const [before, after] = [old.text("clusterIP"), draft.text("clusterIP")];
  if (before === after) {
    if (draft.texts("clusterIPs").length === 0) draft.set("clusterIPs", old.texts("clusterIPs"));
  } else if (sameTexts(old.texts("clusterIPs"), draft.texts("clusterIPs"))) {
    draft.set("clusterIPs", after === "" ? [] : [after]);
  }
}

/** Families by what the patch says, by the addresses, by the cluster (alloc.go initIPFamilyFields), then addresses. */
export function allocateClusterIps(draft: ServiceDraft, old: ServiceDraft, ips: ClusterIps): AllocationFault | null {
  if (draft.type !== "ExternalName" && !isUntouchedPreference(draft, old)) {
    const errors = settleFamilies(draft, old, ips);
    if (errors.length > 0) return { kind: "invalid", errors };
  }
  if (draft.type === "ExternalName" || draft.texts("clusterIPs")[0] === "None") return null;
  if (old.texts("clusterIPs")[0] === "None") return null;
  return giveAddresses(draft, old, ips);
}

function isUntouchedPreference(draft: ServiceDraft, old: ServiceDraft): boolean {
  const policies = [draft.text("ipFamilyPolicy"), old.text("ipFamilyPolicy")];
  return (
    draft.type === old.type &&
    policies[0] === "PreferDualStack" &&
    (policies[1] === "PreferDualStack" || policies[1] === "") &&
    sameTexts(draft.texts("clusterIPs"), old.texts("clusterIPs")) &&
    sameTexts(draft.texts("ipFamilies"), old.texts("ipFamilies"))
  );
}

const POLICY = "spec.ipFamilyPolicy";

function settleFamilies(draft: ServiceDraft, old: ServiceDraft, ips: ClusterIps): readonly FieldError[] {
  if (draft.text("ipFamilyPolicy") === "") draft.set("ipFamilyPolicy", inferPolicy(draft, old));
  const related = validateClusterIps(draft, old);
  if (related.length > 0) return related;
  const isSingle = draft.text("ipFamilyPolicy") === "SingleStack";
  const errors = isSingle ? reduceToOne(draft, old) : reducedWithoutWord(draft, old);
  errors.push(...inferFamilies(draft, ips));
  if (errors.length > 0) return errors;
  const most = isSingle ? 1 : 2;
  if (isFree(draft)) {
    completeFamilies(draft, [...ips.families, "IPv4", "IPv6"], most);
    return [];
  }
  errors.push(...unconfigured(draft, ips));
  if (errors.length === 0) completeFamilies(draft, ips.families, most);
  return errors;
}

/** Headless and without a selector: whoever makes its endpoints decides their families. */
function isFree(draft: ServiceDraft): boolean {
  return draft.text("clusterIP") === "None" && memberOf(draft.spec, "selector") === undefined;
}

function unconfigured(draft: ServiceDraft, { families }: ClusterIps): readonly FieldError[] {
  const isTooMuch = draft.text("ipFamilyPolicy") === "RequireDualStack" && families.length < 2;
  const missing = draft.texts("ipFamilies").flatMap((family, at) => {
    const isThere = families.some((known) => known === family);
    return isThere ? [] : [invalid(`spec.ipFamilies[${at}]`, family, "not configured on this cluster")];
  });
  const why = "this cluster is not configured for dual-stack services";
  return isTooMuch ? [invalid(POLICY, "RequireDualStack", why), ...missing] : missing;
}

function inferPolicy(draft: ServiceDraft, old: ServiceDraft): string {
  if (old.text("ipFamilyPolicy") !== "") return old.text("ipFamilyPolicy");
  return isFree(draft) ? "RequireDualStack" : "SingleStack";
}

/** SingleStack gives the second address and family back, unless the patch names them. */
function reduceToOne(draft: ServiceDraft, old: ServiceDraft): FieldError[] {
  const errors: FieldError[] = [];
  for (const [key, what] of [
    ["clusterIPs", "cluster IPs"],
    ["ipFamilies", "IP families"],
  ] as const) {
    const [first, second] = draft.texts(key);
    if (first === undefined || second === undefined) continue;
    if (sameTexts(draft.texts(key), old.texts(key))) draft.set(key, [first]);
    else {
      const detail = `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`;
      errors.push(invalid(POLICY, draft.text("ipFamilyPolicy"), detail));
    }
  }
  return errors;
}

function reducedWithoutWord(draft: ServiceDraft, old: ServiceDraft): FieldError[] {
  const policy = draft.text("ipFamilyPolicy");
  return (
    [
      ["clusterIPs", "cluster IP"],
      ["ipFamilies", "IP family"],
    ] as const
  ).flatMap(([key, what]) => {
    const [before, after] = [old.texts(key), draft.texts(key)];
    const isReduced = after.length > 0 && after.length < before.length;
    return isReduced ? [invalid(POLICY, policy, `must be 'SingleStack' to release the secondary ${what}`)] : [];
  });
}

function inferFamilies(draft: ServiceDraft, ips: ClusterIps): readonly FieldError[] {
  const addresses = draft.texts("clusterIPs");
  const errors: FieldError[] = [];
  for (const [at, ip] of addresses.entries()) {
    if (ip === "None") break;
    const families = draft.texts("ipFamilies");
    if (at < families.length) continue;
    const family = familyOf(ip);
    if (ips.families.includes(family)) draft.set("ipFamilies", [...families, family]);
    else errors.push(invalid(`spec.clusterIPs[${at}]`, addresses, `${family} is not configured on this cluster`));
  }
  return errors;
}

function completeFamilies(draft: ServiceDraft, known: readonly string[], most: number): void {
  const families = draft.texts("ipFamilies");
  const begun = families.length === 0 ? known.slice(0, 1) : families;
  const others = [...new Set(known)].filter((family) => !begun.includes(family));
  draft.set("ipFamilies", [...begun, ...others.slice(0, Math.max(0, most - begun.length))]);
}

/** From ExternalName every family gets one; with a family more the second does. */
function giveAddresses(draft: ServiceDraft, old: ServiceDraft, ips: ClusterIps): AllocationFault | null {
  const families = draft.texts("ipFamilies");
  const isNew = old.type === "ExternalName";
  const isUpgraded = old.texts("ipFamilies").length === 1 && families.length === 2;
  if (!isNew && !isUpgraded) return null;
  const given: string[] = isNew ? [] : draft.texts("clusterIPs").slice(0, 1);
  for (const family of families.slice(given.length)) {
    const wanted = draft.texts("clusterIPs")[given.length] ?? "";
    const why = wanted === "" ? null : ips.take(wanted);
    if (why !== null) {
      const detail = `failed to allocate IP ${wanted}: ${why}`;
      return { kind: "invalid", errors: [invalid("spec.clusterIPs", draft.texts("clusterIPs"), detail)] };
    }
    const address = wanted === "" ? ips.takeAny(family) : wanted;
    if (address === null) {
      return { kind: "internal", message: "failed to allocate a serviceIP: range is full" };
    }
    given.push(address);
  }
  draft.set("clusterIPs", given);
  draft.set("clusterIP", given[0]);
  return null;
}
