import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceFromText } from "../text/index.ts";
import { parseKeepalived, type SyncGroup } from "./index.ts";
import { trackText } from "./listed-lines.fixture.ts";

/** Sync groups as `keepalived -d` (2.2.7) prints them, with the files of its process list and scripts as below. */

const WATCHED = `vrrp_script heavy {
script "/bin/false"
weight -20
}
vrrp_script chk {
script "/bin/true"
}
vrrp_track_process p {
process named
weight 5
}
`;
const TRACKS = "track_script {\nheavy\nchk\n}\ntrack_process {\np\n}\ntrack_interface {\neth1 weight 5\n}";
const instance = (name: string, router: number, lines = ""): string =>
  `vrrp_instance ${name} {\ninterface eth0\nvirtual_router_id ${router}\nvirtual_ipaddress {\n192.168.13.${router}/24\n}\n${lines}\n}\n`;
const A = instance("A", 51);
const B = instance("B", 52);
const group = (name: string, members: string, lines = ""): string =>
  `vrrp_sync_group ${name} {\ngroup {\n${members}\n}\n${lines}\n}\n`;

const read = (text: string) => parseKeepalived(sourceFromText("keepalived.conf", WATCHED + text));
const groupText = ({ name, members }: SyncGroup): string => `${name}: ${members.join(" ")}`;

describe("members", () => {
  it.each<readonly [text: string, groups: readonly string[], said: readonly string[]]>([
    [group("G", "A\nB") + A + B, ["G: A B"], []],
    [A + B + group("G", "A\nB"), ["G: A B"], []],
    [group("G", "B A") + A + B, ["G: B A"], []],
    [group("G", "A") + A, ["G: A"], []],
    [group("G", "A\nX") + A, ["G: A"], ["error UNDEFINED"]],
    [group("G", "X") + A, [], ["error UNDEFINED", "warning UNDEFINED"]],
    [group("G", "") + A, [], ["warning UNDEFINED"]],
    [`vrrp_sync_group G {\n}\n${A}`, [], ["warning UNDEFINED"]],
    [group("G", "A A B") + A + B, ["G: A B"], ["error DUPLICATE"]],
    [group("G", "A") + group("H", "A\nB") + A + B, ["G: A", "H: B"], ["error DUPLICATE"]],
    [group("G", "A") + group("H", "A") + A, ["G: A"], ["error DUPLICATE", "warning UNDEFINED"]],
    [group("G", "A") + group("G", "B") + A + B, ["G: A"], ["error DUPLICATE"]],
    [group("G H", "A") + A, [], ["error MISSING_VALUE"]],
    [group("G", "", "group {\nB A\n}") + A + B, ["G: B A"], []],
    [group("G", "A", "group {\nB\n}") + A + B, ["G: A"], ["error DUPLICATE"]],
    [`${A}${B}vrrp_sync_group G {\ngroup { A B }\n}\n`, ["G: A B"], []],
    [`${A}${B}vrrp_sync_group G {\ngroup\n{\nA B\n}\n}\n`, ["G: A B"], []],
  ])("%j: %j", (text, groups, said) => {
    const { value, diagnostics } = read(text);
    expect(value.settings.syncGroups.map(groupText)).toEqual(groups);
    expect(diagnostics.map(({ severity, code }) => `${severity} ${code.replace("KEEPALIVED_", "")}`)).toEqual(said);
    expect(value.settings.starts).toBe(true);
  });

  it("law: every instance is in one group at most, and no group is empty", () => {
    const names = fc.array(fc.constantFrom("A", "B", "X"), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(names, { maxLength: 4 }), (lists) => {
        const groups = lists.map((members, at) => group(`G${at}`, members.join("\n"))).join("");
        const { syncGroups } = read(groups + A + B).value.settings;
        const members = syncGroups.flatMap((one) => one.members);
        expect(new Set(members).size).toBe(members.length);
        expect(members.includes("X")).toBe(false);
        expect(syncGroups.every((one) => one.members.length > 0)).toBe(true);
        for (const name of ["A", "B"] as const) expect(members.includes(name)).toBe(lists.flat().includes(name));
      }),
    );
  });
});

describe("what a member watches", () => {
  const watching = instance("A", 51, TRACKS);
  const watchedBy = (text: string): readonly string[] => {
    const [first] = read(text).value.settings.instances;
    if (first === undefined) throw new Error("no instance was read");
    return [...first.trackScripts, ...first.trackProcesses, ...first.trackInterfaces].map(trackText);
  };
  const all = ["heavy -20", "chk 0", "p 5", "eth1 5"];
  // Recorded: the weight of an interface counts, whatever keepalived says (conformance, rework 10).
  const withoutWeights = ["chk 0", "p 5", "eth1 5"];

  it.each([
    ["in no group", watching + B, all],
    ["in a group", group("G", "A\nB") + watching + B, withoutWeights],
    ["in a group that stands below", watching + B + group("G", "A\nB"), withoutWeights],
    ["alone in a group", group("G", "A") + watching, withoutWeights],
    ["in a group whose weights count", group("G", "A\nB", "sync_group_tracking_weight") + watching + B, all],
    ["in a group that says it the old way", group("G", "A\nB", "global_tracking") + watching + B, all],
    ["beside a group", group("G", "B") + watching + B, all],
    ["beside a group that is removed", group("G", "X") + watching + B, all],
    [
      "in the group that came first",
      group("G", "A") + group("H", "A\nB", "sync_group_tracking_weight") + watching + B,
      withoutWeights,
    ],
  ])("%s: %#", (_, text, expected) => expect(watchedBy(text)).toEqual(expected));

  it("each thing that does not count is named, with the word that changes it", () => {
    const { diagnostics } = read(group("G", "A\nB") + watching + B);
    expect(diagnostics.map(({ message, hint }) => [message, hint])).toEqual([
      [
        '"A" is in a sync group: keepalived does not watch the weighted script "heavy".',
        "Write `sync_group_tracking_weight` into the group.",
      ],
      [
        '"A" is in a sync group: keepalived says that it ignores the weight of an interface, and counts it all the same: "eth1".',
        "Write `sync_group_tracking_weight` into the group.",
      ],
    ]);
  });
});

describe("what a group watches", () => {
  const tracksOf = (text: string): readonly string[] =>
    read(text).value.settings.syncGroups.flatMap(({ trackScripts, trackProcesses, trackInterfaces }) =>
      [...trackScripts, ...trackProcesses, ...trackInterfaces].map(trackText),
    );

  it.each([
    ["all kinds", group("G", "A\nB", TRACKS) + A + B, ["heavy -20", "chk 0", "p 5", "eth1 5"]],
    [
      "nothing with a weight where a member owns its address",
      group("G", "A\nB", TRACKS) + instance("A", 51, "priority 255") + B,
      ["heavy 0", "chk 0", "p 0", "eth1 0"],
    ],
    ["with weights of its own", group("G", "A", "track_script {\nheavy weight 5\nheavy\n}") + A, ["heavy 5"]],
    ["a process without its weight", group("G", "A", "track_process {\np weight 0\n}") + A, ["p 0"]],
    ["nothing that is not there", group("G", "A", "track_script {\nnone\n}") + A, []],
    ["an interface once", group("G", "A", "track_interface {\neth1\neth1 weight 4\n}") + A, ["eth1 without"]],
    [
      "in several blocks",
      group("G", "A", "track_script {\nchk\n}\ntrack_script {\nheavy\n}") + A,
      ["chk 0", "heavy -20"],
    ],
  ])("%s: %#", (_, text, expected) => expect(tracksOf(text)).toEqual(expected));

  it.each(["track_bfd"])("%s is not modelled", (keyword) => {
    const { diagnostics } = read(group("G", "A", `${keyword} {\nx\n}`) + A);
    expect(diagnostics.map(({ code }) => code)).toEqual(["KEEPALIVED_UNSUPPORTED"]);
  });
});

/** vrrp.c vrrp_complete_init: a group begins with MASTER only where every member owns its address. */
describe("how members begin", () => {
  const statesOf = (first: string, second: string): string =>
    read(group("G", "A\nB") + instance("A", 51, first) + instance("B", 52, second))
      .value.settings.instances.map(({ initialState, priority, preempts }) => `${initialState} ${priority} ${preempts}`)
      .join(", ");

  it.each([
    ["", "", "BACKUP 100 true, BACKUP 100 true"],
    ["priority 255", "priority 255", "MASTER 255 true, MASTER 255 true"],
    ["priority 255", "", "BACKUP 255 true, BACKUP 100 true"],
    ["state MASTER\npriority 200", "state MASTER\npriority 200", "BACKUP 200 true, BACKUP 200 true"],
    ["state MASTER\npriority 200\nnopreempt", "nopreempt", "BACKUP 200 true, BACKUP 100 false"],
  ])("%j and %j: %s", (first, second, expected) => expect(statesOf(first, second)).toBe(expected));

  it("an instance in no group keeps its state", () => {
    const { instances } = read(group("G", "A") + A + instance("B", 52, "state MASTER\npriority 200")).value.settings;
    expect(instances.map(({ initialState }) => initialState)).toEqual(["BACKUP", "MASTER"]);
  });
});
