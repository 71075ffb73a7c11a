import { mermaidText } from "../trace/index.ts";
import { balancerTitle } from "./site-layout.ts";
import type { PictureBox, SitePicture } from "./site-picture.ts";

/** A site as a Mermaid flowchart: networks are hexagons, machines stand on them, nodes hold their pods. */
export function siteMermaid({ networks, boxes, balancers }: SitePicture): string {
  const network = (name: string): string => `net${networks.findIndex((own) => own.name === name)}`;
  const lines = [
    ...networks.map(({ name, title }) => `${network(name)}{{${quoted([title])}}}`),
    ...boxes.flatMap((box, place) => boxLines(box, `box${place}`)),
    ...boxes.flatMap((box, place) => box.networks.map((name) => `${network(name)} --- box${place}`)),
    ...balancers.flatMap((balancer, place) => [
      `lb${place}[/${quoted([balancerTitle(balancer), ...balancer.lines])}/]`,
      ...balancer.routers.flatMap((router) => {
        const at = boxes.findIndex(({ name }) => name === router);
        return at === -1 ? [] : [`lb${place} -. BGP .-> box${at}`];
      }),
    ]),
  ];
  return `${["flowchart TB", ...lines.map((line) => `  ${line}`)].join("\n")}\n`;
}

function boxLines({ name, kind, lines, troubles, pods }: PictureBox, id: string): readonly string[] {
  const said = quoted([name, ...troubles, ...lines]);
  if (pods.length > 0) {
    const inside = pods.map(
      (pod, place) => `  ${id}pod${place}[${quoted([pod.title, ...pod.troubles, ...pod.lines])}]`,
    );
    return [`subgraph ${id}[${said}]`, ...inside, "end"];
  }
  return [kind === "virtual" ? `${id}([${said}])` : `${id}[${said}]`];
}

function quoted(lines: readonly string[]): string {
  return `"${lines.map(mermaidText).join("<br/>")}"`;
}
