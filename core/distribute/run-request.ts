import * as v from 'valibot';

/** What starts a distributed comparison: the input of its execution. */
const runRequestSchema = v.strictObject({
  /** From the first instant to before the last, UTC epoch milliseconds. */
  fromMs: v.pipe(v.number(), v.safeInteger()),
  untilMs: v.pipe(v.number(), v.safeInteger()),
  /** Who lists the files: a manifest that is made of them, or the map itself, in the trail's bucket. */
  reader: v.picklist(['manifest', 'bucket']),
  /** Which files, where somebody names them: `s3://bucket/manifests/...` in the work bucket. */
  manifest: v.nullable(v.string()),
  /** Batches that are read at once. */
  concurrency: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(10_000)),
  /** Only list, and say how much there is. */
  only: v.boolean(),
});

export type RunRequest = v.InferOutput<typeof runRequestSchema>;

export type ReadRunRequest =
  | { readonly kind: 'request'; readonly request: RunRequest }
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/** Reads the input of an execution; all problems at once. */
export function readRunRequest(value: unknown): ReadRunRequest {
  const parsed = v.safeParse(runRequestSchema, value);
  if (!parsed.success) {
    const problems = parsed.issues.map(
      (issue) => `${v.getDotPath(issue) ?? 'the input'}: ${issue.message}`,
    );
    return { kind: 'problems', problems };
  }
  const { fromMs, untilMs } = parsed.output;
  if (fromMs >= untilMs)
    return { kind: 'problems', problems: ['fromMs: it is not before untilMs'] };
  return { kind: 'request', request: parsed.output };
}
