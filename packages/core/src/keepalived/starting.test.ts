import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sourceFromText } from "../text/index.ts";
import { parseKeepalived } from "./index.ts";

/** Whether keepalived 2.2.7 runs with a file, as seen by starting it (`keepalived -n -P -f FILE`). */

const ADDRESS = "virtual_ipaddress {\n192.168.13.10/24\n}";
const instance = (lines: string, name = "A", router = 51): string =>
  `vrrp_instance ${name} {\ninterface eth0\nvirtual_router_id ${router}\n${ADDRESS}\n${lines}\n}\n`;
const script = (lines: string): string => `vrrp_script s {\nscript "/bin/true"\n${lines}\n}\n`;
const track = (lines: string): string => `vrrp_track_process p {\nprocess named\n${lines}\n}\n`;
const group = (lines: string): string => `vrrp_sync_group G {\ngroup {\nA\n}\n${lines}\n}\n`;
const global = (lines: string): string => `global_defs {\n${lines}\n}\n`;

const parse = (text: string) => parseKeepalived(sourceFromText("keepalived.conf", text));
const starts = (text: string): boolean => parse(text).value.settings.starts;
const list = (text: string): readonly string[] => text.trim().split(/\s+/);

/** lib/parser.c null_strvec: reading ends at a word that is asked for and is not there. */
describe("a keyword without its word ends keepalived", () => {
  const places = {
    "a vrrp_instance": instance,
    authentication: (lines: string): string => instance(`authentication {\n${lines}\n}`),
    "a vrrp_script": (lines: string): string => script(lines) + instance(""),
    "a vrrp_track_process": (lines: string): string => track(lines) + instance(""),
    "a vrrp_sync_group": (lines: string): string => group(lines) + instance(""),
    global_defs: (lines: string): string => global(lines) + instance(""),
  } as const;

  it.each<readonly [place: keyof typeof places, keywords: string]>([
    [
      "a vrrp_instance",
      `state interface virtual_router_id priority advert_int version unicast_src_ip preempt_delay garp_master_refresh
       down_timer_adverts vrf mcast_src_ip mcast_dst_ip unicast_ttl debug notify notify_master notify_backup notify_fault
       notify_stop notify_master_rx_lower_pri lvs_sync_daemon_interface garp_master_delay garp_master_repeat
       garp_master_refresh_repeat garp_lower_prio_delay garp_lower_prio_repeat`,
    ],
    ["authentication", "auth_type auth_pass"],
    ["a vrrp_script", "interval timeout weight rise fall user"],
    ["a vrrp_track_process", "process quorum quorum_max delay terminate_delay fork_delay"],
    ["a vrrp_sync_group", "notify notify_master notify_backup notify_fault notify_stop"],
    [
      "global_defs",
      `vrrp_version vrrp_startup_delay vrrp_garp_master_refresh vrrp_down_timer_adverts process_name vrrp_process_name
       smtp_server smtp_connect_timeout vrrp_mcast_group4 vrrp_mcast_group6 vrrp_garp_master_delay vrrp_garp_master_repeat
       vrrp_garp_lower_prio_delay vrrp_garp_lower_prio_repeat vrrp_garp_interval vrrp_gna_interval nftables_priority
       vrrp_rlimit_rttime vmac_prefix umask random_seed config_save_dir reload_check_config`,
    ],
  ])("in %s: %s", (place, keywords) => {
    const going = list(keywords).filter((keyword) => starts(places[place](keyword)));
    expect(going).toEqual([]);
    for (const keyword of list(keywords)) {
      const missing = parse(places[place](keyword)).diagnostics.filter(
        ({ code }) => code === "KEEPALIVED_MISSING_VALUE",
      );
      expect(missing.map(({ message }) => message)).toEqual([`"${keyword}" needs a value: keepalived ends here.`]);
    }
  });

  it.each<readonly [place: keyof typeof places, keywords: string]>([
    [
      "a vrrp_instance",
      `nopreempt preempt higher_prio_send_advert use_vmac strict_mode use_vmac_addr vmac_xmit_base use_ipvlan
       check_unicast_src old_unicast_checksum native_ipv6 dont_track_primary track_src_ip promote_secondaries accept no_accept
       skip_check_adv_addr notify_deleted smtp_alert notify_priority_changes garp_extra_if vmac_garp_intvl
       lower_prio_no_advert kernel_rx_buf_size unicast_fault_no_peer linkbeat_use_polling`,
    ],
    ["a vrrp_script", "init_fail"],
    ["a vrrp_track_process", "param_match weight full_command"],
    ["a vrrp_sync_group", "smtp_alert global_tracking sync_group_tracking_weight notify_priority_changes"],
    [
      "global_defs",
      `router_id vrrp_higher_prio_send_advert vrrp_strict use_pid_dir smtp_helo_name smtp_alert startup_script
       max_auto_priority dynamic_interfaces default_interface disable_local_igmp lvs_flush vrrp_min_garp vrrp_garp_extra_if
       vrrp_lower_prio_no_advert vrrp_iptables nftables vrrp_check_unicast_src vrrp_skip_check_adv_addr vrrp_priority
       vrrp_no_swap vrrp_rt_priority notify_fifo snmp_socket enable_traps script_user enable_script_security reload_file`,
    ],
  ])("in %s these may stand alone: %s", (place, keywords) => {
    expect(list(keywords).filter((keyword) => !starts(places[place](keyword)))).toEqual([]);
  });

  it.each([
    ["a route", "virtual_routes {\n10.0.0.0/8 via\n}"],
    ["a route's device", "virtual_routes {\n10.0.0.0/8 dev\n}"],
    ["a route's source", "virtual_routes {\n10.0.0.0/8 src\n}"],
    ["a route's metric", "virtual_routes {\n10.0.0.0/8 dev eth1 metric\n}"],
  ])("in %s", (_, lines) => expect(starts(instance(lines))).toBe(false));

  it.each([
    ["an address", "virtual_ipaddress {\n10.0.0.9 dev\n}"],
    ["a tracked script", "track_script {\nchk weight\n}"],
    ["a tracked interface", "track_interface {\neth1 weight\n}"],
  ])("but in %s only its line is left out", (_, lines) => expect(starts(instance(lines))).toBe(true));

  it("what is wrong further down is said all the same", () => {
    const { diagnostics } = parse(instance("priority\nstate MATSER"));
    expect(diagnostics.map(({ code }) => code)).toEqual(["KEEPALIVED_MISSING_VALUE", "KEEPALIVED_BAD_VALUE"]);
  });
});

/** vrrp.c chk_min_cfg and vrrp_complete_instance: one instance that cannot run, and none does. */
describe("what an instance must have", () => {
  it.each([
    ["all of it", instance(""), true],
    ["no interface", `vrrp_instance A {\nvirtual_router_id 51\n${ADDRESS}\n}\n`, false],
    ["no number", `vrrp_instance A {\ninterface eth0\n${ADDRESS}\n}\n`, false],
    ["no address, version 2", "vrrp_instance A {\ninterface eth0\nvirtual_router_id 5\n}\n", true],
    ["no address, version 3", "vrrp_instance A {\ninterface eth0\nvirtual_router_id 5\nversion 3\n}\n", false],
    ["no address, strict", "vrrp_instance A {\ninterface eth0\nvirtual_router_id 5\nstrict_mode on\n}\n", false],
    [
      "no interface, unicast with a source",
      `vrrp_instance A {\nvirtual_router_id 5\n${ADDRESS}\nunicast_src_ip 192.168.13.11\nunicast_peer {\n192.168.13.12\n}\n}\n`,
      false,
    ],
    ["strict with unicast peers", instance("strict_mode on\nunicast_peer {\n192.168.13.12\n}"), true],
    ["vrrp_strict with unicast peers", global("vrrp_strict") + instance("unicast_peer {\n192.168.13.12\n}"), true],
    ["a second one without a number", `${instance("")}vrrp_instance B {\ninterface eth0\n}\n`, false],
    ["an address that cannot be read, version 2", instance("").replace("192.168.13.10/24", "banana"), true],
    ["an address that cannot be read, version 3", instance("version 3").replace("192.168.13.10/24", "banana"), false],
    ["no instance, so nothing that could be refused", global("router_id x"), true],
  ])("%s: %#", (_, text, expected) => expect(starts(text)).toBe(expected));
});

/** vrrp.c check_vrid_conflicts. */
describe("two instances of one number", () => {
  const unicast = (source: string, ...peers: readonly string[]): string =>
    `${source === "" ? "" : `unicast_src_ip ${source}\n`}unicast_peer {\n${peers.join("\n")}\n}`;
  const [ip1, ip2, ip3, ip4] = ["192.168.13.11", "192.168.13.12", "192.168.13.13", "192.168.13.14"] as const;

  it.each([
    ["on one interface", instance("") + instance("", "B"), false],
    ["of two numbers", instance("") + instance("", "B", 52), true],
    ["on two interfaces", instance("") + instance("", "B").replace("eth0", "eth1"), true],
    ["of two families", instance("") + instance("", "B").replace("192.168.13.10/24", "fe80::51/64"), true],
    ["unicast with one peer", instance(unicast(ip1, ip2)) + instance(unicast(ip1, ip2), "B"), false],
    ["unicast with other peers", instance(unicast(ip1, ip2)) + instance(unicast(ip1, ip3), "B"), true],
    ["unicast from other addresses", instance(unicast(ip1, ip2)) + instance(unicast(ip4, ip2), "B"), true],
    ["unicast without a source", instance(unicast("", ip2)) + instance(unicast("", ip2), "B"), false],
    [
      "unicast with one of two peers in common",
      instance(unicast("", ip2, ip4)) + instance(unicast("", ip3, ip4), "B"),
      false,
    ],
    ["unicast and multicast", instance(unicast("", ip2)) + instance("", "B"), true],
    ["the third against the first", instance("") + instance("", "B", 52) + instance("", "C"), false],
  ])("%s: %#", (_, text, expected) => {
    const { value, diagnostics } = parse(text);
    expect(value.settings.starts).toBe(expected);
    expect(diagnostics.filter(({ code }) => code === "KEEPALIVED_DUPLICATE")).toHaveLength(expected ? 0 : 1);
  });

  it("law: keepalived starts exactly when the numbers on an interface differ", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 5 }), (routers) => {
        const text = routers.map((router, at) => instance("", `VI_${at}`, router)).join("");
        expect(starts(text)).toBe(new Set(routers).size === routers.length);
      }),
    );
  });
});
