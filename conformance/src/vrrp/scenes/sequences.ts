import type { Scene } from "../scene.ts";
import { ah, instance } from "./config-text.ts";
import { at, reload, scene, strong, weak } from "./parts.ts";

const AH = ah("1111");
const OWNER = instance({ state: "MASTER", priority: 255, more: AH });

/** `auth_type AH`: one count for what a router sends and what it has heard, and nothing is heard twice. */
export const sequences: readonly Scene[] = [
  scene("AH, an owner begins anew and counts from 1", OWNER, weak(AH), [
    at(6000, "dns1", "kill-all"),
    at(6200, "dns1", "start"),
  ]),
  scene("AH, hangs and goes on, and hears what is older than its answer", strong(AH), weak(AH), [
    at(6000, "dns1", "hang"),
    at(15_300, "dns1", "go-on"),
  ]),
  scene("AH, a reload counts on", strong(AH), weak(AH), [
    at(6000, "dns1", reload(strong(AH))),
    at(8000, "dns2", reload(weak(AH))),
  ]),
  scene(
    "AH, killed and started again as a backup",
    strong(AH),
    weak(AH),
    [at(6000, "dns1", "kill-all"), at(12_000, "dns1", "start")],
    20_000,
  ),
];
