const PATTERN_LENGTH = "2024-01-02T03:04:05".length;
const SECONDS_A_DAY = 86_400;

/**
 * Unix seconds of a metav1.Time (RFC 3339 in UTC, whole seconds, as the API server prints it); null for another text.
 * Without `Date`, which reads the machine's clock and time zone.
 */
export function unixSecondsFromTimestamp(text: string): number | null {
  const isShaped = text[4] === "-" && text[7] === "-" && text[10] === "T" && text[13] === ":" && text[16] === ":";
  if (!isShaped || !text.endsWith("Z") || text.length <= PATTERN_LENGTH) return null;
  const part = (from: number, to: number): number => Number(text.slice(from, to));
  const [year, month, day] = [part(0, 4), part(5, 7), part(8, 10)];
  const [hour, minute, second] = [part(11, 13), part(14, 16), part(17, 19)];
  const parts = [year, month, day, hour, minute, second];
  if (!parts.every(Number.isInteger) || month < 1 || month > 12) return null;
  return daysSinceEpoch(year, month, day) * SECONDS_A_DAY + hour * 3600 + minute * 60 + second;
}

/** Days from 1970-01-01 in the Gregorian calendar, with years that begin in March, so that the leap day comes last. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const monthFromMarch = (month + 9) % 12;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + day - 1;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return shifted * 365 + leapDays + dayOfYear - 719_468;
}

/** RFC 3339 in UTC, as Kubernetes prints the moments of its objects. */
export function timestampFromUnixSeconds(seconds: number): string {
  const days = Math.floor(seconds / SECONDS_A_DAY);
  const ofDay = seconds - days * SECONDS_A_DAY;
  let year = 1970 + Math.floor(days / 365.2425);
  while (daysSinceEpoch(year, 1, 1) > days) year -= 1;
  while (daysSinceEpoch(year + 1, 1, 1) <= days) year += 1;
  let month = 12;
  while (daysSinceEpoch(year, month, 1) > days) month -= 1;
  const day = days - daysSinceEpoch(year, month, 1) + 1;
  const two = (value: number): string => String(value).padStart(2, "0");
  const time = [Math.floor(ofDay / 3600), Math.floor(ofDay / 60) % 60, ofDay % 60].map(two).join(":");
  return `${year}-${two(month)}-${two(day)}T${time}Z`;
}
