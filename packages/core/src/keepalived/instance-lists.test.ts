import { describe, expect, it } from "vitest";
import { changedBy, type Row, read, VIP } from "./one-instance.fixture.ts";

describe("addresses and routes", () => {
  it.each<Row>([
    [
      "virtual_ipaddress {\n10.0.0.9/33\n}",
      { virtualAddresses: [VIP, { address: "10.0.0.9", prefixLength: 32, device: null }] },
      ["2: 10.0.0.9/33: warning BAD_VALUE"],
    ],
    [
      "virtual_ipaddress {\n10.0.0.9/8x\n}",
      { virtualAddresses: [VIP, { address: "10.0.0.9", prefixLength: 8, device: null }] },
      ["2: 10.0.0.9/8x: warning BAD_VALUE"],
    ],
    [
      "virtual_ipaddress {\n10.0.0.9/\n}",
      { virtualAddresses: [VIP, { address: "10.0.0.9", prefixLength: 0, device: null }] },
      ["2: 10.0.0.9/: warning BAD_VALUE"],
    ],
    [
      "virtual_ipaddress {\n10.0.0.9/-1\n}",
      { virtualAddresses: [VIP, { address: "10.0.0.9", prefixLength: 32, device: null }] },
      ["2: 10.0.0.9/-1: warning BAD_VALUE"],
    ],
    ["virtual_ipaddress {\n10.0.0\n}", {}, ["2: 10.0.0: error BAD_ADDRESS"]],
    ["virtual_ipaddress {\n10.0.0.9 dev\n}", {}, ["2: 10.0.0.9 dev: error MISSING_VALUE"]],
    [
      "virtual_ipaddress {\n10.0.0.9/24 dev eth1 label eth1:1\n}",
      { virtualAddresses: [VIP, { address: "10.0.0.9", prefixLength: 24, device: "eth1" }] },
      [],
    ],
    ["virtual_ipaddress {\nfd13::9/64\n}", {}, ["2: fd13::9/64: error BAD_ADDRESS"]],
    [
      "virtual_ipaddress {\n10.0.0.9 10.0.0.10\n}",
      { virtualAddresses: [VIP, { address: "10.0.0.9", prefixLength: 32, device: null }] },
      ["2: 10.0.0.9 10.0.0.10: warning BAD_VALUE"],
    ],
    [
      "virtual_ipaddress\n10.0.0.9\n}",
      { virtualAddresses: [VIP, { address: "10.0.0.9", prefixLength: 32, device: null }] },
      ["4: }: error BRACE", "1: virtual_ipaddress: error BRACE"],
    ],
    [
      "virtual_ipaddress_excluded {\nfd13::10/64\n10.1.0.1\n}",
      {
        excludedAddresses: [
          { address: "fd13::10", prefixLength: 64, device: null },
          { address: "10.1.0.1", prefixLength: 32, device: null },
        ],
      },
      [],
    ],
    ["virtual_ipaddress_excluded {\nzzz\n}", {}, ["2: zzz: error BAD_ADDRESS"]],
    [
      "virtual_routes {\ndefault via 192.168.13.1\n10.0.0.0/8 dev eth1\n}",
      {
        virtualRoutes: [
          { destination: "default", via: "192.168.13.1", device: null, source: null },
          { destination: "10.0.0.0/8", via: null, device: "eth1", source: null },
        ],
      },
      [],
    ],
    ["virtual_routes {\ndefault via nowhere\n}", {}, ["2: nowhere: error BAD_ADDRESS"]],
  ])("%j", (lines, changed, said) => {
    expect(changedBy(lines)).toEqual(changed);
    expect(read(lines).said).toEqual(said);
  });
});

describe("what an instance watches, and words of no effect", () => {
  it.each<Row>([
    ["track_script {\nchk\n}", { trackScripts: [{ name: "chk", weight: 0, reverse: false }] }, []],
    ["track_script {\nchk weight 5\n}", { trackScripts: [{ name: "chk", weight: 5, reverse: false }] }, []],
    ["track_script {\nchk weight -5 reverse\n}", { trackScripts: [{ name: "chk", weight: -5, reverse: true }] }, []],
    ["track_script {\nchk weight 254\n}", { trackScripts: [{ name: "chk", weight: 253, reverse: false }] }, []],
    [
      "track_script {\nchk weight 255\n}",
      { trackScripts: [{ name: "chk", weight: 0, reverse: false }] },
      ["2: chk weight 255: warning BAD_VALUE"],
    ],
    ["track_script {\nchk weight\n}", {}, ["2: chk weight: error BAD_VALUE"]],
    ["track_script {\nchk reverse\n}", {}, ["2: chk reverse: error BAD_VALUE"]],
    [
      "track_script {\nchk weight 5 sometimes\n}",
      { trackScripts: [{ name: "chk", weight: 5, reverse: false }] },
      ["2: chk weight 5 sometimes: warning BAD_VALUE"],
    ],
    [
      "track_script {\nchk\nchk weight 5\n}",
      { trackScripts: [{ name: "chk", weight: 0, reverse: false }] },
      ["3: chk weight 5: error DUPLICATE"],
    ],
    ["track_script {\nchx\n}", {}, ["2: chx: error UNDEFINED"]],
    [
      "priority 255\ntrack_script {\nchk weight 5\n}",
      { initialState: "MASTER", priority: 255 },
      ["3: chk weight 5: warning BAD_VALUE"],
    ],
    [
      "track_interface {\neth2 weight 10\neth1\n}",
      {
        trackInterfaces: [
          { name: "eth2", weight: 10, reverse: false },
          { name: "eth1", weight: null, reverse: false },
        ],
      },
      [],
    ],
    ["track_process {\nnobody\n}", {}, ["2: nobody: error UNDEFINED"]],
    ["notify /bin/true", {}, []],
    ["debug 2", {}, []],
    ["priorty 5", {}, ["1: priorty 5: warning UNKNOWN_KEYWORD"]],
    ["interfase eth1", {}, ["1: interfase eth1: warning UNKNOWN_KEYWORD"]],
  ])("%j", (lines, changed, said) => {
    expect(changedBy(lines)).toEqual(changed);
    expect(read(lines).said).toEqual(said);
  });
});
