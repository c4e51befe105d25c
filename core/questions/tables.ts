import { coverageSchema } from '../coverage/coverage.ts';
import { COVERAGE_PREFIX } from '../coverage/coverage-key.ts';
import { closureSchema } from '../prove/closure.ts';
import { evidenceLineSchema } from '../prove/read-evidence-line.ts';
import { sealSchema } from '../prove/seal.ts';
import { DAYS_PREFIX, SETTLED_PREFIX } from './compacted-layout.ts';
import { FIRST_DAY } from './day-of-line.ts';
import { type GlueColumn, glueColumns } from './glue-columns.ts';
import { judgementSchema } from './judgement.ts';
import { settledDaySchema } from './settled-day.ts';
import { settledLineSchema } from './settled-line.ts';
import { toldLineSchema } from './told-line.ts';

/** A table over JSON lines that lie in a bucket. Partitions are computed from the keys, never loaded. */
export type QuestionTable = {
  readonly name: string;
  readonly comment: string;
  readonly bucket: 'evidence' | 'compacted';
  /** Begins the keys of its objects. */
  readonly prefix: string;
  /** Parts of the folders below, from the outside in. */
  readonly partitions: readonly ('date' | 'hour')[];
  /** The first day of which there may be something. */
  readonly firstDay: string;
  readonly columns: readonly GlueColumn[];
  /**
   * Beside the JSON lie objects that are none (signatures): they read as rows of nulls, and a query asks
   * for the `schema` that it wants. Elsewhere a broken line fails the query.
   */
  readonly skipsWhatIsNoJson: boolean;
};

/** Nothing was written before the first release. */
const FIRST_WRITTEN = '2026-01-01';

const EVIDENCE = { bucket: 'evidence', firstDay: FIRST_WRITTEN, skipsWhatIsNoJson: false } as const;
const COMPACTED = { bucket: 'compacted', firstDay: FIRST_DAY, skipsWhatIsNoJson: false } as const;

/** Everything that can be asked. Quarantine is no table: it holds records as they came. */
export const TABLES: readonly QuestionTable[] = [
  {
    ...COMPACTED,
    name: 'settled',
    comment: 'Calls and submissions of days that are over, each once, settled: count these',
    prefix: SETTLED_PREFIX,
    partitions: ['date'],
    columns: glueColumns(settledLineSchema),
  },
  {
    ...COMPACTED,
    name: 'settled_days',
    comment: 'What each day was settled from, and what of it could not be used',
    prefix: DAYS_PREFIX,
    partitions: ['date'],
    columns: glueColumns(settledDaySchema),
  },
  {
    ...EVIDENCE,
    name: 'evidence',
    comment: 'Lines of evidence by the hour of writing: one a record, not settled, copies included',
    prefix: 'evidence/v1/',
    partitions: ['date', 'hour'],
    columns: glueColumns(evidenceLineSchema, { judged: judgementSchema }),
  },
  {
    ...EVIDENCE,
    name: 'told',
    comment: 'What people were told: groups of findings are told/1',
    prefix: 'told/v1/',
    partitions: ['date'],
    columns: glueColumns(toldLineSchema),
  },
  {
    ...EVIDENCE,
    name: 'closures',
    comment: 'Findings, and groups of them, that somebody closed',
    prefix: 'closures/v1/',
    partitions: [],
    columns: glueColumns(closureSchema),
  },
  {
    ...EVIDENCE,
    name: 'seals',
    comment: 'What each hour of evidence holds; their signatures read as rows of nulls',
    prefix: 'seals/v1/',
    partitions: ['date'],
    columns: glueColumns(sealSchema),
    skipsWhatIsNoJson: true,
  },
  {
    ...EVIDENCE,
    name: 'coverage',
    comment: 'Each day: every account and Region, and whether it is watched',
    prefix: COVERAGE_PREFIX,
    partitions: [],
    columns: glueColumns(coverageSchema),
  },
];
