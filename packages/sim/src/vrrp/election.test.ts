import { sourceFromText } from "@splithorizon/core";
import { parseKeepalived } from "@splithorizon/core/keepalived";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressOf } from "../network/network.fixture.ts";
import type { Contender } from "./contender.ts";
import { elect } from "./election.ts";

/** `vrrp_instance`s with what differs from vrrp-measured.md's base configuration. */
interface Router {
  readonly host: string;
  readonly address: string;
  readonly conf: string;
  readonly link?: string;
  readonly scripts?: Readonly<Record<string, "ok" | "fail">>;
}

function instance(lines: string, name = "VI_1"): string {
  const has = (word: string): boolean => lines.includes(word);
  return `vrrp_instance ${name} {
  state BACKUP
  interface eth0
  ${has("virtual_router_id") ? "" : "virtual_router_id 51"}
  ${has("advert_int") ? "" : "advert_int 1"}
  ${has("authentication") ? "" : "authentication {\n auth_type PASS\n auth_pass 1111\n }"}
  ${has("virtual_ipaddress {") ? "" : "virtual_ipaddress {\n 192.168.13.10/24\n }"}
  ${lines}
}
`;
}

function contendersOf({ host, address, conf, link, scripts }: Router): readonly Contender[] {
  const { value } = parseKeepalived(sourceFromText(host, conf));
  return value.settings.instances.map((own) => ({
    host,
    address: addressOf(address),
    source: own.source ?? addressOf(address),
    sourceIs: "own",
    link: link ?? "lan",
    interfaces: new Map(),
    instance: own,
    settings: value.settings,
    numbers: new Map(),
    scripts: new Map(Object.entries(scripts ?? {})),
  }));
}

const dns1 = (lines: string, changes: Partial<Router> = {}): Router => ({
  host: "dns1",
  address: "192.168.13.11",
  conf: instance(lines),
  ...changes,
});
const dns2 = (lines: string, changes: Partial<Router> = {}): Router => ({
  host: "dns2",
  address: "192.168.13.12",
  conf: instance(lines),
  ...changes,
});

/** `dns1 active, dns2 backup`. */
function states(...routers: readonly Router[]): string {
  const standings = elect(routers.flatMap(contendersOf));
  const isSeveral = standings.some(({ contender }) => contender.instance.name !== "VI_1");
  return standings
    .map(({ contender, state }) => `${contender.host}${isSeveral ? ` ${contender.instance.name}` : ""} ${state}`)
    .join(", ");
}

const priorities = (one: number, two: number): string => states(dns1(`priority ${one}`), dns2(`priority ${two}`));

describe("priority", () => {
  it.each([
    [101, 100, "dns1 active, dns2 backup"],
    [100, 101, "dns1 backup, dns2 active"],
    [254, 1, "dns1 active, dns2 backup"],
    [255, 100, "dns1 active, dns2 backup"],
    // vrrp-measured.md section 1: fired within 1 ms of each other, the higher address stays.
    [100, 100, "dns1 backup, dns2 active"],
    // Not valid: the default of 100 is used.
    [256, 100, "dns1 backup, dns2 active"],
  ])("%d and %d: %s", (one, two, expected) => {
    expect(priorities(one, two)).toBe(expected);
  });

  it("not given: 100", () => {
    expect(states(dns1(""), dns2("priority 99"))).toBe("dns1 active, dns2 backup");
  });

  it("the state that the file starts with decides nothing", () => {
    const conf = instance("priority 100").replace("state BACKUP", "state MASTER");
    expect(states(dns1("priority 101"), dns2("", { conf }))).toBe("dns1 active, dns2 backup");
  });

  it("equal: addresses as numbers, and in IPv6 too", () => {
    const far = dns2("priority 100", { address: "192.168.13.9" });
    expect(states(dns1("priority 100"), far)).toBe("dns1 active, dns2 backup");
    const six = "vrrp_version 3\nvirtual_ipaddress {\n fe80::10\n 2001:db8::10/64\n }\npriority 100";
    expect(states(dns1(six, { address: "fe80::9" }), dns2(six, { address: "fe80::a1" }))).toBe(
      "dns1 backup, dns2 active",
    );
  });

  it("says why", () => {
    expect(elect([dns1("priority 101"), dns2("priority 100")].flatMap(contendersOf)).map(({ why }) => why)).toEqual([
      "no active one that it hears is stronger than priority 101",
      "dns1 has priority 101, dns2 100",
    ]);
  });
});

describe("scripts", () => {
  const script = (weight: string): string => `vrrp_script chk {\n script "/bin/true"\n interval 1\n ${weight}\n}\n`;
  const watched = (weight: string, lines: string, outcome: "ok" | "fail", track = "chk"): Partial<Router> => ({
    conf: `${script(weight)}${instance(`${lines}\ntrack_script {\n ${track}\n }`)}`,
    scripts: { chk: outcome },
  });

  // vrrp-measured.md section 2, the rows of track_script.
  it.each<readonly [string, Partial<Router>, Partial<Router>, string]>([
    [
      "weight 0, fails: FAULT",
      watched("", "priority 101", "fail"),
      watched("", "priority 100", "ok"),
      "dns1 fault, dns2 active",
    ],
    [
      "weight 0, both fail: nobody",
      watched("", "priority 101", "fail"),
      watched("", "priority 100", "fail"),
      "dns1 fault, dns2 fault",
    ],
    [
      "weight -20 fails: 81 < 100",
      watched("weight -20", "priority 101", "fail"),
      watched("weight -20", "priority 100", "ok"),
      "dns1 backup, dns2 active",
    ],
    [
      "weight -20, 150 and 50: 130 > 50, nothing moves",
      watched("weight -20", "priority 150", "fail"),
      watched("weight -20", "priority 50", "ok"),
      "dns1 active, dns2 backup",
    ],
    [
      "weight 20 fails: 101 < 120",
      watched("weight 20", "priority 101", "fail"),
      watched("weight 20", "priority 100", "ok"),
      "dns1 backup, dns2 active",
    ],
    [
      "weight 250: both 254, the higher address",
      watched("weight 250", "priority 101", "ok"),
      watched("weight 250", "priority 100", "ok"),
      "dns1 backup, dns2 active",
    ],
    [
      "weight -250 of 254 gives 4",
      watched("weight -250", "priority 254", "fail"),
      watched("weight -250", "priority 5", "ok"),
      "dns1 backup, dns2 active",
    ],
    [
      "weight -250 of 101 gives 1, not less",
      watched("weight -250", "priority 101", "fail"),
      watched("weight -250", "priority 1", "ok"),
      "dns1 backup, dns2 active",
    ],
    [
      "the weight of track_script wins",
      watched("weight -2", "priority 101", "fail", "chk weight -20"),
      watched("", "priority 100", "ok"),
      "dns1 backup, dns2 active",
    ],
    [
      "a negative weight reversed counts while it fails, upwards",
      watched("weight -20", "priority 90", "fail", "chk weight -20 reverse"),
      watched("", "priority 100", "ok"),
      "dns1 active, dns2 backup",
    ],
    [
      "and while it is well not at all",
      watched("weight -20", "priority 101", "ok", "chk weight -20 reverse"),
      watched("", "priority 100", "ok"),
      "dns1 active, dns2 backup",
    ],
    [
      "a positive weight reversed counts while it is well, downwards",
      watched("weight 20", "priority 101", "ok", "chk weight 20 reverse"),
      watched("", "priority 100", "ok"),
      "dns1 backup, dns2 active",
    ],
    [
      "reversed without weight: FAULT while it is well",
      watched("weight 0", "priority 101", "ok", "chk weight 0 reverse"),
      watched("", "priority 100", "ok"),
      "dns1 fault, dns2 active",
    ],
    [
      "255, the owner, is never changed",
      watched("weight -250", "priority 255", "fail"),
      watched("weight -250", "priority 254", "ok"),
      "dns1 active, dns2 backup",
    ],
  ])("%s", (_, one, two, expected) => {
    expect(states(dns1("", one), dns2("", two))).toBe(expected);
  });

  it("nobody says how a script ends: well", () => {
    const { conf } = watched("", "priority 101", "fail");
    expect(states(dns1("", { conf: conf ?? "" }), dns2("priority 100"))).toBe("dns1 active, dns2 backup");
  });

  it("the priority after the weights is told", () => {
    const [own] = elect(contendersOf(dns1("", watched("weight -20", "priority 101", "fail"))));
    expect([own?.priority, own?.state]).toEqual([81, "active"]);
  });

  it("processes as scripts", () => {
    const conf = `vrrp_track_process named {\n process named\n weight -20\n}\n${instance("priority 101\ntrack_process {\n named\n }")}`;
    expect(states(dns1("", { conf, scripts: { named: "fail" } }), dns2("priority 100"))).toBe(
      "dns1 backup, dns2 active",
    );
  });
});

// vrrp-measured.md section 7, each row.
describe("mismatches", () => {
  const both = "dns1 active, dns2 active";
  const one = "dns1 active, dns2 backup";
  const peers = (own: string, ...others: readonly string[]): string =>
    `unicast_src_ip ${own}\nunicast_peer {\n ${others.join("\n")}\n }`;
  const [ip1, ip2] = ["192.168.13.11", "192.168.13.12"];

  it.each<readonly [string, string, string, string]>([
    ["unicast both", peers(ip1, ip2), peers(ip2, ip1), one],
    ["unicast and multicast", peers(ip1, ip2), "", both],
    ["multicast and unicast", "", peers(ip2, ip1), both],
    ["dns2's list of peers is wrong: dns1 is heard", peers(ip1, ip2), peers(ip2, "192.168.13.99"), one],
    ["dns1's list of peers is wrong", peers(ip1, "192.168.13.99"), peers(ip2, ip1), both],
    ["unicast source without peers: multicast", `unicast_src_ip ${ip1}`, "", one],
    ["virtual_router_id", "virtual_router_id 51", "virtual_router_id 52", both],
    ["auth_pass", "", "authentication {\n auth_type PASS\n auth_pass 2222\n }", both],
    [
      "auth_pass equal in the first 8 characters",
      "authentication {\n auth_type PASS\n auth_pass 12345678a\n }",
      "authentication {\n auth_type PASS\n auth_pass 12345678b\n }",
      one,
    ],
    ["PASS and AH", "", "authentication {\n auth_type AH\n auth_pass 1111\n }", both],
    ["versions 2 and 3", "version 2", "version 3", both],
    ["two addresses and one", "virtual_ipaddress {\n 192.168.13.10/24\n 192.168.13.9/24\n }", "", both],
    ["other addresses", "", "virtual_ipaddress {\n 192.168.13.9/24\n }", both],
    [
      "the same addresses in another order",
      "virtual_ipaddress {\n 192.168.13.10/24\n 192.168.13.9/24\n }",
      "virtual_ipaddress {\n 192.168.13.9/24\n 192.168.13.10/24\n }",
      one,
    ],
    ["version 2, advert_int 1 and 3", "advert_int 1", "advert_int 3", both],
    ["version 3, advert_int 1 and 3", "version 3\nadvert_int 1", "version 3\nadvert_int 3", one],
    [
      "version 3 has no passwords",
      "version 3",
      "version 3\nauthentication {\n auth_type PASS\n auth_pass 2222\n }",
      one,
    ],
    ["prefix lengths", "", "virtual_ipaddress {\n 192.168.13.10/32\n }", one],
    ["excluded addresses are not told", "virtual_ipaddress_excluded {\n 192.168.13.9\n }", "", one],
  ])("%s", (_, first, second, expected) => {
    expect(states(dns1(`priority 101\n${first}`), dns2(`priority 100\n${second}`))).toBe(expected);
  });

  it("a password and none", () => {
    const conf = instance("priority 100").replace(/authentication \{[^}]*\}/, "");
    expect(states(dns1("priority 101"), dns2("", { conf }))).toBe(both);
  });

  it("vrrp_strict leaves the password out: with a side that is not strict that is a mismatch", () => {
    const strict = `global_defs {\n vrrp_strict\n}\n`;
    const of = (priority: number): string => `${strict}${instance(`priority ${priority}`)}`;
    expect(states(dns1("", { conf: of(101) }), dns2("", { conf: of(100) }))).toBe(one);
    expect(states(dns1("", { conf: of(101) }), dns2("priority 100"))).toBe(both);
  });

  it("unicast_fault_no_peer: FAULT on both", () => {
    const of = (own: string): string => instance(`unicast_fault_no_peer\nunicast_src_ip ${own}`);
    expect(states(dns1("", { conf: of(ip1) }), dns2("", { conf: of(ip2) }))).toBe("dns1 fault, dns2 fault");
  });

  it("two links: multicast does not pass, unicast does", () => {
    expect(states(dns1("priority 101"), dns2("priority 100", { link: "other" }))).toBe(both);
    expect(
      states(dns1(`priority 101\n${peers(ip1, ip2)}`), dns2(`priority 100\n${peers(ip2, ip1)}`, { link: "other" })),
    ).toBe(one);
  });

  it("a host does not hear itself", () => {
    const conf = `${instance("priority 101")}${instance("priority 100", "VI_2").replace("interface eth0", "interface eth1")}`;
    expect(states(dns1("", { conf }))).toBe("dns1 VI_1 active, dns1 VI_2 active");
  });

  it("a backup sends nothing: who hears only a backup is active", () => {
    const dns3: Router = {
      host: "dns3",
      address: "192.168.13.13",
      conf: instance(`priority 99\n${peers("192.168.13.13", ip1, ip2)}`),
    };
    expect(
      states(dns1(`priority 101\n${peers(ip1, ip2)}`), dns2(`priority 100\n${peers(ip2, ip1, "192.168.13.13")}`), dns3),
    ).toBe("dns1 active, dns2 backup, dns3 active");
  });
});

describe("sync groups", () => {
  const group = "vrrp_sync_group G {\n group {\n VI_1\n VI_2\n }\n}\n";
  const two = (first: string, second: string, prefix = group): string =>
    `${prefix}${instance(first, "VI_1")}${instance(`virtual_router_id 52\nvirtual_ipaddress {\n 192.168.14.10/24\n }\n${second}`, "VI_2")}`;

  it("without one, each instance goes its own way", () => {
    const conf1 = two("priority 101", "priority 100", "");
    const conf2 = two("priority 100", "priority 101", "");
    expect(states(dns1("", { conf: conf1 }), dns2("", { conf: conf2 }))).toBe(
      "dns1 VI_1 active, dns1 VI_2 backup, dns2 VI_1 backup, dns2 VI_2 active",
    );
  });

  const failing = (lines: string): string => `vrrp_script chk {\n script "/bin/false"\n${lines}\n}\n`;

  it("with one, a fault of one member is a fault of all", () => {
    const conf1 = `${failing("")}${two("priority 150\ntrack_script {\n chk\n }", "priority 150")}`;
    const conf2 = two("priority 100", "priority 100");
    expect(states(dns1("", { conf: conf1, scripts: { chk: "fail" } }), dns2("", { conf: conf2 }))).toBe(
      "dns1 VI_1 fault, dns1 VI_2 fault, dns2 VI_1 active, dns2 VI_2 active",
    );
  });

  it("with one, a script with a weight is not watched, unless the group says that weights count", () => {
    const conf = (prefix: string): string =>
      `${failing("weight -60")}${two("priority 150\ntrack_script {\n chk\n }", "priority 90", prefix)}`;
    const conf2 = two("priority 100", "priority 80");
    const run = (prefix: string): string =>
      states(dns1("", { conf: conf(prefix), scripts: { chk: "fail" } }), dns2("", { conf: conf2 }));
    expect(run(group)).toBe("dns1 VI_1 active, dns1 VI_2 active, dns2 VI_1 backup, dns2 VI_2 backup");
    expect(run(group.replace("group {", "sync_group_tracking_weight\n group {"))).toBe(
      "dns1 VI_1 backup, dns1 VI_2 backup, dns2 VI_1 active, dns2 VI_2 active",
    );
  });

  it("what the group watches counts for every member", () => {
    const watching = (track: string): string => group.replace("group {", `track_script {\n ${track}\n }\n group {`);
    const run = (track: string): string =>
      states(
        dns1("", {
          conf: `${failing("")}${two("priority 150", "priority 150", watching(track))}`,
          scripts: { chk: "fail" },
        }),
        dns2("", { conf: two("priority 100", "priority 100") }),
      );
    const moved = "dns2 VI_1 active, dns2 VI_2 active";
    expect(run("chk")).toBe(`dns1 VI_1 fault, dns1 VI_2 fault, ${moved}`);
    expect(run("chk weight -60")).toBe(`dns1 VI_1 backup, dns1 VI_2 backup, ${moved}`);
    expect(run("chk weight -40")).toBe("dns1 VI_1 active, dns1 VI_2 active, dns2 VI_1 backup, dns2 VI_2 backup");
  });

  it("a group of one is a group", () => {
    const lone = "vrrp_sync_group G {\n group {\n VI_1\n }\n}\n";
    const conf = (prefix: string): string =>
      `${failing("weight -60")}${prefix}${instance("priority 150\ntrack_script {\n chk\n }")}`;
    const run = (prefix: string): string =>
      states(dns1("", { conf: conf(prefix), scripts: { chk: "fail" } }), dns2("priority 100"));
    expect(run(lone)).toBe("dns1 active, dns2 backup");
    expect(run("")).toBe("dns1 backup, dns2 active");
  });
});

describe("laws", () => {
  const field = fc.array(fc.tuple(fc.integer({ min: 1, max: 255 }), fc.integer({ min: 50, max: 52 })), {
    minLength: 1,
    maxLength: 6,
  });

  it("of those that hear each other exactly one is active: the strongest", () => {
    fc.assert(
      fc.property(field, (routers) => {
        const contenders = routers.flatMap(([priority, id], index) =>
          contendersOf({
            host: `h${index}`,
            address: `192.168.13.${index + 1}`,
            conf: instance(`priority ${priority}\nvirtual_router_id ${id}`),
          }),
        );
        const standings = elect(contenders);
        expect(standings.map(({ contender }) => contender)).toEqual(contenders);
        for (const id of new Set(routers.map(([, own]) => own))) {
          const own = standings.filter(({ contender }) => contender.instance.virtualRouterId === id);
          const strongest = Math.max(...own.map(({ priority }) => priority));
          const active = own.filter(({ state }) => state === "active");
          expect(active).toHaveLength(1);
          expect(active[0]?.priority).toBe(strongest);
          expect(active[0]).toBe(own.filter(({ priority }) => priority === strongest).at(-1));
        }
      }),
    );
  });

  it("the order of the hosts in the site changes nothing", () => {
    fc.assert(
      fc.property(field, (routers) => {
        const contenders = routers.flatMap(([priority, id], index) =>
          contendersOf({
            host: `h${index}`,
            address: `192.168.13.${index + 1}`,
            conf: instance(`priority ${priority}\nvirtual_router_id ${id}`),
          }),
        );
        const summary = (given: readonly Contender[]): ReadonlyMap<string, string> =>
          new Map(elect(given).map(({ contender, state }) => [contender.host, state]));
        expect(summary(contenders.toReversed())).toEqual(summary(contenders));
      }),
    );
  });
});
