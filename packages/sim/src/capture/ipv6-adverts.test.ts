import { fileTreeFromSources, sourceFromText } from "@splithorizon/core";
import { expect, test } from "vitest";
import { Simulation, VrrpPart } from "../simulation/index.ts";
import { loadSite } from "../site/index.ts";
import { Capture } from "./capture.ts";

/** What `tshark -x` showed of keepalived 2.2.7 with hardware address 02:00:00:00:00:01. The kernel draws the flow label. */
const RECORDED = {
  advert:
    "333300000012 020000000001 86dd 6c000000001870ff fe8000000000000000 0000fffe000001 ff020000000000000000000000000012 3133640100647024 fd000013000000000000000000000010",
  announcement:
    "333300000001 020000000001 86dd 6000000000203aff fd000013000000000000000000000010 ff020000000000000000000000000001 88005a5720000000 fd000013000000000000000000000010 0201020000000001",
  resigned:
    "333300000012 020000000001 86dd 6c000000001870ff fe800000000000000000 00fffe000001 ff020000000000000000000000000012 313300010064d424 fd000013000000000000000000000010",
} as const;

const SITE = `
version: 1
networks: { lan: "fd00:13::/64" }
hosts:
  dns1: { addresses: ["fd00:13::11"], keepalived: { version: "2.2.7", config: dns1/keepalived.conf } }
`;
const CONF = `vrrp_instance VI_1 {
interface eth0
virtual_router_id 51
version 3
virtual_ipaddress {
fd00:13::10/64
}
}
`;

test("IPv6: adverts come from the link-local address, octet by octet as keepalived 2.2.7 sends them", () => {
  const files = new Map([
    ["/site.yaml", sourceFromText("/site.yaml", SITE)],
    ["/dns1/keepalived.conf", sourceFromText("/dns1/keepalived.conf", CONF)],
  ]);
  const simulation = new Simulation(loadSite(fileTreeFromSources(files)).value, { seed: 1 }, [
    (context) => new VrrpPart(context),
  ]);
  const stop = { kind: "stop", machine: "dns1", program: "keepalived" } as const;
  simulation.inject(stop);
  simulation.runFor(1000);
  const capture = new Capture(simulation.world.network.stations.keys(), "dns1");
  simulation.listenIn(capture.take);
  simulation.heal(stop);
  simulation.runFor(4000);
  simulation.inject(stop);
  simulation.runFor(1000);
  const frames = capture.frames.map(({ octets }) => Buffer.from(octets).toString("hex"));
  const [advert, announcement, resigned] = Object.values(RECORDED).map((text) => text.replaceAll(" ", ""));
  expect([...new Set(frames)]).toEqual([advert, announcement, resigned]);
});
