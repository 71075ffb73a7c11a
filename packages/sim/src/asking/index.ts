export { answerText } from "./answer-text.ts";
export {
  askOnce,
  askSite,
  digPatience,
  putOnce,
  putQuery,
  type StubPatience,
} from "./ask-site.ts";
export type { Asking, AskingOptions } from "./asking.ts";
export type { FailedTry, SiteAnswer } from "./site-answer.ts";
export { forkTwin, giveTime, listenIn, type QuestionKeeper, timeOf } from "./twin-time.ts";
export { defaultPlace, type Found, findPlace, findServer, serversOf } from "./whom-to-ask.ts";
