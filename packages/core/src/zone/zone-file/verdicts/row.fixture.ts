/**
 * What named-checkzone 9.18.49 (`-i local`) says of a zone `example.` that begins with the head of the table beside this folder and goes on with these lines:
 * the codes that stand for its messages (without `ZONE_`), and the records that it prints (`-D`) besides those of the beginning; null: it refuses the zone.
 * Each row was compared with its output. `OCCLUDED` is ours alone.
 */
export type VerdictRow = readonly [lines: string, codes: string, records: string | null];
