import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execPath } from "node:process";
import { Namespaces } from "../site-lab/namespaces.ts";
import { CLIENT, NAMED, type PlayedServerCourse, type ServerCourse } from "./server-course.ts";

/** Plays a course with a real named and scripted servers in a network of their own. Needs root, iproute2 and named. */
export async function playReal(course: ServerCourse): Promise<PlayedServerCourse> {
  const lab = new Namespaces();
  try {
    lab.add("lab");
    for (const address of [NAMED, CLIENT, ...course.servers]) lab.ip("lab", `addr add ${address}/32 dev lo`);
    const folder = join(lab.folder, "named");
    mkdirSync(folder);
    writeFileSync(join(folder, "course.json"), JSON.stringify(course));
    const child = lab.converse("lab", [execPath, join(import.meta.dirname, "play-inside.ts"), folder]);
    let text = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
    });
    await once(child, "close");
    return JSON.parse(text);
  } finally {
    await lab.stop();
  }
}
