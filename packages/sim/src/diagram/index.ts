import type { SiteTwin } from "../site/index.ts";
import type { TraceStep } from "../trace/index.ts";
import { siteMermaid } from "./site-mermaid.ts";
import { pictureOf } from "./site-picture.ts";
import { siteSvg } from "./site-svg.ts";
import { wayMermaid } from "./way-mermaid.ts";
import { wayPictureOf } from "./way-picture.ts";
import { waySvg } from "./way-svg.ts";

/** What a picture is written as. */
export type DiagramFormat = "svg" | "mermaid";

/** A site as it is now: its networks, machines, virtual addresses, pods with CoreDNS, and what load balancers announce. */
export function drawSite(twin: SiteTwin, format: DiagramFormat): string {
  const picture = pictureOf(twin);
  return format === "svg" ? siteSvg(picture) : siteMermaid(picture);
}

/** The way of one question, machine by machine, of a trace. */
export function drawWay(steps: readonly TraceStep[], title: string, format: DiagramFormat): string {
  const picture = wayPictureOf(steps);
  return format === "svg" ? waySvg(picture, title) : wayMermaid(picture, title);
}
