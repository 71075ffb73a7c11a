import { playSeeds } from "./random-courses.fixture.ts";

playSeeds(1);
