import { describe, expect, it } from "vitest";
import { changedBy, type Row, read } from "./one-instance.fixture.ts";

/** A lower router is not answered (vrrp.c vrrp_complete_instance). */
const UNANSWERED = { garpLowerPrioDelayMs: 0, garpLowerPrioRepeat: 0, lowerPrioNoAdvert: true };
const STRICT = { ...UNANSWERED, accepts: false };
const NO_PEERS = "-5: vrrp_instance VI_1: warning NO_PEERS";

describe("numbers, states and flags of an instance", () => {
  it.each<Row>([
    ["priority 0", {}, ["1: 0: warning BAD_VALUE"]],
    ["dont_track_primary", { tracksOwnInterface: false }, []],
    ["skip_check_adv_addr", { skipsAddressCheck: true }, []],
    ["skip_check_adv_addr yes", { skipsAddressCheck: true }, []],
    // Any word that it understands turns it on (vrrp_parser.c vrrp_skip_check_adv_addr_handler).
    ["skip_check_adv_addr off", { skipsAddressCheck: true }, []],
    [
      "unicast_peer {\n192.168.13.12 min_ttl 250\n}",
      { checksUnicastSource: true, unicast: "configured", unicastPeers: ["192.168.13.12"] },
      [],
    ],
    ["old_unicast_checksum", { unicast: "configured", unicastChecksum: "old" }, [NO_PEERS]],
    ["old_unicast_checksum never", { unicast: "configured", unicastChecksum: "never-old" }, [NO_PEERS]],
    ["old_unicast_checksum off", { unicast: "configured" }, ["1: off: error BAD_VALUE", NO_PEERS]],
    ["priority 255", { initialState: "MASTER", priority: 255 }, []],
    ["priority 254x", {}, ["1: 254x: warning BAD_VALUE"]],
    ['priority "90"', { priority: 90 }, []],
    ["priority 80 90", { priority: 80 }, []],
    ["advert_int 0", {}, ["1: 0: warning BAD_VALUE"]],
    ["advert_int 2", { advertIntervalMs: 2000 }, []],
    ["advert_int 0.5", {}, ["-5: vrrp_instance VI_1: warning BAD_VALUE"]],
    ["advert_int 1.6", { advertIntervalMs: 2000 }, ["-5: vrrp_instance VI_1: warning BAD_VALUE"]],
    ["advert_int 256", {}, ["1: 256: warning BAD_VALUE"]],
    ["advert_int 1s", {}, ["1: 1s: warning BAD_VALUE"]],
    [
      "version 3\nadvert_int 0.014",
      { advertIntervalMs: 10, vrrpVersion: 3 },
      ["-5: vrrp_instance VI_1: warning BAD_VALUE"],
    ],
    [
      "version 3\nadvert_int 0.016",
      { advertIntervalMs: 20, vrrpVersion: 3 },
      ["-5: vrrp_instance VI_1: warning BAD_VALUE"],
    ],
    [
      "version 3\nadvert_int 41",
      { advertIntervalMs: 40950, vrrpVersion: 3 },
      ["-5: vrrp_instance VI_1: warning BAD_VALUE"],
    ],
    ["version 3\nadvert_int 0.005", { vrrpVersion: 3 }, ["2: 0.005: warning BAD_VALUE"]],
    ["version 4", {}, ["1: 4: warning BAD_VALUE"]],
    ["version 2\nversion 3", {}, ["2: version 3: error BAD_VALUE"]],
    ["version 3x", { vrrpVersion: 3 }, ["1: 3x: warning BAD_VALUE"]],
    ["state BACKUP\nstate MASTER", { initialState: "MASTER", priority: 255 }, []],
    ["state MASTER\nstate BACKUP", { initialState: "MASTER", priority: 255 }, ["2: state BACKUP: error BAD_VALUE"]],
    ["state master", {}, ["1: master: error BAD_VALUE"]],
    ["state MASTER", { initialState: "MASTER", priority: 255 }, []],
    ["state MASTER\npriority 50", { initialState: "MASTER", priority: 50 }, []],
    ["priority 255\nnopreempt", { initialState: "MASTER", priority: 255 }, ["2: nopreempt: warning NO_PREEMPT_MASTER"]],
    ["priority 255\nstate BACKUP", { priority: 255 }, []],
    ["nopreempt\npreempt", {}, []],
    ["nopreempt\npreempt_delay 5", { preempts: false }, []],
    ["preempt_delay 1001", {}, ["1: 1001: warning BAD_VALUE"]],
    ["preempt_delay 0.5", { preemptDelayMs: 500 }, []],
    ["preempt_delay -1", {}, ["1: -1: warning BAD_VALUE"]],
    ["strict_mode on", { strict: true, ...STRICT }, []],
    ["strict_mode on\nnopreempt", { preempts: false, strict: true, ...STRICT }, []],
    ["strict_mode on\nstate MASTER\npriority 90", { priority: 90, strict: true, ...STRICT }, []],
    ["strict_mode ON", {}, ["1: ON: warning BAD_VALUE"]],
    ["strict_mode off", {}, []],
    ["no_accept", { accepts: false }, []],
    ["accept", {}, []],
    ["accept\nno_accept", { accepts: false }, []],
    ["no_accept\naccept", {}, []],
    ["no_accept\npriority 255", { initialState: "MASTER", priority: 255 }, []],
    ["strict_mode on\naccept", { strict: true, ...STRICT }, ["2: accept: warning BAD_VALUE"]],
    ["strict_mode on\naccept\nno_accept", { strict: true, ...STRICT }, []],
    ["strict_mode on\nversion 3\naccept", { strict: true, vrrpVersion: 3, ...UNANSWERED }, []],
    ["strict_mode on\nversion 3", { strict: true, vrrpVersion: 3, ...STRICT }, []],
    ["strict_mode on\npriority 255", { strict: true, initialState: "MASTER", priority: 255, ...UNANSWERED }, []],
    ["higher_prio_send_advert", { higherPrioSendAdvert: true }, []],
    ["higher_prio_send_advert yes", { higherPrioSendAdvert: true }, []],
    ["higher_prio_send_advert maybe", {}, ["1: maybe: warning BAD_VALUE"]],
    ["down_timer_adverts 0", {}, ["1: 0: warning BAD_VALUE"]],
    ["down_timer_adverts 5", { downTimerAdverts: 5 }, []],
    ["down_timer_adverts 101", {}, ["1: 101: warning BAD_VALUE"]],
    ["down_timer_adverts 4x", { downTimerAdverts: 4 }, ["1: 4x: warning BAD_VALUE"]],
    ["garp_master_refresh 60", { garpMasterRefreshMs: 60000 }, []],
    ["garp_master_refresh -5", {}, ["1: -5: warning BAD_VALUE"]],
    ["garp_master_refresh 5.5", { garpMasterRefreshMs: 5000 }, ["1: 5.5: warning BAD_VALUE"]],
    ["use_vmac", { usesVmac: true }, ["1: use_vmac: warning UNSUPPORTED"]],
  ])("%j", (lines, changed, said) => {
    expect(changedBy(lines)).toEqual(changed);
    expect(read(lines).said).toEqual(said);
  });
});

describe("authentication and unicast", () => {
  it.each<Row>([
    ["authentication {\nauth_type PASS\nauth_pass 1111\n}", { authentication: { type: "PASS", password: "1111" } }, []],
    ["authentication {\nauth_type AH\nauth_pass secret\n}", { authentication: { type: "AH", password: "secret" } }, []],
    ["authentication {\nauth_pass 1111\n}", {}, []],
    ["authentication {\nauth_type PASS\n}", {}, ["-5: vrrp_instance VI_1: warning MISSING_VALUE"]],
    ["authentication {\nauth_type pass\nauth_pass 1111\n}", {}, ["2: pass: error BAD_VALUE"]],
    [
      'authentication {\nauth_type PASS\nauth_pass "my key"\n}',
      { authentication: { type: "PASS", password: "my key" } },
      [],
    ],
    ["authentication {\nauth_typ PASS\n}", {}, ["2: auth_typ PASS: warning UNKNOWN_KEYWORD"]],
    ["authentication", {}, ["1: authentication: error BRACE"]],
    [
      "unicast_src_ip 192.168.13.11\nunicast_peer {\n192.168.13.12\n}",
      { source: "192.168.13.11", unicastPeers: ["192.168.13.12"], unicast: "configured" },
      [],
    ],
    [
      "unicast_src_ip 192.168.13.11/24\nunicast_peer {\n192.168.13.12/24\n192.168.13.13-14\n}",
      { source: "192.168.13.11", unicastPeers: ["192.168.13.12", "192.168.13.13"], unicast: "configured" },
      [],
    ],
    [
      "unicast_peer {\nfe80::5\n}",
      { unicast: "configured" },
      ["2: fe80::5: error BAD_ADDRESS", "-5: vrrp_instance VI_1: warning NO_PEERS"],
    ],
    [
      "unicast_peer {\nbanana\n}",
      { unicast: "configured" },
      ["2: banana: error BAD_ADDRESS", "-5: vrrp_instance VI_1: warning NO_PEERS"],
    ],
    ["unicast_peer {\n}", { unicast: "configured" }, ["-5: vrrp_instance VI_1: warning NO_PEERS"]],
    ["unicast_fault_no_peer", { unicast: "fault-without-peers" }, ["-5: vrrp_instance VI_1: warning NO_PEERS"]],
    ["mcast_src_ip 192.168.13.11", { source: "192.168.13.11" }, []],
    [
      "unicast_src_ip 192.168.13.11\nmcast_src_ip 192.168.13.12",
      { source: "192.168.13.12", unicast: "configured" },
      ["-5: vrrp_instance VI_1: warning NO_PEERS"],
    ],
    ["mcast_src_ip 192.168.13.12\nmcast_src_ip fe80::1", {}, ["2: mcast_src_ip fe80::1: error BAD_ADDRESS"]],
    ["mcast_src_ip fe80::1", {}, ["1: mcast_src_ip fe80::1: error BAD_ADDRESS"]],
  ])("%j", (lines, changed, said) => {
    expect(changedBy(lines)).toEqual(changed);
    expect(read(lines).said).toEqual(said);
  });
});
