import {
  balancerTitle,
  layOut,
  NOWHERE,
  type PlacedBalancer,
  type PlacedBox,
  type PlacedPod,
  type SiteLayout,
} from "./site-layout.ts";
import type { PictureBox, SitePicture } from "./site-picture.ts";
import { box, COLOURS, LINE, line, svgOf, text } from "./svg.ts";

const FILLS: Readonly<Record<PictureBox["kind"], string>> = {
  host: COLOURS.host,
  server: COLOURS.server,
  node: COLOURS.node,
  virtual: COLOURS.virtual,
};
const STROKE = 'stroke-width="2"';
const BAR = 'stroke-width="6" stroke-linecap="round"';
const LEFT = 10;

/** A site as a picture: a bar for each network, and what stands on it. */
export function siteSvg(picture: SitePicture): string {
  const layout = layOut(picture);
  return svgOf(layout.width, layout.height, "The site", [
    ...layout.balancers.flatMap((balancer) => sessionLines(layout, balancer)),
    ...layout.boxes.flatMap((placed) => cables(layout, placed)),
    ...layout.networks.flatMap((network) => bar(layout, network)),
    ...layout.boxes.flatMap(drawBox),
    ...layout.balancers.flatMap(drawBalancer),
  ]);
}

function bar({ width }: SiteLayout, { name, title, y }: SiteLayout["networks"][number]): readonly string[] {
  if (name === NOWHERE) return [text(LEFT, y, title, { weight: "bold", colour: COLOURS.faint })];
  return [
    line(
      [
        [LEFT, y],
        [width - LEFT, y],
      ],
      COLOURS.network,
      BAR,
    ),
    text(width - LEFT - 6, y - 8, title, { weight: "bold", colour: COLOURS.network, anchor: "end" }),
  ];
}

/** Up to its first network, and down to the others. */
function cables({ networks }: SiteLayout, placed: PlacedBox): readonly string[] {
  const [first, ...others] = placed.box.networks;
  const upper = networks.find(({ name }) => name === first);
  if (upper === undefined) return [];
  const middle = placed.x + placed.width / 2;
  const side = placed.x - 12;
  const up: readonly (readonly [number, number])[] =
    placed.line === 0
      ? [
          [middle, upper.y],
          [middle, placed.y],
        ]
      : [
          [side, upper.y],
          [side, placed.y + 14],
          [placed.x, placed.y + 14],
        ];
  const down = networks
    .filter(({ name }) => others.includes(name))
    .map(({ y }, index): readonly (readonly [number, number])[] => {
      const x = middle + 14 * index;
      return [
        [x, placed.y + placed.height],
        [x, y],
      ];
    });
  const ends = [up[0], ...down.map((points) => points.at(-1))];
  const dots = ends.flatMap((end) => (end === undefined ? [] : [dot(end)]));
  return [...[up, ...down].map((points) => line(points, COLOURS.network, STROKE)), ...dots];
}

function dot([x, y]: readonly [number, number]): string {
  return `<circle cx="${x}" cy="${y}" r="5" fill="${COLOURS.network}"/>`;
}

function drawBox({ box: drawn, pods, ...place }: PlacedBox): readonly string[] {
  const border = drawn.kind === "virtual" ? "dashed" : "plain";
  return [
    box(place, FILLS[drawn.kind], border),
    text(place.x + 10, place.y + 16, drawn.title, { weight: "bold" }),
    ...belowTitle(place, drawn),
    ...pods.flatMap(drawPod),
  ];
}

function drawPod({ pod, title, ...place }: PlacedPod): readonly string[] {
  return [
    box(place, pod.isCoreDns ? COLOURS.pod : COLOURS.paper),
    text(place.x + 10, place.y + 16, title, pod.isCoreDns ? { weight: "bold" } : { colour: COLOURS.faint }),
    ...belowTitle(place, pod),
  ];
}

/** What is out of order comes first. */
function belowTitle(
  { x, y }: { readonly x: number; readonly y: number },
  { troubles, lines }: Pick<PictureBox, "troubles" | "lines">,
): readonly string[] {
  const at = (index: number): readonly [number, number] => [x + 10, y + 16 + LINE * (index + 1)];
  return [
    ...troubles.map((said, index) => text(...at(index), said, { weight: "bold", colour: COLOURS.failed })),
    ...lines.map((said, index) => text(...at(troubles.length + index), said)),
  ];
}

function drawBalancer({ balancer, ...place }: PlacedBalancer): readonly string[] {
  const lines = balancer.lines.map((said, index) => text(place.x + 10, place.y + 16 + LINE * (index + 1), said));
  return [
    box(place, COLOURS.paper, "dashed"),
    text(place.x + 10, place.y + 16, balancerTitle(balancer), { weight: "bold" }),
    ...lines,
  ];
}

/** To each router that has learned of the addresses. */
function sessionLines({ boxes }: SiteLayout, { balancer, x, y }: PlacedBalancer): readonly string[] {
  return balancer.routers.flatMap((router) => {
    const placed = boxes.find(({ box: { name } }) => name === router);
    if (placed === undefined) return [];
    const column = placed.x + 14;
    const isAbove = placed.y < y;
    const points = [
      [x, y + 14],
      [column, y + 14],
      [column, isAbove ? placed.y + placed.height : placed.y],
    ] as const;
    return [
      line(points, COLOURS.answer, 'stroke-dasharray="6 4"'),
      text(column + 6, y + 8, "BGP", { colour: COLOURS.answer }),
    ];
  });
}
