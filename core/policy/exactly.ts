import * as v from 'valibot';

/**
 * An object that takes no other key. Unlike valibot's own strict object it reports every one that it
 * does not take; the type is the same.
 */
export const exactly = <E extends v.ObjectEntries>(entries: E) =>
  noList(v.objectWithRest(entries, v.never())) as unknown as v.StrictObjectSchema<E, undefined>;

/** valibot takes a list for an object, and a scope that is a list would hold every call. */
export function noList<S extends v.GenericSchema>(schema: S): S {
  const run: S['~run'] = (dataset, config) => {
    if (!Array.isArray(dataset.value)) return schema['~run'](dataset, config);
    v._addIssue(schema, 'type', dataset, config);
    return { ...dataset, typed: false } as ReturnType<S['~run']>;
  };
  return { ...schema, '~run': run };
}
