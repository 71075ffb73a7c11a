import { describe, expect, it } from "vitest";
import { sourceFromText } from "../text/index.ts";
import { parseKeepalived, type VrrpInstance } from "./index.ts";
import { readList, trackText } from "./listed-lines.fixture.ts";

/**
 * Lines of a list, what `keepalived -d` (2.2.7) prints that the instance tracks, and what is said. `chk` has no weight of its
 * own, `heavy` has -20, the process `p` 5 reverse, the file `f` none and `far` 7 reverse; the instance stands on eth0.
 */
type Row = [lines: readonly string[], tracked: readonly string[], said?: readonly string[]];

const LISTS = {
  track_script: ({ trackScripts }: VrrpInstance) => trackScripts,
  track_process: ({ trackProcesses }: VrrpInstance) => trackProcesses,
  track_interface: ({ trackInterfaces }: VrrpInstance) => trackInterfaces,
  track_file: ({ trackFiles }: VrrpInstance) => trackFiles,
};

function check(
  keyword: keyof typeof LISTS,
  lines: readonly string[],
  tracked: readonly string[],
  said: readonly string[] = [],
): void {
  const read = readList(keyword, lines);
  expect(LISTS[keyword](read.instance).map(trackText)).toEqual(tracked);
  expect(read.said).toEqual(said);
}

describe("track_script", () => {
  it.each<Row>([
    [["chk"], ["chk 0"]],
    [["heavy"], ["heavy -20"]],
    [["heavy weight 5"], ["heavy 5"]],
    [["heavy weight 0"], ["heavy 0"]],
    [["chk weight +7"], ["chk 7"]],
    [["chk weight 007"], ["chk 7"]],
    [["chk weight 5 reverse"], ["chk 5 reverse"]],
    [["chk weight 5 noreverse"], ["chk 5"]],
    [["heavy weight x"], ["heavy 0"], ["heavy weight x: warning BAD_VALUE"]],
    [["chk weight 5 reverse x"], ["chk 5 reverse"]],
  ])("%j: %j", (lines, tracked, said) => check("track_script", lines, tracked, said));
});

describe("track_process", () => {
  it.each<Row>([
    [["p"], ["p 5 reverse"]],
    [["p weight 7"], ["p 7 reverse"]],
    [["p weight 7 noreverse"], ["p 7"]],
    [["p weight 254"], ["p 254 reverse"]],
    [["p weight -254"], ["p -254 reverse"]],
    [["p weight 255"], ["p 5 reverse"], ["p weight 255: warning BAD_VALUE"]],
    [["p weight"], [], ["p weight: error BAD_VALUE"]],
    [["p reverse"], [], ["p reverse: error BAD_VALUE"]],
    [["p", "p weight 3"], ["p 5 reverse"], ["p weight 3: error DUPLICATE"]],
    [["q"], [], ["q: error UNDEFINED"]],
  ])("%j: %j", (lines, tracked, said) => check("track_process", lines, tracked, said));
});

describe("track_interface", () => {
  it.each<Row>([
    [["eth1"], ["eth1 without"]],
    [["eth1 weight 5"], ["eth1 5"]],
    [["eth1 weight -5"], ["eth1 -5"]],
    [["eth1 weight 0"], ["eth1 0"]],
    [["eth1 weight 253"], ["eth1 253"]],
    [["eth1 weight 254"], ["eth1 253"]],
    [["eth1 weight -254"], ["eth1 -253"]],
    [["eth1 weight 255"], ["eth1 0"], ["eth1 weight 255: warning BAD_VALUE"]],
    [["eth1 weight x"], ["eth1 0"], ["eth1 weight x: warning BAD_VALUE"]],
    [["eth1 weight 5x"], ["eth1 5"], ["eth1 weight 5x: warning BAD_VALUE"]],
    [["eth1 weight 5 reverse"], ["eth1 5 reverse"]],
    [["eth1 weight 5 noreverse"], ["eth1 5"], ["eth1 weight 5 noreverse: warning BAD_VALUE"]],
    [["eth1 weight"], [], ["eth1 weight: error BAD_VALUE"]],
    [["eth1 reverse"], [], ["eth1 reverse: error BAD_VALUE"]],
    [["eth1", "eth1 weight 5"], ["eth1 without"], ["eth1 weight 5: error DUPLICATE"]],
    [["eth0 weight 5", "eth1 weight 6"], ["eth1 6"], ["eth0 weight 5: warning DUPLICATE"]],
  ])("%j: %j", (lines, tracked, said) => check("track_interface", lines, tracked, said));
});

describe("track_file", () => {
  it.each<Row>([
    [["f"], ["f 1"]],
    [["far"], ["far 7 reverse"]],
    [["far weight -254 noreverse"], ["far -254"]],
    [["f weight 0"], ["f 0"]],
    [["f weight 300"], ["f 1"], ["f weight 300: warning BAD_VALUE"]],
    [["f weight 5 backwards"], [], ["f weight 5 backwards: error BAD_VALUE"]],
    [["f weight"], [], ["f weight: error BAD_VALUE"]],
    [["f reverse"], [], ["f reverse: error BAD_VALUE"]],
    [["f", "f weight 5"], ["f 1"], ["f weight 5: error DUPLICATE"]],
    [["chk"], [], ["chk: error UNDEFINED"]],
  ])("%j: %j", (lines, tracked, said) => check("track_file", lines, tracked, said));
});

/** vrrp.c vrrp_complete_instance, "address owner": a priority of 255 never changes. */
describe("an owner of its address", () => {
  const owner = "virtual_ipaddress {\n192.168.13.10/24\n}\npriority 255";

  it.each<readonly [keyword: keyof typeof LISTS, lines: readonly string[], tracked: readonly string[]]>([
    ["track_script", ["heavy", "chk"], ["chk 0"]],
    ["track_script", ["heavy weight 0"], ["heavy 0"]],
    ["track_process", ["p"], ["p 5 reverse"]],
    ["track_interface", ["eth1 weight 5", "eth2"], ["eth2 without"]],
    ["track_file", ["f weight 0", "far"], ["f 0"]],
  ])("%s %j: %j", (keyword, lines, tracked) => {
    const { instance, said } = readList(keyword, lines, owner);
    expect(LISTS[keyword](instance).map(trackText)).toEqual(tracked);
    expect(said).toHaveLength(lines.length - tracked.length);
  });
});

describe("only what stands further up can be tracked", () => {
  const script = 'vrrp_script late {\nscript "/bin/true"\n}\n';
  const instance = `vrrp_instance A {
interface eth0
virtual_router_id 51
virtual_ipaddress {
192.168.13.10/24
}
track_script {
late
}
}
`;

  it.each([
    ["above", script + instance, ["late"], []],
    ["below", instance + script, [], ["KEEPALIVED_UNDEFINED"]],
    ["nowhere", instance, [], ["KEEPALIVED_UNDEFINED"]],
  ])("%s", (_, text, tracked, codes) => {
    const { value, diagnostics } = parseKeepalived(sourceFromText("keepalived.conf", text));
    expect(value.settings.instances.flatMap(({ trackScripts }) => trackScripts.map(({ name }) => name))).toEqual(
      tracked,
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(codes);
  });
});
