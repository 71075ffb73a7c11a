export { type Contender, elect, type Standing } from "./election.ts";
