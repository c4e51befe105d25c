import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';

const FOLDER = '../shared/conformance/schemas';

export const SCHEMAS_MISSING = existsSync(FOLDER)
  ? null
  : `skipped: the published schemas are not in ${FOLDER}`;

const read = (name: string) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8'));

/** What a published schema has against a value. */
export function problemsBy(name: string): (value: unknown) => readonly string[] {
  const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: false });
  const validate = ajv.compile(read(name));
  return (value) =>
    validate(value)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

type Shape = {
  readonly type: string;
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly member?: { readonly shape: string };
  readonly value?: { readonly shape: string };
  readonly pattern?: string;
  readonly enum?: readonly string[];
};

/** What the service model of Security Hub has against a finding. */
export function problemsOfShape(): (value: unknown) => readonly string[] {
  const { shapes } = read('securityhub-2018-10-26-AwsSecurityFinding.shapes.json') as {
    readonly shapes: Readonly<Record<string, Shape>>;
  };
  const check = (name: string, value: unknown, at: string): readonly string[] => {
    const shape = shapes[name];
    if (shape === undefined) return [`${at}: no shape ${name}`];
    if (shape.type === 'string') {
      if (typeof value !== 'string') return [`${at}: no text`];
      if (shape.pattern !== undefined && !new RegExp(shape.pattern, 'u').test(value))
        return [`${at}: ${JSON.stringify(value)} does not match`];
      return shape.enum === undefined || shape.enum.includes(value) ? [] : [`${at}: ${value}`];
    }
    if (shape.type === 'list')
      return (value as unknown[]).flatMap((each, index) =>
        check(shape.member?.shape ?? '', each, `${at}/${index}`),
      );
    const entries = Object.entries(value as object);
    if (shape.type === 'map')
      return entries.flatMap(([key, each]) =>
        check(shape.value?.shape ?? '', each, `${at}/${key}`),
      );
    if (shape.type !== 'structure') return [];
    const missing = (shape.required ?? []).filter((key) => !entries.some(([name]) => name === key));
    return [
      ...missing.map((key) => `${at}: ${key} is missing`),
      ...entries.flatMap(([key, each]) => {
        const member = shape.members?.[key];
        return member === undefined
          ? [`${at}: ${key} is unknown`]
          : check(member.shape, each, `${at}/${key}`);
      }),
    ];
  };
  return (value) => check('AwsSecurityFinding', value, '');
}
