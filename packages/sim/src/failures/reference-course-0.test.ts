import { playReference } from "./reference-course.fixture.ts";

playReference(0);
