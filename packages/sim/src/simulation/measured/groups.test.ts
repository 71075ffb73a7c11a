import { describe, expect, test } from "vitest";
import { poll } from "../pair.fixture.ts";
import type { Fault } from "../world/fault.ts";
import { type Files, instanceText, Lab, outside, SEEDS, SITE, twinOf } from "./lab.fixture.ts";
import { lostIn } from "./polling.fixture.ts";

/** A second virtual router on each host, on another link perhaps. */
function twoInstances(second: { readonly link: "eth0" | "eth1"; readonly first: "dns1" | "dns2" }, blocks = ""): Files {
  const site = SITE.replaceAll("SCRIPTS", "")
    .replace("beyond: 192.168.20.0/24", "beyond: 192.168.20.0/24, second: 192.168.14.0/24")
    .replace("[192.168.13.11]", "[192.168.13.11, 192.168.14.11]")
    .replace("[192.168.13.12]", "[192.168.13.12, 192.168.14.12]");
  const instance = (host: string): string => `vrrp_instance VI_2 {
interface ${second.link}
virtual_router_id 52
priority ${host === second.first ? 101 : 100}
virtual_ipaddress {
${second.link === "eth0" ? "192.168.13.20" : "192.168.14.10"}/24
}
}
`;
  return [
    ["/site.yaml", site],
    ...(["dns1", "dns2"] as const).flatMap(
      (host): Files => [
        [
          `/${host}/named.conf`,
          'options { directory "/"; recursion no; listen-on { any; }; };\nzone "lab" { type primary; file "/lab.db"; };\n',
        ],
        [`/${host}/lab.db`, `$TTL 60\n@ SOA ns hostmaster 1 2 3 4 5\n@ NS ns\nns A 192.168.13.10\nwho TXT "${host}"\n`],
        [`/${host}/keepalived.conf`, `${instanceText(host)}\n${instance(host)}\n${blocks}`],
      ],
    ),
  ];
}

const SYNC = "vrrp_sync_group G {\ngroup {\nVI_1\nVI_2\n}\n}\n";
const eth1Lost: Fault = { kind: "unplug", machine: "dns1", link: "second" };

function running(files: Files, seed: number): Lab {
  const own = new Lab(twinOf(files), seed);
  own.runFor(5);
  poll(own.simulation, "cl", 100);
  return own;
}

/** `VI_1 dns1, VI_2 dns2`. */
function holdersOf(own: Lab): string {
  return own.simulation.world.standings
    .filter(({ holds }) => holds)
    .map(({ contender }) => `${contender.instance.name} ${contender.host}`)
    .sort()
    .join(", ");
}

describe("vrrp-measured.md section 7: groups", () => {
  test("two instances (51 dns1 first, 52 dns2 first), host dead: only the lost one moves", () => {
    for (const seed of SEEDS) {
      const own = running(twoInstances({ link: "eth0", first: "dns2" }), seed);
      expect(holdersOf(own)).toBe("VI_1 dns1, VI_2 dns2");
      own.inject({ kind: "crash", machine: "dns1" });
      const lost = lostIn(poll(own.simulation, "cl", 6000));
      expect(holdersOf(own)).toBe("VI_1 dns2, VI_2 dns2");
      expect(outside([lost * 0.02], [2.682, 3.64], 0.1)).toEqual([]);
    }
  });

  test("two instances on eth0 and eth1, no group; eth1 of dns1 loses carrier: only VI_2 moves", () => {
    for (const seed of SEEDS) {
      const own = running(twoInstances({ link: "eth1", first: "dns1" }), seed);
      expect(holdersOf(own)).toBe("VI_1 dns1, VI_2 dns1");
      own.inject(eth1Lost);
      expect(poll(own.simulation, "cl", 6000)).toEqual(["dns1 x300"]);
      expect(holdersOf(own)).toBe("VI_1 dns1, VI_2 dns2");
    }
  });

  test("same in a vrrp_sync_group: priority 0 of VI_1 does not help, dns2 waits for every instance of the group", () => {
    for (const seed of SEEDS) {
      const own = running(twoInstances({ link: "eth1", first: "dns1" }, SYNC), seed);
      const event = own.simulation.now;
      own.inject(eth1Lost);
      const lost = lostIn(poll(own.simulation, "cl", 6000));
      expect(holdersOf(own)).toBe("VI_1 dns2, VI_2 dns2");
      expect(own.adverts("dns1", event).some(({ priority }) => priority === 0)).toBe(true);
      expect(outside([own.firstAdvert("dns2", event)], [2.62, 3.61], 0.02)).toEqual([]);
      expect(outside([lost * 0.02], [2.62, 3.64], 0.06)).toEqual([]);
      const back = own.simulation.now;
      own.heal(eth1Lost);
      const runs = poll(own.simulation, "cl", 6000);
      expect(holdersOf(own)).toBe("VI_1 dns1, VI_2 dns1");
      expect(outside([own.firstAdvert("dns1", back)], [3.605, 3.64], 0.02)).toEqual([]);
      expect(lostIn(runs)).toBeLessThanOrEqual(2);
    }
  });
});
