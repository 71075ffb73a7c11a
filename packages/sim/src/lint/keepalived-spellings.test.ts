import { describe, expect, it } from "vitest";
import { keepalived, paths, withoutPodRoutes } from "./edits.fixture.ts";
import { outcomeText } from "./evidence.ts";
import type { Spelling } from "./spelling.fixture.ts";
import { type Change, findingsOf } from "./variation.fixture.ts";

const script = (command: string, more = "interval 2"): Change => [
  "kloud-lan/dns1/etc/keepalived/keepalived.conf",
  'script "/usr/bin/pgrep -x named"\n    interval 2',
  `script ${command}\n    ${more}`,
];
const inGlobal = (host: "dns1" | "dns2", words: string): Change =>
  keepalived(host, `router_id ${host.toUpperCase()}`, `router_id ${host.toUpperCase()}\n    ${words}`);
const inInstance = (host: "dns1" | "dns2", words: string): Change =>
  keepalived(host, "    advert_int 1\n", `    advert_int 1\n    ${words}\n`);
const missed = ["On dns1 keepalived ends `chk_named` with SIGTERM"];
const silent = ["may stay active without a gratuitous ARP"];
const SITE_ROUTE =
  "routes: { default: 192.168.13.1, 192.168.14.0/24: 192.168.13.91, 192.168.20.0/24: 192.168.13.91, 198.19.0.0/16";

const dropped = (host: string, word: string): string =>
  `While ${host} holds 192.168.13.10, nobody gets an answer from there: with \`${word}\``;

const spellings: readonly Spelling[] = [
  [
    "LINT_VIRTUAL_ADDRESS_DROPS_QUESTIONS",
    "in one instance, of the standby",
    { changes: [inInstance("dns2", "no_accept")] },
    [dropped("dns2", "no_accept")],
  ],
  [
    "LINT_VIRTUAL_ADDRESS_DROPS_QUESTIONS",
    "on both",
    { changes: [inInstance("dns1", "strict_mode on"), inGlobal("dns2", "vrrp_strict")] },
    [dropped("dns1", "vrrp_strict"), dropped("dns2", "vrrp_strict")],
  ],
  [
    "LINT_VIRTUAL_ADDRESS_DROPS_QUESTIONS",
    "an instance that is not strict",
    { changes: [inGlobal("dns1", "vrrp_strict"), inInstance("dns1", "strict_mode off")] },
    [],
  ],
  [
    "LINT_VIRTUAL_ADDRESS_DROPS_QUESTIONS",
    "version 2 has no accept",
    { changes: [inGlobal("dns1", "vrrp_strict"), inInstance("dns1", "accept")] },
    [dropped("dns1", "vrrp_strict")],
  ],
  [
    "LINT_VIRTUAL_ADDRESS_DROPS_QUESTIONS",
    "the owner of the address accepts",
    {
      changes: [inGlobal("dns1", "vrrp_strict"), keepalived("dns1", "    priority 101", "    priority 255")],
    },
    [],
  ],
  [
    "LINT_SILENT_AFTER_SPLIT",
    "the last advert of the higher router mends nothing",
    { changes: [inGlobal("dns1", "vrrp_higher_prio_send_advert true")] },
    silent,
  ],
  [
    "LINT_SILENT_AFTER_SPLIT",
    "of the lower one, in its instance",
    { changes: [inInstance("dns2", "higher_prio_send_advert true")] },
    [],
  ],
  [
    "LINT_SILENT_AFTER_SPLIT",
    "on both",
    { changes: [inGlobal("dns1", "vrrp_higher_prio_send_advert"), inGlobal("dns2", "vrrp_higher_prio_send_advert")] },
    [],
  ],
  [
    "LINT_SILENT_AFTER_SPLIT",
    "refreshed by global words",
    { changes: [inGlobal("dns1", "vrrp_garp_master_refresh 1")] },
    [],
  ],
  [
    "LINT_SILENT_AFTER_SPLIT",
    "refreshed too seldom",
    { changes: [inInstance("dns1", "garp_master_refresh 10")] },
    ["until its next announcement, every 10 s"],
  ],
  [
    "LINT_SILENT_AFTER_SPLIT",
    "equal priorities: the higher address wins",
    {
      changes: [keepalived("dns2", "priority 100", "priority 101"), inInstance("dns1", "higher_prio_send_advert true")],
    },
    [],
  ],
  [
    "LINT_SILENT_AFTER_SPLIT",
    "equal priorities, and the word on the wrong one",
    {
      changes: [keepalived("dns2", "priority 100", "priority 101"), inInstance("dns2", "higher_prio_send_advert true")],
    },
    ["dns2 may stay active"],
  ],
  [
    "LINT_SILENT_AFTER_SPLIT",
    "unicast",
    {
      changes: [
        inInstance("dns1", "unicast_peer {\n        192.168.13.12\n    }"),
        inInstance("dns2", "unicast_peer {\n        192.168.13.11\n    }"),
      ],
    },
    silent,
  ],
  [
    "LINT_SILENT_AFTER_SPLIT",
    "nopreempt protects nobody",
    { changes: [keepalived("dns1", "state MASTER", "state BACKUP\n    nopreempt"), inInstance("dns2", "nopreempt")] },
    silent,
  ],
  [
    "LINT_SILENT_AFTER_SPLIT",
    "an address of the link layer that both share",
    { changes: [inInstance("dns1", "use_vmac"), inInstance("dns2", "use_vmac")] },
    [],
  ],
  [
    "LINT_SILENT_AFTER_SPLIT",
    "in a file of its own",
    {
      changes: [
        ["kloud-lan/dns1/etc/keepalived/keepalived.conf", "include /etc/keepalived/conf.d/*.conf\n"],
        [
          "kloud-lan/dns1/etc/keepalived/conf.d/vip.conf",
          "vrrp_instance VIP {\n interface eth0\n virtual_router_id 51\n priority 150\n authentication {\n auth_type PASS\n auth_pass 1111\n }\n virtual_ipaddress {\n 192.168.13.10/24\n }\n}\n",
        ],
      ],
    },
    silent,
  ],
  [
    "LINT_SCRIPT_MISSES_HUNG_SERVER",
    "without a path and without quotes",
    { changes: [script("dig @127.0.0.1 kloud.lan SOA")] },
    missed,
  ],
  [
    "LINT_SCRIPT_MISSES_HUNG_SERVER",
    "as patient as keepalived, which comes first",
    { changes: [script('"/usr/bin/dig +time=1 +tries=1 @::1 ."', "interval 1")] },
    missed,
  ],
  [
    "LINT_SCRIPT_MISSES_HUNG_SERVER",
    "less patient",
    { changes: [script('"/usr/bin/dig +time=1 +tries=1 @::1 ."', "interval 5")] },
    [],
  ],
  [
    "LINT_SCRIPT_MISSES_HUNG_SERVER",
    "two tries are too many",
    { changes: [script('"/usr/bin/dig +time=1 +tries=2 @127.0.0.1 ."')] },
    missed,
  ],
  [
    "LINT_SCRIPT_MISSES_HUNG_SERVER",
    "a retry is a try more",
    { changes: [script('"/usr/bin/dig +timeout=1 +retry=1 @127.0.0.1 ."')] },
    missed,
  ],
  [
    "LINT_SCRIPT_MISSES_HUNG_SERVER",
    "no retry",
    { changes: [script('"/usr/bin/dig +timeout=1 +retry=0 @127.0.0.1 ."')] },
    [],
  ],
  [
    "LINT_SCRIPT_MISSES_HUNG_SERVER",
    "a time of its own for the script",
    { changes: [script('"/usr/bin/dig +time=1 @127.0.0.1 ."', "interval 10\n    timeout 2")] },
    missed,
  ],
  [
    "LINT_SCRIPT_MISSES_HUNG_SERVER",
    "timeout of coreutils comes later",
    { changes: [script('"/usr/bin/timeout 5 /usr/bin/dig @127.0.0.1 ."')] },
    missed,
  ],
  [
    "LINT_SCRIPT_MISSES_HUNG_SERVER",
    "and earlier",
    { changes: [script('"/usr/bin/timeout 1 /usr/bin/dig @127.0.0.1 ."')] },
    [],
  ],
  [
    "LINT_SCRIPT_MISSES_HUNG_SERVER",
    "by bash, which becomes dig",
    { changes: [script("\"/bin/bash -c 'dig @127.0.0.1 .'\"")] },
    missed,
  ],
  [
    "LINT_SCRIPT_MISSES_HUNG_SERVER",
    "by dash, which dies",
    { changes: [script("\"/bin/sh -c 'dig @127.0.0.1 .'\"")] },
    [],
  ],
  [
    "LINT_SCRIPT_MISSES_HUNG_SERVER",
    "host and delv fail when they are ended",
    { changes: [script('"/usr/bin/host kloud.lan 127.0.0.1"')] },
    [],
  ],
  [
    "LINT_SCRIPT_MISSES_HUNG_SERVER",
    "a script that is not tracked",
    {
      changes: [
        script('"/usr/bin/dig @127.0.0.1 ."'),
        keepalived("dns1", "    track_script {\n        chk_named\n    }\n", ""),
      ],
    },
    [],
  ],
  [
    "LINT_ROUTE_TO_PODS",
    "told by BGP alone",
    { changes: [[paths.site, " 100.64.0.0/16: 192.168.13.91,", ""]] },
    [
      "addresses announces PodCIDR of k8s1 to router: nobody outside should need a route to the pods, and laptop reaches the pod at 100.64.",
    ],
  ],
  [
    "LINT_ROUTE_TO_PODS",
    "a wide route that leads there",
    { changes: [[paths.site, "100.64.0.0/16: 192.168.13.91", "100.0.0.0/8: 192.168.13.91"]] },
    ["dns1 has a route to 100.0.0.0/8", "dns2 has a route", "addresses announces"],
  ],
  [
    "LINT_ROUTE_TO_PODS",
    "a wide route that leads nowhere",
    {
      changes: [
        ...withoutPodRoutes,
        [paths.site, SITE_ROUTE, SITE_ROUTE.replace("198.19", "100.0.0.0/8: 192.168.13.91, 198.19")],
      ],
    },
    [],
  ],
  [
    "LINT_ROUTE_TO_PODS",
    "a route that leads nowhere yet",
    { changes: [[paths.bgp, "    - advertisementType: PodCIDR\n", ""]] },
    [
      "dns1 has a route to 100.64.0.0/16, where the pods of k8s1 are: nobody outside should need one, and whoever has it reaches pods past every Service",
      "dns2",
    ],
  ],
  [
    "LINT_ROUTE_TO_PODS",
    "a route of keepalived",
    {
      changes: [
        ...withoutPodRoutes,
        inInstance("dns1", "virtual_routes {\n        100.64.0.0/16 via 192.168.13.91 dev eth0\n    }"),
      ],
    },
    ["dns1 has a route to 100.64.0.0/16"],
  ],
];

describe("keepalived and routes, written otherwise", () => {
  it.each(spellings)("%s: %s", (code, _what, site, found) => {
    const messages = findingsOf(site, code).map(({ message }) => message);
    expect(messages).toHaveLength(found.length);
    for (const [at, words] of found.entries()) expect(messages[at]).toContain(words);
  });
});

describe("what time shows", () => {
  it.each([
    ["dns1, which holds the address", script("dig @127.0.0.1 .")],
    ["dns2, once dns1 is down", keepalived("dns2", '"/usr/bin/pgrep -x named"', "dig @127.0.0.1 .")],
  ])("T39: %s", (_what, change) => {
    const [found] = findingsOf({ changes: [change] }, "LINT_SCRIPT_MISSES_HUNG_SERVER");
    expect(found?.evidence?.map(({ answer }) => answer.kind)).toEqual(["answered", "failed"]);
  });

  it.each([
    ["the tutorial's pair", []],
    ["with the word on the higher router", [inGlobal("dns1", "vrrp_higher_prio_send_advert true")]],
    [
      "unicast",
      [
        inInstance("dns1", "unicast_peer {\n        192.168.13.12\n    }"),
        inInstance("dns2", "unicast_peer {\n        192.168.13.11\n    }"),
      ],
    ],
  ] satisfies readonly (readonly [string, readonly Change[]])[])("T38: %s loses clients", (_what, changes) => {
    const [found] = findingsOf({ changes }, "LINT_SILENT_AFTER_SPLIT");
    const [before, after] = found?.evidence ?? [];
    expect(before === undefined ? "" : outcomeText(before)).toContain("dns1.kloud.lan.");
    expect(after?.answer.kind).toBe("failed");
    expect(after?.steps.length).toBeGreaterThan(1);
  });
});
