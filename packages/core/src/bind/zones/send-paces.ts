import type { Instant } from "../../dns/index.ts";
import type { UpkeepSettings } from "../zone-settings.ts";
import { SendPace } from "./send-pace.ts";

type Rates = Pick<UpkeepSettings, "serialQueryRate" | "notifyRate" | "startupNotifyRate">;

/** The paces of one named, which all of its zones share. */
export class SendPaces {
  /** For questions for a SOA. */
  readonly queries: SendPace;
  readonly notices: SendPace;
  /** For what is said because named has just started: the last first. */
  readonly startNotices: SendPace;

  private constructor(queries: SendPace, notices: SendPace, startNotices: SendPace) {
    this.queries = queries;
    this.notices = notices;
    this.startNotices = startNotices;
  }

  static of({ serialQueryRate, notifyRate, startupNotifyRate }: Rates): SendPaces {
    const startNotices = new SendPace(startupNotifyRate, "last-come");
    return new SendPaces(new SendPace(serialQueryRate), new SendPace(notifyRate), startNotices);
  }

  fork(): SendPaces {
    return new SendPaces(this.queries.fork(), this.notices.fork(), this.startNotices.fork());
  }

  restart({ serialQueryRate, notifyRate, startupNotifyRate }: Rates, now: Instant): SendPaces {
    return new SendPaces(
      this.queries.restart(serialQueryRate, now),
      this.notices.restart(notifyRate, now),
      this.startNotices.restart(startupNotifyRate, now),
    );
  }
}
