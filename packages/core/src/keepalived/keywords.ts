import type { KeywordForm, Keywords } from "./structure.ts";

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

function forms(
  of: Readonly<Partial<Record<"line" | "valued" | "values" | "skipped", string>>>,
): (readonly [string, KeywordForm])[] {
  return (["line", "valued", "values", "skipped"] as const).flatMap((form) =>
    words(of[form] ?? "")
      .filter((word) => word !== "")
      .map((word) => [word, form] as const),
  );
}

const authentication: Keywords = { where: "authentication", forms: new Map(forms({ valued: "auth_type auth_pass" })) };

/** vrrp_parser.c init_vrrp_keywords, of keepalived 2.2.7 as Debian builds it. */
const instanceKeywords: Keywords = {
  where: "a vrrp_instance",
  forms: new Map([
    ...forms({
      line: `nopreempt preempt higher_prio_send_advert use_vmac strict_mode use_vmac_addr vmac_xmit_base use_ipvlan
        unicast_fault_no_peer check_unicast_src old_unicast_checksum native_ipv6 dont_track_primary track_src_ip
        promote_secondaries linkbeat_use_polling accept no_accept skip_check_adv_addr notify_deleted smtp_alert
        notify_priority_changes garp_extra_if vmac_garp_intvl lower_prio_no_advert kernel_rx_buf_size`,
      valued: `state interface virtual_router_id priority advert_int version unicast_src_ip preempt_delay
        garp_master_refresh down_timer_adverts vrf mcast_src_ip mcast_dst_ip unicast_ttl debug notify
        notify_master notify_backup notify_fault notify_stop notify_master_rx_lower_pri lvs_sync_daemon_interface
        garp_master_delay garp_master_repeat garp_master_refresh_repeat garp_lower_prio_delay
        garp_lower_prio_repeat`,
      values: `virtual_ipaddress virtual_ipaddress_excluded virtual_routes virtual_rules unicast_peer track_script
        track_process track_interface track_file track_bfd`,
    }),
    ["authentication", authentication],
  ]),
};

const scriptKeywords: Keywords = {
  where: "a vrrp_script",
  forms: new Map(forms({ line: "script init_fail", valued: "interval timeout weight rise fall user" })),
};

const processKeywords: Keywords = {
  where: "a vrrp_track_process",
  forms: new Map(
    forms({
      line: "param_match weight full_command",
      valued: "process quorum quorum_max delay terminate_delay fork_delay",
    }),
  ),
};

const syncGroupKeywords: Keywords = {
  where: "a vrrp_sync_group",
  forms: new Map(
    forms({
      line: "smtp_alert global_tracking sync_group_tracking_weight notify_priority_changes",
      valued: "notify notify_master notify_backup notify_fault notify_stop",
      values: "group track_interface track_script track_process track_file track_bfd",
    }),
  ),
};

/** track_file.c add_track_file_keywords. */
const fileKeywords: Keywords = { where: "a track_file", forms: new Map(forms({ line: "file weight init_file" })) };

/** global_parser.c init_global_keywords. */
const globalKeywords: Keywords = {
  where: "global_defs",
  forms: new Map(
    forms({
      line: `router_id vrrp_higher_prio_send_advert vrrp_strict process_names
        notification_email_from smtp_helo_name smtp_alert startup_script startup_script_timeout shutdown_script
        shutdown_script_timeout max_auto_priority min_auto_priority_delay smtp_alert_vrrp smtp_alert_checker
        checker_log_all_failures dynamic_interfaces no_email_faults default_interface disable_local_igmp
        lvs_timeouts lvs_flush lvs_flush_on_stop lvs_flush_onstop lvs_sync_daemon vrrp_min_garp
        vrrp_garp_extra_if vrrp_vmac_garp_intvl vrrp_lower_prio_no_advert vrrp_iptables nftables
        nftables_ifindex nftables_ipvs nftables_counters vrrp_check_unicast_src vrrp_skip_check_adv_addr
        vrrp_priority vrrp_no_swap vrrp_rt_priority vrrp_cpu_affinity notify_fifo notify_fifo_script
        vrrp_notify_fifo vrrp_notify_fifo_script vrrp_notify_priority_changes fifo_write_vrrp_states_on_reload
        lvs_notify_fifo lvs_notify_fifo_script checker_priority checker_no_swap checker_rt_priority
        checker_cpu_affinity bfd_priority bfd_no_swap bfd_rt_priority bfd_cpu_affinity snmp_socket enable_traps
        enable_snmp_vrrp enable_snmp_keepalived enable_snmp_rfc enable_snmp_rfcv2 enable_snmp_rfcv3
        enable_snmp_checker enable_dbus dbus_service_name script_user enable_script_security
        vrrp_netlink_cmd_rcv_bufs vrrp_netlink_cmd_rcv_bufs_force vrrp_netlink_monitor_rcv_bufs
        vrrp_netlink_monitor_rcv_bufs_force process_monitor_rcv_bufs process_monitor_rcv_bufs_force
        lvs_netlink_cmd_rcv_bufs lvs_netlink_cmd_rcv_bufs_force lvs_netlink_monitor_rcv_bufs
        lvs_netlink_monitor_rcv_bufs_force rs_init_notifies no_checker_emails vrrp_rx_bufs_policy
        vrrp_rx_bufs_multiplier log_unknown_vrids reload_time_file reload_repeat reload_file include_check
        tmp_config_directory data_use_instance`,
      valued: `vrrp_version vrrp_startup_delay vrrp_garp_master_refresh vrrp_down_timer_adverts process_name
        vrrp_process_name checker_process_name lvs_process_name bfd_process_name smtp_server smtp_connect_timeout
        vrrp_mcast_group4 vrrp_mcast_group6 vrrp_garp_master_delay vrrp_garp_master_repeat
        vrrp_garp_master_refresh_repeat vrrp_garp_lower_prio_delay vrrp_garp_lower_prio_repeat vrrp_garp_interval
        vrrp_gna_interval nftables_priority nftables_ipvs_priority nftables_ipvs_start_fwmark vrrp_rlimit_rttime
        vrrp_rlimit_rtime checker_rlimit_rttime checker_rlimit_rtime bfd_rlimit_rttime bfd_rlimit_rtime
        vmac_prefix vmac_addr_prefix umask random_seed reload_check_config config_save_dir`,
      values: "notification_email",
    }),
  ),
};

/** What may stand outside of blocks. What has nothing to do with VRRP is passed over by its own braces. */
export const rootKeywords: Keywords = {
  where: "the configuration",
  forms: new Map<string, KeywordForm>([
    ["global_defs", globalKeywords],
    ["vrrp_instance", instanceKeywords],
    ["vrrp_script", scriptKeywords],
    ["vrrp_track_process", processKeywords],
    ["vrrp_sync_group", syncGroupKeywords],
    ["track_file", fileKeywords],
    ["vrrp_track_file", fileKeywords],
    ...forms({
      line: "net_namespace net_namespace_ipvs namespace_with_ipsets instance use_pid_dir linkbeat_use_polling child_wait_time",
      skipped: `virtual_server virtual_server_group static_ipaddress static_routes static_rules bfd_instance track_group
        garp_group linkbeat_interfaces interface_up_down_delays SSL`,
    }),
  ]),
};
