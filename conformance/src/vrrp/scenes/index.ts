import type { Scene } from "../scene.ts";
import { adverts } from "./adverts.ts";
import { elections } from "./elections.ts";
import { files } from "./files.ts";
import { interruptions } from "./interruptions.ts";
import { owners } from "./owners.ts";
import { reloads } from "./reloads.ts";
import { sequences } from "./sequences.ts";
import { several } from "./several.ts";
import { sources } from "./sources.ts";
import { tracking } from "./tracking.ts";

/** What is recorded, in this order. */
export const scenes: readonly Scene[] = [
  ...interruptions,
  ...elections,
  ...owners,
  ...sequences,
  ...adverts,
  ...tracking,
  ...files,
  ...several,
  ...reloads,
  ...sources,
];
