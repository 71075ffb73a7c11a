import { describe, expect, it } from "vitest";
import { exampleSites, findingsOf } from "./variation.fixture.ts";

/** What the tutorial itself has, at each of its stages: no route to pods, no acl that refuses pods, and so on, is mended there. */
const EVERYWHERE = ["LINT_REVERSE_NAMES_EMPTY", "LINT_SILENT_AFTER_SPLIT", "LINT_ROUTE_TO_PODS"];
/** Once k8s_external and its acl are there. */
const OUTSIDE = ["LINT_NAME_SERVERS_DIFFER", "LINT_ANY_LABEL_BEFORE_SERVICE", "LINT_PODS_REFUSED"];
/** Once names outside are answered. */
const ANSWERED = ["LINT_PRIVATE_NAMES_NEED_THE_ROOT", "LINT_ACL_BYPASSED_BY_RESOLVER"];

const expected: Readonly<Record<string, readonly string[]>> = {
  // The one that iterates by the delegation.
  "kloud-lan": [...EVERYWHERE, ...OUTSIDE, ...ANSWERED, "LINT_NAME_SERVER_DENIED_BY_ZONE"],
  "kloud-lan-backup-without-zone": [
    ...EVERYWHERE,
    ...OUTSIDE,
    ...ANSWERED,
    "LINT_DELEGATION_FORWARDED_AWAY",
    "LINT_PAIR_ANSWERS_DIFFER",
  ],
  "kloud-lan-before": EVERYWHERE,
  "kloud-lan-default": [...EVERYWHERE, "LINT_DELEGATION_UNANSWERED"],
  "kloud-lan-forwarding": [...EVERYWHERE, ...OUTSIDE, ...ANSWERED],
  "kloud-lan-forwarding-tls": [...EVERYWHERE, ...OUTSIDE, ...ANSWERED],
  "kloud-lan-forwarding-tls-without-zone": [...EVERYWHERE, ...OUTSIDE, "LINT_DELEGATION_FORWARDED_AWAY"],
  "kloud-lan-forwarding-without-zone": [...EVERYWHERE, ...OUTSIDE, "LINT_DELEGATION_FORWARDED_AWAY"],
  "kloud-lan-policy-cluster": EVERYWHERE,
  "kloud-lan-policy-local": EVERYWHERE,
  "kloud-lan-transfer": [...EVERYWHERE, "LINT_DELEGATION_UNANSWERED", "LINT_TRANSFER_THROUGH_CACHE"],
};

/** Sites with names that are broken: there, and nowhere else, something is an error. */
const BROKEN = [
  // CoreDNS has no address outside yet, and the zone delegates to it.
  "kloud-lan-default",
  "kloud-lan-transfer",
  "kloud-lan-backup-without-zone",
  "kloud-lan-forwarding-tls-without-zone",
  "kloud-lan-forwarding-without-zone",
];

describe("the example sites", () => {
  it("are all here", () => {
    expect(Object.keys(expected).toSorted()).toEqual(exampleSites);
  });

  it.each(Object.entries(expected))("%s", (site, codes) => {
    const found = findingsOf({ site });
    expect([...new Set(found.map(({ code }) => code))].toSorted()).toEqual(codes.toSorted());
    expect(found.some(({ severity }) => severity === "error")).toBe(BROKEN.includes(site));
  });

  it("are told the same again, and by copies alone: the twin's own caches stay empty", () => {
    const messages = (): readonly string[] => findingsOf({}).map(({ message }) => message);
    expect(messages()).toEqual(messages());
  });
});
