/** What `check --failures` finds, each with the sentence that its page starts with. Never renamed once released. */
export const failureCodes = {
  FAILURE_LEAK: "While something is out of order, an address of the inside is told outside.",
  FAILURE_LOST: "While one thing is out of order, questions get no answer at all: nothing stands in for it.",
  FAILURE_OUTAGE: "When something fails or comes back, questions get no answer for longer than the take-over takes.",
  FAILURE_REMAINS: "When what was out of order is right again, answers are still not those of before.",
  FAILURE_WRONG_ANSWER: "While something is out of order, another answer comes than at rest.",
} as const;
