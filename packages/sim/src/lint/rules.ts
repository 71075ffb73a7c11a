import { type LintCode, lintCodes } from "@splithorizon/core";
import type { LintRule, Rule } from "./rule.ts";
import { aclAdmitsStrangers } from "./rules/acl-admits-strangers.ts";
import { aclBypassedByResolver } from "./rules/acl-bypassed-by-resolver.ts";
import { aclRefusesNameServer } from "./rules/acl-refuses-name-server.ts";
import { anyLabelBeforeService } from "./rules/any-label-before-service.ts";
import { cacheBeforeAcl } from "./rules/cache-before-acl.ts";
import { clusterDnsOutOfRange } from "./rules/cluster-dns-out-of-range.ts";
import { clusterZoneLeaks } from "./rules/cluster-zone-leaks.ts";
import { conditionOfTheManual } from "./rules/condition-of-the-manual.ts";
import { delegationForwardedAway } from "./rules/delegation-forwarded-away.ts";
import { delegationUnanswered } from "./rules/delegation-unanswered.ts";
import { denialBeforeSynced } from "./rules/denial-before-synced.ts";
import { denialOutlivesMinimum } from "./rules/denial-outlives-minimum.ts";
import { externalZonesOverwritten } from "./rules/external-zones-overwritten.ts";
import { forwardZoneBelowApex } from "./rules/forward-zone-below-apex.ts";
import { forwardZoneInert } from "./rules/forward-zone-inert.ts";
import { forwardingLoop } from "./rules/forwarding-loop.ts";
import { gracefulRestartMisfit } from "./rules/graceful-restart-misfit.ts";
import { hostNameAnsweredTwice } from "./rules/host-name-answered-twice.ts";
import { nameServerDeniedByZone } from "./rules/name-server-denied-by-zone.ts";
import { nameServersDiffer } from "./rules/name-servers-differ.ts";
import { namespaceShadowed } from "./rules/namespace-shadowed.ts";
import { ownAddressesUnknown } from "./rules/own-addresses-unknown.ts";
import { pairAnswersDiffer } from "./rules/pair-answers-differ.ts";
import { podsRefused } from "./rules/pods-refused.ts";
import { portLabelDenied } from "./rules/port-label-denied.ts";
import { privateNamesNeedTheRoot } from "./rules/private-names-need-the-root.ts";
import { probeUnanswered } from "./rules/probe-unanswered.ts";
import { querySourceComesAndGoes } from "./rules/query-source-comes-and-goes.ts";
import { reverseNamesEmpty } from "./rules/reverse-names-empty.ts";
import { rewriteAtLabelEnd } from "./rules/rewrite-at-label-end.ts";
import { rewriteWithoutAnswer } from "./rules/rewrite-without-answer.ts";
import { routeToPods } from "./rules/route-to-pods.ts";
import { scriptMissesHungServer } from "./rules/script-misses-hung-server.ts";
import { secondaryOfExternalZone } from "./rules/secondary-of-external-zone.ts";
import { serviceWithoutAddress } from "./rules/service-without-address.ts";
import { silentAfterSplit } from "./rules/silent-after-split.ts";
import { staticStubForwardedAway } from "./rules/static-stub-forwarded-away.ts";
import { tooManyEndpoints } from "./rules/too-many-endpoints.ts";
import { transferKeysDiffer } from "./rules/transfer-keys-differ.ts";
import { transferOfEveryNamespace } from "./rules/transfer-of-every-namespace.ts";
import { transferThroughCache } from "./rules/transfer-through-cache.ts";
import { upstreamRefusesPods } from "./rules/upstream-refuses-pods.ts";
import { virtualAddressDropsQuestions } from "./rules/virtual-address-drops-questions.ts";
import { virtualAddressIsNoSource } from "./rules/virtual-address-is-no-source.ts";

/** Every rule, in the order in which findings are told; a code without a rule does not compile. */
const table: Readonly<Record<LintCode, Rule>> = {
  LINT_DELEGATION_FORWARDED_AWAY: delegationForwardedAway,
  LINT_FORWARD_ZONE_INERT: forwardZoneInert,
  LINT_STATIC_STUB_FORWARDED_AWAY: staticStubForwardedAway,
  LINT_NAME_SERVERS_DIFFER: nameServersDiffer,
  LINT_NAME_SERVER_DENIED_BY_ZONE: nameServerDeniedByZone,
  LINT_ANY_LABEL_BEFORE_SERVICE: anyLabelBeforeService,
  LINT_SERVICE_WITHOUT_ADDRESS: serviceWithoutAddress,
  LINT_NAMESPACE_SHADOWED: namespaceShadowed,
  LINT_EXTERNAL_ZONES_OVERWRITTEN: externalZonesOverwritten,
  LINT_QUERY_SOURCE_COMES_AND_GOES: querySourceComesAndGoes,
  LINT_PAIR_ANSWERS_DIFFER: pairAnswersDiffer,
  LINT_PRIVATE_NAMES_NEED_THE_ROOT: privateNamesNeedTheRoot,
  LINT_CACHE_BEFORE_ACL: cacheBeforeAcl,
  LINT_ACL_BYPASSED_BY_RESOLVER: aclBypassedByResolver,
  LINT_PODS_REFUSED: podsRefused,
  LINT_REVERSE_NAMES_EMPTY: reverseNamesEmpty,
  LINT_PORT_LABEL_DENIED: portLabelDenied,
  LINT_SECONDARY_OF_EXTERNAL_ZONE: secondaryOfExternalZone,
  LINT_CONDITION_OF_THE_MANUAL: conditionOfTheManual,
  LINT_CLUSTER_DNS_OUT_OF_RANGE: clusterDnsOutOfRange,
  LINT_PROBE_UNANSWERED: probeUnanswered,
  LINT_CLUSTER_ZONE_LEAKS: clusterZoneLeaks,
  LINT_ACL_ADMITS_STRANGERS: aclAdmitsStrangers,
  LINT_ACL_REFUSES_NAME_SERVER: aclRefusesNameServer,
  LINT_TRANSFER_THROUGH_CACHE: transferThroughCache,
  LINT_TRANSFER_OF_EVERY_NAMESPACE: transferOfEveryNamespace,
  LINT_REWRITE_AT_LABEL_END: rewriteAtLabelEnd,
  LINT_REWRITE_WITHOUT_ANSWER: rewriteWithoutAnswer,
  LINT_OWN_ADDRESSES_UNKNOWN: ownAddressesUnknown,
  LINT_HOST_NAME_ANSWERED_TWICE: hostNameAnsweredTwice,
  LINT_DENIAL_BEFORE_SYNCED: denialBeforeSynced,
  LINT_DENIAL_OUTLIVES_MINIMUM: denialOutlivesMinimum,
  LINT_TOO_MANY_ENDPOINTS: tooManyEndpoints,
  LINT_FORWARD_ZONE_BELOW_APEX: forwardZoneBelowApex,
  LINT_VIRTUAL_ADDRESS_IS_NO_SOURCE: virtualAddressIsNoSource,
  LINT_VIRTUAL_ADDRESS_DROPS_QUESTIONS: virtualAddressDropsQuestions,
  LINT_SILENT_AFTER_SPLIT: silentAfterSplit,
  LINT_SCRIPT_MISSES_HUNG_SERVER: scriptMissesHungServer,
  LINT_ROUTE_TO_PODS: routeToPods,
  LINT_GRACEFUL_RESTART_MISFIT: gracefulRestartMisfit,
  LINT_DELEGATION_UNANSWERED: delegationUnanswered,
  LINT_FORWARDING_LOOP: forwardingLoop,
  LINT_TRANSFER_KEYS_DIFFER: transferKeysDiffer,
  LINT_UPSTREAM_REFUSES_PODS: upstreamRefusesPods,
};

export const lintRules: readonly LintRule[] = codesInOrder(table).map((code) => ({
  ...table[code],
  code,
  id: ruleIdOf(code),
  title: lintCodes[code],
}));

function codesInOrder(rules: Readonly<Record<LintCode, Rule>>): readonly LintCode[] {
  return Object.keys(rules).filter((code): code is LintCode => Object.hasOwn(lintCodes, code));
}

/** `LINT_ROUTE_TO_PODS` is `route-to-pods`. */
export function ruleIdOf(code: LintCode): string {
  return code.slice("LINT_".length).toLowerCase().replaceAll("_", "-");
}

/** By its id, its code, or the first rule of a row of the list of traps; whatever the case. */
export function findRule(word: string): LintRule | null {
  const wanted = word.toLowerCase();
  return (
    lintRules.find(({ id, code }) => id === wanted || code.toLowerCase() === wanted) ??
    lintRules.find(({ traps }) => traps.some((trap) => trap.toLowerCase() === wanted)) ??
    null
  );
}
