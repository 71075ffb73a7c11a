import type { Appointment, Scene } from "../scene.ts";
import { instance, peers, unicast } from "./config-text.ts";
import { at, BOTH, link } from "./parts.ts";

const six = (priority: number, more = ""): string =>
  instance({ version: 3, priority, addresses: ["fd00:13::10/64"], more });
const four = (priority: number, more = ""): string => instance({ priority, more });
/** The other way round than their other addresses. */
const TURNED = { dns1: "fe80::b", dns2: "fe80::a" } as const;
const BOTH_DEAF: readonly Appointment[] = [
  at(6000, "dns1", "deafen"),
  at(6010, "dns2", "deafen"),
  at(13_300, "dns1", "undeafen"),
  at(13_310, "dns2", "undeafen"),
];

function sourceScene(
  name: string,
  dns1: string,
  dns2: string,
  { appointments = [], linkLocals = {} }: Partial<Pick<Scene, "appointments" | "linkLocals">> = {},
): Scene {
  const forMs = appointments.length === 0 ? 12_000 : 19_000;
  return { name, configs: { dns1, dns2 }, appointments: [...BOTH, ...appointments], linkLocals, forMs };
}

/** Where adverts come from, which decides between equal priorities and whom unicast reaches. */
export const sources: readonly Scene[] = [
  sourceScene("IPv6, equal priorities, both deaf", six(100), six(100), { appointments: BOTH_DEAF }),
  sourceScene("IPv6, equal priorities, both deaf, link-local addresses the other way round", six(100), six(100), {
    appointments: BOTH_DEAF,
    linkLocals: TURNED,
  }),
  sourceScene("IPv6, the cable of the stronger", six(150), six(100), {
    appointments: [at(6000, "dns1", link("unplug")), at(12_000, "dns1", link("plug"))],
    linkLocals: TURNED,
  }),
  sourceScene("IPv6, mcast_src_ip of one", six(100, "  mcast_src_ip fd00:13::11"), six(100), {
    appointments: BOTH_DEAF,
    linkLocals: TURNED,
  }),
  sourceScene("IPv6, mcast_src_ip of nobody", six(150, "  mcast_src_ip fd00:13::99"), six(100)),
  sourceScene("mcast_src_ip of nobody, equal priorities", four(100, "  mcast_src_ip 192.168.13.99"), four(100), {
    appointments: BOTH_DEAF,
  }),
  sourceScene(
    "IPv6, unicast, equal priorities",
    six(100, unicast("fd00:13::11", "fd00:13::12")),
    six(100, unicast("fd00:13::12", "fd00:13::11")),
    { appointments: BOTH_DEAF, linkLocals: TURNED },
  ),
  sourceScene("IPv6, unicast without unicast_src_ip", six(150, peers("fd00:13::12")), six(100, peers("fd00:13::11"))),
  sourceScene(
    "IPv6, unicast, one without unicast_src_ip",
    six(150, unicast("fd00:13::11", "fd00:13::12")),
    six(100, peers("fd00:13::11")),
  ),
  sourceScene("IPv6, unicast to link-local addresses", six(150, peers("fe80::a")), six(100, peers("fe80::b")), {
    appointments: [at(6000, "dns1", "stop")],
    linkLocals: TURNED,
  }),
  sourceScene(
    "unicast, to another address of the peer",
    four(150, unicast("192.168.13.11", "192.168.14.12")),
    four(100, unicast("192.168.13.12", "192.168.13.11")),
  ),
  sourceScene(
    "unicast_src_ip of nobody",
    four(150, unicast("192.168.13.99", "192.168.13.12")),
    four(100, unicast("192.168.13.12", "192.168.13.11")),
  ),
  sourceScene(
    "IPv6, unicast_src_ip of nobody",
    six(150, unicast("fd00:13::99", "fd00:13::12")),
    six(100, unicast("fd00:13::12", "fd00:13::11")),
  ),
];
