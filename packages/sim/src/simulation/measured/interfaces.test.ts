import { describe, expect, test } from "vitest";
import { instanceText, Lab, type Router, SITE, twinOf } from "./lab.fixture.ts";

/** dns1 and dns2 on two links: eth0 in lan, eth1 in beyond. */
function labOn(dns1: Router, dns2: Router = {}): Lab {
  const site = SITE.replaceAll("scripts: { SCRIPTS }", "interfaces: { eth0: lan, eth1: beyond }");
  const named = 'options { directory "/"; recursion no; };\n';
  const own = new Lab(
    twinOf([
      ["/site.yaml", site],
      ["/dns1/named.conf", named],
      ["/dns2/named.conf", named],
      ["/dns1/keepalived.conf", instanceText("dns1", dns1)],
      ["/dns2/keepalived.conf", instanceText("dns2", dns2)],
    ]),
    1,
  );
  own.runFor(5);
  return own;
}

const track = (entry: string): Router => ({ more: `track_interface {\n${entry}\n}` });
const CABLE = { kind: "unplug", machine: "dns1", link: "beyond" } as const;
const OWN_CABLE = { kind: "unplug", machine: "dns1", link: "lan" } as const;

describe("interfaces that are watched, as keepalived 2.2.7 was recorded (conformance, vrrp.ndjson)", () => {
  test("track_interface: FAULT with its cable, said twice on the wire, and back after it", () => {
    const own = labOn(track("eth1"));
    const now = own.simulation.now;
    own.inject(CABLE);
    own.runFor(2);
    expect(own.adverts("dns1", now).map(({ priority }) => priority)).toEqual([0, 0]);
    expect(own.firstAdvert("dns2", now)).toBeLessThan(0.63);
    own.heal(CABLE);
    own.runFor(5);
    expect(own.holders).toBe("dns1");
  });

  test.each<readonly [string, Router, string]>([
    ["a negative weight counts while it is down", track("eth1 weight -20"), "dns2"],
    ["one that is too small moves nothing", { ...track("eth1 weight -20"), priority: 150 }, "dns1"],
    ["a positive weight counts while it is up", { ...track("eth1 weight 20"), priority: 90 }, "dns2"],
    ["an interface that is not watched counts for nothing", {}, "dns1"],
  ])("%s", (_, router, expected) => {
    const own = labOn(router);
    expect(own.holders).toBe("dns1");
    own.inject(CABLE);
    own.runFor(6);
    expect(own.holders).toBe(expected);
  });

  test("dont_track_primary: it stays active without its cable, and both are when it is back until they hear each other", () => {
    const own = labOn({ more: "dont_track_primary" });
    own.inject(OWN_CABLE);
    own.runFor(6);
    expect(own.holders).toBe("dns1 and dns2");
    own.heal(OWN_CABLE);
    own.runFor(2);
    expect(own.holders).toBe("dns1");
  });

  test("a cable that is pulled while keepalived stands still is noticed when it goes on", () => {
    const own = labOn(track("eth1"));
    own.inject({ kind: "hang", machine: "dns1", program: "keepalived" }, CABLE);
    own.runFor(1);
    expect(own.holders).toBe("dns1");
    own.heal({ kind: "hang", machine: "dns1", program: "keepalived" });
    own.runFor(1);
    expect(own.holders).toBe("dns2");
  });
});

test("site.yaml: an interface is plugged into a network that is there", () => {
  const site = SITE.replaceAll("scripts: { SCRIPTS }", "interfaces: { eth0: lna }");
  const files = ["dns1", "dns2"].flatMap((host) => [
    [`/${host}/named.conf`, "options { };\n"] as const,
    [`/${host}/keepalived.conf`, instanceText(host)] as const,
  ]);
  expect(() => twinOf([["/site.yaml", site], ...files])).toThrow(
    'dns1\'s eth0 is plugged into "lna", which is no network of the site.',
  );
});
