import { describe, expect, it } from "vitest";
import { hasError, isRefused, marked, namedLinesOf, touchedLines, zoneLinesOf } from "./complaint.fixture.ts";
import { dataComplaints } from "./data.fixture.ts";
import { directiveComplaints } from "./directives.fixture.ts";
import { generateComplaints } from "./generate.fixture.ts";
import { headComplaints } from "./heads.fixture.ts";
import { lineComplaints } from "./lines.fixture.ts";
import { recordComplaints } from "./records.fixture.ts";
import { targetComplaints } from "./targets.fixture.ts";
import { zoneComplaints } from "./zones.fixture.ts";

const topics = Object.entries({
  ...directiveComplaints,
  ...generateComplaints,
  ...lineComplaints,
  ...headComplaints,
  ...recordComplaints,
  ...dataComplaints,
  ...zoneComplaints,
  ...targetComplaints,
});

describe.each(topics)("complaints about %s", (_, blocks) => {
  const rows = Object.entries(blocks);

  it.each(rows)("%s", (_why, block) => {
    const ours = block.split("\n").filter((line) => !line.startsWith("named"));
    expect(marked(zoneLinesOf(block))).toBe(ours.join("\n"));
  });

  it.each(rows)("%s: an error where named refuses the zone", (_why, block) => {
    expect(hasError(zoneLinesOf(block))).toBe(isRefused(block));
  });

  it.each(rows)("%s: where named complains, so do we", (_why, block) => {
    const touched = touchedLines(zoneLinesOf(block));
    for (const line of namedLinesOf(block)) expect(line === 0 ? touched.size > 0 : touched.has(line)).toBe(true);
  });
});
