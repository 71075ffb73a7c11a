import { rootKeywords } from "./keywords.ts";

/** How much of a keyword is modelled. */
export interface KeywordSupport {
  readonly level: "unsupported" | "ignored" | "partly" | "full";
  /** What is missing, or why it changes nothing; empty where there is nothing to say. */
  readonly why: string;
}

/** Of a block: what is not `full`, with the reason; several keywords may share one. */
interface Rows {
  readonly unsupported?: Readonly<Record<string, string>>;
  readonly partly?: Readonly<Record<string, string>>;
  readonly ignored?: Readonly<Record<string, string>>;
  /** Left out: whatever is in none of the others; otherwise that is `*` of `ignored`. */
  readonly full?: string;
}

const NOTIFIES = "notify notify_master notify_backup notify_fault notify_stop notify_priority_changes smtp_alert";
const TELLS_OTHERS = "tells other programs";
const BFD = "nobody plays BFD: what it tracks counts as well";

const rows: Readonly<Record<string, Rows>> = {
  global_defs: {
    unsupported: {
      "vrrp_mcast_group4 vrrp_mcast_group6": "adverts go to the groups of RFC 9568",
      dynamic_interfaces: "interfaces are there from the beginning",
      default_interface: "each instance needs its own `interface`",
      "vrrp_garp_interval vrrp_gna_interval": "gratuitous ARPs follow each other at once",
    },
    ignored: {
      "vrrp_notify_priority_changes notify_fifo notify_fifo_script vrrp_notify_fifo vrrp_notify_fifo_script fifo_write_vrrp_states_on_reload":
        TELLS_OTHERS,
      "notification_email notification_email_from smtp_server smtp_connect_timeout smtp_helo_name smtp_alert smtp_alert_vrrp no_email_faults":
        "mail",
      "startup_script startup_script_timeout shutdown_script shutdown_script_timeout":
        "commands of its own are not run",
      "*": "no part of elections: how the process runs, LVS, SNMP, BFD",
    },
    full: `router_id vrrp_version vrrp_startup_delay vrrp_strict nftables vrrp_check_unicast_src vrrp_skip_check_adv_addr
      vrrp_higher_prio_send_advert vrrp_lower_prio_no_advert vrrp_down_timer_adverts vrrp_min_garp vrrp_garp_master_delay
      vrrp_garp_master_repeat vrrp_garp_master_refresh vrrp_garp_master_refresh_repeat vrrp_garp_lower_prio_delay
      vrrp_garp_lower_prio_repeat`,
  },
  vrrp_instance: {
    unsupported: {
      track_bfd: BFD,
      virtual_rules: "the twin has one table of routes",
      track_src_ip: "addresses stay where they are",
      linkbeat_use_polling: "the kernel tells of a lost carrier at once",
      mcast_dst_ip: "adverts go to the groups of RFC 9568",
      "use_ipvlan vrf": "a site has no such interfaces",
    },
    partly: {
      use_vmac: "addresses stand on the instance's own interface, and adverts have its hardware address and source",
      virtual_routes: "one way each, in the main table",
    },
    ignored: {
      [`${NOTIFIES} notify_deleted notify_master_rx_lower_pri`]: TELLS_OTHERS,
      "use_vmac_addr vmac_xmit_base garp_extra_if vmac_garp_intvl": "of `use_vmac`",
      unicast_ttl: "no receiver looks at it",
      "native_ipv6 promote_secondaries kernel_rx_buf_size debug lvs_sync_daemon_interface": "changes no election",
    },
  },
  vrrp_sync_group: { unsupported: { track_bfd: BFD }, ignored: { [NOTIFIES]: TELLS_OTHERS } },
  vrrp_script: {
    ignored: {
      user: "what a script comes to says site.yaml",
      init_fail: "keepalived forgets it as soon as an instance tracks the script",
    },
  },
  vrrp_track_process: {
    unsupported: {
      "quorum quorum_max": "one process each",
      "delay terminate_delay fork_delay": "the end of a process counts at once",
      "param_match full_command": "processes are known by their names",
    },
  },
  track_file: {},
};

let tables: ReadonlyMap<string, ReadonlyMap<string, KeywordSupport>> | null = null;

/** What is modelled of the keywords of a block. */
export function keepalivedSupport(block: string): ReadonlyMap<string, KeywordSupport> {
  tables ??= new Map(keepalivedBlocks.map((name) => [name, tableOf(name)] as const));
  return tables.get(block) ?? new Map();
}

/** Blocks that are read; whatever else stands outside of them is `unsupported`. */
export const keepalivedBlocks: readonly string[] = Object.keys(rows);

export function isUnsupported(block: string, keyword: string): boolean {
  return keepalivedSupport(block).get(keyword)?.level === "unsupported";
}

function tableOf(block: string): ReadonlyMap<string, KeywordSupport> {
  const form = rootKeywords.forms.get(block);
  const keywords = typeof form === "object" ? [...form.forms.keys()] : [];
  return new Map(keywords.map((keyword) => [keyword, supportOf(block, keyword)] as const));
}

const FULL: KeywordSupport = { level: "full", why: "" };

function supportOf(block: string, keyword: string): KeywordSupport {
  const { full = null, ignored } = rows[block] ?? {};
  for (const level of ["unsupported", "partly", "ignored"] as const) {
    const found = Object.entries(rows[block]?.[level] ?? {}).find(([names]) => names.split(" ").includes(keyword));
    if (found !== undefined) return { level, why: found[1] };
  }
  if (full !== null && !full.split(/\s+/).includes(keyword)) return { level: "ignored", why: ignored?.["*"] ?? "" };
  return FULL;
}
