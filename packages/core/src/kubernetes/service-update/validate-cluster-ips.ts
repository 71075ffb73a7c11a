import { duplicate, type FieldError, invalid, required, unsupported } from "../patching/field-error.ts";
import { ipFaults } from "../patching/ip-texts.ts";
import { familyOf } from "./service-defaults.ts";
import type { ServiceDraft } from "./service-spec.ts";

const FAMILIES = ["IPv4", "IPv6"];
const POLICIES = ["PreferDualStack", "RequireDualStack", "SingleStack"];
const IPS = "spec.clusterIPs";

/** How addresses, families and the policy of both must fit together (ValidateServiceClusterIPsRelatedFields). */
export function validateClusterIps(draft: ServiceDraft, old: ServiceDraft): readonly FieldError[] {
  if (draft.type === "ExternalName") return [];
  const ips = draft.texts("clusterIPs");
  const errors = [...validateFirst(draft.text("clusterIP"), ips), ...validateFamilies(draft)];
  const faults = ips.flatMap((ip, at): readonly FieldError[] => {
    if (at === 0 && ip === "None") {
      return ips.length > 1 ? [invalid(IPS, ips, "'None' must be the first and only value")] : [];
    }
    if (old.texts("clusterIPs").includes(ip)) return [];
    return ipFaults(ip).map((fault) => invalid(`${IPS}[${at}]`, ip, fault));
  });
  errors.push(...faults);
  if (ips.length > 2) errors.push(invalid(IPS, ips, "may only hold up to 2 values"));
  if (faults.length > 0) return errors;
  if (ips.length > 1 && new Set(ips.map(familyOf)).size < ips.length) {
    errors.push(invalid(IPS, ips, "may specify no more than one IP for each IP family"));
  }
  return [...errors, ...validatePairs(draft, ips)];
}

function validateFirst(clusterIp: string, ips: readonly string[]): FieldError[] {
  if (clusterIp === "") {
    return ips.length === 0 ? [] : [invalid(IPS, ips, "must be empty when `clusterIP` is not specified")];
  }
  if (ips.length === 0) return [required(IPS)];
  return ips[0] === clusterIp ? [] : [invalid(IPS, ips, "first value must match `clusterIP`")];
}

function validateFamilies(draft: ServiceDraft): readonly FieldError[] {
  const families = draft.texts("ipFamilies");
  const policy = draft.text("ipFamilyPolicy");
  return [
    ...families.flatMap((family, at) => [
      ...(FAMILIES.includes(family) ? [] : [unsupported(`spec.ipFamilies[${at}]`, family, FAMILIES)]),
      ...(families.indexOf(family) < at ? [duplicate(`spec.ipFamilies[${at}]`, family)] : []),
    ]),
    ...(policy === "" || POLICIES.includes(policy) ? [] : [unsupported("spec.ipFamilyPolicy", policy, POLICIES)]),
  ];
}

function validatePairs(draft: ServiceDraft, ips: readonly string[]): readonly FieldError[] {
  if (draft.isHeadless) return [];
  const families = draft.texts("ipFamilies");
  return ips.flatMap((ip, at) => {
    const family = families[at];
    if (family === undefined || !FAMILIES.includes(family) || family === familyOf(ip)) return [];
    return [invalid(`${IPS}[${at}]`, ip, `expected an ${family} value as indicated by \`ipFamilies[${at}]\``)];
  });
}
