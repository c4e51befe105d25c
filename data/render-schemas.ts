/** The JSON Schemas that are made from the code: path from the root of the repository, and text. */
export function renderSchemas(): readonly (readonly [string, string])[] {
  return [];
}
