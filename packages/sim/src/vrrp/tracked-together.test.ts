import { expect, test } from "vitest";
import { contenderOf } from "./lone-router.fixture.ts";
import { trackedInterfaces, trackedProcesses, trackedScripts } from "./tracked-together.ts";

const WATCHED =
  'vrrp_script chk {\nscript "/bin/true"\nweight 7\n}\nvrrp_track_process p {\nprocess named\nweight 5\n}\n';
const block = (kind: string, ...entries: readonly string[]): string => `${kind} {\n${entries.join("\n")}\n}`;

/** What VI_1 on eth0 watches with these lines, in a group with those. */
function watched(kind: "script" | "process" | "interface", own: string, ofGroup: string): readonly string[] {
  const of = { script: trackedScripts, process: trackedProcesses, interface: trackedInterfaces }[kind];
  const isEntry = (text: string): boolean => text !== "" && text !== "dont_track_primary";
  const entries = (text: string): string => (isEntry(text) ? block(`track_${kind}`, text) : text);
  const group = `vrrp_sync_group G {\nsync_group_tracking_weight\n${block("group", "VI_1")}\n${entries(ofGroup)}\n}\n`;
  const contender = contenderOf({ beside: WATCHED + group, lines: `priority 100\n${entries(own)}` });
  return of(contender).map(({ name, weight, reverse }) => `${name} ${weight}${reverse ? " reverse" : ""}`);
}

// Recorded: conformance, "sync group, watched by it and by one with weights" and the two beside it.
test.each<readonly ["script" | "process" | "interface", string, string, readonly string[]]>([
  ["script", "chk weight 2", "", ["chk 2"]],
  ["script", "", "chk", ["chk 7"]],
  ["script", "chk weight 2", "chk weight 3", ["chk 3"]],
  ["script", "chk weight 2", "chk weight 3 reverse", ["chk 3 reverse"]],
  ["script", "chk weight 0", "chk weight 3", ["chk 0"]],
  ["script", "chk weight 2", "chk weight 0", ["chk 0"]],
  ["process", "p weight 2", "p weight 3 reverse", ["p 3"]],
  ["process", "p weight 2 reverse", "p", ["p 5 reverse"]],
  ["interface", "eth1 weight 2", "eth1 weight 3", ["eth1 3"]],
  ["interface", "eth1", "eth1 weight 3", ["eth1 0"]],
  ["interface", "eth1 weight 2", "eth1", ["eth1 0"]],
  ["interface", "eth2", "eth1 weight 3", ["eth2 0", "eth1 3"]],
  ["interface", "", "eth0 weight 3", []],
  ["interface", "dont_track_primary", "eth0 weight 3", ["eth0 3"]],
])("a %s, by the instance: %s; by its group: %s", (kind, own, ofGroup, expected) => {
  expect(watched(kind, own, ofGroup)).toEqual(expected);
});
