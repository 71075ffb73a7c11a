import type { Value } from "../ast.ts";
import { textOf } from "./scope.ts";

const SEARCHES = new Set([
  ...["country", "continent", "region", "city", "postal", "postalcode", "metro", "metrocode"],
  ...["tz", "timezone", "isp", "asnum", "org", "domain"],
]);
const DATABASES = new Set(["country", "city", "asnum", "isp", "domain"]);
const LONGEST_POSTAL_CODE = 6;

/** What is wrong with `geoip [ db NAME ] SEARCH TEXT` (lib/isccfg/aclconf.c, parse_geoip_element); null: nothing. */
export function faultOfGeoIp(values: readonly Value[]): string | null {
  const texts = values.slice(1).map((value) => textOf(value) ?? "");
  const hasDatabase = texts[0]?.toLowerCase() === "db";
  const database = hasDatabase ? (texts[1] ?? "") : null;
  const [search = "", sought = ""] = hasDatabase ? texts.slice(2) : texts;
  const kind = search.toLowerCase();
  if (database !== null && !DATABASES.has(database.toLowerCase())) {
    return `database '${database}' is not defined for GeoIP2`;
  }
  if (sought === "") return "zero-length geoip search field";
  if (!SEARCHES.has(kind)) return `type '${search}' is unavailable in GeoIP2 databases`;
  if (kind === "country" && sought.length === 3)
    return "three-letter country codes are unavailable in GeoIP2 databases";
  const isPostal = kind === "postal" || kind === "postalcode";
  return isPostal && sought.length > LONGEST_POSTAL_CODE ? `geoiop postal code (${sought}) too long` : null;
}
