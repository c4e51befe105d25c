import { expect } from 'vitest';
import { parsePolicy } from '../../../core/policy/parse-policy.ts';
import type { PlacedProblem } from '../../../core/policy/problem.ts';

export type Json = Record<string, unknown>;

/** A policy with every kind of entry in it and nothing wrong. */
export function goodPolicy(over: Json = {}): Json {
  return { fences: [aFenceEntry()], ...over };
}

export function aFenceEntry(over: Json = {}): Json {
  return { name: 'europe', allow: ['eu'], ...over };
}

export function aWaiver(over: Json = {}): Json {
  return {
    id: 'W-1',
    regions: ['us-east-1'],
    reason: 'a pilot',
    owner: 'team-chat',
    approvedBy: 'data-protection',
    ticket: 'GEO-1',
    from: '2026-10-01',
    until: '2026-10-31',
    ...over,
  };
}

/** The same object without one of its keys. */
export function without(object: Json, key: string): Json {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

export function problemsOf(source: string | Uint8Array): readonly PlacedProblem[] {
  const parsed = parsePolicy(source);
  return parsed.kind === 'problems' ? parsed.problems : [];
}

/** Each problem with the text of the line that it names. */
export function placedOf(text: string) {
  const lines = text.split('\n');
  return problemsOf(text).map(({ line, ...problem }) => ({
    ...problem,
    line,
    at: (lines[(line ?? 0) - 1] ?? 'no such line').trim(),
  }));
}

export const withFence = (over: Json) => goodPolicy({ fences: [aFenceEntry(over)] });
export const withScope = (scope: Json) => withFence({ scope });
export const withWaiver = (over: Json) => goodPolicy({ waivers: [aWaiver(over)] });
export const withExample = (over: Json) =>
  goodPolicy({
    examples: [
      {
        profile: 'eu.anthropic.claude-sonnet-4-6',
        sourceRegion: 'eu-central-1',
        expect: 'inside',
        ...over,
      },
    ],
  });
export const withCatalog = (catalog: Json) => goodPolicy({ catalog });
export const withProfile = (profile: Json) =>
  withCatalog({ profiles: [{ id: 'x.y.z', ...profile }] });
export const aRegion = { code: 'eu-north-9', country: 'SE' };
export const aZone = { parent: 'eu-central-1', metro: 'muc', country: 'DE' };

/** Refused for one thing, in one place, with all that a person needs. */
export function expectOne(value: unknown, code: string, pointer: string, at: string) {
  const problems = placedOf(JSON.stringify(value, null, 1));
  expect(problems.map((problem) => [problem.code, problem.pointer, problem.at])).toEqual([
    [code, pointer, at],
  ]);
  for (const { found, allowed, fix } of problems) {
    for (const part of [found, allowed, fix]) expect(part.trim()).not.toBe('');
  }
  return problems[0];
}
