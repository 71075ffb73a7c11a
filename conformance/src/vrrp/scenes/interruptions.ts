import type { Scene } from "../scene.ts";
import { at, link, scene, strong, weak } from "./parts.ts";

/** Signals to keepalived, and its cables. */
export const interruptions: readonly Scene[] = [
  scene("stop and start again", strong(), weak(), [at(6000, "dns1", "stop"), at(9000, "dns1", "start")]),
  scene("parent killed", strong(), weak(), [at(6000, "dns1", "kill-parent"), at(9000, "dns1", "start")]),
  scene("child killed", strong(), weak(), [at(6000, "dns1", "kill-child")]),
  scene("child of the backup killed", strong(), weak(), [at(6000, "dns2", "kill-child")]),
  scene(
    "all killed and started again",
    strong(),
    weak(),
    [at(6000, "dns1", "kill-all"), at(12_000, "dns1", "start")],
    18_000,
  ),
  scene("hangs and goes on", strong(), weak(), [at(6000, "dns1", "hang"), at(12_300, "dns1", "go-on")]),
  scene("backup hangs and goes on", strong(), weak(), [at(6000, "dns2", "hang"), at(12_300, "dns2", "go-on")]),
  scene("backup hangs and goes on, nopreempt", strong("  nopreempt"), weak("  nopreempt"), [
    at(6000, "dns2", "hang"),
    at(12_300, "dns2", "go-on"),
  ]),
  scene(
    "interface down and up",
    strong(),
    weak(),
    [at(6000, "dns1", link("interface-down")), at(11_000, "dns1", link("interface-up"))],
    18_000,
  ),
  scene(
    "cable out and in",
    strong(),
    weak(),
    [at(6000, "dns1", link("unplug")), at(11_000, "dns1", link("plug"))],
    18_000,
  ),
  scene(
    "cable of the backup out and in",
    strong(),
    weak(),
    [at(6000, "dns2", link("unplug")), at(11_000, "dns2", link("plug"))],
    18_000,
  ),
  scene("the other cable out and in", strong(), weak(), [
    at(6000, "dns1", link("unplug", "eth1")),
    at(9000, "dns1", link("plug", "eth1")),
  ]),
  ...(["unplug", "interface-down"] as const).map((kind) =>
    scene(
      `hangs while its link is away for a moment, ${kind}`,
      strong(),
      weak(),
      [
        at(6000, "dns1", "hang"),
        at(6500, "dns1", link(kind)),
        at(7000, "dns1", link(kind === "unplug" ? "plug" : "interface-up")),
        at(8000, "dns1", "go-on"),
      ],
      16_000,
    ),
  ),
];
