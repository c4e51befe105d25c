import * as v from 'valibot';
import { type Coverage, coverageSchema } from './coverage.ts';

/** Reads the coverage of a day as it was kept; null where it is none. Never throws. */
export function readCoverage(bytes: Uint8Array): Coverage | null {
  try {
    const parsed = v.safeParse(coverageSchema, JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
