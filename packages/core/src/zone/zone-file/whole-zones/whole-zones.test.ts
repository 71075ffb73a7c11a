import { describe, expect, it } from "vitest";
import { nameOf, printRecord } from "../../../dns/index.ts";
import { fileTreeFromSources, hasErrors, sourceFromText } from "../../../text/index.ts";
import type { Zone } from "../../zone.ts";
import { zoneFromRecords } from "../../zone-builder.ts";
import { checkZone } from "../../zone-check.ts";
import { parseZoneFile, printRecords, printZoneFile, readZone, type ZoneFileOptions } from "../index.ts";
import { directoryZone, oddZone, officeZone, reverseZone, splitZone } from "./zones.fixture.ts";

/** Sorted: named writes the sets of a name in the order of its tree. */
const shown = (zone: Zone): readonly string[] =>
  [...zone.records()]
    .map((record) =>
      printRecord(record)
        .replaceAll(/[ \t]+/g, " ")
        .trim(),
    )
    .sort();

describe.each(Object.entries({ officeZone, directoryZone, reverseZone, splitZone, oddZone }))(
  "%s",
  (_, { origin, files, text, records }) => {
    const sources = Object.entries(files).map(
      ([path, content]) => [`/${path}`, sourceFromText(path, content)] as const,
    );
    const options: ZoneFileOptions = { origin: nameOf(origin), files: fileTreeFromSources(new Map(sources)) };
    const source = sourceFromText("db", text.slice(1));
    const { value: zone, diagnostics } = readZone(source, options);

    it("has the records that named makes of it, and loads", () => {
      expect(shown(zone)).toEqual(records.trim().split("\n").sort());
      expect(hasErrors([...diagnostics, ...checkZone(zone)])).toBe(false);
    });

    it("is the same when it is read without loss, and each file prints as it was", () => {
      const { value } = parseZoneFile(source, options);
      expect(shown(value.zone)).toEqual(shown(zone));
      for (const part of value.parts) expect(printZoneFile(part)).toEqual(part.source.bytes);
    });

    it("is the same when its records are printed and read again", () => {
      const again = readZone(sourceFromText("again", printRecords(zone.records())), { origin: nameOf(origin) });
      expect(shown(again.value)).toEqual(shown(zone));
      expect(shown(zoneFromRecords(nameOf(origin), zone.records()))).toEqual(shown(zone));
    });
  },
);
