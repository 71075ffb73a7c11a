import { describe, expect, it } from "vitest";
import { sourceFromText } from "../text/index.ts";
import { parseKeepalived } from "./index.ts";
import { changedBy, type Row, read } from "./one-instance.fixture.ts";

const STRICT = { garpLowerPrioDelayMs: 0, garpLowerPrioRepeat: 0, lowerPrioNoAdvert: true, accepts: false };

describe("what an instance announces (vrrp_parser.c, keepalived 2.2.7)", () => {
  it.each<Row>([
    ["garp_master_delay 1", { garpMasterDelayMs: 1000 }, []],
    ["garp_master_delay 0", { garpMasterDelayMs: 0 }, []],
    ["garp_master_delay 4295", {}, ["1: 4295: warning BAD_VALUE"]],
    ["garp_master_repeat 2", { garpMasterRepeat: 2 }, []],
    ["garp_master_repeat 0", { garpMasterRepeat: 1 }, ["1: 0: warning BAD_VALUE"]],
    ["garp_master_repeat -1", {}, ["1: -1: warning BAD_VALUE"]],
    ["garp_master_refresh_repeat 3", { garpMasterRefreshRepeat: 3 }, []],
    ["garp_master_refresh_repeat 0", {}, ["1: 0: warning BAD_VALUE"]],
    ["garp_lower_prio_repeat 0", { garpLowerPrioRepeat: 0 }, []],
    ["garp_lower_prio_repeat x", { garpLowerPrioRepeat: 0 }, ["1: x: warning BAD_VALUE"]],
    ["garp_lower_prio_delay 2", { garpLowerPrioDelayMs: 2000 }, []],
    ["garp_lower_prio_delay -2", {}, ["1: -2: warning BAD_VALUE"]],
    ["lower_prio_no_advert", { lowerPrioNoAdvert: true }, []],
    ["lower_prio_no_advert false", {}, []],
    ["lower_prio_no_advert perhaps", {}, ["1: perhaps: warning BAD_VALUE"]],
    ["strict_mode on\ngarp_lower_prio_repeat 3", { strict: true, ...STRICT }, []],
  ])("%j", (lines, changed, said) => {
    expect(changedBy(lines)).toEqual(changed);
    expect(read(lines).said).toEqual(said);
  });
});

const DEFAULTS = {
  garpMasterDelayMs: 5000,
  garpMasterRepeat: 5,
  garpMasterRefreshMs: 0,
  garpMasterRefreshRepeat: 1,
  garpLowerPrioDelayMs: 5000,
  garpLowerPrioRepeat: 5,
  lowerPrioNoAdvert: false,
};

describe("what global_defs say for every instance (global_parser.c)", () => {
  it.each<readonly [string, Partial<typeof DEFAULTS>]>([
    ["", {}],
    ["vrrp_garp_master_delay 2", { garpMasterDelayMs: 2000, garpLowerPrioDelayMs: 2000 }],
    ["vrrp_garp_master_repeat 1", { garpMasterRepeat: 1, garpLowerPrioRepeat: 1 }],
    ["vrrp_garp_master_repeat 1\nvrrp_garp_lower_prio_repeat 0", { garpMasterRepeat: 1, garpLowerPrioRepeat: 0 }],
    ["vrrp_garp_lower_prio_delay 0", { garpLowerPrioDelayMs: 0 }],
    [
      "vrrp_garp_master_refresh 10\nvrrp_garp_master_refresh_repeat 2",
      { garpMasterRefreshMs: 10_000, garpMasterRefreshRepeat: 2 },
    ],
    ["vrrp_lower_prio_no_advert true", { lowerPrioNoAdvert: true }],
    [
      "vrrp_min_garp",
      {
        garpMasterDelayMs: 0,
        garpMasterRepeat: 1,
        garpMasterRefreshRepeat: 0,
        garpLowerPrioDelayMs: 0,
        garpLowerPrioRepeat: 1,
      },
    ],
    ["vrrp_min_garp no", {}],
    [
      "vrrp_garp_master_repeat 3\nvrrp_min_garp",
      {
        garpMasterDelayMs: 0,
        garpMasterRepeat: 3,
        garpMasterRefreshRepeat: 0,
        garpLowerPrioDelayMs: 0,
        garpLowerPrioRepeat: 3,
      },
    ],
  ])("%j", (lines, changed) => {
    const text = `global_defs {\n${lines}\n}\nvrrp_instance V {\ninterface eth0\nvirtual_router_id 1\nvirtual_ipaddress {\n10.0.0.1\n}\n}\n`;
    const { settings } = parseKeepalived(sourceFromText("keepalived.conf", text)).value;
    const expected = { ...DEFAULTS, ...changed };
    expect(settings.global).toMatchObject(expected);
    expect(settings.instances[0]).toMatchObject(expected);
  });
});
