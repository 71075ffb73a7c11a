import type { Deed, Scene } from "../scene.ts";
import { globals, instance, tracks } from "./config-text.ts";
import { at, link, reload, scene, strong, weak } from "./parts.ts";

const write = (text: string | null): Deed => ({ kind: "write", file: "prio", text });
const file = (more = ""): string => `track_file prio {\n  file /run/numbers/prio\n${more}\n}\n`;
const watches = (options = ""): string => tracks("track_file", `prio ${options}`);
const GROUP = "vrrp_sync_group G {\n  group {\n    VI_1\n    VI_2\n  }\n";
const second = (priority: number): string =>
  instance({ name: "VI_2", link: "eth1", id: 52, priority, addresses: ["192.168.14.10/24"] });

/** `track_file`: a number that is written, changed and removed. dns2 has priority 100, dns1 150. */
export const files: readonly Scene[] = [
  scene(
    "a file that raises",
    strong(),
    weak(watches(), file()),
    [at(5000, "dns2", write("60\n")), at(11_000, "dns2", write(null))],
    18_000,
  ),
  scene(
    "a file that lowers, and FAULT at -254",
    strong(watches(), file("  weight -2")),
    weak(),
    [at(5000, "dns1", write("40")), at(10_000, "dns1", write("127")), at(13_000, "dns1", write("20"))],
    19_000,
  ),
  scene(
    "a file without a weight",
    strong(watches(), file("  weight 0")),
    weak(),
    [at(5000, "dns1", write("1")), at(8000, "dns1", write("0")), at(13_000, "dns1", write("-7"))],
    17_000,
  ),
  scene(
    "a file without a weight, reversed",
    strong(watches(), file("  weight 0 reverse")),
    weak(),
    [at(6000, "dns1", write("1")), at(12_000, "dns1", write(null))],
    16_000,
  ),
  scene(
    "a weight of the instance, reversed",
    strong(watches("weight 3 reverse"), file("  weight 0")),
    weak(),
    [at(5000, "dns1", write("10")), at(8000, "dns1", write("30")), at(14_000, "dns1", write("-30"))],
    19_000,
  ),
  scene(
    "words, other bases and numbers that are too large",
    strong(),
    weak(watches(), file()),
    [
      at(4500, "dns2", write("0x40")),
      at(10_000, "dns2", write("99999999999")),
      at(13_000, "dns2", write("up")),
      at(18_000, "dns2", write("077 and more")),
    ],
    24_000,
  ),
  scene(
    "an address of 254 at most",
    strong(),
    weak(watches(), file("  weight 100")),
    [at(5000, "dns2", write("100")), at(11_000, "dns2", write("-1"))],
    17_000,
  ),
  scene(
    "init_file",
    strong(),
    weak(watches(), file("  init_file 60")),
    [at(6000, "dns2", write("10")), at(12_000, "dns2", "stop"), at(13_000, "dns2", "start")],
    19_000,
  ),
  scene(
    "init_file with overwrite",
    strong(),
    weak(watches(), file("  init_file 60 overwrite")),
    [at(6000, "dns2", write("10")), at(12_000, "dns2", "stop"), at(13_000, "dns2", "start")],
    19_000,
  ),
  scene(
    "init_file with overwrite and a reload",
    strong(),
    weak(watches(), file("  init_file 60 overwrite")),
    [
      at(6000, "dns2", write("10")),
      at(12_000, "dns2", reload(weak(watches("weight 2"), file("  init_file 60 overwrite")))),
      at(15_000, "dns2", write("30")),
    ],
    21_000,
  ),
  scene(
    "a file is written while its keepalived stands still",
    strong(watches(), file()),
    weak(),
    [at(5000, "dns1", "hang"), at(6000, "dns1", write("-100")), at(12_000, "dns1", "go-on")],
    19_000,
  ),
  scene(
    "the owner's files have no weight",
    instance({ priority: 255, more: watches() }).replace(/^/, file()),
    weak(),
    [at(4000, "dns1", write("1")), at(8000, "dns1", write("0"))],
    13_000,
  ),
  scene(
    "a file of a group",
    `${file()}${strong()}${second(150)}${GROUP}  sync_group_tracking_weight\n${watches("weight -1")}\n}\n`,
    `${weak()}${second(100)}${GROUP}}\n`,
    [at(6000, "dns1", write("60")), at(12_000, "dns1", write("254")), at(15_000, "dns1", write("0"))],
    21_000,
  ),
  scene(
    "a file of a member of a group without weights",
    `${file()}${strong(watches())}${second(150)}${GROUP}}\n`,
    `${weak()}${second(100)}${GROUP}}\n`,
    [at(6000, "dns1", write("60")), at(12_000, "dns1", write("0"))],
    18_000,
  ),
  scene(
    "a file and a cable",
    strong(watches(), globals("router_id x") + file("  weight -1")),
    weak(),
    [
      at(5000, "dns1", link("unplug")),
      at(6000, "dns1", write("60")),
      at(9000, "dns1", link("plug")),
      at(14_000, "dns1", write("5")),
    ],
    20_000,
  ),
];
