import { CALL_QUESTIONS } from './call-questions.ts';
import { COVERAGE_QUESTIONS } from './coverage-questions.ts';
import { FINDING_QUESTIONS } from './finding-questions.ts';
import type { Question } from './question.ts';

/** Every question that a deployment answers, in the order in which the docs ask them. */
export const QUESTIONS: readonly Question[] = [
  ...CALL_QUESTIONS,
  ...FINDING_QUESTIONS,
  ...COVERAGE_QUESTIONS,
];
